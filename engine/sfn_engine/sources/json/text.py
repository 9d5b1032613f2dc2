"""Strict JSON: what `json.loads` lets through in silence is refused here, each time with its place."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from sfn_engine.display import shorten
from sfn_engine.errors import DefinitionError
from sfn_engine.sources.json.faults import MAX_DEPTH, find_fault
from sfn_engine.sources.positions import line_and_column

MAX_CHARACTERS = 4_000_000
"""Characters in one file. Step Functions and CloudFormation take 1 MB."""

_COMMENT = re.compile(r"//|/\*|#")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_PLAIN_MESSAGES = {
    "Expecting value": "expected a value",
    "Expecting property name enclosed in double quotes": 'expected a name in double quotes, or "}"',
    "Illegal trailing comma before end of object": 'a comma stands before "}"',
    "Illegal trailing comma before end of array": 'a comma stands before "]"',
    "Expecting ':' delimiter": 'expected ":" after the name',
    "Expecting ',' delimiter": 'expected "," or the end of the object or list',
    "Unterminated string starting at": "the string that starts here does not end",
    "Invalid control character at": "a control character (perhaps a line break) stands inside a string",
    "Extra data": "more text follows after the end of the JSON value",
}


class _Refused(Exception):
    """Raised inside the hooks of `json.loads`, which know the value but not its place."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Refused
    return made


def _finite(literal: str) -> float:
    number = float(literal)
    if math.isinf(number):
        raise _Refused
    return number


def _constant(literal: str) -> float:
    raise _Refused


def parse_json(text: str) -> Any:
    """Return the plain data that `text` holds.

    Raises `DefinitionError` with line and column for anything that is not JSON by RFC 8259, for
    duplicate names, numbers that do not fit, lone surrogates, and text beyond the budgets.
    """
    if len(text) > MAX_CHARACTERS:
        raise DefinitionError(f"the text is larger than {MAX_CHARACTERS:,} characters", line=1, column=1)
    if not text.strip(" \t\r\n"):
        raise DefinitionError("the file is empty", line=1, column=1)
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_float=_finite, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise _syntax_error(text, error) from None
    except (_Refused, RecursionError, ValueError):
        # `json` knows that something is wrong, the slower search knows where.
        raise _place_of_fault(text) from None
    if _deeper_than(value, MAX_DEPTH):
        raise _place_of_fault(text)
    # A surrogate gets into a string by an escape, hence the cheap test first.
    if "\\ud" in text or "\\uD" in text or _SURROGATE.search(text) is not None:
        fault = find_fault(text)
        if fault is not None:
            raise fault
    return value


def _deeper_than(value: Any, limit: int) -> bool:
    """Tell whether `value` nests more than `limit` lists and objects, without recursion."""
    level, depth = [value], 0
    while level:
        containers = [item for item in level if isinstance(item, (dict, list))]
        if not containers:
            return False
        depth += 1
        if depth > limit:
            return True
        level = [child for item in containers for child in (item.values() if isinstance(item, dict) else item)]
    return False


def _syntax_error(text: str, error: json.JSONDecodeError) -> DefinitionError:
    if text.startswith("\ufeff"):
        return DefinitionError("a byte order mark stands before the JSON text", line=1, column=1)
    message = _PLAIN_MESSAGES.get(error.msg, error.msg[:1].lower() + error.msg[1:])
    found, offset = text[error.pos : error.pos + 1], error.pos
    if _COMMENT.match(text, error.pos) is not None:
        message = "a comment stands here, which JSON does not have"
    elif found in ("}", "]") and text[: error.pos].rstrip().endswith(","):
        message = f'a comma stands before "{found}"'
        offset = text.rindex(",", 0, error.pos)  # newer releases of Python name this place themselves
    elif error.msg.startswith(("Expecting", "Extra")):
        message += f", found {shorten(found)!r}" if found.strip() else ""
        message += ", found the end of the file" if error.pos >= len(text.rstrip()) else ""
    line, column = line_and_column(text, offset)
    return DefinitionError(f"not JSON: {message}", line=line, column=column)


def _place_of_fault(text: str) -> DefinitionError:
    return find_fault(text) or DefinitionError("not JSON that can be read here", line=1, column=1)
