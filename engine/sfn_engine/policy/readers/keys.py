"""Reads KMS keys and their aliases."""

from __future__ import annotations

import re

from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.parts import AwsLocation, Parts
from sfn_engine.policy.readers.names import (
    BEGINS_WITH_PLACEHOLDER,
    beginning_of_arn,
    fill_arn,
    home_and_resource,
    read_name_or_arn,
)


def read_kms_key(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A key by id or ARN. A policy cannot name an alias as a resource."""
    if re.search(r"(?:\A|:)alias/", text):
        return None
    return read_name_or_arn(spec, text, qualifier, location)


def read_alias_name(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """An alias of a KMS key, whose name begins with ``alias/``."""
    found = home_and_resource(text, location)
    if found is None:
        return beginning_of_arn(text, location)
    home, rest = found
    name = "*" if BEGINS_WITH_PLACEHOLDER.match(rest) else rest.removeprefix("alias/")
    return Parts(*home, name, fill_arn(spec.arn, home, name)) if name else None


def read_key_or_alias(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """A KMS key by its id, its ARN, or an alias, which does not tell the key (KMS guide: alias-authorization)."""
    if text.startswith("*"):
        return None  # an unknown beginning may be an ARN as well as an id
    found = home_and_resource(text, location)
    if found is None:
        return beginning_of_arn(text, location)
    home, rest = found
    if "alias/" in rest:
        reason = "an alias does not tell its key, and a policy must name the key itself"
        return Parts(*home, "*", fill_arn(spec.arn, home, "*"), wildcard=reason)
    name = rest.removeprefix("key/")
    return Parts(*home, name, fill_arn(spec.arn, home, name)) if name else None
