"""The values that a target can be hard-coded as."""

from __future__ import annotations

import re

from sfn_engine.asl.model import Target
from sfn_engine.asl.resource import read_resource
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.display import article, shorten
from sfn_engine.errors import EditRefused
from sfn_engine.policy.arns import split_arn
from sfn_engine.policy.parts import AwsLocation
from sfn_engine.policy.readers.registry import reader_of

_NAME = re.compile(r"(?:[$%]\{[^{}]*\}|[\w./:+@#*()!' -])+")
"""Characters that some name, key or id of a resource may have, and placeholders."""
_SERVICES = {
    "lambda-function": "lambda",
    "queue-url": "sqs",
    "state-machine": "states",
    "topic": "sns",
    "topic or endpoint": "sns",
    "connection": "events",
    "harness": "bedrock-agentcore",
    "role": "iam",
}
"""The service in an ARN, by reader or kind, if a target has no form for a bare name."""


def check_value(value: str, target: Target, spec: TargetSpec) -> None:
    """Raise `EditRefused`, with the reason, if `value` is not a valid ARN, name or URL for the target."""
    if not value.strip() or value != value.strip():
        raise EditRefused(f"{target.name} needs a value, without spaces around it")
    kind = article(spec.kind.replace("-", " "))
    if any(ord(mark) < 32 for mark in value) or value.startswith(("$.", "$$", "{%")):
        raise EditRefused(f"{shorten(value)!r} is not {kind} that can be hard-coded")
    if not value.startswith(("arn:", "https://", "http://", "s3://")) and not _NAME.fullmatch(value):
        raise EditRefused(f"{shorten(value)!r} has a character that is not allowed in {kind}")
    if spec.is_in_resource and read_resource(value).integration != "lambda:function":
        raise EditRefused(f"{shorten(value)!r} is not the ARN of a function, which Resource needs")
    sample = AwsLocation("aws", "us-east-1", "123456789012", {})
    if reader_of(spec.reader)(spec, value, "", sample) is None:
        raise EditRefused(f"{shorten(value)!r} is not a valid {spec.kind.replace('-', ' ')} for {target.name}")
    wanted = spec.arn.split(":")[2] if spec.arn else _SERVICES.get(spec.reader) or _SERVICES.get(spec.kind)
    found = split_arn(value)
    if found is not None and wanted is not None and found.service != wanted and "{" not in found.service:
        raise EditRefused(f"{shorten(value)!r} is an ARN of {shorten(found.service, 20)!r}, not of {wanted!r}")
