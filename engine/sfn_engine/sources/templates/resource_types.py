"""What CloudFormation's resources give when a template refers to them.

From each type's page in the CloudFormation reference, section "Return values": what `Ref` gives, and the
attribute that is the ARN.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

Gives: TypeAlias = Literal["arn", "name", "url"]


class ResourceType(NamedTuple):
    """A type of resource that a task may use."""

    kind: str
    """What it is, in the catalog's words."""
    ref: Gives
    """What `Ref` gives."""
    arn: str = "Arn"
    """The attribute of `Fn::GetAtt` that gives the ARN; empty if there is none."""
    name: str = ""
    """The attribute for the name, where `Ref` gives something else."""


RESOURCE_TYPES: Mapping[str, ResourceType] = {
    "AWS::Lambda::Function": ResourceType("function", "name"),
    "AWS::Serverless::Function": ResourceType("function", "name"),
    "AWS::Lambda::Version": ResourceType("function", "arn", "FunctionArn"),
    "AWS::Lambda::Alias": ResourceType("function", "arn", "AliasArn"),
    "AWS::StepFunctions::Activity": ResourceType("activity", "arn", "Arn", "Name"),
    "AWS::StepFunctions::StateMachine": ResourceType("state-machine", "arn", "Arn", "Name"),
    "AWS::Serverless::StateMachine": ResourceType("state-machine", "arn", "Arn", "Name"),
    "AWS::DynamoDB::Table": ResourceType("table", "name"),
    "AWS::DynamoDB::GlobalTable": ResourceType("table", "name"),
    "AWS::Serverless::SimpleTable": ResourceType("table", "name"),
    "AWS::SQS::Queue": ResourceType("queue", "url", "Arn", "QueueName"),
    "AWS::SNS::Topic": ResourceType("topic", "arn", "TopicArn", "TopicName"),
    "AWS::Events::EventBus": ResourceType("event-bus", "name"),
    "AWS::Events::Connection": ResourceType("connection", "name"),
    "AWS::ECS::Cluster": ResourceType("cluster", "name"),
    "AWS::ECS::TaskDefinition": ResourceType("task-definition", "arn", "TaskDefinitionArn"),
    "AWS::EKS::Cluster": ResourceType("cluster", "name"),
    "AWS::Batch::JobQueue": ResourceType("job-queue", "arn", "JobQueueArn"),
    "AWS::Batch::JobDefinition": ResourceType("job-definition", "arn", "JobDefinitionArn"),
    "AWS::Glue::Job": ResourceType("job", "name", ""),
    "AWS::DataBrew::Job": ResourceType("job", "name", ""),
    "AWS::CodeBuild::Project": ResourceType("project", "name"),
    "AWS::Athena::WorkGroup": ResourceType("work-group", "name", ""),
    "AWS::S3::Bucket": ResourceType("bucket", "name"),
    "AWS::IAM::Role": ResourceType("role", "name"),
    "AWS::KMS::Key": ResourceType("key", "name"),
    "AWS::EMR::Cluster": ResourceType("cluster", "name", ""),
    "AWS::EMRServerless::Application": ResourceType("application", "name"),
    "AWS::ApiGateway::RestApi": ResourceType("api", "name", ""),
    "AWS::ApiGatewayV2::Api": ResourceType("api", "name", ""),
    "AWS::Serverless::Api": ResourceType("api", "name", ""),
    "AWS::Serverless::HttpApi": ResourceType("api", "name", ""),
    "AWS::MediaConvert::Queue": ResourceType("queue", "name"),
    "AWS::SecretsManager::Secret": ResourceType("secret", "arn", "Id"),
    "AWS::SSM::Parameter": ResourceType("parameter", "name", ""),
    "AWS::Kinesis::Stream": ResourceType("stream", "name"),
    "AWS::KinesisFirehose::DeliveryStream": ResourceType("Firehose stream", "name"),
    "AWS::Logs::LogGroup": ResourceType("log group", "name", ""),
}


_GENERATED = ("Alias", "Version")
"""What SAM creates in addition to a function with `AutoPublishAlias`; `Ref` gives its ARN."""


class Reference(NamedTuple):
    """What a placeholder refers to."""

    logical_id: str
    """In Terraform its address: ``aws_sqs_queue.jobs``."""
    type: str
    """The CloudFormation or Terraform type."""
    kind: str
    arn: str
    """The placeholder for its ARN; empty if there is none."""
    gives: Gives | Literal[""]
    """What the placeholder itself gives; empty for an unknown attribute."""
    name: str = ""
    """The placeholder for its name; empty if there is none."""


def reference(placeholder: str, resources: Mapping[str, str]) -> Reference | None:
    """Return what ``${Queue}`` or ``${Queue.Arn}`` refers to; None if the template declares no such thing."""
    name = placeholder.strip().removeprefix("${").removesuffix("}").strip()
    logical_id, _, attribute = name.partition(".")
    declared = resources.get(logical_id)
    known = RESOURCE_TYPES.get(declared or "")
    if declared is None or known is None:
        return None
    arn = f"${{{logical_id}.{known.arn}}}" if known.arn else ""
    named = f"${{{logical_id}}}" if known.ref == "name" else f"${{{logical_id}.{known.name}}}" if known.name else ""
    if not attribute:
        return Reference(logical_id, declared, known.kind, arn, known.ref, named)
    if declared == "AWS::Serverless::Function" and attribute in _GENERATED:
        return Reference(logical_id, declared, known.kind, placeholder, "arn", named)
    gives: Gives | Literal[""] = "arn" if attribute == known.arn else "name" if attribute == known.name else ""
    return Reference(logical_id, declared, known.kind, arn, gives, named)
