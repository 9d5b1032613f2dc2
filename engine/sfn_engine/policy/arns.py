"""ARNs taken apart, partitions, and queue URLs. Any part may contain placeholders."""

from __future__ import annotations

import re
from typing import NamedTuple

from sfn_engine.sources.arn_hints import is_arn_name

# Possessive: a placeholder could be read letter by letter too, and so many of them in a great many ways.
_PART = r"(?:[$%]\{[^{}]*\}|[^:])*+"
_WITH_PLACEHOLDERS = re.compile(rf"arn:({_PART}):({_PART}):({_PART}):({_PART}):(.*)\Z", re.DOTALL)
_REGION_LABEL = re.compile(r"(?:^|\.)([a-z]{2,4}(?:-[a-z]+)+-\d+|[$%]\{[^{}]*\})(?=\.|$)")
_PARTITIONS = (
    ("cn-", "aws-cn"),
    ("us-gov-", "aws-us-gov"),
    ("us-iso-", "aws-iso"),
    ("us-isob-", "aws-iso-b"),
    ("eu-isoe-", "aws-iso-e"),
    ("us-isof-", "aws-iso-f"),
    ("eusc-", "aws-eusc"),
)


class Arn(NamedTuple):
    """The parts of an ARN."""

    partition: str
    service: str
    region: str
    account: str
    resource: str


def split_arn(text: str) -> Arn | None:
    """Take an ARN apart; None where it has fewer than six parts."""
    if "{" not in text:
        parts = text.split(":", 5)
        return Arn(*parts[1:]) if len(parts) == 6 and parts[0] == "arn" else None
    match = _WITH_PLACEHOLDERS.match(text)
    return Arn(*match.groups()) if match is not None else None


def partition_of_region(region: str) -> str:
    """Return the partition that a region belongs to; ``aws`` unless the region is special."""
    for prefix, partition in _PARTITIONS:
        if region.startswith(prefix):
            return partition
    return "aws"


def region_of_host(host: str) -> str | None:
    """Find the region (or its placeholder) among the labels of a service's host name."""
    match = _REGION_LABEL.search(host)
    if match is not None:
        return match.group(1)
    return "us-east-1" if host == "queue.amazonaws.com" else None


def looks_like_arn(placeholder: str) -> bool:
    """Guess from its name whether a placeholder will be filled with an ARN: ``${QueueArn}``, ``${Fn.Arn}``."""
    return is_arn_name(placeholder.strip()[2:].removesuffix("}").strip())


def account_in(text: str) -> str:
    """Return the account in an ARN, which may be a placeholder; empty for other texts, and where it is a wildcard."""
    found = split_arn(text)
    return found.account if found is not None and "*" not in found.account else ""
