"""Sample values for targets, and sample tasks for integrations: what a reader sees where nothing real is known."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from sfn_engine.asl.model import QueryLanguage, thaw
from sfn_engine.catalog.ec2_ids import sample_id
from sfn_engine.catalog.model import Integration, TargetSpec, parameter_name

ARGUMENTS = os.path.join(os.path.dirname(__file__), "samples.toml")
SAMPLE_REGION, SAMPLE_ACCOUNT = "us-east-1", "123456789012"
"""Region and account of a sample where no others are known."""

_ID = "7d4c1e2a-5b3f-4f6e-9a1d-2c8b0e6f3a91"
_SAMPLES = {
    "lambda-function": "my-function",
    "state-machine": "arn:{partition}:states:{region}:{account}:stateMachine:my-state-machine",
    "build-id": f"my-project:{_ID}",
    "report-arn": f"arn:{{partition}}:codebuild:{{region}}:{{account}}:report/my-group:{_ID}",
    "queue-url": "https://sqs.{region}.{domain}/{account}/my-queue",
    "api-endpoint": "a1b2c3d4e5.execute-api.{region}.{domain}",
    "url": "https://example.com/",
    "s3-uri": "s3://my-bucket/my-folder/",
    "bedrock-model": "amazon.nova-lite-v1:0",
    "ec2-resource-id": "i-0123456789abcdef0",
    "glue-catalog": "{account}",
    "kms-key": f"arn:{{partition}}:kms:{{region}}:{{account}}:key/{_ID}",
    "object-key": "folder/items.json",
    "folder": "results/",
    "s3-folder": "s3://my-bucket/results/",
    "path": "/orders",
    "copy-source": "my-bucket/folder/items.json",
    "partiql": "SELECT * FROM my_table",
    "s3-beginning": "s3://my-bucket/results/",
    "s3-object": "s3://my-bucket/folder/items.json",
}
"""A value that each reader of the catalog understands."""
_TOPIC = "arn:{partition}:sns:{region}:{account}:my-topic"
_KIND_SAMPLES = {
    "connection": f"arn:{{partition}}:events:{{region}}:{{account}}:connection/my-connection/{_ID}",
    "harness": "arn:{partition}:bedrock-agentcore:{region}:{account}:harness/my-harness",
    "method": "GET",
    "database": "my_database",
    "phone number": "+12065550100",
    "query": "SELECT 1",
    "role": "arn:{partition}:iam::{account}:role/my-role",
    "stage": "prod",
    "topic": _TOPIC,
    "topic or endpoint": _TOPIC,
}
"""Where the kind says more than the reader."""


def sample_shapes(kind: str, spec: TargetSpec | None) -> tuple[str, ...]:
    """Return values for a target of this kind, with holes that `filled_sample` fills."""
    id_of_ec2 = sample_id(spec.arn, spec.name) if spec is not None else ""
    name = id_of_ec2 or f"my-{(kind or 'name').replace(' ', '-')}"
    shape = _of_kind(kind, spec)
    takes_only_name = spec is not None and spec.sample == "{name}"
    if takes_only_name and shape.startswith("arn:"):
        shape = ""
    if id_of_ec2:
        shape = ""
    shape = shape or _SAMPLES.get(spec.reader if spec is not None else "", "")
    if takes_only_name:
        return (shape or name,)
    shape = shape or (spec.sample if spec is not None and not spec.arn else "")
    if shape:
        return (shape,)
    return (name, spec.arn.replace("{name}", name)) if spec is not None and spec.arn else (name,)


def _of_kind(kind: str, spec: TargetSpec | None) -> str:
    """Return the sample of a kind, unless it is one of another service: Glue has connections, as EventBridge has."""
    shape = _KIND_SAMPLES.get(kind, "")
    is_other = spec is not None and spec.arn and shape.startswith("arn:") and shape.split(":")[2] != _service(spec.arn)
    return "" if is_other else shape


def _service(arn: str) -> str:
    return arn.split(":")[2]


def filled_sample(shape: str, partition: str, region: str, account: str) -> str:
    """Fill the holes of a shape with a partition, a region and an account."""
    return (
        shape.replace("{partition}", partition)
        .replace("{region}", region)
        .replace("{account}", account)
        .replace("{domain}", "amazonaws.com.cn" if partition == "aws-cn" else "amazonaws.com")
    )


def sample_task(
    known: Integration, language: QueryLanguage, partition: str, region: str, account: str
) -> dict[str, Any]:
    """Return a Task that calls the integration by request-response, with a value for each target that it needs.

    Parameters that no permission depends on are included if `samples.toml` has them.
    """
    arguments = _filled(thaw(_arguments_of(known.name)), partition, region, account)
    resource = f"arn:{partition}:states:::{known.name}"
    for spec in _needed(known, arguments):
        value = filled_sample(sample_shapes(spec.kind, spec)[0], partition, region, account)
        if spec.name == "Resource" and not known.name.startswith("aws-sdk:"):
            # Here the resource is the function itself, not an integration.
            resource = f"arn:{partition}:lambda:{region}:{account}:function:{value}"
        else:
            _put(arguments, spec.steps, value)
    arguments = _targets_first(known, arguments)
    key = "Arguments" if language == "JSONata" else "Parameters"
    return {"Type": "Task", "Resource": resource, **({key: arguments} if arguments else {}), "End": True}


def _needed(known: Integration, arguments: Mapping[str, Any]) -> tuple[TargetSpec, ...]:
    needed = tuple(spec for spec in known.targets if not spec.optional)
    # Where every target is optional, one of them must be there all the same.
    return needed if needed or arguments else known.targets[:1]


def _targets_first(known: Integration, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Put first what the policy depends on, as a reader looks for it."""
    first = [name for spec in known.targets if (name := parameter_name(spec.steps[0])) in arguments]
    return {name: arguments[name] for name in dict.fromkeys((*first, *arguments))}


def _put(holder: dict[str, Any], steps: tuple[str, ...], value: str) -> None:
    """Put a value where the steps of a target lead, unless one is there."""
    step, rest = steps[0], steps[1:]
    key = parameter_name(step)
    if step == key and not rest:
        holder.setdefault(key, value)
    elif step == key:
        _put(holder.setdefault(key, {}), rest, value)
    elif step.endswith("{*}"):
        inner: Any = [{}] if rest[:1] == ("[*]",) else {}
        each = holder.setdefault(key, {"my-key" if rest else value: inner})
        for entry in each.values() if rest else ():
            for item in entry if isinstance(entry, list) else [entry]:
                _put(item, rest[1:] if isinstance(entry, list) else rest, value)
    elif not rest:
        holder.setdefault(key, [value])
    else:
        for entry in holder.setdefault(key, [{}]):
            _put(entry, rest, value)


def _filled(value: Any, partition: str, region: str, account: str) -> Any:
    if isinstance(value, str):
        return filled_sample(value, partition, region, account)
    if isinstance(value, dict):
        return {key: _filled(item, partition, region, account) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, partition, region, account) for item in value]
    return value


def _arguments_of(name: str) -> Mapping[str, Any]:
    service, _, action = name.partition(":")
    found: Mapping[str, Any] = _all_arguments().get(service, {}).get(action, {})
    return found


@cache
def _all_arguments() -> Mapping[str, Any]:
    import tomllib

    with open(ARGUMENTS, "rb") as file:
        return tomllib.load(file)
