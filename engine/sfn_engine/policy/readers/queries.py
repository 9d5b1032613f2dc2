"""What the text of an Athena query says about the data that it uses."""

from __future__ import annotations

import re

from sfn_engine.catalog.model import TargetSpec
from sfn_engine.policy.parts import AwsLocation, Parts

# Texts and comments. One that never ends goes to the end: looking for its end again and again would be quadratic.
_IGNORED = re.compile(r"'[^']*+(?:'|\Z)|--[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)")
_READING = re.compile(r"[\s(]*(?:select|with|values|show|describe|desc|explain)\b", re.IGNORECASE)
_NAME = r"(?:\"[^\"]*\"|`[^`]*`|[$%]\{[^{}]*\}|[\w*-])++"
# A table's name follows these words, and a comma where several tables or columns are listed.
_BEFORE = (
    r"\b(?:from|join|into|table|exists|view|update|in|describe|desc|partitions|tblproperties|optimize|vacuum)\s++|,\s*+"
)
_TABLE = re.compile(
    rf"(?P<before>{_BEFORE})(?P<name>{_NAME})(?P<qualified>\s*\.\s*{_NAME})?(?=(?:\s+(?:as\s+)?(?P<alias>\w+))?)",
    re.IGNORECASE,
)
# A statement about a whole database, or one that was prepared elsewhere.
_BEYOND = re.compile(r"\b(?:databases?|schemas?|catalogs?)\b|\A\s*execute\b", re.IGNORECASE)


def read_query(spec: TargetSpec, text: str, qualifier: str, location: AwsLocation) -> Parts | None:
    """Return the form of a query, by which the catalog chooses permissions; None where its beginning is unknown.

    The form begins with ``reads`` or ``changes`` and ends in ``-here`` where the query names no database: its
    tables are then in the database of its context. Otherwise it ends in ``-elsewhere``.
    """
    if text.startswith("*"):
        return None
    plain = _IGNORED.sub(" ", text)
    kind = "reads" if _READING.match(plain) else "changes"
    place = "elsewhere" if _BEYOND.search(plain) or _names_a_database(plain) else "here"
    return Parts(*location.home, text, text, f"{kind}-{place}")


def _names_a_database(text: str) -> bool:
    """Tell whether a table is written as ``database.table``. A listed column may be written as ``table.column``."""
    matches = list(_TABLE.finditer(text))
    tables: set[str] = set()
    for match in matches:
        if not match["before"].startswith(","):
            tables |= {match["name"].lower(), (match["alias"] or "").lower()}
    return any(
        match["qualified"] and not (match["before"].startswith(",") and match["name"].lower() in tables)
        for match in matches
    )
