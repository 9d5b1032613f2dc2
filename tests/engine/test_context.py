"""What a context knows of where the machine lives."""

from __future__ import annotations

import pytest

import sfn_engine as sfn
from tests.support.engine.machines import chain, task


@pytest.mark.parametrize(
    ("value", "known"),
    [
        (None, False),
        ("<region>", False),
        ("<your region>", False),
        ("eu-west-1", True),
        ("${AWS::Region}", True),
        ("${region}", True),
    ],
)
def test_a_placeholder_is_known_and_angle_brackets_are_not(value: str | None, known: bool) -> None:
    assert sfn.Context(region=value).region_is_known == known
    assert sfn.Context(account=value).account_is_known == known


def test_region_and_account_are_known_apart_from_each_other() -> None:
    context = sfn.Context(region="eu-west-1")
    assert (context.region_is_known, context.account_is_known) == (True, False)


def test_a_resolved_context_still_says_that_a_value_is_unknown() -> None:
    machine = sfn.parse(chain(Send=task("sqs:sendMessage", {"QueueUrl": "q"})))
    context = sfn.generate(machine).context
    assert (context.region, context.account) == ("<region>", "<account>")
    assert not context.region_is_known and not context.account_is_known
    given = sfn.generate(machine, sfn.Context(region="eu-west-1", account="123456789012")).context
    assert given.region_is_known and given.account_is_known


def test_what_is_unknown_or_assumed_about_a_context_says_its_kind() -> None:
    machine = sfn.parse(chain(Put=task("dynamodb:putItem", {"TableName": "t"})))
    notes = {note.text: note.kind for note in sfn.generate(machine).notes}
    assert notes["Account unknown; written as <account>. Set it with --account."] == "unresolved"
    assert notes["Region unknown; written as <region>. Set it with --region."] == "unresolved"
    table = "arn:aws:dynamodb:eu-west-1:123456789012:table/t"
    named = sfn.parse(chain(Put=task("dynamodb:putItem", {"TableName": table})))
    notes = {note.text: note.kind for note in sfn.generate(named).notes}
    assert notes["Region eu-west-1 is taken from the ARNs in the definition."] == "assumed"


@pytest.mark.parametrize("resource", ["aws-sdk:s3:getObject", "aws-sdk:iam:listRoles", "aws-sdk:s3:nothing"])
def test_a_region_and_an_account_that_are_written_nowhere_are_not_told_to_be_unknown(resource: str) -> None:
    machine = sfn.parse(chain(Step=task(resource, {"Bucket": "b", "Key": "k"})))
    assert not [note for note in sfn.generate(machine).notes if note.kind == "unresolved"]


def test_an_unknown_account_in_the_policy_of_another_role_is_told() -> None:
    step = task("aws-sdk:dynamodb:getItem", {"TableName": "t"}, Credentials={"RoleArn.$": "$.role"})
    texts = [note.text for note in sfn.generate(sfn.parse(chain(Step=step))).notes]
    assert "Account unknown; written as <account>. Set it with --account." in texts
