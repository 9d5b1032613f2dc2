"""The signature of a function: ``<s-n?:s>`` (JSONata: Function signature syntax)."""

from __future__ import annotations

import re

_SINGLE = "snblo"
_CHOICES = {"a": "[asnblfom]", "f": "f", "j": "[asnblom]", "x": "[asnblfom]"}


def signature_fault(signature: str) -> str:
    """Say what is wrong with a signature, in angle brackets; an empty text if nothing is."""
    expressions: list[str] = []
    types: list[str] = []
    position = 1
    while position < len(signature) and signature[position] != ":":
        sign = signature[position]
        if sign in _SINGLE or sign in _CHOICES:
            expressions.append(_CHOICES.get(sign, f"[{sign}m]"))
            types.append(sign)
        elif sign in "-?+":
            if not types:
                return f'"{sign}" follows no type'
            expressions[-1] += "?" if sign == "-" else sign
        elif sign == "(":
            end = _closing(signature, position, "(", ")")
            choice = signature[position + 1 : end]
            if end < 0 or "<" in choice:
                return "a choice has simple types in round brackets"
            expressions.append(f"[{choice}m]")
            types.append("()")
            position = end
        elif sign == "<":
            end = _closing(signature, position, "<", ">")
            if end < 0 or not types or types[-1] not in ("a", "f"):
                return "only lists (a) and functions (f) have a type in angle brackets"
            position = end
        position += 1
    try:
        re.compile("".join(f"({expression})" for expression in expressions))
    except re.error:
        return "these signs cannot follow each other"
    return ""


def _closing(text: str, start: int, opening: str, closing: str) -> int:
    """Return where the bracket is that closes the one at `start`; -1 if none does."""
    depth = 0
    for position in range(start, len(text)):
        depth += (text[position] == opening) - (text[position] == closing)
        if depth == 0:
            return position
    return -1
