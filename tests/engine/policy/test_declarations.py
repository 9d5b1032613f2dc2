"""What a file declares about the resources that its machine uses, and which of them a target means."""

from __future__ import annotations

from pathlib import Path

import pytest

import sfn_engine as sfn
from sfn_engine.policy.declarations import declared_for, key_arn, role_arn
from sfn_engine.policy.parts import AwsLocation
from tests.support.engine.files import load, write

HOME = AwsLocation("aws", "eu-west-1", "123456789012", {})

RESOURCES = """\
  Key: {Type: AWS::KMS::Key}
  Alias: {Type: AWS::KMS::Alias, Properties: {AliasName: alias/books, TargetKeyId: !Ref Key}}
  Inbox: {Type: AWS::SQS::Queue, Properties: {QueueName: inbox, KmsMasterKeyId: !Ref Key}}
  Managed: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: alias/aws/sqs}}
  News:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: !Sub "${Stage}-news"
      KmsMasterKeyId: !If [Encrypted, alias/books, !If [Other, !Ref NewsKeyArn, !Ref AWS::NoValue]]
  Files:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: files
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: {SSEAlgorithm: "aws:kms", KMSMasterKeyID: !Ref Alias}
  Plain: {Type: AWS::S3::Bucket}
  Worker: {Type: AWS::IAM::Role}
  Report:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: report
      TaskRoleArn: !Ref Worker
      ExecutionRoleArn: arn:aws:iam::123456789012:role/starter
  Fn: {Type: AWS::Lambda::Function}
"""

TEMPLATE = f"""\
Resources:
{RESOURCES}  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties: {{Definition: {{StartAt: A, States: {{A: {{Type: Pass, End: true}}}}}}}}
"""

SERVICE = f"""\
service: books
stepFunctions:
  stateMachines:
    m: {{definition: {{StartAt: A, States: {{A: {{Type: Pass, End: true}}}}}}}}
resources:
  - Parameters: {{Stage: {{Type: String}}}}
  - Resources:
{"".join("    " + line + chr(10) for line in RESOURCES.splitlines())}"""

TERRAFORM = """\
locals { key = aws_kms_key.books.key_id }
resource "aws_kms_key" "books" {}
resource "aws_kms_alias" "books" {
  name          = "alias/books"
  target_key_id = aws_kms_key.books.key_id
}
resource "aws_sqs_queue" "inbox" {
  name              = "inbox"
  kms_master_key_id = local.key
}
resource "aws_sqs_queue" "managed" { kms_master_key_id = "alias/aws/sqs" }
resource "aws_sns_topic" "news" {
  name              = "${var.stage}-news"
  kms_master_key_id = aws_kms_alias.books.name
}
resource "aws_s3_bucket" "files" { bucket = "files" }
resource "aws_s3_bucket_server_side_encryption_configuration" "files" {
  bucket = aws_s3_bucket.files.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.books.arn
    }
  }
}
resource "aws_ecs_task_definition" "report" {
  family             = "report"
  task_role_arn      = aws_iam_role.worker.arn
  execution_role_arn = "arn:aws:iam::123456789012:role/starter"
}
resource "aws_sfn_state_machine" "m" {
  definition = jsonencode({ StartAt = "A", States = { A = { Type = "Pass", End = true } } })
}
"""


@pytest.fixture(params=["template.yaml", "serverless.yml"])
def machine(tmp_path: Path, request: pytest.FixtureRequest) -> sfn.StateMachine:
    text = TEMPLATE if request.param == "template.yaml" else SERVICE
    return sfn.load(write(tmp_path, text, request.param))


@pytest.fixture
def terraform(tmp_path: Path) -> sfn.StateMachine:
    return load(tmp_path, TERRAFORM, "main.tf")


def keys(machine: sfn.StateMachine) -> dict[str, tuple[str, ...]]:
    assert machine.document is not None
    return {name: resource.kms_keys for name, resource in machine.document.declared.items() if resource.kms_keys}


def test_a_customer_managed_key_is_known_by_its_arn_however_it_is_referred_to(machine: sfn.StateMachine) -> None:
    assert keys(machine) == {
        "Inbox": ("${Key.Arn}",),
        "News": ("${Key.Arn}", "${NewsKeyArn}"),
        "Files": ("${Key.Arn}",),
    }


def test_a_key_in_terraform_is_known_by_its_arn_however_it_is_referred_to(terraform: sfn.StateMachine) -> None:
    arn = ("${aws_kms_key.books.arn}",)
    assert keys(terraform) == {
        "aws_sqs_queue.inbox": arn,
        "aws_sns_topic.news": arn,
        "aws_s3_bucket.files": arn,
    }


def test_a_task_definition_passes_both_its_roles(machine: sfn.StateMachine, terraform: sfn.StateMachine) -> None:
    found = declared_for(machine, "${Report}", "task-definition")
    assert found is not None
    assert found.passed_roles == ("${Worker.Arn}", "arn:aws:iam::123456789012:role/starter")
    found = declared_for(terraform, "${aws_ecs_task_definition.report.arn}", "task-definition")
    assert found is not None
    assert found.passed_roles == ("${aws_iam_role.worker.arn}", "arn:aws:iam::123456789012:role/starter")


@pytest.mark.parametrize(
    ("text", "kind", "logical_id"),
    [
        ("${Inbox}", "queue", "Inbox"),
        ("${Inbox.Arn}", "", "Inbox"),
        ("${Inbox.QueueUrl}", "queue", "Inbox"),
        ("inbox", "queue", "Inbox"),
        ("https://sqs.eu-west-1.amazonaws.com/123456789012/inbox", "queue", "Inbox"),
        ("https://sqs.${AWS::Region}.amazonaws.com/${AWS::AccountId}/${Inbox.QueueName}", "queue", "Inbox"),
        ("arn:aws:sqs:eu-west-1:123456789012:inbox", "", "Inbox"),
        ("arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${Stage}-news", "topic", "News"),
        ("files", "bucket", "Files"),
        ("s3://files/2026/a.csv", "bucket", "Files"),
        ("arn:aws:s3:::files/a", "bucket", "Files"),
        ("report", "task-definition", "Report"),
        ("report:3", "task-definition", "Report"),
        ("arn:aws:ecs:eu-west-1:123456789012:task-definition/report:3", "task-definition", "Report"),
    ],
)
def test_a_value_means_the_resource_that_it_names(
    machine: sfn.StateMachine, text: str, kind: str, logical_id: str
) -> None:
    found = declared_for(machine, text, kind)
    assert found is not None and found.logical_id == logical_id


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("inbox", ""),
        ("inbox", "topic"),
        ("${Inbox}", "topic"),
        ("${Fn}", ""),
        ("${Nothing}", "queue"),
        ("reports", "task-definition"),
        ("", "queue"),
        ("arn:", "queue"),
        ("x" * 100_000, "queue"),
    ],
)
def test_a_value_that_names_nothing_declared_means_none(machine: sfn.StateMachine, text: str, kind: str) -> None:
    assert declared_for(machine, text, kind) is None


@pytest.mark.parametrize(
    ("text", "kind", "address"),
    [
        ("${aws_sqs_queue.inbox.url}", "queue", "aws_sqs_queue.inbox"),
        ("${aws_sqs_queue.inbox.id}", "queue", "aws_sqs_queue.inbox"),
        ("inbox", "queue", "aws_sqs_queue.inbox"),
        ("${var.stage}-news", "topic", "aws_sns_topic.news"),
        (
            "${aws_ecs_task_definition.report.family}:${aws_ecs_task_definition.report.revision}",
            "task-definition",
            "aws_ecs_task_definition.report",
        ),
    ],
)
def test_a_value_in_terraform_means_the_resource_that_it_names(
    terraform: sfn.StateMachine, text: str, kind: str, address: str
) -> None:
    found = declared_for(terraform, text, kind)
    assert found is not None and found.logical_id == address


def test_a_definition_without_a_template_declares_nothing() -> None:
    machine = sfn.parse({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})
    assert declared_for(machine, "${Inbox}", "queue") is None


@pytest.mark.parametrize(
    ("key", "arn"),
    [
        ("arn:aws:kms:eu-west-1:123456789012:key/1a2b", "arn:aws:kms:eu-west-1:123456789012:key/1a2b"),
        ("${Key.Arn}", "${Key.Arn}"),
        ("1a2b", "arn:aws:kms:eu-west-1:123456789012:key/1a2b"),
        ("${KeyId}", "arn:aws:kms:eu-west-1:123456789012:key/${KeyId}"),
        ("alias/books", "arn:aws:kms:eu-west-1:123456789012:key/*"),
        ("arn:aws:kms:eu-west-1:123456789012:alias/books", "arn:aws:kms:eu-west-1:123456789012:key/*"),
    ],
)
def test_a_key_has_an_arn_and_an_alias_does_not_tell_it(key: str, arn: str) -> None:
    assert key_arn(key, HOME) == arn


def test_a_role_has_an_arn() -> None:
    assert role_arn("starter", HOME) == "arn:aws:iam::123456789012:role/starter"
    assert role_arn("${Worker.Arn}", HOME) == "${Worker.Arn}"
    assert role_arn("arn:aws:iam::123456789012:role/a/b", HOME) == "arn:aws:iam::123456789012:role/a/b"


@pytest.mark.parametrize("properties", ["[]", "{QueueName: [a]}", "{KmsMasterKeyId: {a: b}}", "text", "null"])
def test_properties_of_a_wrong_shape_say_nothing(tmp_path: Path, properties: str) -> None:
    text = TEMPLATE.replace("  Fn: ", f"  Odd: {{Type: AWS::SQS::Queue, Properties: {properties}}}\n  Fn: ")
    found = declared_for(load(tmp_path, text), "${Odd}", "queue")
    assert found is not None and (found.name, found.kms_keys) == ("", ())
