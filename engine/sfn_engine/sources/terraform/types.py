"""What a reference in Terraform gives: ``aws_sqs_queue.jobs.url`` says type and attribute itself.

From each resource's page in the provider's documentation (hashicorp/aws), section "Attribute Reference".
An attribute that is not listed here gives an unknown value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from sfn_engine.sources.templates.resource_types import Gives, Reference


class TerraformType(NamedTuple):
    """A type of resource that a task may use."""

    kind: str
    """What it is, in the catalog's words."""
    id: Gives
    """What ``id`` gives."""
    names: tuple[str, ...] = ("name",)
    """Other attributes that give its name."""
    arn: str = "arn"
    """The attribute that gives its ARN; empty if there is none."""


TERRAFORM_TYPES: Mapping[str, TerraformType] = {
    "aws_lambda_function": TerraformType("function", "name", ("function_name",)),
    "aws_lambda_alias": TerraformType("function", "arn", ()),
    "aws_sfn_activity": TerraformType("activity", "arn"),
    "aws_sfn_state_machine": TerraformType("state-machine", "arn"),
    "aws_dynamodb_table": TerraformType("table", "name"),
    "aws_sqs_queue": TerraformType("queue", "url"),
    "aws_sns_topic": TerraformType("topic", "arn"),
    "aws_cloudwatch_event_bus": TerraformType("event-bus", "name"),
    "aws_cloudwatch_event_connection": TerraformType("connection", "name"),
    "aws_ecs_cluster": TerraformType("cluster", "arn", ("name", "cluster_name")),
    "aws_ecs_task_definition": TerraformType("task-definition", "name", ("family",)),
    "aws_eks_cluster": TerraformType("cluster", "name"),
    "aws_batch_job_queue": TerraformType("job-queue", "arn"),
    "aws_batch_job_definition": TerraformType("job-definition", "arn"),
    "aws_glue_job": TerraformType("job", "name"),
    "aws_codebuild_project": TerraformType("project", "arn"),
    "aws_athena_workgroup": TerraformType("work-group", "name"),
    "aws_s3_bucket": TerraformType("bucket", "name", ("bucket",)),
    "aws_iam_role": TerraformType("role", "name"),
    "aws_kms_key": TerraformType("key", "name", ("key_id",)),
    "aws_emr_cluster": TerraformType("cluster", "name", ()),
    "aws_emrserverless_application": TerraformType("application", "name", ()),
    "aws_api_gateway_rest_api": TerraformType("api", "name", (), ""),
    "aws_apigatewayv2_api": TerraformType("api", "name", (), ""),
    "aws_media_convert_queue": TerraformType("queue", "name"),
    "aws_secretsmanager_secret": TerraformType("secret", "arn"),
    "aws_ssm_parameter": TerraformType("parameter", "name"),
    "aws_kinesis_stream": TerraformType("stream", "arn"),
    "aws_kinesis_firehose_delivery_stream": TerraformType("Firehose stream", "arn"),
    "aws_cloudwatch_log_group": TerraformType("log group", "name"),
}

_OTHER_ARNS = ("qualified_arn", "arn_without_revision", "arn_prefix")
"""Attributes that are an ARN of their own: of a function's version, of all revisions of a task or job definition."""

_REFERENCE = re.compile(
    r"\$\{\s*(?P<address>(?:data\.)?(?P<type>aws_\w+)\.[\w-]+(?:\[[^]]*\])?)\.(?P<attribute>\w+)\s*\}"
)


def terraform_reference(placeholder: str) -> Reference | None:
    """Return what ``${aws_sqs_queue.jobs.url}`` refers to; None for anything but a reference to a known type."""
    match = _REFERENCE.fullmatch(placeholder.strip())
    known = TERRAFORM_TYPES.get(match["type"]) if match is not None else None
    if match is None or known is None:
        return None
    gives = _gives(known, match["attribute"])
    address, attribute = match["address"], match["attribute"]
    arn = f"${{{address}.{attribute if attribute in _OTHER_ARNS else known.arn}}}"
    name = next(iter(known.names), "id" if known.id == "name" else "")
    named = f"${{{address}.{name}}}" if name else ""
    return Reference(address, match["type"], known.kind, arn if known.arn else "", gives, named)


def _gives(known: TerraformType, attribute: str) -> Gives | Literal[""]:
    if attribute == "id":
        return known.id
    if attribute in known.names:
        return "name"
    return "arn" if attribute in (known.arn, *_OTHER_ARNS) else "url" if attribute == "url" else ""
