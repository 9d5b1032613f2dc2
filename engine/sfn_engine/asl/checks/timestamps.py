"""Timestamps that are written out: in a Wait, and in the comparisons of a Choice (specification: Timestamps)."""

from __future__ import annotations

import re

from sfn_engine.asl.checks.findings import filled_in
from sfn_engine.asl.checks.texts import SUSPECT
from sfn_engine.display import shorten

_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)", re.ASCII)
"""Seconds are optional and the offset may lack its colon, so that nothing is reported which AWS might accept."""


def timestamp_fault(text: str) -> str:
    """Say why a text is not a timestamp, as the end of a sentence; empty if it is one or may be an expression."""
    if _TIMESTAMP.fullmatch(text) or filled_in(text) or text.startswith(SUSPECT) or "%}" in text:
        return ""
    return f"must be a timestamp such as 2030-01-31T09:00:00Z, not {shorten(text, 40)!r}"
