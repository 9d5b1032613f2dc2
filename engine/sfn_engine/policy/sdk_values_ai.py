"""Readers for the parameters of AWS Glue, Amazon Bedrock and the AI services that AWS SDK integrations call."""

from __future__ import annotations

import re

from sfn_engine.asl.expressions import is_whole_placeholder
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.arns import split_arn
from sfn_engine.policy.parts import AwsLocation, Parts

_PLACEHOLDER = r"[$%]\{[^{}]*\}"
_CATALOG = re.compile(rf"(?:(?P<account>\d{{12}}|\*|{_PLACEHOLDER})(?::(?P<rest>.+))?|(?P<name>.+))\Z", re.DOTALL)
_PART = rf"(?:{_PLACEHOLDER}|[^./{{}}])+"
_BUCKET_IN_HOST = re.compile(
    rf"https?://(?P<bucket>(?:{_PLACEHOLDER}|[^/{{}}])+?)\.s3(?:[.-]{_PART})*?\.amazonaws\.com(?:\.cn)?/(?P<key>.+)\Z",
    re.DOTALL,
)
_BUCKET_IN_PATH = re.compile(
    rf"https?://s3(?:[.-]{_PART})*?\.amazonaws\.com(?:\.cn)?/(?P<bucket>{_PART}(?:\.{_PART})*)/(?P<key>.+)\Z",
    re.DOTALL,
)


def read_glue_catalog(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read a catalog id of AWS Glue: an account, a catalog inside of the account's, or both with a colon between.

    Parts: `account`, the account of the resources; `path`, what is before the database in their ARNs; `outer` and
    `inner`, what the outermost and the innermost catalog add to the ARN of the account's own. All are empty for that.
    """
    if is_whole_placeholder(text) and "account" not in text.lower():
        return None  # it may be an account as well as a catalog
    match = _CATALOG.match(text)
    account = (match and match["account"]) or location.account
    name = ((match and (match["rest"] or match["name"])) or "").strip("/")
    if "*" in name:
        return None  # how many catalogs are in each other is not known
    inner = f"/{name}" if name else ""
    more = {
        "account": account,
        "path": f"{name}/" if name else "",
        "outer": f"/{name.partition('/')[0]}" if name else "",
        "inner": inner,
    }
    arn = f"arn:{location.partition}:glue:{location.region}:{account}:catalog{inner}"
    return Parts(location.partition, location.region, account, name or account, arn, more=more)


def read_named_by_arn(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read the name from an ARN; a bare name is not the one that stands in the resource's ARN."""
    found = split_arn(text) if text.startswith("arn:") else None
    if found is None:
        return None
    name = re.split(r"[/:]", found.resource, maxsplit=1)[-1]
    return Parts(found.partition, found.region, found.account, name, text)


def read_last_of_arn(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read an id, or an ARN whose last segment is the id: that of a flow's alias ends in ``/alias/ID``."""
    if not text.startswith("arn:"):
        return None if text.startswith("*") else Parts(*location.home, text, text)
    found = split_arn(text)
    if found is None:
        return None
    return Parts(found.partition, found.region, found.account, found.resource.rpartition("/")[2], text)


def read_s3_object(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read the address of an S3 object, ``s3://bucket/key`` or a URL of Amazon S3, into ``bucket/key``."""
    bucket, slash, key = text.removeprefix("s3://").partition("/")
    if not text.startswith("s3://"):
        match = _BUCKET_IN_PATH.match(text) or _BUCKET_IN_HOST.match(text)
        bucket, slash, key = (match["bucket"], "/", match["key"]) if match is not None else ("", "", "")
    if not bucket or not slash or not key:
        return None
    return Parts(*location.home, f"{bucket}/{key}", f"arn:{location.partition}:s3:::{bucket}/{key}")


def read_s3_beginning(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read what the objects that a service writes begin with, ``s3://bucket/prefix``, into ``bucket/prefix``."""
    bucket, _, beginning = text.removeprefix("s3://").partition("/")
    if not text.startswith("s3://") or not bucket:
        return None
    return Parts(*location.home, f"{bucket}/{beginning}", f"arn:{location.partition}:s3:::{bucket}")
