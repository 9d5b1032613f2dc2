"""Reads task definitions, job definitions, builds, and the ids of Amazon EC2, whose beginning tells the type."""

from __future__ import annotations

import re

from sfn_engine.asl.expressions import has_placeholder, is_whole_placeholder
from sfn_engine.catalog.ec2_ids import EC2_TYPES
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.display import shorten
from sfn_engine.policy.arns import split_arn
from sfn_engine.policy.parts import AwsLocation, Parts
from sfn_engine.policy.readers.names import NAME, read_name_or_arn, unnamed

_WITHOUT_ACCOUNT = frozenset(("image", "snapshot"))
_EC2_ID = re.compile(r"(?P<prefix>[a-z]+(?:-[a-z]+)*)-(?P<rest>[0-9a-f]+|[0-9a-f]*\*)\Z")
_REVISION = re.compile(r":(?:\d+|[$%]\{[^{}]*\}|\*)\Z")


def read_task_definition(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A family stands for its revisions: IAM has compared the ARN with its revision since October 2024."""
    parts = read_name_or_arn(spec, text, qualifier, location)
    if parts is None or parts.opaque or _REVISION.search(parts.name) or parts.arn.endswith("*"):
        return parts
    return with_family(parts)


def with_family(parts: Parts) -> Parts:
    """Let the ARN of a task definition without a revision stand for all of its revisions."""
    reason = "the task definition is named without a revision, and IAM compares the ARN with its revision"
    return parts._replace(arn=f"{parts.arn}:*", form="family", wildcard=reason)


def read_job_definition(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A definition of AWS Batch, which may be named without a revision."""
    parts = read_name_or_arn(spec, text, qualifier, location)
    return parts and with_revisions(parts)


def with_revisions(parts: Parts) -> Parts:
    """Add the part ``revisions`` to those of a job definition: all of them where the ARN has none."""
    is_exact = _REVISION.search(parts.arn) or parts.arn.endswith("*")
    return parts._replace(more={"revisions": parts.arn if is_exact else f"{parts.arn}:*"})


def read_id_in_project(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A build's id is PROJECT:UUID, a report's ARN ends in GROUP:UUID; the part before the colon counts."""
    if is_whole_placeholder(text):
        return unnamed(location, "*")
    partition, region, account, rest = *location.home, text
    if text.startswith("arn:"):
        found = split_arn(text)
        if found is None:
            return None
        partition, region, account = found.partition, found.region, found.account
        rest = found.resource.partition("/")[2]
    name = re.match(NAME, rest)
    if name is None or name[0].startswith("*"):
        return None
    return Parts(partition, region, account, name[0], text)


def read_ec2_id(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read the id of an EC2 resource of any type: Region, account and type in its ARN follow from the id.

    Where the beginning of the id is not known, all of them are wildcards, and so is the id: the ARN of a key pair or
    of a placement group has its name, and its id not at all. The part ``place`` is the type with the id.
    """
    partition, region, account = location.home
    match = _EC2_ID.match(text)
    kind = _ec2_type(match["prefix"], match["rest"]) if match is not None else ""
    if not kind:
        is_id = "*" not in text and not has_placeholder(text)
        wildcard = f"the id {shorten(text)} does not tell the ARN of its resource" if is_id else ""
        return Parts(partition, "*", "*", "*", "*", more={"place": "*"}, wildcard=wildcard)
    home = "" if kind in _WITHOUT_ACCOUNT else account
    arn = f"arn:{partition}:ec2:{region}:{home}:{kind}/{text}"
    return Parts(partition, region, home, text, arn, more={"place": f"{kind}/{text}"})


def _ec2_type(prefix: str, rest: str) -> str:
    """Return the type that an id tells; empty where it may be of several: ``tgw-*`` begins ``tgw-attach-…`` too."""
    is_open = rest.endswith("*") and not rest[0].isdigit()
    if is_open and any(other.startswith(f"{prefix}-") for other in EC2_TYPES):
        return ""
    return EC2_TYPES.get(prefix, "")


def read_ec2_image(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read the id of an image. A parameter of Systems Manager (``resolve:ssm:…``) tells it only at run time."""
    if text.startswith("resolve:"):
        return None
    partition, region, account = location.home
    return Parts(partition, region, account, text, f"arn:{partition}:ec2:{region}::image/{text}")


def read_stack_set(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read the name of a stack set, or its id: the name, a colon and a UUID."""
    found = split_arn(text) if text.startswith("arn:") else None
    rest = found.resource.partition("/")[2] if found is not None else text
    name = re.match(NAME, rest)
    if name is None or name[0].startswith("*"):
        return None
    home = (found.partition, found.region, found.account) if found is not None else location.home
    return Parts(*home, name[0], text)
