"""The requests that a task or a Distributed Map makes, worked out apart from the policy, and what a policy allows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from sfn_engine.catalog.model import Integration
from sfn_engine.policy.least import covers
from sfn_engine.policy.model import Grant
from tests.support.engine.authorizations import UNUSED, is_exempt, types_of, variables_of

RUN_TIME = "0a1b2c3d"
"""What stands for an id that a service assigns."""

# For each variable of an ARN: the parameters that may hold its value, in the order in which they count.
NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "ApiId": ("ApiEndpoint",),
    "ApplicationId": ("ApplicationId",),
    "BucketName": ("Input.S3Uri", "Output.S3Uri", "Bucket"),
    "ClusterId": ("ClusterId",),
    "ClusterName": ("ClusterName", "Cluster", "Name"),
    "ConnectionName": ("Authentication.ConnectionArn", "InvocationConfig.ConnectionArn"),
    "ConsumableResourceName": ("ConsumableResourcePropertiesOverride.ConsumableResourceList[*].ConsumableResource",),
    "EndpointConfigName": ("EndpointConfigName",),
    "EndpointName": ("EndpointName",),
    "EventBusName": ("Entries[*].EventBusName",),
    "FargateProfileName": ("FargateProfileName",),
    "FunctionName": ("FunctionName", "Resource"),
    "GuardrailId": ("GuardrailIdentifier",),
    "HarnessId": ("HarnessArn",),
    "HyperParameterTuningJobName": ("HyperParameterTuningJobName",),
    "JobDefinitionName": ("JobDefinition",),
    "JobName": ("JobName",),
    "JobQueueName": ("JobQueue",),
    "JobRunId": ("JobRunId",),
    "JobTemplateName": ("JobTemplate",),
    "LabelingJobName": ("LabelingJobName",),
    "Method": ("Method",),
    "ModelName": ("ModelName",),
    "NodegroupName": ("NodegroupName",),
    "ObjectName": ("Input.S3Uri", "Output.S3Uri", "Key"),
    "ApiSpecificResourcePath": ("Path",),
    "ProcessingJobName": ("ProcessingJobName",),
    "ProjectName": ("ProjectName", "Id", "Ids[*]"),
    "QueueName": ("QueueUrl", "Queue"),
    "ReportGroupName": ("ReportArns[*]",),
    "ResourceId": ("ModelId", "BaseModelIdentifier", "Name"),
    "SecretId": ("Authentication.ConnectionArn", "InvocationConfig.ConnectionArn"),
    "Stage": ("Stage",),
    "StateMachineName": ("StateMachineArn",),
    "TableName": ("TableName",),
    "TaskDefinitionFamilyName": ("TaskDefinition",),
    "TopicName": ("TopicArn", "TargetArn"),
    "TrainingJobName": ("TrainingJobName",),
    "TransformJobName": ("TransformJobName",),
    "VirtualClusterId": ("VirtualClusterId", "Id"),
    "WorkGroupName": ("WorkGroup",),
}
DEFAULTS = {
    "ClusterName": "default",
    "EventBusName": "default",
    "QueueName": "Default",
    "StateMachineName": "orders",
    "WorkGroupName": "primary",
}
"""What a service, or the machine, uses where no parameter says it."""

BESIDE_THE_DATA: Mapping[str, Mapping[str, str]] = {
    "bedrock-agentcore:InvokeAgentRuntime": {
        "harness*": "arn:${Partition}:bedrock-agentcore:${Region}:${Account}:harness/${HarnessId}"
    },
    "bedrock-agentcore:InvokeAgentRuntimeForUser": {
        "harness*": "arn:${Partition}:bedrock-agentcore:${Region}:${Account}:harness/${HarnessId}"
    },
    "emr-serverless:CreateApplication": {"root*": "arn:${Partition}:emr-serverless:${Region}:${Account}:/"},
    "states:InvokeHTTPEndpoint": {
        "statemachine*": "arn:${Partition}:states:${Region}:${Account}:stateMachine:${StateMachineName}"
    },
}
"""What the Step Functions guide grants these actions on; see authorization_exceptions.toml."""


class Request(NamedTuple):
    """One request that IAM decides on."""

    action: str
    arn: str


def requests_of(known: Integration, values: Mapping[str, str], actions: set[str], account: str) -> Iterator[Request]:
    """Yield each request that a task of the integration may make with these actions."""
    for action in sorted(actions):
        forms = {**types_of(action), **BESIDE_THE_DATA.get(action, {})}
        if not forms:
            yield Request(action, "*")
        for name, form in forms.items():
            if not name.endswith("*") and _is_left_out(form, known, values):
                continue
            for arn in _arns(form, known, values, account):
                if not is_exempt(UNUSED, action, arn):
                    yield Request(action, arn)


def _is_left_out(form: str, known: Integration, values: Mapping[str, str]) -> bool:
    """Tell whether the task has a parameter for a resource and does not use it."""
    declared = {spec.name for spec in known.targets}
    names = [name for variable in variables_of(form) for name in _parameters(variable, known) if name in declared]
    has_default = any(variable in DEFAULTS for variable in variables_of(form))
    return bool(names) and not has_default and not any(name in values for name in names)


def _arns(form: str, known: Integration, values: Mapping[str, str], account: str) -> Iterator[str]:
    variables = list(dict.fromkeys(variables_of(form)))
    # A value that names its account, as an ARN does, is in that one.
    used = [values[name] for variable in variables for name in _parameters(variable, known) if name in values]
    named = next((match[0] for match in map(re.compile(r"\b\d{12}\b").search, used) if match is not None), account)
    here = {"Partition": "aws", "Region": "us-east-1", "Account": named}
    choices = [[here[name]] if name in here else list(_choices(name, known, values)) for name in variables]
    for chosen in product(*choices):
        arn = form
        for name, value in zip(variables, chosen, strict=True):
            arn = arn.replace(f"${{{name}}}", value)
        yield arn


def _choices(variable: str, known: Integration, values: Mapping[str, str]) -> Iterator[str]:
    if variable in ("RoleNameWithPath", "KeyId"):
        # A task may pass several roles and use several keys.
        names = _parameters(variable, known)
        yield from (re.split(r"role/|key/", values[name])[-1] for name in names if name in values)
        return
    if variable == "RuleName":
        yield known.rule
        return
    given = next((name for name in _parameters(variable, known) if name in values), None)
    yield DEFAULTS.get(variable, RUN_TIME) if given is None else name_in(variable, values[given])


def _parameters(variable: str, known: Integration) -> tuple[str, ...]:
    if variable == "RoleNameWithPath":
        return tuple(spec.name for spec in known.targets if spec.kind == "role")
    if variable == "KeyId":
        return tuple(spec.name for spec in known.targets if spec.reader == "kms-key")
    return NAMED_BY.get(variable, ())


def name_in(variable: str, value: str) -> str:
    """Return the part of a target's value that an ARN has for the variable."""
    if variable == "ConnectionName":
        return value.partition("connection/")[2]
    if variable == "SecretId":
        return f"events!connection/{value.split('/')[1]}/{RUN_TIME}-AbCdEf"
    if variable in ("BucketName", "ObjectName"):
        bucket, _, key = value.removeprefix("s3://").partition("/")
        return bucket if variable == "BucketName" else key
    if variable == "ApiId":
        return value.partition(".")[0]
    if variable == "ApiSpecificResourcePath":
        return value.lstrip("/")
    if variable in ("ProjectName", "ReportGroupName"):
        return value.rpartition("/")[2].partition(":")[0]  # a build's id is PROJECT:ID
    if variable == "ResourceId":
        return value.rpartition("/")[2]
    return re.split(r"[/:]", value)[-1]


def is_allowed(request: Request, grants: tuple[Grant, ...], facts: Mapping[str, str]) -> bool:
    """Tell whether a grant allows the request; a condition key without a fact counts as met."""
    return any(
        grant.action.lower() == request.action.lower()
        and covers(grant.resource, request.arn)
        and is_met(grant.condition, facts)
        for grant in grants
    )


def is_met(condition: Mapping[str, Any], facts: Mapping[str, str]) -> bool:
    """Tell whether the facts of a request meet a condition of a statement."""
    return all(
        any(covers(shape, facts[key]) for shape in listed(value))
        for tests in condition.values()
        for key, value in tests.items()
        if key in facts
    )


def is_within(narrow: Grant, wide: Grant) -> bool:
    """Tell whether every request that `narrow` allows is one that `wide` allows."""
    return (
        narrow.action.lower() == wide.action.lower()
        and covers(wide.resource, narrow.resource)
        and all(
            any(covers(shape, value) for shape in listed(allowed))
            for operator, tests in wide.condition.items()
            for key, allowed in tests.items()
            for value in listed(narrow.condition.get(operator, {}).get(key, "anything else"))
        )
    )


def listed(value: Any) -> list[str]:
    """Return a text as a list of one."""
    return [value] if isinstance(value, str) else list(value)
