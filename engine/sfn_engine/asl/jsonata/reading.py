"""A JSONata string as it is written in a definition → what it refers to, or what is wrong with it."""

from __future__ import annotations

import re
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

    A placeholder can stand for anything, so an expression is wrong only if it is so whether its placeholders
    are names, operators or nothing.
    """
    if len(text) > MAX_LENGTH:
        return _NOTHING
    # Blanks for the delimiter, so that offsets count in the whole string.
    expression = f"  {text[2:-2]}"
    try:
        return references(parse(expression))
    except JsonataError as error:
        if PLACEHOLDER.search(expression) is None:
            return error
        return _filled_in(expression) or error


def _filled_in(expression: str) -> References | None:
    """Read the expression with something else for its placeholders; None if it is wrong in every way."""
    for letter, rest in (("x", "x"), (" ", " "), ("&", " ")):

        def filled(match: re.Match[str], letter: str = letter, rest: str = rest) -> str:
            return letter + rest * (len(match.group()) - 1)

        try:
            return references(parse(PLACEHOLDER.sub(filled, expression)))
        except JsonataError:
            continue
    return None
