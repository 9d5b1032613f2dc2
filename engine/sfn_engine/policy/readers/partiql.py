"""Reads the table in a PartiQL statement, and what the statement does with it."""

from __future__ import annotations

import re

from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.arns import split_arn
from sfn_engine.policy.parts import AwsLocation, Parts

_TEXT_IN_STATEMENT = re.compile(r"'[^']*+(?:'|\Z)")
_IDENTIFIER = r'(?:"[^"]*+"|(?:[$%]\{[^{}]*\}|[\w*-])++)'
_TABLE = re.compile(
    rf"\b(?:from|into|update)\s++(?P<table>{_IDENTIFIER})(?:\s*+\.\s*+(?P<index>{_IDENTIFIER}))?", re.IGNORECASE
)
_VERB = re.compile(r"\s*+(?P<verb>select|exists|insert|update|delete)\b", re.IGNORECASE)


def read_partiql(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """The table of a PartiQL statement; the part ``place`` is its index, if the statement reads one.

    The form is what it does: ``select``, ``insert``, ``update``, ``delete``, or ``unknown``. A statement of which only
    that is known is on any table.
    """
    verb = _VERB.match(text)
    form = verb["verb"].lower().replace("exists", "select") if verb is not None else "unknown"
    match = _TABLE.search(_TEXT_IN_STATEMENT.sub("''", text))
    table = match["table"].strip('"') if match is not None else ""
    if match is None or not table or table.startswith("*"):
        if verb is None:
            return None
        table, index, wildcard = "*", "", "the statement does not tell its table"
    else:
        index, wildcard = (match["index"] or "").strip('"'), ""
    home = location.home
    found = split_arn(table) if table.startswith("arn:") else None
    if found is not None:
        home, table = (found.partition, found.region, found.account), found.resource.removeprefix("table/")
    arn = f"arn:{home[0]}:dynamodb:{home[1]}:{home[2]}:table/{table}"
    more = {"place": f"{table}/index/{index}" if index else table}
    return Parts(*home, table, arn, form, more, wildcard)
