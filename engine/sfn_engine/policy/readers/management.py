"""Reads parameters, documents, secrets and log groups."""

from __future__ import annotations

import re

from sfn_engine.asl.expressions import is_whole_placeholder
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.parts import AwsLocation, Parts, instead_of_arn
from sfn_engine.policy.readers.names import (
    BEGINS_WITH_PLACEHOLDER,
    NAME,
    beginning_of_arn,
    fill_arn,
    home_and_resource,
    whole_arn,
)

_OF_AWS = re.compile(r"(?:aws|amazon|amzn)", re.IGNORECASE)
_RANDOM_SUFFIX = re.compile(r"-[A-Za-z0-9]{6}\Z")
_WORD_AS_SUFFIX = re.compile(r"-[a-z]{6}\Z")
_NAMED_AS_NAME = re.compile(r"(?i:name)\s*\}\Z")


def read_parameter_name(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A parameter of Parameter Store: its ARN has no slash at the beginning of the name, and no version or label."""
    found = _home_and_rest(text, location)
    if found is None:
        return None
    partition, region, account, rest = found
    if BEGINS_WITH_PLACEHOLDER.match(rest) and not text.startswith("arn:"):
        # With or without a slash at its beginning.
        whole = f"{_kind_of(spec, found)}*{rest}"
        return Parts(partition, region, account, rest, whole, more=instead_of_arn(whole, whole))
    match = re.match(NAME, rest.lstrip("/"))
    if match is None:
        return None
    name = match[0]
    if name.startswith("aws/service/"):
        reason = "a public parameter of AWS is in no account"
        return Parts(partition, region, "*", name, fill_arn(spec.arn, (partition, region, "*"), name), wildcard=reason)
    return Parts(partition, region, account, name, fill_arn(spec.arn, (partition, region, account), name))


def read_parameter_path(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """The path of parameters; the part ``below`` is all that is under it."""
    found = _home_and_rest(text, location)
    if found is None:
        return None
    partition, region, account, rest = found
    path = rest.strip("/")
    if not path or BEGINS_WITH_PLACEHOLDER.match(path):
        path = "*"
    if path.startswith("aws/service"):
        account = "*"
    below = path if path.endswith("*") else f"{path}/*"
    home = (partition, region, account)
    return Parts(*home, path, fill_arn(spec.arn, home, path), more={"below": below})


def _home_and_rest(text: str, location: AwsLocation) -> tuple[str, str, str, str] | None:
    """Return partition, Region, account, and the name or what is in an ARN behind the type of the resource."""
    if not text.startswith("arn:"):
        return (*location.home, text)
    found = whole_arn(text)
    if found is None:
        return (*location.home, "*") if text.endswith("*") else None
    _, slash, rest = found.resource.partition("/")
    return found.partition, found.region, found.account, rest if slash else found.resource


def _kind_of(spec: TargetSpec, home: tuple[str, str, str, str]) -> str:
    return fill_arn(spec.arn, home[:3], "").removesuffix("/")


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
    return Parts(*home, name, fill_arn(spec.arn, home, name), wildcard=reason)


def _may_be_of_aws(name: str) -> bool:
    return bool(_OF_AWS.match(name) or BEGINS_WITH_PLACEHOLDER.match(name))


def read_secret_id(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A secret by its name or ARN. Its ARN ends in six random characters, which the name does not tell."""
    reason = "the ARN of a secret ends in six random characters"
    found = whole_arn(text) if text.startswith("arn:") else None
    if found is not None:
        home = (found.partition, found.region, found.account)
        name = found.resource.removeprefix("secret:")
        return Parts(*home, name, _whole_arn_of_secret(text), wildcard=reason)
    if text.startswith("arn:"):
        return beginning_of_arn(text, location)
    if text.startswith("*"):
        return None  # an unknown beginning may be an ARN as well as a name
    if is_whole_placeholder(text) and not _NAMED_AS_NAME.search(text):
        return None  # the name of the secret, or its ARN
    arn = fill_arn(spec.arn, location.home, text)
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
    if text.startswith("*"):
        return None  # an unknown beginning may be an ARN as well as a name
    found = home_and_resource(text, location)
    if found is None:
        return beginning_of_arn(text, location)
    home, rest = found
    match = re.match(NAME, rest.removeprefix("log-group:"))
    return Parts(*home, match[0], fill_arn(spec.arn, home, match[0])) if match is not None else None
