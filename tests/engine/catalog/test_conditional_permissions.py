"""Permissions that an optional parameter adds: they come with the parameter, and only then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from sfn_engine.asl.model import QueryLanguage
from sfn_engine.catalog.loader import all_integrations
from sfn_engine.catalog.model import Integration, Scope, StatementTemplate
from sfn_engine.catalog.requirements import Requirement
from sfn_engine.catalog.samples import filled_sample, sample_shapes, sample_task
from tests.support.engine.machines import chain, policy_of

HOME = "us-east-1:123456789012"
OFF: tuple[Any, ...] = (None, False, "", [], {})


class Case(NamedTuple):
    """A statement that one parameter adds."""

    integration: Integration
    statement: StatementTemplate
    requirement: Requirement

    def value(self) -> Any:
        """Return a value that the parameter may have: for a target what it names, else just any."""
        for spec in self.integration.targets:
            if spec.name == self.requirement.name:
                value = filled_sample(sample_shapes(spec.kind, spec)[0], "aws", *HOME.split(":"))
                return value.replace("my-", "another-")  # not what the sample task passes already
        return {"any": "value"}


def cases() -> Iterator[Case]:
    """Yield every pair of a conditional statement and a parameter that adds it."""
    for integration in all_integrations():
        for statement in integration.statements:
            # `Name = VALUE` switches a permission off or over: see the tests of API Gateway. And a statement of one
            # scope alone adds nothing: it writes a permission of the call more narrowly.
            for requirement in statement.when_given if statement.scope is None else ():
                if requirement.operator != "is":
                    yield Case(integration, statement, requirement)


EACH = pytest.mark.parametrize(
    "case",
    tuple(cases()),
    ids=lambda case: f"{case.integration.name} {case.requirement.name} {case.statement.actions[0]}",
)
SCOPES = pytest.mark.parametrize("scope", ["guide", "least"])


def added(case: Case, value: Any, scope: Scope, language: QueryLanguage = "JSONPath", suffix: str = "") -> set[str]:
    """Return the case's actions that the policy allows somewhere more, once the parameter has the value."""
    state = sample_task(case.integration, language, "aws", *HOME.split(":"))
    before = _allowed(state, language, scope)
    place(state.setdefault("Arguments" if language == "JSONata" else "Parameters", {}), case, value, suffix)
    return {action for action, _ in _allowed(state, language, scope) - before} & set(case.statement.actions)


def place(arguments: dict[str, Any], case: Case, value: Any, suffix: str) -> None:
    """Put the value where the parameter's name leads."""
    *outer, last = case.requirement.name.split(".")
    holder = arguments
    for step in outer:
        key = step.removesuffix("[*]")
        holder = holder.setdefault(key, [{}] if key != step else {})
        holder = holder[0] if isinstance(holder, list) else holder
    holder[f"{last}{suffix}"] = value


def _allowed(state: dict[str, Any], language: QueryLanguage, scope: Scope) -> set[tuple[str, str]]:
    machine = {"QueryLanguage": language, **chain(Step=state)}
    return {(grant.action, grant.resource) for grant in policy_of(machine, scope).grants}


@EACH
@SCOPES
def test_a_parameter_that_is_written_out_adds_its_permission(case: Case, scope: Scope) -> None:
    assert added(case, case.value(), scope) == set(case.statement.actions)


@EACH
@SCOPES
def test_a_parameter_by_path_adds_its_permission(case: Case, scope: Scope) -> None:
    assert added(case, "$.value", scope, suffix=".$") == set(case.statement.actions)


@EACH
@SCOPES
def test_a_parameter_by_jsonata_adds_its_permission(case: Case, scope: Scope) -> None:
    found = added(case, "{% $states.input.value %}", scope, "JSONata")
    assert found == set(case.statement.actions)


@EACH
@SCOPES
def test_a_parameter_that_is_off_adds_nothing(case: Case, scope: Scope) -> None:
    for value in (*OFF, *case.requirement.values):
        assert added(case, value, scope) == set(), value


@EACH
def test_the_policy_says_why_the_permission_is_there(case: Case) -> None:
    assert case.statement.inferred
    assert case.statement.source
    assert "; without it " in case.statement.why
    assert not case.statement.why.endswith(".")


@EACH
def test_a_wildcard_of_its_own_has_a_cause(case: Case) -> None:
    texts = (*case.statement.resource, *case.statement.least_resource)
    holes = [text.replace("[*]", "") for text in texts]
    assert case.statement.wildcard or not any("*" in text for text in holes)
