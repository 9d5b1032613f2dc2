"""Reads the texts that name resources in AWS SDK integrations: copy sources, parameters, secrets, statements.

A reader never raises. It returns None where the text does not tell the resource; a star is a part of the text that
is only known at run time.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from sfn_engine.asl.expressions import is_whole_placeholder
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.arns import Arn, looks_like_arn, split_arn
from sfn_engine.policy.parts import AwsLocation, Parts

_PLACEHOLDER = r"[$%]\{[^{}]*\}"
_NAME = re.compile(rf"(?:{_PLACEHOLDER}|[^:{{}}])++")
_BEGINS_WITH_PLACEHOLDER = re.compile(_PLACEHOLDER)
_VERSION_OF_SOURCE = re.compile(r"(?:\?|\$\{\?\})versionId=.*\Z", re.DOTALL)
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})++")
_ALIAS_OF_ACCESS_POINT = re.compile(r".*(?:-s3alias|--ol-s3|\.mrap)\Z", re.DOTALL)
_OF_AWS = re.compile(r"(?:aws|amazon|amzn)", re.IGNORECASE)
_RANDOM_SUFFIX = re.compile(r"-[A-Za-z0-9]{6}\Z")
_WORD_AS_SUFFIX = re.compile(r"-[a-z]{6}\Z")
_NAMED_AS_NAME = re.compile(r"(?i:name)\s*\}\Z")
_TEXT_IN_STATEMENT = re.compile(r"'[^']*+(?:'|\Z)")
_IDENTIFIER = r'(?:"[^"]*+"|(?:[$%]\{[^{}]*\}|[\w*-])++)'
_TABLE = re.compile(
    rf"\b(?:from|into|update)\s++(?P<table>{_IDENTIFIER})(?:\s*+\.\s*+(?P<index>{_IDENTIFIER}))?", re.IGNORECASE
)


def _whole_arn(text: str) -> Arn | None:
    """Take an ARN apart; None where it names no service or no resource."""
    found = split_arn(text)
    return found if found is not None and found.partition and found.service and found.resource else None


def read_bucket(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A bucket by its name, or what takes its place: an access point by its ARN or its alias.

    What takes a bucket's place is in the parts ``whole`` and ``inside``, see `sfn_engine.policy.templates`.
    """
    found = _whole_arn(text) if text.startswith("arn:") else None
    if found is not None and found.service == "s3" and not found.region and not found.account:
        name = found.resource.partition("/")[0]
        arn = f"arn:{found.partition}:s3:::{name}"
        return Parts(found.partition, location.region, location.account, name, arn) if name else None
    if found is not None:
        return Parts(found.partition, found.region, found.account, text, text, more=_instead(text, f"{text}/object"))
    if text.startswith("arn:"):
        return Parts(*location.home, text, text, more=_instead(text, text)) if text.endswith("*") else None
    if is_whole_placeholder(text) and looks_like_arn(text):
        return Parts(*location.home, text, text, more=_instead(text, f"{text}/object"), opaque=True)
    if _ALIAS_OF_ACCESS_POINT.match(text):
        anything = f"arn:{location.partition}:s3:*:*:*"
        reason = "the alias of an access point does not tell its ARN"
        return Parts(*location.home, text, anything, more=_instead(anything, anything), wildcard=reason)
    return Parts(*location.home, text, f"arn:{location.partition}:s3:::{text}")


def _instead(whole: str, inside: str) -> dict[str, str]:
    return {"whole": whole, "inside": inside}


def read_copy_source(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """The object that is copied, ``bucket/key?versionId=id`` or the ARN of one of an access point; URL-encoded.

    Its parts are ``bucket``, whose place an access point takes, and ``key``.
    """
    if is_whole_placeholder(text):
        # It may begin with a slash, be an ARN, and have a version.
        return _source("*", "*", location, Parts(*location.home, "*", "*"))
    source = _PERCENT.sub(_decoded, _VERSION_OF_SOURCE.sub("", text))
    if source.startswith("arn:"):
        found = _whole_arn(source)
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


def read_parameter_name(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A parameter of Parameter Store: its ARN has no slash at the beginning of the name, and no version or label."""
    found = _home_and_rest(text, location)
    if found is None:
        return None
    partition, region, account, rest = found
    if _BEGINS_WITH_PLACEHOLDER.match(rest) and not text.startswith("arn:"):
        # With or without a slash at its beginning.
        whole = f"{_kind_of(spec, found)}*{rest}"
        return Parts(partition, region, account, rest, whole, more=_instead(whole, whole))
    match = _NAME.match(rest.lstrip("/"))
    if match is None:
        return None
    name = match[0]
    if name.startswith("aws/service/"):
        reason = "a public parameter of AWS is in no account"
        return Parts(partition, region, "*", name, _filled(spec, (partition, region, "*"), name), wildcard=reason)
    return Parts(partition, region, account, name, _filled(spec, (partition, region, account), name))


def read_parameter_path(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """The path of parameters; the part ``below`` is all that is under it."""
    found = _home_and_rest(text, location)
    if found is None:
        return None
    partition, region, account, rest = found
    path = rest.strip("/")
    if not path or _BEGINS_WITH_PLACEHOLDER.match(path):
        path = "*"
    if path.startswith("aws/service"):
        account = "*"
    below = path if path.endswith("*") else f"{path}/*"
    home = (partition, region, account)
    return Parts(*home, path, _filled(spec, home, path), more={"below": below})


def _home_and_rest(text: str, location: AwsLocation) -> tuple[str, str, str, str] | None:
    """Return partition, Region, account, and the name or what is in an ARN behind the type of the resource."""
    if not text.startswith("arn:"):
        return (*location.home, text)
    found = _whole_arn(text)
    if found is None:
        return (*location.home, "*") if text.endswith("*") else None
    _, slash, rest = found.resource.partition("/")
    return found.partition, found.region, found.account, rest if slash else found.resource


def _kind_of(spec: TargetSpec, home: tuple[str, str, str, str]) -> str:
    return _filled(spec, home[:3], "").removesuffix("/")


def _filled(spec: TargetSpec, home: tuple[str, str, str], name: str) -> str:
    partition, region, account = home
    filled = spec.arn.replace("{partition}", partition).replace("{region}", region).replace("{account}", account)
    return filled.replace("{name}", name) if filled else name


def read_document_name(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A document of Systems Manager by its name or ARN. A document of AWS itself is in no account."""
    found = _home_and_rest(text, location)
    if found is None:
        return None
    partition, region, account, name = found
    if not name or (name.startswith("*") and not text.startswith("arn:")):
        return None
    reason = ""
    if not text.startswith("arn:") and _may_be_of_aws(name):
        account = "*"
        reason = "a document of AWS is in no account"
    home = (partition, region, account)
    return Parts(*home, name, _filled(spec, home, name), wildcard=reason)


def _may_be_of_aws(name: str) -> bool:
    return bool(_OF_AWS.match(name) or _BEGINS_WITH_PLACEHOLDER.match(name))


def read_secret_id(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A secret by its name or ARN. Its ARN ends in six random characters, which the name does not tell."""
    reason = "the ARN of a secret ends in six random characters"
    found = _whole_arn(text) if text.startswith("arn:") else None
    if found is not None:
        home = (found.partition, found.region, found.account)
        name = found.resource.removeprefix("secret:")
        return Parts(*home, name, _whole_arn_of_secret(text), wildcard=reason)
    if text.startswith("arn:"):
        return Parts(*location.home, "*", text) if text.endswith("*") else None
    if text.startswith("*"):
        return None  # an unknown beginning may be an ARN as well as a name
    if is_whole_placeholder(text) and not _NAMED_AS_NAME.search(text):
        return None  # the name of the secret, or its ARN
    arn = _filled(spec, location.home, text)
    return Parts(*location.home, text, arn if arn.endswith("*") else f"{arn}-??????", wildcard=reason)


def _whole_arn_of_secret(arn: str) -> str:
    """Return a pattern for an ARN that may lack the random characters at its end."""
    if arn.endswith(("*", "}", "??????")):
        return arn
    if not _RANDOM_SUFFIX.search(arn):
        return f"{arn}-??????"
    # "…-secret" may be the end of the name as well as the random characters.
    return f"{arn}*" if _WORD_AS_SUFFIX.search(arn) else arn


def read_log_group(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A log group by its name or by its ARN, with or without ``:*`` at its end."""
    home, rest = location.home, text
    if text.startswith("arn:"):
        found = _whole_arn(text)
        if found is None:
            return Parts(*home, "*", text) if text.endswith("*") else None
        home, rest = (found.partition, found.region, found.account), found.resource.removeprefix("log-group:")
    elif text.startswith("*"):
        return None  # an unknown beginning may be an ARN as well as a name
    match = _NAME.match(rest)
    return Parts(*home, match[0], _filled(spec, home, match[0])) if match is not None else None


def read_partiql(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """The table of a PartiQL statement; the part ``place`` is its index, if the statement reads one."""
    match = _TABLE.search(_TEXT_IN_STATEMENT.sub("''", text))
    table = match["table"].strip('"') if match is not None else ""
    if match is None or not table or table.startswith("*"):
        return None
    index = (match["index"] or "").strip('"')
    arn = f"arn:{location.partition}:dynamodb:{location.region}:{location.account}:table/{table}"
    more = {"place": f"{table}/index/{index}" if index else table}
    return Parts(*location.home, table, arn, more=more)


def read_alias_name(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """An alias of a KMS key, whose name begins with ``alias/``."""
    home, rest = location.home, text
    if text.startswith("arn:"):
        found = _whole_arn(text)
        if found is None:
            return Parts(*home, "*", text) if text.endswith("*") else None
        home, rest = (found.partition, found.region, found.account), found.resource
    name = "*" if _BEGINS_WITH_PLACEHOLDER.match(rest) else rest.removeprefix("alias/")
    return Parts(*home, name, _filled(spec, home, name)) if name else None


def read_key(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A KMS key by its id, its ARN, or an alias, which does not tell the key (KMS guide: alias-authorization)."""
    home, rest = location.home, text
    if text.startswith("arn:"):
        found = _whole_arn(text)
        if found is None:
            return Parts(*home, "*", text) if text.endswith("*") else None
        home, rest = (found.partition, found.region, found.account), found.resource
    elif text.startswith("*"):
        return None  # an unknown beginning may be an ARN as well as an id
    if "alias/" in rest:
        reason = "an alias does not tell its key, and a policy must name the key itself"
        return Parts(*home, "*", _filled(spec, home, "*"), wildcard=reason)
    name = rest.removeprefix("key/")
    return Parts(*home, name, _filled(spec, home, name)) if name else None


SDK_READERS: dict[str, Any] = {
    "s3-bucket": read_bucket,
    "copy-source": read_copy_source,
    "parameter-name": read_parameter_name,
    "parameter-path": read_parameter_path,
    "document-name": read_document_name,
    "secret-id": read_secret_id,
    "log-group": read_log_group,
    "alias-name": read_alias_name,
    "kms-key-or-alias": read_key,
    "partiql": read_partiql,
}
"""The readers that the overrides of AWS SDK integrations name."""
