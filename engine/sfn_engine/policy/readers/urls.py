"""Reads URLs, the hosts and the paths in them, and connections to what is called."""

from __future__ import annotations

import re

from sfn_engine.asl.expressions import is_whole_placeholder
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.arns import partition_of_region, region_of_host
from sfn_engine.policy.parts import AwsLocation, Parts
from sfn_engine.policy.readers.names import read_name_or_arn, unnamed

_QUEUE_URL = re.compile(r"(?:https?://)?(?P<host>[^/]+)/(?P<account>[^/]+)/(?P<name>[^/]+)/?\Z")
_URL = re.compile(r"(?P<origin>[A-Za-z][A-Za-z0-9+.-]*://[^/?#]+)")
_API_HOST = re.compile(
    r"(?:https?://)?(?P<id>(?:[$%]\{[^{}]*\}|[A-Za-z0-9*])+?)(?:-vpce-[A-Za-z0-9-]+)?"
    r"\.execute-api\.(?P<region>(?:[$%]\{[^{}]*\}|[^./])+)\.",
)


def read_queue_url(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read a queue by its URL or its ARN."""
    if text.startswith("arn:"):
        return read_name_or_arn(spec, text, qualifier, location)
    if is_whole_placeholder(text):
        return unnamed(location, f"arn:{location.partition}:sqs:{location.region}:{location.account}:*")
    match = _QUEUE_URL.match(text)
    if match is None:
        return None
    region = region_of_host(match["host"]) or location.region
    partition = location.partition if "{" in region or region == location.region else partition_of_region(region)
    account, name = match["account"], match["name"]
    return Parts(partition, region, account, name, f"arn:{partition}:sqs:{region}:{account}:{name}")


def read_api_endpoint(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read the id and the Region of an API of API Gateway from its host."""
    if is_whole_placeholder(text):
        return unnamed(location, "*")
    match = _API_HOST.match(text)
    if match is None:
        return None  # a domain name of one's own does not tell the API's id
    region = match["region"]
    partition = location.partition if "{" in region or "*" in region else partition_of_region(region)
    return Parts(partition, region, location.account, match["id"], text)


def read_url(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read a URL; the part ``pattern`` is every path of its host."""
    match = _URL.match(text)
    if match is None and not is_whole_placeholder(text):
        return None
    pattern = f"{match['origin']}/*" if match is not None else f"{text}*"
    return Parts(*location.home, text, text, more={"pattern": pattern}, opaque=match is None)


def read_path(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """The path of an API; for a REST API that is called without a stage, its first segment is the stage."""
    path = text.lstrip("/")
    stage, slash, rest = path.partition("/")
    more = {"stage": stage or "*", "rest": rest if slash or not stage.endswith("*") else "*"}
    # What callers send to a connected client has its own action (apigateway-websocket-control-access-iam).
    if path.startswith("@connections"):
        form = "connections"
    else:
        form = "stage-and-connections" if rest.startswith("@connections") else "resource"
    return Parts(*location.home, path or "*", text, form, more)


def read_connection(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """An EventBridge connection by its ARN, which ends in NAME/ID; its secret is called after the name alone."""
    if not text.startswith("arn:"):
        return None
    parts = read_name_or_arn(spec, text, qualifier, location)
    return parts and parts._replace(name=parts.name.removeprefix("connection/").partition("/")[0])
