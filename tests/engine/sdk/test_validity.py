"""Every policy for an AWS SDK integration is valid: its actions exist, and its resources are of their types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.catalog.model import Integration, Scope
from sfn_engine.sdk import store
from tests.support.engine.machines import HERE
from tests.support.engine.sdk_grants import problems_of
from tests.support.engine.sdk_machines import RETIRED, HowGiven, known_sdk, parameters_of, sdk_machine

WAYS: tuple[HowGiven, ...] = ("static", "dynamic", "absent")
FEWEST = 3
"""Operations tried of each service at least, spread over its names; there are more where there are more kinds."""
KINDS = ("needs", "also", "by_hand", "roles", "several", "passed_to", "resources")
"""What a reviewed operation may have; an operation with each of them is tried where a service has one."""
TOGETHER = 10
"""Services of one test."""


def some_operations(service: str) -> list[str]:
    """Return operations of a service that Step Functions offers: some, and one of each kind."""
    kinds = {name: kinds_of(service, name) for name in store.operation_names(service)}
    names = [name for name, found in kinds.items() if found]
    some = names[:: max(1, len(names) // FEWEST)][:FEWEST]
    seen = frozenset().union(*(kinds[name] for name in some))
    for name in names:
        if kinds[name] - seen:
            some.append(name)
            seen |= kinds[name]
    return some


def kinds_of(service: str, name: str) -> frozenset[str]:
    """Return by which ways the permissions of an operation are found; none where it is not offered."""
    operation = store.operation(service, name)
    if operation is None or not operation.supported:
        return frozenset()
    reviewed = store.override(service, name) or {}
    facts = {
        "any": True,
        "http": operation.http_action,
        "role in the data": operation.roles,
        "no permission": not operation.needs_permission,
        "unconfirmed": not operation.confirmed,
        "bound": operation.bindings,
        "list": any("[*]" in one.parameter for one in operation.bindings),
        **{kind: kind in reviewed for kind in KINDS},
    }
    return frozenset(kind for kind, holds in facts.items() if holds)


def shelves() -> dict[str, tuple[str, ...]]:
    """Return all services, some together: a test costs more than what it looks at in one service."""
    names = store.service_names()
    shelves = [names[first : first + TOGETHER] for first in range(0, len(names), TOGETHER)]
    return {f"{shelf[0]} to {shelf[-1]}": shelf for shelf in shelves}


@pytest.fixture(params=list(shelves().values()), ids=list(shelves()), scope="module")
def calls(request: pytest.FixtureRequest) -> list[Integration]:
    """Return the calls of some services that are tried, for all tests of these services one after the other."""
    return [known_sdk(service, operation) for service in request.param for operation in some_operations(service)]


def tried(known: Integration, turn: int) -> Iterator[tuple[HowGiven, Scope, sfn.Policy]]:
    """Yield the policies of a call: in scope "least" whatever way its parameters are given, in "guide" in turns."""
    before: list[dict[str, Any]] = []
    for number, way in enumerate(WAYS):
        parameters = parameters_of(known, way)
        if parameters in before:
            continue  # of a call without targets
        before.append(parameters)
        machine = sfn.parse(sdk_machine(known.name, parameters))
        yield way, "least", sfn.generate(machine, HERE, scope="least")
        if number == turn % len(WAYS) or (number == 0 and not known.targets):
            yield way, "guide", sfn.generate(machine, HERE, scope="guide")


def test_every_permission_has_an_action_that_exists_and_a_resource_of_its_type(calls: list[Integration]) -> None:
    wrong = []
    for turn, known in enumerate(calls):
        _, service, operation = known.name.split(":")
        for way, scope, policy in tried(known, turn):
            assert not policy.unexplained
            wrong += [
                (known.name, way, scope, grant.action, grant.resource, problem)
                for grant in policy.grants
                if (problem := problems_of(grant, scope))
                and not (service in RETIRED and grant.action.lower().endswith(f":{operation}".lower()))
            ]
    assert wrong == []


def test_every_statement_says_why_its_own_wildcards_are_there(calls: list[Integration]) -> None:
    for known in calls:
        for template in known.statements:
            texts = [re.sub(r"\{(?:[^{}]|\{\*\})*\}", "", text) for text in template.resource]
            assert template.wildcard or not any("*" in text for text in texts), (known.name, template.resource)


def test_an_operation_of_every_kind_is_tried() -> None:
    """Otherwise the tests above would say nothing of that kind."""
    seen = {kind for name in ("apigateway", "ecs", "s3", "ssooidc", "bedrockagentcore", "sns", "glue")
            for operation in some_operations(name) for kind in kinds_of(name, operation)}  # fmt: skip
    assert seen >= {"any", "http", "role in the data", "no permission", "bound", "list", "needs", "also", "by_hand"}
