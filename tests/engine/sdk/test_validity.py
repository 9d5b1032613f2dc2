"""Every policy for an AWS SDK integration is valid: its actions exist, and its resources are of their types."""

from __future__ import annotations

import re

import pytest

import sfn_engine as sfn
from sfn_engine.catalog.model import Integration, Scope
from sfn_engine.policy.least import covers
from sfn_engine.sdk import store
from sfn_engine.sdk.resources import MANY
from tests.support.engine.authorizations import overlap
from tests.support.engine.machines import HERE
from tests.support.engine.sdk_machines import HowGiven, known_sdk, parameters_of, sdk_machine

WAYS: tuple[HowGiven, ...] = ("static", "dynamic", "absent")
MOST = 6
"""Operations tried of each service, spread over its names."""
BEYOND_THE_DATA = (("emr-containers:StartJobRun", "/jobtemplates/"),)
"""Actions that a service's guide names on a resource of a type that the data lacks (EMR on EKS guide: job-templates)."""
_HOME = {"{partition}": "aws", "{region}": "*", "{account}": "*"}


def some_operations(service: str) -> list[str]:
    """Return operations of a service that Step Functions offers."""
    names = [name for name in store.operation_names(service) if is_offered(service, name)]
    return names[:: max(1, len(names) // MOST)]


def is_offered(service: str, name: str) -> bool:
    operation = store.operation(service, name)
    return operation is not None and operation.supported


def forms_of(action: str) -> list[str]:
    """Return a pattern for each resource type of an action."""
    known = store.action(action)
    prefix = action.partition(":")[0]
    forms = [store.resource_type(prefix, name) for name, _ in known.resource_types] if known is not None else []
    for hole, text in _HOME.items():
        forms = [form.replace(hole, text) for form in forms]
    forms = [re.sub(r"\$\{\w+\}", "*", form) for form in forms]
    # In Organizations "ou-${Id}" stands for an id that begins with "ou-".
    return [re.sub(r"/[a-z]{1,2}-\*", "/*", form) for form in forms]


def problems_of(grant: sfn.Grant, scope: Scope) -> str:
    """Return what is wrong with a permission; empty where nothing is."""
    if store.action(grant.action) is None:
        return "" if grant.certainty == "unconfirmed" else "no such action"
    forms = forms_of(grant.action)
    if grant.resource == "*":
        return "" if grant.wildcards else "a wildcard without a cause"
    if any(action == grant.action and kind in grant.resource for action, kind in BEYOND_THE_DATA):
        return ""
    if grant.resource.startswith("arn:aws:any:"):
        return ""  # the task's own ARN, which the test made up
    if ":organizations::aws:policy/" in grant.resource:
        return ""  # a policy that AWS manages; the data has it as a type that no action names
    if not forms:
        return "the action has no resource level"
    if len(set(forms)) > MANY and grant.resource == f"arn:aws:{forms[0].split(':')[2]}:*:*:*":
        return ""
    fits = (covers(form, grant.resource) if scope == "least" else overlap(form, grant.resource) for form in forms)
    return "" if any(fits) else f"of no type of the action: {forms}"


@pytest.mark.parametrize("service", store.service_names())
def test_every_permission_has_an_action_that_exists_and_a_resource_of_its_type(service: str) -> None:
    wrong = []
    for operation in some_operations(service):
        known = known_sdk(service, operation)
        for way in WAYS:
            machine = sfn.parse(sdk_machine(known.name, parameters_of(known, way)))
            for scope in ("guide", "least"):
                policy = sfn.generate(machine, HERE, scope=scope)
                assert not policy.unexplained
                wrong += [
                    (operation, way, scope, grant.action, grant.resource, problem)
                    for grant in policy.grants
                    if (problem := problems_of(grant, scope))
                ]
    assert wrong == []


@pytest.mark.parametrize("service", store.service_names())
def test_every_statement_says_why_its_own_wildcards_are_there(service: str) -> None:
    for operation in some_operations(service):
        known: Integration = known_sdk(service, operation)
        for template in known.statements:
            texts = [re.sub(r"\{(?:[^{}]|\{\*\})*\}", "", text) for text in template.resource]
            assert template.wildcard or not any("*" in text for text in texts), (operation, template.resource)
