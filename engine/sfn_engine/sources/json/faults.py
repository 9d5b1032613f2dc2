"""Where a JSON text has an error that `json` accepts, or reports without a location.

Up to that error the text is known to be JSON, so its tokens are enough.
"""

from __future__ import annotations

import math
import re

from sfn_engine.display import shorten
from sfn_engine.errors import DefinitionError
from sfn_engine.sources.positions import MAX_DEPTH, line_and_column

MAX_DIGITS = 4300
"""Digits of a number; Python reads no more."""

_TOKEN = re.compile(
    r'"(?:[^"\\]++|\\.)*+"'
    r"|(?P<bracket>[][{}])"
    r"|(?P<number>-?+[0-9][0-9.eE+-]*+)"
    r"|(?P<word>-?+[A-Za-z_]++)",
    re.DOTALL,
)
_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_HALF = re.compile(r"(?<!\\)(?:\\\\)*+\\u[dD][89a-fA-F][0-9a-fA-F]{2}|[\ud800-\udfff]")


def find_fault(text: str) -> DefinitionError | None:
    """Return the first fault in what `json` accepts as JSON; None if there is none."""
    depth = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "bracket":
            if match[0] in "]}":
                depth -= 1
            elif depth >= MAX_DEPTH:
                return _fault(text, match.start(), f"nested deeper than {MAX_DEPTH} levels")
            else:
                depth += 1
            continue
        message = _NUMBERS_AND_WORDS[kind](match[0]) if kind in _NUMBERS_AND_WORDS else _half(match[0])
        if message is not None:
            return _fault(text, match.start(), message)
    return None


def _number(token: str) -> str | None:
    if len(token) > MAX_DIGITS:
        return "a number has too many digits"
    if any(mark in token for mark in ".eE") and math.isinf(float(token)):
        return f"the number {shorten(token, 20)} is too large"
    return None


def _word(token: str) -> str | None:
    return None if token in ("true", "false", "null") else f"{shorten(token, 20)} is not a JSON value"


_NUMBERS_AND_WORDS = {"number": _number, "word": _word}


def _half(token: str) -> str | None:
    if "\\u" not in token and token.isascii():
        return None
    half = _HALF.search(_PAIR.sub("", token))
    return "a string contains half of a surrogate pair" if half is not None else None


def _fault(text: str, offset: int, message: str) -> DefinitionError:
    line, column = line_and_column(text, offset)
    return DefinitionError(f"not JSON: {message}", line=line, column=column)
