"""What a template says of a machine in a function, an import or a condition: never a resource that IAM refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

import sfn_engine as sfn
from tests.support.engine.files import write

TEMPLATE = """\
Parameters:
  Sealing: {Type: String, Description: ARN of the key}
Resources:
  Key: {Type: AWS::KMS::Key}
  Jobs:
    Type: AWS::SQS::Queue
    Properties: {KmsMasterKeyId: KEY}
  Report:
    Type: AWS::ECS::TaskDefinition
    Properties: {Family: report, TaskRoleArn: ROLE}
  M:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineName: NAME
      EncryptionConfiguration: ENCRYPTION
      Definition:
        StartAt: Send
        States:
          Send:
            Type: Task
            Resource: arn:aws:states:::sqs:sendMessage
            Parameters: {QueueUrl: !Ref Jobs, MessageBody: x}
            Next: Run
          Run:
            Type: Task
            Resource: arn:aws:states:::ecs:runTask
            Parameters: {TaskDefinition: !Ref Report}
            Next: Call
          Call:
            Type: Task
            Resource: arn:aws:states:::http:invoke
            Parameters:
              ApiEndpoint: https://example.org/
              Method: GET
              Authentication: {ConnectionArn: "arn:aws:events:us-east-1:123456789012:connection/c/1"}
            End: true
"""
PLAIN = {"KEY": "!Ref Key", "ROLE": "worker", "NAME": "books", "ENCRYPTION": "{Type: AWS_OWNED_KEY}"}
CONTEXT = sfn.Context(region="us-east-1", account="123456789012")


def resources(folder: Path, action: str, **given: str) -> list[str]:
    """Return the resources on which an action is allowed."""
    text = TEMPLATE
    for word, value in {**PLAIN, **given}.items():
        text = text.replace(word, value)
    policy = sfn.generate(sfn.load(write(folder, text)), CONTEXT)
    return [grant.resource for grant in policy.grants if grant.action == action]


ANY_KEY = "arn:aws:kms:us-east-1:123456789012:key/*"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("!GetAtt Key.Arn", "${Key.Arn}"),
        ("!Ref Sealing", "${Sealing}"),
        ("!ImportValue key-arn", ANY_KEY),
        ("!ImportValue key", ANY_KEY),
    ],
)
def test_the_key_of_a_queue_is_an_arn_a_placeholder_for_one_or_any(tmp_path: Path, key: str, expected: str) -> None:
    assert resources(tmp_path, "kms:GenerateDataKey", KEY=key) == [expected]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("!ImportValue role-arn", "arn:aws:iam::123456789012:role/*"),
        ("!Sub 'arn:aws:iam::${AWS::AccountId}:role/worker'", "arn:aws:iam::123456789012:role/worker"),
    ],
)
def test_a_role_is_in_the_account_of_the_policy_and_an_imported_one_is_any(
    tmp_path: Path, role: str, expected: str
) -> None:
    assert resources(tmp_path, "iam:PassRole", ROLE=role) == [expected]


@pytest.mark.parametrize("name", ["!ImportValue name", "!If [IsProd, books, !Ref AWS::NoValue]", "!Sub '${M}-x'"])
def test_a_machine_whose_name_a_function_gives_is_named_by_its_own_attribute(tmp_path: Path, name: str) -> None:
    (found,) = resources(tmp_path, "states:InvokeHTTPEndpoint", NAME=name)
    expected = "${M}-x" if "Sub" in name else "${M.Name}"
    assert found == f"arn:aws:states:us-east-1:123456789012:stateMachine:{expected}"


@pytest.mark.parametrize(
    ("encryption", "expected"),
    [
        ("!If [IsProd, {KmsKeyId: !GetAtt Key.Arn}, !Ref AWS::NoValue]", "${Key.Arn}"),
        ("{KmsKeyId: !If [IsProd, !GetAtt Key.Arn, !Ref AWS::NoValue]}", "${Key.Arn}"),
        ("{KmsKeyId: !Ref Sealing}", "${Sealing}"),
        ("{KmsKeyId: !ImportValue key-arn}", ANY_KEY),
        ("{KmsKeyId: !If [IsProd, a, b]}", ANY_KEY),
    ],
)
def test_the_key_of_the_machine_may_depend_on_a_condition(tmp_path: Path, encryption: str, expected: str) -> None:
    found = resources(tmp_path, "kms:Decrypt", ENCRYPTION=encryption, KEY="alias/aws/sqs")
    assert found == [expected]


def test_a_reference_that_cloudformation_replaces_is_no_wrong_arn(tmp_path: Path) -> None:
    text = TEMPLATE.replace("sqs:sendMessage", "sns:publish").replace("QueueUrl: !Ref Jobs", "TopicArn: TOPIC")
    for word, value in {**PLAIN, "TOPIC": '"{{resolve:ssm:/books/topic}}"'}.items():
        text = text.replace(word, value)
    machine = sfn.load(write(tmp_path, text))
    assert [entry for entry in machine.diagnostics if entry.check == "arn"] == []


@pytest.mark.parametrize(
    ("action", "given"),
    [
        ("iam:PassRole", {"ROLE": "!ImportValue role-arn"}),
        ("kms:GenerateDataKey", {"KEY": "!ImportValue key"}),
        ("kms:Decrypt", {"ENCRYPTION": "{KmsKeyId: alias/books}", "KEY": "alias/aws/sqs"}),
    ],
)
def test_a_key_or_role_that_may_be_any_says_why(tmp_path: Path, action: str, given: dict[str, str]) -> None:
    text = TEMPLATE
    for word, value in {**PLAIN, **given}.items():
        text = text.replace(word, value)
    policy = sfn.generate(sfn.load(write(tmp_path, text)), CONTEXT)
    (found,) = [grant for grant in policy.grants if grant.action == action]
    assert found.resource.endswith("/*")
    assert found.wildcards
