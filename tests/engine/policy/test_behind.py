"""What lies behind a target: the key of an encrypted queue, the roles of a task definition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.engine.files import load
from tests.support.engine.machines import HERE, chain, policy_of, task

RESOURCES = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Key: {Type: AWS::KMS::Key}
  Inbox: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: !Ref Key}}
  Plain: {Type: AWS::SQS::Queue}
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
