"""What lies behind a target: the key of an encrypted queue, the roles of a task definition."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.policy.reasons import cause
from tests.support.engine.files import load
from tests.support.engine.machines import HERE, chain, policy_of, task

RESOURCES = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Key: {Type: AWS::KMS::Key}
  Inbox: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: !Ref Key}}
  Plain: {Type: AWS::SQS::Queue}
  Orders: {Type: AWS::DynamoDB::Table, Properties: {TableName: orders, SSESpecification: {KMSMasterKeyId: !Ref Key}}}
  News: {Type: AWS::SNS::Topic, Properties: {KmsMasterKeyId: !GetAtt Key.Arn}}
  Files:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: files
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: {SSEAlgorithm: "aws:kms", KMSMasterKeyID: !GetAtt Key.Arn}
  Report:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: report
      TaskRoleArn: !GetAtt Worker.Arn
      ExecutionRoleArn: arn:aws:iam::123456789012:role/starter
  Worker: {Type: AWS::IAM::Role}
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Do
        States:
          Do: STATE
"""


def policy_in_template(tmp_path: Path, state: str, **settings: Any) -> sfn.Policy:
    machine = load(tmp_path, RESOURCES.replace("STATE", state))
    return sfn.generate(machine, sfn.Context(region="us-east-1", account="123456789012", **settings))


def sent(policy: sfn.Policy, service: str) -> list[tuple[str, str, str]]:
    return [(grant.action, grant.resource, grant.reason) for grant in policy.grants if grant.action.startswith(service)]


BOTH = [
    ("kms:GenerateDataKey", "${Key.Arn}", "encryption"),
    ("kms:Decrypt", "${Key.Arn}", "encryption"),
]


@pytest.mark.parametrize(
    "state",
    [
        "{Type: Task, Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: {QueueUrl: !Ref Inbox}, End: true}",
        "{Type: Task, Resource: 'arn:aws:states:::sns:publish', Parameters: {TopicArn: !Ref News}, End: true}",
        "{Type: Task, Resource: 'arn:aws:states:::sns:publish', Parameters: {TargetArn: !Ref News}, End: true}",
    ],
)
def test_who_sends_to_an_encrypted_queue_or_topic_uses_its_key(tmp_path: Path, state: str) -> None:
    assert sent(policy_in_template(tmp_path, state), "kms:") == BOTH


def test_a_queue_without_a_key_of_its_own_needs_none(tmp_path: Path) -> None:
    state = "{Type: Task, Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: {QueueUrl: !Ref Plain}, End: true}"
    assert sent(policy_in_template(tmp_path, state), "kms:") == []


@pytest.mark.parametrize(
    ("key", "arn"),
    [
        ("!ImportValue shared-key", "arn:aws:kms:us-east-1:123456789012:key/*"),
        ("!Select [5, !Split [',', !ImportValue keys]]", "arn:aws:kms:us-east-1:123456789012:key/*"),
        ("alias/shared", "arn:aws:kms:us-east-1:123456789012:key/*"),
        ("arn:aws:kms:eu-west-1:210987654321:alias/shared", "arn:aws:kms:eu-west-1:210987654321:key/*"),
        (
            "!Sub 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}'",
            "arn:aws:kms:us-east-1:123456789012:key/${Key}",
        ),
    ],
)
def test_a_key_that_the_file_does_not_tell_is_a_wildcard_and_never_a_function(
    tmp_path: Path, key: str, arn: str
) -> None:
    template = RESOURCES.replace("KmsMasterKeyId: !Ref Key", f"KmsMasterKeyId: {key}")
    send = "{Type: Task, Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: {QueueUrl: !Ref Inbox}, End: true}"
    machine = load(tmp_path, template.replace("STATE", send))
    policy = sfn.generate(machine, sfn.Context(region="us-east-1", account="123456789012"))
    assert {resource for _, resource, _ in sent(policy, "kms:")} == {arn}


def test_a_role_that_only_the_deployment_knows_is_a_wildcard(tmp_path: Path) -> None:
    template = RESOURCES.replace("TaskRoleArn: !GetAtt Worker.Arn", "TaskRoleArn: !ImportValue worker")
    run = "{Type: Task, Resource: 'arn:aws:states:::ecs:runTask', Parameters: {TaskDefinition: report}, End: true}"
    machine = load(tmp_path, template.replace("STATE", run))
    policy = sfn.generate(machine, sfn.Context(region="us-east-1", account="123456789012"))
    assert sent(policy, "iam:") == [
        ("iam:PassRole", "arn:aws:iam::123456789012:role/*", "pass-role"),
        ("iam:PassRole", "arn:aws:iam::123456789012:role/starter", "pass-role"),
    ]


@pytest.mark.parametrize("call", ["getItem", "putItem", "updateItem", "deleteItem"])
@pytest.mark.parametrize("table", ["!Ref Orders", "orders", "!GetAtt Orders.Arn"])
def test_who_uses_an_encrypted_table_uses_its_key(tmp_path: Path, call: str, table: str) -> None:
    use = f"Resource: 'arn:aws:states:::dynamodb:{call}', Parameters: {{TableName: {table}}}"
    state = f"{{Type: Task, {use}, End: true}}"
    assert sent(policy_in_template(tmp_path, state), "kms:") == [("kms:Decrypt", "${Key.Arn}", "encryption")]


def test_the_key_of_a_table_in_terraform_is_known(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        """\
resource "aws_kms_key" "k" {}
resource "aws_dynamodb_table" "orders" {
  name = "orders"
  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.k.arn
  }
}
resource "aws_sfn_state_machine" "m" {
  name = "m"
  definition = jsonencode({
    StartAt = "Get"
    States = {
      Get = {
        Type       = "Task"
        Resource   = "arn:aws:states:::dynamodb:getItem"
        Parameters = { TableName = aws_dynamodb_table.orders.name, Key = {} }
        End        = true
      }
    }
  })
}
"""
    )
    policy = sfn.generate(sfn.load(tmp_path / "main.tf"))
    assert sent(policy, "kms:") == [("kms:Decrypt", "${aws_kms_key.k.arn}", "encryption")]


MAP = """
            Type: Map
            ItemProcessor:
              ProcessorConfig: {Mode: DISTRIBUTED, ExecutionType: STANDARD}
              StartAt: A
              States: {A: {Type: Pass, End: true}}
            ItemReader:
              Resource: arn:aws:states:::s3:getObject
              Parameters: {Bucket: files, Key: items.csv}
            ResultWriter:
              Resource: arn:aws:states:::s3:putObject
              Parameters: {Bucket: files, Prefix: out}
            End: true"""


def test_the_reader_and_the_writer_of_a_map_use_the_key_of_a_declared_bucket(tmp_path: Path) -> None:
    assert sent(policy_in_template(tmp_path, MAP), "kms:") == [
        ("kms:Decrypt", "${Key.Arn}", "encryption"),
        *BOTH,
    ]


def test_an_option_names_the_key_of_each_bucket(tmp_path: Path) -> None:
    policy = policy_in_template(tmp_path, MAP, reader_bucket_kms_key_id="read", bucket_kms_key_id="written")
    key = "arn:aws:kms:us-east-1:123456789012:key"
    assert sent(policy, "kms:") == [
        ("kms:Decrypt", f"{key}/read", "encryption"),
        ("kms:Decrypt", f"{key}/written", "encryption"),
        ("kms:Encrypt", f"{key}/written", "encryption"),
        ("kms:GenerateDataKey", f"{key}/written", "encryption"),
    ]


RUN = "{Type: Task, Resource: 'arn:aws:states:::ecs:runTask.sync', Parameters: {TaskDefinition: WHICH}, End: true}"


@pytest.mark.parametrize("which", ["!Ref Report", "report", "'report:3'"])
def test_the_roles_of_a_declared_task_definition_are_passed(tmp_path: Path, which: str) -> None:
    policy = policy_in_template(tmp_path, RUN.replace("WHICH", which))
    assert sent(policy, "iam:") == [
        ("iam:PassRole", "${Worker.Arn}", "pass-role"),
        ("iam:PassRole", "arn:aws:iam::123456789012:role/starter", "pass-role"),
    ]
    assert policy.by_hand == ()
    assert policy.is_complete


def test_the_roles_of_a_task_definition_elsewhere_are_to_be_added_by_hand(tmp_path: Path) -> None:
    policy = policy_in_template(tmp_path, RUN.replace("WHICH", "other"))
    assert [(note.actions, note.certain, note.states) for note in policy.by_hand] == [
        (("iam:PassRole",), True, (("Do",),)),
        (("iam:PassRole",), True, (("Do",),)),
    ]
    assert not policy.is_complete
    assert "2 permissions to add by hand" in policy.incomplete_because


def test_a_role_that_the_task_overrides_need_not_be_added_by_hand() -> None:
    overrides = {"TaskRoleArn": "arn:aws:iam::123456789012:role/t", "ExecutionRoleArn.$": "$.role"}
    run = task("ecs:runTask", {"TaskDefinition": "report:1", "Overrides": overrides})
    assert policy_of(chain(Run=run), context=HERE).by_hand == ()


def test_a_conditional_permission_says_which_parameter_brings_it() -> None:
    run = task("ecs:runTask", {"TaskDefinition": "report:1", "Tags": [{"Key": "a"}], "PropagateTags": "NONE"})
    (grant,) = [grant for grant in policy_of(chain(Run=run)).grants if grant.reason == "tagging"]
    assert grant.given == ("Tags is given",)
    assert cause(grant).why == "tags the task when it starts (needed because Tags is given)"


ACTIVITY = """\
  Paint:
    Type: AWS::StepFunctions::Activity
    Properties:
      Name: paint
      EncryptionConfiguration: {Type: CUSTOMER_MANAGED_KMS_KEY, KmsKeyId: !GetAtt Key.Arn}
"""


@pytest.mark.parametrize("resource", ["!Ref Paint", "'arn:aws:states:us-east-1:123456789012:activity:paint'"])
def test_the_key_of_a_declared_activity_is_used_with_the_activity(tmp_path: Path, resource: str) -> None:
    state = f"{{Type: Task, Resource: {resource}, End: true}}"
    text = RESOURCES.replace("  Machine:", f"{ACTIVITY}  Machine:").replace("STATE", state)
    here = sfn.Context(region="us-east-1", account="123456789012")
    machine = load(tmp_path, text)
    assert sorted(sent(sfn.generate(machine, here), "kms:")) == sorted(BOTH)
    named = sfn.generate(machine, replace(here, activity_kms_key_id="k"))
    assert {grant.resource for grant in named.grants} == {"arn:aws:kms:us-east-1:123456789012:key/k"}
