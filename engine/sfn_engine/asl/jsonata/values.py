"""What begins an expression: literals, names, signs and brackets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sfn_engine.asl.jsonata.cursor import Cursor
from sfn_engine.asl.jsonata.tree import (
    Array,
    Binary,
    Constant,
    Expression,
    Name,
    Negation,
    Number,
    Object,
    Parent,
    Regex,
    Sequence,
    Text,
    Transform,
    Variable,
    Wildcard,
)

_SIGN_POWER = 70
"""How tightly a minus sign binds what is after it."""


def _name(parser: Cursor, value: str, start: int) -> Expression:
    return Name(value, start, parser.tokens.last)


def _variable(parser: Cursor, value: str, start: int) -> Expression:
    return Variable(value, start, parser.tokens.last)


def _text(parser: Cursor, value: str, start: int) -> Expression:
    return Text(value, start, parser.tokens.last)


def _number(parser: Cursor, value: Any, start: int) -> Expression:
    return Number(value, start, parser.tokens.last)


def _constant(parser: Cursor, value: Any, start: int) -> Expression:
    return Constant(value, start, parser.tokens.last)


def _regex(parser: Cursor, value: Any, start: int) -> Expression:
    pattern, flags = value
    return Regex(pattern, flags, start, parser.tokens.last)


def _wildcard(parser: Cursor, value: str, start: int) -> Expression:
    return Wildcard(value, start, parser.tokens.last)


def _parent(parser: Cursor, value: str, start: int) -> Expression:
    parser.is_unusual = True
    return Parent(start, parser.tokens.last)


def _negation(parser: Cursor, value: str, start: int) -> Expression:
    return Negation(parser.expression(_SIGN_POWER), start, parser.tokens.last)


def _block(parser: Cursor, value: str, start: int) -> Expression:
    expressions = []
    while parser.tokens.kind != ")":
        expressions.append(parser.expression(0))
        if not parser.found(";"):
            break
    parser.expect(")", operand=False)
    return Sequence(tuple(expressions), start, parser.tokens.last)


def _array(parser: Cursor, value: str, start: int) -> Expression:
    items: list[Expression] = []
    if parser.tokens.kind != "]":
        items.append(_item(parser))
        while parser.found(","):
            items.append(_item(parser))
    parser.expect("]", operand=False)
    return Array(tuple(items), start, parser.tokens.last)


def _item(parser: Cursor) -> Expression:
    first = parser.expression(0)
    if not parser.found(".."):
        return first
    return Binary("..", first, parser.expression(0), first.start, parser.tokens.last)


def _object(parser: Cursor, value: str, start: int) -> Expression:
    return Object(pairs(parser), start, parser.tokens.last)


def pairs(parser: Cursor) -> tuple[tuple[Expression, Expression], ...]:
    """Read names and values up to the closing bracket."""
    pairs = []
    if parser.tokens.kind != "}":
        while True:
            name = parser.expression(0)
            parser.expect(":")
            pairs.append((name, parser.expression(0)))
            if not parser.found(","):
                break
    parser.expect("}", operand=False)
    return tuple(pairs)


def _transform(parser: Cursor, value: str, start: int) -> Expression:
    pattern = parser.expression(0)
    parser.expect("|")
    update = parser.expression(0)
    delete = parser.expression(0) if parser.found(",") else None
    parser.expect("|")
    return Transform(pattern, update, delete, start, parser.tokens.last)


VALUES: Mapping[str, Callable[[Cursor, Any, int], Expression]] = {
    "name": _name,
    # These words are operators after a value, and names before one.
    **dict.fromkeys(("and", "or", "in"), _name),
    "variable": _variable,
    "text": _text,
    "number": _number,
    "constant": _constant,
    "regex": _regex,
    "*": _wildcard,
    "**": _wildcard,
    "%": _parent,
    "-": _negation,
    "(": _block,
    "[": _array,
    "{": _object,
    "|": _transform,
}
"""The kind of a token → what reads the expression that it begins, by the token's value and start."""
