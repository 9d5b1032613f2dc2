"""Reads buckets, objects and the addresses of objects of Amazon S3."""

from __future__ import annotations

import re
from urllib.parse import unquote

from sfn_engine.asl.expressions import is_whole_placeholder
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.arns import looks_like_arn
from sfn_engine.policy.parts import AwsLocation, Parts, instead_of_arn
from sfn_engine.policy.readers.names import PLACEHOLDER, unnamed, whole_arn

_VERSION_OF_SOURCE = re.compile(r"(?:\?|\$\{\?\})versionId=.*\Z", re.DOTALL)
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})++")
_ALIAS_OF_ACCESS_POINT = re.compile(r".*(?:-s3alias|--ol-s3|\.mrap)\Z", re.DOTALL)
_PART = rf"(?:{PLACEHOLDER}|[^./{{}}])+"
_BUCKET_IN_HOST = re.compile(
    rf"https?://(?P<bucket>(?:{PLACEHOLDER}|[^/{{}}])+?)\.s3(?:[.-]{_PART})*?\.amazonaws\.com(?:\.cn)?/(?P<key>.+)\Z",
    re.DOTALL,
)
_BUCKET_IN_PATH = re.compile(
    rf"https?://s3(?:[.-]{_PART})*?\.amazonaws\.com(?:\.cn)?/(?P<bucket>{_PART}(?:\.{_PART})*)/(?P<key>.+)\Z",
    re.DOTALL,
)


def read_s3_uri(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read ``s3://bucket/key``, or ``s3://bucket`` for all objects in it."""
    path = text.removeprefix("s3://")
    if is_whole_placeholder(text):
        return unnamed(location, f"arn:{location.partition}:s3:::*")
    if path == text:
        return None
    path = path if "/" in path else f"{path}/*"
    return Parts(*location.home, path, f"arn:{location.partition}:s3:::{path}")


def read_object_key(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read the key of an object; its parts are the folders that hold it."""
    folder = text.rpartition("/")[0]
    outer = folder.rpartition("/")[0]
    more = {
        "raw": text,
        "folder": f"{folder}/" if folder else "",
        "inventory": f"{outer}/" if outer else "",
    }
    return Parts(*location.home, text.lstrip("/"), text, more=more)


def read_folder(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Read a prefix that the service completes to a folder."""
    folder = text.strip("/")
    return Parts(*location.home, f"{folder}/" if folder else "", text)


def read_s3_folder(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A bucket and the beginning of the keys in it, as ``s3://bucket/folder/``."""
    bucket, _, beginning = text.removeprefix("s3://").partition("/")
    if not text.startswith("s3://") or not bucket:
        return None
    arn = f"arn:{location.partition}:s3:::{bucket}"
    return Parts(*location.home, bucket, arn, more={"objects": f"{arn}/{beginning}*"})


def read_bucket(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A bucket by its name, or what takes its place: an access point by its ARN or its alias.

    What takes a bucket's place is in the parts ``whole`` and ``inside``, see `sfn_engine.policy.templates`.
    """
    found = whole_arn(text) if text.startswith("arn:") else None
    if found is not None and found.service == "s3" and not found.region and not found.account:
        name = found.resource.partition("/")[0]
        arn = f"arn:{found.partition}:s3:::{name}"
        return Parts(found.partition, location.region, location.account, name, arn) if name else None
    if found is not None:
        home = (found.partition, found.region, found.account)
        return Parts(*home, text, text, more=instead_of_arn(text, f"{text}/object"))
    if text.startswith("arn:"):
        return Parts(*location.home, text, text, more=instead_of_arn(text, text)) if text.endswith("*") else None
    if is_whole_placeholder(text) and looks_like_arn(text):
        return Parts(*location.home, text, text, more=instead_of_arn(text, f"{text}/object"), opaque=True)
    if _ALIAS_OF_ACCESS_POINT.match(text):
        anything = f"arn:{location.partition}:s3:*:*:*"
        reason = "the alias of an access point does not tell its ARN"
        return Parts(*location.home, text, anything, more=instead_of_arn(anything, anything), wildcard=reason)
    return Parts(*location.home, text, f"arn:{location.partition}:s3:::{text}")


def read_copy_source(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """The object that is copied, ``bucket/key?versionId=id`` or the ARN of one of an access point; URL-encoded.

    Its parts are ``bucket``, whose place an access point takes, and ``key``.
    """
    if is_whole_placeholder(text):
        # It may begin with a slash, be an ARN, and have a version.
        return _source("*", "*", location, Parts(*location.home, "*", "*"))
    source = _PERCENT.sub(_decoded, _VERSION_OF_SOURCE.sub("", text))
    if source.startswith("arn:"):
        found = whole_arn(source)
        holder, slash, key = source.partition("/object/")
        if found is None or not slash:
            return None
        return _source(holder, key, location, read_bucket(spec, holder, "", location))
    bucket, slash, key = source.lstrip("/").partition("/")
    if not slash and "*" in bucket:
        key = f"*{bucket.rpartition('*')[2]}"
        bucket = bucket.partition("*")[0] + "*"
    return _source(bucket, key, location, read_bucket(spec, bucket, "", location)) if bucket and key else None


def _source(name: str, key: str, location: AwsLocation, bucket: Parts | None) -> Parts | None:
    if bucket is None:
        return None
    arn = f"{bucket.more.get('inside', f'arn:{location.partition}:s3:::{bucket.name}')}/{key}"
    return bucket._replace(name=f"{name}/{key}", arn=arn, more={**bucket.more, "bucket": bucket.name, "key": key})


def _decoded(match: re.Match[str]) -> str:
    try:
        text = unquote(match[0], errors="strict")
    except UnicodeDecodeError:
        return "*"
    return re.sub(r"[*?]", lambda mark: f"${{{mark[0]}}}", text)


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
