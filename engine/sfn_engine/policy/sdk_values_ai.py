"""Readers for the parameters of AWS Glue, Amazon Bedrock and the AI services that AWS SDK integrations call."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sfn_engine.asl.expressions import is_whole_placeholder
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.arns import split_arn
from sfn_engine.policy.bedrock_models import read_bedrock_model
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

    The account of the parts is that of its resources, `path` is what stands before the database in their ARNs, and
    `outer` is the ARN of the catalog that it is in, which a call on it needs too (AWS Glue guide: s3tables-catalog).
    """
    if is_whole_placeholder(text) and "account" not in text.lower():
        return None  # it may be an account as well as a catalog
    match = _CATALOG.match(text)
    account = (match and match["account"]) or location.account
    name = ((match and (match["rest"] or match["name"])) or "").strip("/")
    if "*" in name:
        return None  # how many catalogs are in each other is not known
    arn = f"arn:{location.partition}:glue:{location.region}:{account}:catalog"
    more = {"account": account, "path": f"{name}/" if name else ""}
    if not name:
        return Parts(location.partition, location.region, account, account, arn, more=more)
    more["outer"] = f"{arn}/{name.partition('/')[0]}"
    return Parts(location.partition, location.region, account, name, f"{arn}/{name}", more=more)


def read_base_model(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read the model that a job or a profile is made of: a bare name without a provider is no part of its ARN."""
    parts = read_bedrock_model(spec, text, qualifier, location)
    return None if parts is not None and parts.form == "provisioned" and not text.startswith("arn:") else parts


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
    """Read the address of an S3 object, ``s3://bucket/key`` or a URL of Amazon S3, into `bucket` and `key`."""
    bucket, slash, key = text.removeprefix("s3://").partition("/")
    if not text.startswith("s3://"):
        match = _BUCKET_IN_PATH.match(text) or _BUCKET_IN_HOST.match(text)
        bucket, slash, key = (match["bucket"], "/", match["key"]) if match is not None else ("", "", "")
    if not bucket or not slash or not key:
        return None
    return _in_s3(bucket, key, location)


def read_s3_beginning(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read what the objects that a service writes begin with, ``s3://bucket/prefix``; its beginning is the `key`."""
    bucket, _, beginning = text.removeprefix("s3://").partition("/")
    if not text.startswith("s3://") or not bucket:
        return None
    return _in_s3(bucket, beginning, location)


def _in_s3(bucket: str, key: str, location: AwsLocation) -> Parts:
    arn = f"arn:{location.partition}:s3:::{bucket}/{key}"
    return Parts(*location.home, f"{bucket}/{key}", arn, more={"bucket": bucket, "key": key})


SDK_READERS_AI: Mapping[str, Callable[[TargetSpec, str, str, AwsLocation], Parts | None]] = {
    "glue-catalog": read_glue_catalog,
    "bedrock-base-model": read_base_model,
    "named-by-arn": read_named_by_arn,
    "last-of-arn": read_last_of_arn,
    "s3-object": read_s3_object,
    "s3-beginning": read_s3_beginning,
}
"""These readers by their names in the overrides."""
