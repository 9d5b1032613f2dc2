"""Strict JSON: what `json.loads` accepts silently is refused here, with its location."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from sfn_engine.display import shorten
from sfn_engine.errors import DefinitionError
from sfn_engine.sources.positions import MAX_DEPTH, line_and_column

MAX_CHARACTERS = 4_000_000
"""Characters in one file. Step Functions and CloudFormation take 1 MB."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")


class _Refused(Exception):
    """Raised inside the hooks of `json.loads`, which know the value but not its location."""


def _finite(literal: str) -> float:
    number = float(literal)
    if math.isinf(number):
        raise _Refused
    return number


def _constant(literal: str) -> float:
    raise _Refused


def parse_json(text: str) -> Any:
    """Return the plain data that `text` holds.

    Raises `DefinitionError` as `read_json_text` does, and for a name that is given twice in one object.
    """
    value, repeats = read_json_text(text)
    if repeats:
        from sfn_engine.sources.json.repeated import repeated_names

        name = repeated_names(text)[0]
        line, column = line_and_column(text, name.offsets[1])
        message = f"not JSON: the name {shorten(str(name.pointer[-1]))!r} is given twice in one object"
        raise DefinitionError(message, line=line, column=column)
    return value


def read_json_text(text: str) -> tuple[Any, bool]:
    """Return the plain data that `text` holds, and whether some object gives a name twice; the last value counts.

    Raises `DefinitionError` with line and column for anything that is not JSON by RFC 8259, for
    numbers that do not fit, lone surrogates, and text beyond the budgets.
    """
    repeats = False

    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeats
        value = dict(pairs)
        repeats = repeats or len(value) != len(pairs)
        return value

    if len(text) > MAX_CHARACTERS:
        raise DefinitionError(f"the text is larger than {MAX_CHARACTERS:,} characters", line=1, column=1)
    if not text.strip(" \t\r\n"):
        raise DefinitionError("the file is empty", line=1, column=1)
    try:
        value = json.loads(text, object_pairs_hook=made, parse_float=_finite, parse_constant=_constant)
    except json.JSONDecodeError as error:
        from sfn_engine.sources.json.messages import syntax_error

        raise syntax_error(text, error) from None
    except (_Refused, RecursionError, ValueError):
        # `json` knows that something is wrong, the slower search knows where.
        raise _place_of_fault(text) from None
    if _deeper_than(value, MAX_DEPTH):
        raise _place_of_fault(text)
    # A surrogate gets into a string by an escape, hence the cheap test first.
    if "\\ud" in text or "\\uD" in text or _SURROGATE.search(text) is not None:
        from sfn_engine.sources.json.faults import find_fault

        fault = find_fault(text)
        if fault is not None:
            raise fault
    return value, repeats


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


def _place_of_fault(text: str) -> DefinitionError:
    # Imported late, because only an error needs it.
    from sfn_engine.sources.json.faults import find_fault

    return find_fault(text) or DefinitionError("this JSON cannot be read", line=1, column=1)
