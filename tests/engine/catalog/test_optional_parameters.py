"""What optional parameters add to the policy, by example: tags, guardrails, roles, keys."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.engine.machines import chain, policy_of, task

HOME = "us-east-1:123456789012"
KEY = f"arn:aws:kms:{HOME}:key/7d4c1e2a-5b3f-4f6e-9a1d-2c8b0e6f3a91"
ROLE = "arn:aws:iam::123456789012:role/extra"


@pytest.mark.parametrize(
    ("resource", "parameters", "action", "resources"),
    [
        ("ecs:runTask", {"Tags": [{"Key": "a", "Value": "b"}]}, "ecs:TagResource", [f"arn:aws:ecs:{HOME}:task/*"]),
        ("ecs:runTask.sync", {"PropagateTags": "SERVICE"}, "ecs:TagResource", [f"arn:aws:ecs:{HOME}:task/*"]),
        ("ecs:runTask", {"EnableECSManagedTags": True}, "ecs:TagResource", [f"arn:aws:ecs:{HOME}:task/*"]),
        (
            "batch:submitJob.sync",
            {"Tags": {"a": "b"}, "JobQueue": "main", "JobDefinition": f"arn:aws:batch:{HOME}:job-definition/etl:4"},
            "batch:TagResource",
            [
                f"arn:aws:batch:{HOME}:job/*",
                f"arn:aws:batch:{HOME}:job-queue/main",
                f"arn:aws:batch:{HOME}:job-definition/etl:4",
            ],
        ),
        (
            "bedrock:invokeModel",
            {"ModelId": "amazon.nova-lite-v1:0", "GuardrailIdentifier": "abc123"},
            "bedrock:ApplyGuardrail",
            [f"arn:aws:bedrock:{HOME}:guardrail/abc123"],
        ),
        (
            "bedrock:invokeModel",
            {"ModelId": "m", "GuardrailIdentifier": "arn:aws:bedrock:eu-west-1:210987654321:guardrail/abc123"},
            "bedrock:ApplyGuardrail",
            ["arn:aws:bedrock:eu-west-1:210987654321:guardrail/abc123"],
        ),
        (
            "bedrock:invokeModel",
            {"ModelId": "m", "GuardrailIdentifier.$": "$.guardrail"},
            "bedrock:ApplyGuardrail",
            [f"arn:aws:bedrock:{HOME}:guardrail/*"],
        ),
        (
            "bedrock:createModelCustomizationJob",
            {"JobTags": [{"key": "a"}], "CustomModelTags": [{"key": "b"}]},
            "bedrock:TagResource",
            [f"arn:aws:bedrock:{HOME}:model-customization-job/*", f"arn:aws:bedrock:{HOME}:custom-model/*"],
        ),
        (
            "bedrockagentcore:invokeHarness",
            {"HarnessArn": f"arn:aws:bedrock-agentcore:{HOME}:harness/h", "RuntimeUserId": "someone"},
            "bedrock-agentcore:InvokeAgentRuntimeForUser",
            [f"arn:aws:bedrock-agentcore:{HOME}:harness/h"],
        ),
        ("eks:createCluster", {"Name": "c", "Tags": {"a": "b"}}, "eks:TagResource", [f"arn:aws:eks:{HOME}:cluster/c"]),
        (
            "eks:createNodegroup.sync",
            {"ClusterName": "c", "NodegroupName": "n", "Tags": {"a": "b"}},
            "eks:TagResource",
            [f"arn:aws:eks:{HOME}:nodegroup/c/n/*"],
        ),
        (
            "eks:createFargateProfile",
            {"ClusterName": "c", "FargateProfileName": "f", "Tags": {"a": "b"}},
            "eks:TagResource",
            [f"arn:aws:eks:{HOME}:fargateprofile/c/f/*"],
        ),
        (
            "eks:createCluster",
            {"EncryptionConfig": [{"Provider": {"KeyArn": KEY}, "Resources": ["secrets"]}]},
            "kms:CreateGrant",
            [KEY],
        ),
        (
            "elasticmapreduce:createCluster",
            {"ServiceRole": "r", "Tags": [{"Key": "a", "Value": "b"}]},
            "elasticmapreduce:AddTags",
            [f"arn:aws:elasticmapreduce:{HOME}:cluster/*"],
        ),
        (
            "emr-containers:createVirtualCluster",
            {"Tags": {"a": "b"}},
            "emr-containers:TagResource",
            [f"arn:aws:emr-containers:{HOME}:/virtualclusters/*"],
        ),
        (
            "emr-containers:startJobRun",
            {"VirtualClusterId": "v", "Tags": {"a": "b"}},
            "emr-containers:TagResource",
            [f"arn:aws:emr-containers:{HOME}:/virtualclusters/v/jobruns/*"],
        ),
        (
            "emr-serverless:startJobRun",
            {"ApplicationId": "a", "Tags": {"a": "b"}},
            "emr-serverless:TagResource",
            [
                f"arn:aws:emr-serverless:{HOME}:/applications/a/jobruns/*",
                f"arn:aws:emr-serverless:{HOME}:/applications/a",
            ],
        ),
        (
            "emr-serverless:createApplication",
            {"Tags": {"a": "b"}},
            "emr-serverless:TagResource",
            [f"arn:aws:emr-serverless:{HOME}:/*"],
        ),
        (
            "emr-serverless:startJobRun",
            {
                "ApplicationId": "a",
                "ConfigurationOverrides": {"DiskEncryptionConfiguration": {"EncryptionKeyArn": KEY}},
            },
            "kms:DescribeKey",
            [KEY],
        ),
        (
            "mediaconvert:createJob",
            {"Tags": {"a": "b"}},
            "mediaconvert:TagResource",
            [f"arn:aws:mediaconvert:{HOME}:jobs/*"],
        ),
        (
            "sagemaker:createTrainingJob",
            {"ResourceConfig": {"VolumeKmsKeyId": "7d4c1e2a"}},
            "kms:CreateGrant",
            [f"arn:aws:kms:{HOME}:key/7d4c1e2a"],
        ),
        (
            "sagemaker:createTrainingJob",
            {"ResourceConfig": {"VolumeKmsKeyId": "alias/training"}},
            "kms:CreateGrant",
            [f"arn:aws:kms:{HOME}:key/*"],
        ),
        (
            "events:putEvents",
            {"EndpointId": "abcde.veo", "Entries": [{"EventBusName": "orders"}]},
            "events:PutEvents",
            [f"arn:aws:events:{HOME}:event-bus/orders", "arn:aws:events:*:123456789012:event-bus/orders"],
        ),
    ],
)
def test_the_permission_is_on_what_the_parameters_name(
    resource: str, parameters: dict[str, Any], action: str, resources: list[str]
) -> None:
    grants = policy_of(chain(Step=task(resource, parameters))).grants
    assert [grant.resource for grant in grants if grant.action == action] == resources


@pytest.mark.parametrize(
    ("resource", "parameters", "passed_to"),
    [
        (
            "ecs:runTask",
            {"VolumeConfigurations": [{"Name": "v", "ManagedEBSVolume": {"RoleArn": ROLE}}]},
            "ecs.amazonaws.com",
        ),
        ("codebuild:startBuild", {"ServiceRoleOverride": ROLE}, "codebuild.amazonaws.com"),
        ("codebuild:startBuildBatch", {"BuildBatchConfigOverride": {"ServiceRole": ROLE}}, "codebuild.amazonaws.com"),
        ("sagemaker:createEndpointConfig", {"ExecutionRoleArn": ROLE}, "sagemaker.amazonaws.com"),
        ("eks:createCluster", {"ComputeConfig": {"NodeRoleArn": ROLE}}, ["ec2.amazonaws.com", "eks.amazonaws.com"]),
    ],
)
def test_a_role_in_the_request_is_passed_to_its_service_alone(
    resource: str, parameters: dict[str, Any], passed_to: Any
) -> None:
    statements = policy_of(chain(Step=task(resource, parameters))).statements
    (passing,) = (entry for entry in statements if entry.actions == ("iam:PassRole",) and ROLE in entry.resources)
    assert passing.resources == (ROLE,)
    assert passing.condition == {"StringEquals": {"iam:PassedToService": passed_to}}


def test_propagated_tags_and_the_key_of_aws_need_nothing() -> None:
    for resource, parameters in (
        ("ecs:runTask", {"PropagateTags": "NONE", "EnableECSManagedTags": False, "Tags": []}),
        ("batch:submitJob", {"PropagateTags": True}),
        ("sagemaker:createTrainingJob", {"ResourceConfig": {"VolumeKmsKeyId": "alias/aws/ebs"}}),
        ("elasticmapreduce:createCluster", {"ManagedScalingPolicy": {"ComputeLimits": {}}, "LogUri": "s3://b/logs/"}),
    ):
        machine = chain(Step=task(resource, {"ServiceRole": "r", **parameters}))
        bare = chain(Step=task(resource, {"ServiceRole": "r"}))
        assert policy_of(machine).document == policy_of(bare).document


@pytest.mark.parametrize(
    ("resource", "parameters", "without", "action"),
    [
        ("bedrock:invokeModel", {"ModelId": "m", "GuardrailIdentifier": "g"}, {"ModelId": "m"}, "ApplyGuardrail"),
        (
            "athena:startQueryExecution",
            {"QueryExecutionContext": {"Catalog": "mysql"}},
            {"QueryExecutionContext": {"Catalog": "AwsDataCatalog"}},
            "lambda:InvokeFunction",
        ),
        (
            "emr-serverless:createApplication",
            {"ImageConfiguration": {"ImageUri": "image"}},
            {"Name": "application"},
            "ecr:BatchGetImage",
        ),
    ],
)
def test_what_the_definition_cannot_tell_is_to_be_added_by_hand(
    resource: str, parameters: dict[str, Any], without: dict[str, Any], action: str
) -> None:
    assert any(action in note.text for note in policy_of(chain(Step=task(resource, parameters))).by_hand)
    assert not any(action in note.text for note in policy_of(chain(Step=task(resource, without))).by_hand)
