"""The printed document and the grants behind each of its lines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.policy.quotas import policy_size, quotas
from tests.support.engine.machines import HERE, chain, policy_of, task

RESOURCES = {
    "lambda:invoke": {"FunctionName": "f:1"},
    "ecs:runTask.sync": {"TaskDefinition.$": "$.t"},
    "http:invoke": {"ApiEndpoint": "https://a.example/x", "Method": "GET"},
    "mediaconvert:createJob.sync": {"Role": "r"},
    "athena:startQueryExecution.sync": {},
    "aws-sdk:s3:copyObject": {},
    "dynamodb:getItem": {"TableName": 'é"\\'},
}


@given(st.lists(st.sampled_from(list(RESOURCES)), max_size=5), st.sampled_from(["guide", "least"]))
@settings(deadline=None, max_examples=60)
def test_the_lines_are_the_printed_document(names: list[str], scope: str) -> None:
    states = {f"S{place}": task(name, RESOURCES[name]) for place, name in enumerate(names)}
    policy = policy_of(chain(P={"Type": "Pass"}, **states), scope)
    text = "\n".join(line.text for line in policy.lines())
    assert text == json.dumps(policy.document, indent=2, ensure_ascii=False)


def test_a_line_of_an_action_or_resource_carries_just_its_own_grants() -> None:
    machine = chain(A=task("dynamodb:getItem", {"TableName": "a"}), B=task("dynamodb:putItem", {"TableName": "b"}))
    lines = {line.text.strip().rstrip(","): line for line in policy_of(machine).lines()}
    table = lines['"arn:aws:dynamodb:us-east-1:123456789012:table/b"']
    assert {grant.states for grant in table.grants} == {(("B",),)}
    assert table.statement == 0 and table.resource is not None and table.action is None
    action = lines['"dynamodb:GetItem"']
    assert action.action == "dynamodb:GetItem"
    # Both tasks grant it, one because it calls it, the other because the template does.
    assert {(grant.reason, grant.states) for grant in action.grants} == {
        ("call", (("A",),)),
        ("support", (("B",),)),
    }


def test_every_line_of_a_statement_knows_its_statement_and_the_brackets_around_do_not() -> None:
    lines = policy_of(chain(A=task("sqs:sendMessage", {"QueueUrl.$": "$.q"}))).lines()
    assert [line.statement for line in lines] == [None, None, None, *[0] * 7, None, None]
    assert all(line.grants for line in lines if line.statement == 0)


def test_the_deny_all_document_has_no_grant() -> None:
    policy = policy_of(chain(P={"Type": "Pass"}))
    assert policy.grants == () and len(policy.lines()) == 10


@pytest.mark.parametrize(("size", "fits"), [(6144, [True, True]), (6145, [True, False]), (10241, [False, False])])
def test_sizes_are_compared_with_the_quotas(size: int, fits: list[bool]) -> None:
    assert [quota.fits for quota in quotas(size)] == fits


def test_white_space_between_tokens_is_not_counted() -> None:
    assert policy_size({"Version": "2012-10-17", "Statement": []}) == 39
    policy = sfn.generate(sfn.parse(chain(P={"Type": "Pass"})), HERE)
    assert policy.size == len(json.dumps(policy.document, separators=(",", ":")))
