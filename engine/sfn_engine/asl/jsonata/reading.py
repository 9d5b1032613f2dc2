"""A JSONata string as it is written in a definition → what it refers to, or what is wrong with it."""

from __future__ import annotations

from functools import lru_cache

from sfn_engine.asl.expressions import PLACEHOLDER
from sfn_engine.asl.jsonata.errors import JsonataError
from sfn_engine.asl.jsonata.parser import parse
from sfn_engine.asl.jsonata.references import References, references

MAX_LENGTH = 100_000
"""Characters of one expression. Longer ones are not read."""
_NOTHING = References()


# The checks read the whole machine again after each edit, which changes a few strings of it.
@lru_cache(maxsize=4096)
def read(text: str) -> References | JsonataError:
    """Return what the expression in a string ``{% … %}`` refers to, or the error; offsets count in the string.

    A placeholder outside quotes can stand for anything. So such an expression is wrong only if it is so
    whether its placeholders are names, operators or nothing, and what it refers to is not told.
    """
    if len(text) > MAX_LENGTH:
        return _NOTHING
    # Blanks for the delimiter, so that offsets count in the whole string.
    expression = f"  {text[2:-2]}"
    try:
        return references(parse(expression))
    except JsonataError as error:
        return _NOTHING if _can_be_filled_in(expression) else error


def _can_be_filled_in(expression: str) -> bool:
    """Tell whether the expression has placeholders and is JSONata with something else for them."""
    return PLACEHOLDER.search(expression) is not None and any(
        _is_jsonata(PLACEHOLDER.sub(filling, expression)) for filling in ("x", " ", "&")
    )


def _is_jsonata(text: str) -> bool:
    try:
        parse(text)
    except JsonataError:
        return False
    return True
