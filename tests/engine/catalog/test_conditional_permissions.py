"""Permissions that an optional parameter adds: they come with the parameter, and only then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from sfn_engine.asl.model import QueryLanguage
from sfn_engine.catalog.loader import all_integrations
from sfn_engine.catalog.model import Integration, Scope, StatementTemplate
from sfn_engine.catalog.requirements import Requirement
from sfn_engine.catalog.samples import filled_sample, sample_shapes, sample_task
from tests.support.engine.machines import chain, policy_of, task

HOME = "us-east-1:123456789012"
KEY = f"arn:aws:kms:{HOME}:key/7d4c1e2a-5b3f-4f6e-9a1d-2c8b0e6f3a91"
ROLE = "arn:aws:iam::123456789012:role/extra"
OFF: tuple[Any, ...] = (None, False, "", [], {})


class Case(NamedTuple):
    """A statement that one parameter adds."""

    integration: Integration
    statement: StatementTemplate
    requirement: Requirement

    def value(self) -> Any:
        """Return a value that the parameter may have: for a target what it names, else just any."""
        for spec in self.integration.targets:
            if spec.name == self.requirement.name:
                value = filled_sample(sample_shapes(spec.kind, spec)[0], "aws", *HOME.split(":"))
                return value.replace("my-", "another-")  # not what the sample task passes already
        return {"any": "value"}


def cases() -> Iterator[Case]:
    """Yield every pair of a conditional statement and a parameter that adds it."""
    for integration in all_integrations():
        for statement in integration.statements:
            # `Name = VALUE` switches a permission off or over: see the tests of API Gateway.
            for requirement in statement.when_given:
                if requirement.operator != "is":
                    yield Case(integration, statement, requirement)


EACH = pytest.mark.parametrize(
    "case",
    tuple(cases()),
    ids=lambda case: f"{case.integration.name} {case.requirement.name} {case.statement.actions[0]}",
)
SCOPES = pytest.mark.parametrize("scope", ["guide", "least"])


def added(case: Case, value: Any, scope: Scope, language: QueryLanguage = "JSONPath", suffix: str = "") -> set[str]:
    """Return the case's actions that the policy allows somewhere more, once the parameter has the value."""
    state = sample_task(case.integration, language, "aws", *HOME.split(":"))
    before = _allowed(state, language, scope)
    place(state.setdefault("Arguments" if language == "JSONata" else "Parameters", {}), case, value, suffix)
    return {action for action, _ in _allowed(state, language, scope) - before} & set(case.statement.actions)


def place(arguments: dict[str, Any], case: Case, value: Any, suffix: str) -> None:
    """Put the value where the parameter's name leads."""
    *outer, last = case.requirement.name.split(".")
    holder = arguments
    for step in outer:
        key = step.removesuffix("[*]")
        holder = holder.setdefault(key, [{}] if key != step else {})
        holder = holder[0] if isinstance(holder, list) else holder
    holder[f"{last}{suffix}"] = value


def _allowed(state: dict[str, Any], language: QueryLanguage, scope: Scope) -> set[tuple[str, str]]:
    machine = {"QueryLanguage": language, **chain(Step=state)}
    return {(grant.action, grant.resource) for grant in policy_of(machine, scope).grants}


@EACH
@SCOPES
def test_a_parameter_that_is_written_out_adds_its_permission(case: Case, scope: Scope) -> None:
    assert added(case, case.value(), scope) == set(case.statement.actions)


@EACH
@SCOPES
def test_a_parameter_by_path_adds_its_permission(case: Case, scope: Scope) -> None:
    assert added(case, "$.value", scope, suffix=".$") == set(case.statement.actions)


@EACH
@SCOPES
def test_a_parameter_by_jsonata_adds_its_permission(case: Case, scope: Scope) -> None:
    found = added(case, "{% $states.input.value %}", scope, "JSONata")
    assert found == set(case.statement.actions)


@EACH
@SCOPES
def test_a_parameter_that_is_off_adds_nothing(case: Case, scope: Scope) -> None:
    for value in (*OFF, *case.requirement.values):
        assert added(case, value, scope) == set(), value


@EACH
def test_the_policy_says_why_the_permission_is_there(case: Case) -> None:
    assert case.statement.inferred
    assert case.statement.source
    assert "; without it " in case.statement.why
    assert not case.statement.why.endswith(".")


@EACH
def test_a_wildcard_of_its_own_has_a_cause(case: Case) -> None:
    texts = (*case.statement.resource, *case.statement.least_resource)
    holes = [text.replace("[*]", "") for text in texts]
    assert bool(case.statement.wildcard) == any("*" in text for text in holes)


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
            [f"arn:aws:emr-serverless:{HOME}:/applications/a/jobruns/*"],
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
