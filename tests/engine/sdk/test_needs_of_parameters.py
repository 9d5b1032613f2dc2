"""The permissions that single parameters of SDK calls bring, in scope `least`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.engine.sdk_machines import granted, policy_of_call

HOME = "us-east-1:123456789012"
TABLE = f"arn:aws:dynamodb:{HOME}:table"


@pytest.mark.parametrize(
    ("name", "parameters", "action"),
    [
        ("s3:putObject", {"Bucket": "b", "Key": "k", "SSEKMSKeyId": "alias/aws/s3"}, "s3:PutObject"),
        ("ssm:putParameter", {"Name": "p", "KeyId": "alias/aws/ssm"}, "ssm:PutParameter"),
        (
            "secretsmanager:createSecret",
            {"Name": "s", "KmsKeyId": "arn:aws:kms:us-east-1:123456789012:alias/aws/secretsmanager"},
            "secretsmanager:CreateSecret",
        ),
    ],
)
def test_a_key_that_aws_manages_needs_no_permission(name: str, parameters: dict[str, Any], action: str) -> None:
    assert set(granted(name, parameters)) == {action}


def test_a_statement_with_a_placeholder_for_its_table_is_of_the_kind_that_it_begins_with() -> None:
    found = granted("dynamodb:executeStatement", {"Statement": 'SELECT * FROM "${Table}" WHERE pk=?'})
    assert found == {"dynamodb:PartiQLSelect": {f"{TABLE}/${{Table}}"}}


@pytest.mark.parametrize(
    ("instance", "resources"),
    [
        ("i-1", {f"arn:aws:ec2:{HOME}:instance/i-1"}),
        ("mi-1", {f"arn:aws:ssm:{HOME}:managed-instance/mi-1"}),
        ("${Id}", {f"arn:aws:ec2:{HOME}:instance/${{Id}}", f"arn:aws:ssm:{HOME}:managed-instance/${{Id}}"}),
    ],
)
def test_the_id_of_an_instance_tells_whether_it_is_one_of_ec2(instance: str, resources: set[str]) -> None:
    found = granted("ssm:sendCommand", {"DocumentName": "D", "InstanceIds": [instance]})
    assert found == {"ssm:SendCommand": {f"arn:aws:ssm:{HOME}:document/D", *resources}}


def test_an_export_of_logs_is_written_with_the_permissions_of_the_caller() -> None:
    found = granted("cloudwatchlogs:createExportTask", {"LogGroupName": "g", "Destination": "b"})
    assert found["s3:PutObject"] == {"arn:aws:s3:::b/*"}


def test_a_query_asks_for_nothing_by_hand_but_for_its_masked_data() -> None:
    query = {"LogGroupName": "g", "QueryString": "fields @message"}
    assert policy_of_call("cloudwatchlogs:startQuery", query).notes == ()
    query["QueryString"] += " | unmask @message"
    assert [note.text for note in policy_of_call("cloudwatchlogs:startQuery", query).notes] == [
        "logs:Unmask on the log groups, which the command unmask of the query needs."
    ]


def test_the_file_system_of_a_function_is_looked_at_with_the_permissions_of_the_caller() -> None:
    point = f"arn:aws:elasticfilesystem:{HOME}:access-point/fsap-1"
    found = granted("lambda:createFunction", {"FunctionName": "f", "FileSystemConfigs": [{"Arn": point}]})
    mounts = {point, f"arn:aws:elasticfilesystem:{HOME}:file-system/*"}
    assert found["elasticfilesystem:DescribeMountTargets"] == mounts
    assert set(granted("lambda:createFunction", {"FunctionName": "f"})) == {"lambda:CreateFunction"}


@pytest.mark.parametrize(
    ("name", "parameters", "action", "resource"),
    [
        ("pipes:createPipe", {"Name": "p"}, "pipes:TagResource", f"arn:aws:pipes:{HOME}:pipe/p"),
        (
            "appconfig:createEnvironment",
            {"ApplicationId": "a", "Name": "e"},
            "appconfig:TagResource",
            f"arn:aws:appconfig:{HOME}:application/a/environment/*",
        ),
        (
            "codepipeline:createPipeline",
            {"Pipeline": {"Name": "p"}},
            "codepipeline:TagResource",
            f"arn:aws:codepipeline:{HOME}:p",
        ),
    ],
)
def test_what_is_created_with_tags_needs_the_permission_to_tag(
    name: str, parameters: dict[str, Any], action: str, resource: str
) -> None:
    assert granted(name, {**parameters, "Tags": {"a": "b"}})[action] == {resource}
    assert action not in granted(name, parameters)


@pytest.mark.parametrize("kind", ["healthcheck", "hostedzone"])
def test_the_type_of_what_is_tagged_in_route_53_tells_its_arn(kind: str) -> None:
    found = granted("route53:changeTagsForResource", {"ResourceType": kind, "ResourceId": "x"})
    assert found == {"route53:ChangeTagsForResource": {f"arn:aws:route53:::{kind}/x"}}


@pytest.mark.parametrize(
    ("role", "passed"),
    [
        ("Crawler", {"arn:aws:iam::123456789012:role/Crawler", "arn:aws:iam::123456789012:role/*/Crawler"}),
        ("service-role/Crawler", {"arn:aws:iam::123456789012:role/service-role/Crawler"}),
        ("arn:aws:iam::111122223333:role/Crawler", {"arn:aws:iam::111122223333:role/Crawler"}),
        ("${Role.Arn}", {"${Role.Arn}"}),
    ],
)
def test_the_name_of_a_passed_role_does_not_tell_its_path(role: str, passed: set[str]) -> None:
    assert granted("glue:createCrawler", {"Name": "c", "Role": role})["iam:PassRole"] == passed


@pytest.mark.parametrize(
    ("identifier", "resource"),
    [
        ("daily", f"arn:aws:logs:{HOME}:scheduled-query:*"),
        (f"arn:aws:logs:{HOME}:scheduled-query:1-2", f"arn:aws:logs:{HOME}:scheduled-query:1-2"),
    ],
)
def test_the_name_of_a_scheduled_query_is_not_in_its_arn(identifier: str, resource: str) -> None:
    found = granted("cloudwatchlogs:getScheduledQuery", {"Identifier": identifier})
    assert found == {"logs:GetScheduledQuery": {resource}}


def test_the_tags_of_a_new_function_are_on_the_function_alone() -> None:
    config = f"arn:aws:lambda:{HOME}:code-signing-config:csc-1"
    given = {"FunctionName": "f", "CodeSigningConfigArn": config, "Tags": {"a": "b"}}
    assert granted("lambda:createFunction", given)["lambda:TagResource"] == {f"arn:aws:lambda:{HOME}:function:f"}


def test_a_pipeline_is_handed_its_connections_and_the_roles_in_the_configuration_of_its_actions() -> None:
    role = "arn:aws:iam::123456789012:role"
    connection = f"arn:aws:codeconnections:{HOME}:connection/1"
    actions = [{"Configuration": {"ConnectionArn": connection}}, {"Configuration": {"RoleArn": f"{role}/stack"}}]
    pipeline = {"Name": "p", "RoleArn": f"{role}/p", "Stages": [{"Actions": actions}]}
    assert granted("codepipeline:updatePipeline", {"Pipeline": pipeline}) == {
        "codepipeline:UpdatePipeline": {f"arn:aws:codepipeline:{HOME}:p"},
        "codeconnections:PassConnection": {connection},
        "iam:PassRole": {f"{role}/p", f"{role}/stack"},
    }
