"""Scope `least` allows every request that a task makes, and none that scope `guide` does not allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.catalog.model import Scope
from sfn_engine.policy.model import Grant, Policy
from tests.support.engine.catalog_machines import (
    ACCOUNT,
    HOW,
    INTEGRATIONS,
    LOCATION,
    OTHER_ACCOUNT,
    OTHER_ROLE,
    READERS,
    How,
    Known,
    catalog_task,
    distributed_map,
    options_of,
    task_with,
)
from tests.support.engine.machines import HERE, chain, policy_of, task
from tests.support.engine.requests import RUN_TIME, Request, is_allowed, is_within, requests_of

ACTIVITY = f"arn:aws:states:us-east-1:{ACCOUNT}:activity:approve"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"


class Wider(NamedTuple):
    """A permission of `least` that `guide` lacks, and why."""

    action: str
    part: str
    """What its resource or its condition contains."""
    reason: str


WIDER = (
    Wider("iam:CreateServiceLinkedRole", "/AWSServiceRoleForAmazonEMRContainers", "the template misspells the role"),
    Wider("kms:GenerateDataKey", "StringLike", "the template compares a wildcard with StringEquals, which fails"),
)

HOW_EACH = st.sampled_from(HOW)
SETTINGS = st.builds(
    lambda tracing, logging, redrive, key, activity_key, bucket_key, reader_key: replace(
        HERE,
        tracing=tracing,
        logging=logging,
        redrive=redrive,
        kms_key_id=key,
        activity_kms_key_id=activity_key,
        bucket_kms_key_id=bucket_key,
        reader_bucket_kms_key_id=reader_key,
    ),
    *[st.booleans()] * 3,
    *[st.sampled_from([None, KEY])] * 4,
)


@st.composite
def tasks(draw: st.DrawFn, account: str = ACCOUNT) -> tuple[str, Known]:
    """One task of the catalog, with its targets known in different ways; its integration's name."""
    known = INTEGRATIONS[draw(st.sampled_from(sorted(INTEGRATIONS)))]
    ways: dict[str, How] = {}
    for spec in known.targets:
        how = draw(HOW_EACH)
        ways[spec.name] = "name" if how == "absent" and not spec.optional and spec.default is None else how
    if known.name == "sns:publish":
        chosen = draw(st.sampled_from(sorted(ways)))
        for name in ways:
            ways[name] = draw(st.sampled_from(HOW[:-1])) if name == chosen else "absent"
    options = draw(st.sets(st.sampled_from(options_of(known) or ("",)))) - {""}
    return known.name, catalog_task(known, draw(st.sampled_from(known.patterns)), ways, account, sorted(options))


def both(machine: dict[str, Any], context: sfn.Context) -> tuple[Policy, Policy]:
    guide, least = policy_of(machine, "guide", context), policy_of(machine, "least", context)
    assert guide.unexplained == least.unexplained == ()
    return guide, least


def needed(grants: tuple[Grant, ...]) -> set[str]:
    """The actions that the task or a setting needs, without those that templates list beside them."""
    return {grant.action for grant in grants if grant.reason != "support"}


def denied(
    requests: Iterator[Request], guide: tuple[Grant, ...], least: tuple[Grant, ...], facts: dict[str, str]
) -> list[Request]:
    """The requests that only the guide's policy allows."""
    return [
        request for request in requests if is_allowed(request, guide, facts) and not is_allowed(request, least, facts)
    ]


def beyond(guide: tuple[Grant, ...], least: tuple[Grant, ...]) -> list[tuple[str, str]]:
    """The permissions of `least` that no permission of `guide` includes."""
    return [
        (grant.action, grant.resource)
        for grant in least
        if not any(is_within(grant, wide) for wide in guide)
        and not any(
            grant.action == entry.action and entry.part in f"{grant.resource} {grant.condition}" for entry in WIDER
        )
    ]


def facts_of(name: str, values: Any) -> dict[str, str]:
    if name == "http:invoke":
        return {"states:HTTPMethod": values["Method"], "states:HTTPEndpoint": values["ApiEndpoint"]}
    return {"emr-containers:ExecutionRoleArn": values.get("ExecutionRoleArn", "")}


@pytest.mark.parametrize("name", sorted(INTEGRATIONS))
def test_each_action_that_a_task_needs_is_requested(name: str) -> None:
    """Otherwise the tests below would compare nothing."""
    integration = INTEGRATIONS[name]
    for pattern in integration.patterns:
        ways: dict[str, How] = {spec.name: "name" for spec in integration.targets}
        known = catalog_task(integration, pattern, ways, ACCOUNT, options_of(integration))
        guide, least = both(chain(Call=known.state), HERE)
        requests = list(requests_of(integration, known.values, needed(guide.grants), ACCOUNT))
        for policy in (guide, least):
            allowed = {request.action for request in requests if is_allowed(request, policy.grants, {})}
            assert allowed == needed(guide.grants)


@given(tasks(), SETTINGS)
@settings(deadline=None, max_examples=300)
def test_least_allows_each_request_of_a_task_and_nothing_else(found: tuple[str, Known], context: sfn.Context) -> None:
    name, known = found
    guide, least = both(chain(Call=known.state), context)
    requests = requests_of(INTEGRATIONS[name], known.values, needed(guide.grants), ACCOUNT)
    assert denied(requests, guide.grants, least.grants, facts_of(name, known.values)) == []
    assert beyond(guide.grants, least.grants) == []


@given(tasks(OTHER_ACCOUNT))
@settings(deadline=None, max_examples=100)
def test_least_allows_another_role_each_request_of_a_task_and_nothing_else(found: tuple[str, Known]) -> None:
    name, known = found
    if name == "http:invoke":
        return  # an HTTP task has no other role
    machine = chain(Call={**known.state, "Credentials": {"RoleArn": OTHER_ROLE}})
    guide, least = both(machine, HERE)
    assume = Request("sts:AssumeRole", OTHER_ROLE)
    assert is_allowed(assume, guide.grants, {}) and is_allowed(assume, least.grants, {})
    (there,), (least_there,) = guide.other_roles, least.other_roles
    requests = requests_of(INTEGRATIONS[name], known.values, needed(there.grants), OTHER_ACCOUNT)
    assert denied(requests, there.grants, least_there.grants, facts_of(name, known.values)) == []
    assert beyond(there.grants, least_there.grants) == []


MAPS = st.tuples(
    st.sampled_from(["", *READERS]), st.booleans(), st.fixed_dictionaries({name: HOW_EACH for name in LOCATION})
)


def of_map(reader: str, writer: bool, how: dict[str, How], context: sfn.Context) -> Iterator[Request]:
    """The requests of a Distributed Map, by what the guide says of readers and writers."""
    bucket, key = "arn:aws:s3:::data", "arn:aws:s3:::data/in/list/manifest.json"
    prefix = "" if how["Prefix"] == "absent" else LOCATION["Prefix"]
    executions = f"arn:aws:states:us-east-1:{ACCOUNT}:execution:orders"
    yield Request("states:StartExecution", f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:orders")
    yield Request("states:DescribeExecution", f"{executions}:{RUN_TIME}")
    if context.redrive:
        yield Request("states:RedriveExecution", f"{executions}/each:{RUN_TIME}")
        yield Request("states:RedriveExecution", f"{executions}:{RUN_TIME}")
    if reader in ("list", "flatten"):
        yield Request("s3:ListBucket", bucket)
    if reader == "flatten":
        yield Request("s3:GetObject", f"{bucket}/{prefix}one.json")
    if reader not in ("", "list", "flatten"):
        yield Request("s3:GetObject", key)
    if reader == "version":
        yield Request("s3:GetObjectVersion", key)
    if reader == "inventory":
        yield Request("s3:GetObject", f"{bucket}/in/data/{RUN_TIME}.csv.gz")
    if reader == "athena-manifest":
        yield Request("s3:GetObject", f"{bucket}/in/list/{RUN_TIME}")
    if reader and context.reader_bucket_kms_key_id:
        yield Request("kms:Decrypt", KEY)
    if writer and context.bucket_kms_key_id:
        yield from (Request(f"kms:{action}", KEY) for action in ("Decrypt", "Encrypt", "GenerateDataKey"))
    for action in ("PutObject", "GetObject", "ListMultipartUploadParts", "AbortMultipartUpload"):
        if writer:
            yield Request(f"s3:{action}", f"{bucket}/{prefix}{RUN_TIME}/SUCCEEDED_0.json")


def of_settings(context: sfn.Context) -> Iterator[Request]:
    actions = needed(policy_of(chain(Wait=task(ACTIVITY)), "guide", context).grants)
    stream = f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:/aws/vendedlogs/states/orders:log-stream:{RUN_TIME}"
    for action in actions:
        if action.startswith(("xray:", "logs:")):
            yield Request(action, stream if action in ("logs:CreateLogStream", "logs:PutLogEvents") else "*")
        if action.startswith("kms:"):
            yield Request(action, KEY)


@given(MAPS, SETTINGS)
@settings(deadline=None, max_examples=200)
def test_least_allows_each_request_of_a_map_and_of_the_settings_and_nothing_else(
    found: tuple[str, bool, dict[str, How]], context: sfn.Context
) -> None:
    reader, writer, how = found
    machine = chain(Each=distributed_map(reader, writer, how), Wait=task(ACTIVITY))
    guide, least = both(machine, context)
    facts = {"s3:prefix": "" if how["Prefix"] == "absent" else LOCATION["Prefix"]}
    wanted = [*of_map(reader, writer, how, context), *of_settings(context)]
    assert [request for request in wanted if not is_allowed(request, guide.grants, facts)] == []
    assert [request for request in wanted if not is_allowed(request, least.grants, facts)] == []
    assert {grant.action for grant in least.grants} <= {request.action for request in wanted}
    assert needed(guide.grants) <= {grant.action for grant in least.grants}
    assert beyond(guide.grants, least.grants) == []


@given(st.lists(tasks(), min_size=2, max_size=4), MAPS, SETTINGS)
@settings(deadline=None, max_examples=100)
def test_tasks_together_need_what_each_needs_alone(
    found: list[tuple[str, Known]], a_map: tuple[str, bool, dict[str, How]], context: sfn.Context
) -> None:
    states = {f"Call {number}": known.state for number, (_, known) in enumerate(found)}
    each = distributed_map(*a_map)
    together = policy_of(chain(**states, Each=each), "least", context)
    for name, state in (*states.items(), ("Each", each)):
        for grant in policy_of(chain(**{name: state}), "least", context).grants:
            wide = [other for other in together.grants if is_within(grant, other)]
            assert any(set(grant.states) <= set(other.states) for other in wide), (grant.action, grant.resource)


@pytest.mark.parametrize("scope", ["guide", "least"])
@pytest.mark.parametrize("text", ["name", "us.nova.lite", "a.b", "arn:aws:s3:::files", "${Name}", "${Arn}:1", "?"])
def test_whatever_a_parameter_is_the_call_itself_is_allowed(text: str, scope: Scope) -> None:
    for known in INTEGRATIONS.values():
        calls = {action.lower() for action in known.call}
        for spec in known.targets:
            if spec.name == "Resource":
                continue
            policy = policy_of(chain(Call=task_with(known, spec, text)), scope)
            allowed = {grant.action.lower() for grant in policy.grants}
            assert calls <= allowed, (known.name, spec.name)
