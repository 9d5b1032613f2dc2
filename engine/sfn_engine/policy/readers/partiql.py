"""Reads the table in a PartiQL statement."""

from __future__ import annotations

import re

from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.parts import AwsLocation, Parts

_TEXT_IN_STATEMENT = re.compile(r"'[^']*+(?:'|\Z)")
_IDENTIFIER = r'(?:"[^"]*+"|(?:[$%]\{[^{}]*\}|[\w*-])++)'
_TABLE = re.compile(
    rf"\b(?:from|into|update)\s++(?P<table>{_IDENTIFIER})(?:\s*+\.\s*+(?P<index>{_IDENTIFIER}))?", re.IGNORECASE
)


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
