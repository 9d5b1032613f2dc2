"""The policies of tasks that assume another role (`Credentials`)."""

from __future__ import annotations

import pytest

import sfn_engine as sfn
from tests.support.engine.machines import chain, only_statement, policy_of, task


def test_credentials_move_the_permissions_of_a_task_to_the_other_role() -> None:
    role = "arn:aws:iam::111122223333:role/There"
    state = task("ecs:runTask.sync", {"TaskDefinition": "t:1"}, Credentials={"RoleArn": role})
    policy = policy_of(chain(Step=state))
    assert policy.document["Statement"] == [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": role}]
    assert policy.grants[0].reason == "assume-role"
    (other,) = policy.other_roles
    assert other.role == role
    # Across accounts a job is watched by polling alone: no event rule.
    assert {action for entry in other.statements for action in entry.actions} == {
        "ecs:RunTask",
        "ecs:StopTask",
        "ecs:DescribeTasks",
    }


@pytest.mark.parametrize("role", ["arn:aws:iam::210987654321:role/There", "arn:aws:iam::${Other}:role/There"])
def test_the_account_of_a_role_in_credentials_is_not_that_of_the_machine(role: str) -> None:
    there = {"QueueUrl": "https://sqs.eu-west-1.amazonaws.com/210987654321/q", "MessageBody": "hello"}
    machine = chain(
        There=task("sqs:sendMessage", there, Credentials={"RoleArn": role}),
        Here=task("aws-sdk:dynamodb:getItem", {"TableName": "orders"}),
    )
    policy = policy_of(machine, context=sfn.Context())
    assert "arn:aws:dynamodb:eu-west-1:<account>:table/orders" in policy.document["Statement"][1]["Resource"]
    assert any(note.text.startswith("Account unknown") for note in policy.notes)


@pytest.mark.parametrize(
    ("role", "account"),
    [
        ({"RoleArn": "arn:aws:iam::210987654321:role/There"}, "210987654321"),
        ({"RoleArn": "arn:aws:iam::${Other}:role/There"}, "${Other}"),
        ({"RoleArn.$": "States.Format('arn:aws:iam::210987654321:role/{}', $.name)"}, "210987654321"),
        ({"RoleArn.$": "States.Format('arn:aws:iam::{}:role/There', $.account)"}, "<account>"),
        ({"RoleArn.$": "$.role"}, "<account>"),
        ({"RoleArn": "${RoleArn}"}, "<account>"),
    ],
)
def test_the_resources_of_another_role_are_in_its_account_where_the_task_tells_it(
    role: dict[str, str], account: str
) -> None:
    state = task("aws-sdk:dynamodb:getItem", {"TableName": "orders"}, Credentials=role)
    (other,) = policy_of(chain(Step=state)).other_roles
    assert other.statements[0].resources == (f"arn:aws:dynamodb:us-east-1:{account}:table/orders",)


def test_what_another_role_needs_by_hand_is_not_missing_from_this_policy() -> None:
    run = task("aws-sdk:ec2:runInstances", {"ImageId": "ami-1", "IamInstanceProfile": {"Name": "p"}})
    assert not policy_of(chain(Step=run)).is_complete
    role = "arn:aws:iam::210987654321:role/There"
    policy = policy_of(chain(Step={**run, "Credentials": {"RoleArn": role}}))
    assert policy.is_complete
    assert any(note.text.startswith(f"For the role {role}: iam:PassRole") for note in policy.by_hand)


def test_a_role_of_credentials_from_input_gives_a_wildcard() -> None:
    state = task("lambda:invoke", {"FunctionName": "f"}, Credentials={"RoleArn.$": "$.role"})
    assert only_statement(chain(Step=state))["Resource"] == "*"
    assert only_statement(chain(Step=state), "least")["Resource"] == "arn:aws:iam::*:role/*"
