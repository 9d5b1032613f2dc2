"""Actions and resources of the policies, compared with AWS's service authorization data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_engine.catalog.loader import all_integrations, all_machine_level
from sfn_engine.catalog.model import Integration, Scope, StatementTemplate
from sfn_engine.policy.least import covers
from tests.support.engine.authorizations import (
    AUTHORIZATION,
    ON_OTHERS,
    UNUSED,
    is_exempt,
    overlap,
    pattern_of,
    types_of,
)
from tests.support.engine.catalog_machines import (
    ACCOUNT,
    HOW,
    INTEGRATIONS,
    LOCATION,
    READERS,
    How,
    catalog_task,
    distributed_map,
    options_of,
    sample_of,
)
from tests.support.engine.machines import HERE, chain, policy_of, task
from tests.support.engine.requests import listed
from tools.authorization_table import catalog_actions

RECORDS = {record.name: record for record in (*all_integrations(), *all_machine_level())}
EACH_RECORD = pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
EACH = pytest.mark.parametrize("known", INTEGRATIONS.values(), ids=INTEGRATIONS)
SCOPES: tuple[Scope, ...] = ("guide", "least")
EACH_SCOPE = pytest.mark.parametrize("scope", SCOPES)
SETTINGS = replace(
    HERE,
    tracing=True,
    logging=True,
    redrive=True,
    kms_key_id="1234abcd-12ab-34cd-56ef-1234567890ab",
    activity_kms_key_id="2234abcd-12ab-34cd-56ef-1234567890ab",
    bucket_kms_key_id="3234abcd-12ab-34cd-56ef-1234567890ab",
    reader_bucket_kms_key_id="4234abcd-12ab-34cd-56ef-1234567890ab",
)
ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:approve"


@EACH_RECORD
def test_every_action_of_the_catalog_is_in_the_data(record: Integration) -> None:
    assert [action for action in catalog_actions([record]) if action.lower() not in AUTHORIZATION] == []


@EACH_RECORD
def test_every_condition_key_is_one_of_the_action(record: Integration) -> None:
    for action, keys in catalog_actions([record]).items():
        known = AUTHORIZATION[action.lower()].get("conditions", [])
        service = {key for key in keys if not key.startswith("aws:")}
        assert service <= set(known) or is_exempt(ON_OTHERS, action, "arn:aws:states:r:1:stateMachine:m"), action


@EACH_RECORD
def test_a_wildcard_of_the_catalogs_own_says_why_it_is_one(record: Integration) -> None:
    for template in record.statements:
        if any("*" in text.replace("[*]", "") for text in (*template.resource, *template.least_resource)):
            assert template.wildcard or template.when == ("dynamic",), template.actions
        assert not template.wildcard.endswith(".")


def statements(machine: dict[str, Any], scope: Scope, context: Any = HERE) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the actions and the resources of each statement, those of other roles too."""
    policy = policy_of(machine, scope, context)
    assert not policy.unexplained
    for document in (policy.document, *(role.document for role in policy.other_roles)):
        for entry in document["Statement"]:
            if entry["Effect"] == "Allow":
                yield listed(entry["Action"]), listed(entry["Resource"])


def machines_of(known: Integration) -> Iterator[dict[str, Any]]:
    """Yield machines with one task of the integration: each pattern, and its targets all known or all unknown."""
    for pattern in known.patterns:
        names = [spec.name for spec in known.targets]
        for how in HOW:
            ways: dict[str, How] = {name: how for name in names if how != "absent" or spec_of(known, name).optional}
            if known.name == "sns:publish" and how == "absent":
                continue  # nothing would say where to publish
            for options in ((), options_of(known)):
                yield chain(Call=catalog_task(known, pattern, ways, ACCOUNT, options).state)


def spec_of(known: Integration, name: str) -> Any:
    return next(spec for spec in known.targets if spec.name == name)


def every_setting() -> Iterator[dict[str, Any]]:
    for reader, writer, how in product(("", *READERS), (False, True), HOW):
        ways: dict[str, How] = dict.fromkeys(LOCATION, how)
        yield chain(Each=distributed_map(reader, writer, ways), Wait=task(ACTIVITY))


def problems_of(actions: list[str], resources: list[str], scope: Scope) -> Iterator[str]:
    """Yield what the data does not know: a resource that fits no action, an action that fits no resource."""
    fits = {(a, r): fits_action(a, r, scope) for a in actions for r in resources}
    yield from (f"{a} on none of {resources}" for a in actions if not any(fits[a, r] for r in resources))
    yield from (f"none of {actions} on {r}" for r in resources if not any(fits[a, r] for a in actions))


def fits_action(action: str, resource: str, scope: Scope) -> bool:
    """Tell whether a statement of the scope may have the action on the resource.

    In `guide` one ARN of a type of the action must match. In `least` all must: no wildcard is wider than a type.
    """
    if is_exempt(ON_OTHERS, action, resource):
        return True
    forms = [pattern_of(form) for form in types_of(action).values()]
    if resource == "*":
        return scope == "guide" or not forms
    if scope == "guide":
        return any(overlap(form, resource) for form in forms)
    return any(covers(form, resource) for form in forms)


@EACH_SCOPE
@EACH
def test_every_resource_is_of_a_type_that_its_action_has(known: Integration, scope: Scope) -> None:
    for machine in machines_of(known):
        for actions, resources in statements(machine, scope):
            assert list(problems_of(actions, resources, scope)) == []


@EACH_SCOPE
def test_every_resource_of_maps_and_settings_is_of_a_type_that_its_action_has(scope: Scope) -> None:
    for machine in every_setting():
        for actions, resources in statements(machine, scope, SETTINGS):
            assert list(problems_of(actions, resources, scope)) == []


def test_a_role_that_a_task_assumes_is_a_role() -> None:
    state = catalog_task(INTEGRATIONS["sqs:sendMessage"], "request-response", {}).state
    for role in ({"RoleArn": "arn:aws:iam::210987654321:role/there"}, {"RoleArn.$": "$.role"}):
        for actions, resources in statements(chain(Call={**state, "Credentials": role}), "least"):
            assert list(problems_of(actions, resources, "least")) == []


def test_every_exception_is_used_and_gives_a_reason() -> None:
    templates: list[StatementTemplate] = [entry for record in RECORDS.values() for entry in record.statements]
    actions = {action.lower() for template in templates for action in template.actions}
    for entry in (*ON_OTHERS, *UNUSED):
        assert entry.action.lower() in actions, entry
        assert entry.reason


@given(st.text("ab*:", max_size=7), st.text("ab*:", max_size=7), st.text("ab:", max_size=7))
def test_patterns_overlap_where_one_text_matches_both(one: str, other: str, text: str) -> None:
    if covers(one, text) and covers(other, text):
        assert overlap(one, other)
    if overlap(one, other) and "*" not in other:
        assert covers(one, other)


def test_samples_tell_names_from_arns() -> None:
    spec = spec_of(INTEGRATIONS["glue:startJobRun"], "JobName")
    assert (sample_of(spec, "name"), sample_of(spec, "arn")) == (
        "my-job",
        "arn:aws:glue:us-east-1:123456789012:job/my-job",
    )
