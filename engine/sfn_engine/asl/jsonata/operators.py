"""What goes on after a value: operators, paths, filters, calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sfn_engine.asl.jsonata.cursor import Cursor
from sfn_engine.asl.jsonata.errors import JsonataError
from sfn_engine.asl.jsonata.signature import signature_fault
from sfn_engine.asl.jsonata.tree import (
    Array,
    Assignment,
    Binary,
    Call,
    Condition,
    Expression,
    Filter,
    Focus,
    Group,
    Index,
    KeepArray,
    Lambda,
    Name,
    Object,
    OpenArgument,
    Path,
    Sequence,
    Sort,
    SortTerm,
    Text,
    Variable,
    Wildcard,
    subject_of,
)
from sfn_engine.asl.jsonata.values import pairs

POWERS: Mapping[str, int] = {
    "[": 80,
    "(": 80,
    "@": 80,
    "#": 80,
    ".": 75,
    "{": 70,
    **dict.fromkeys(("*", "/", "%"), 60),
    **dict.fromkeys(("+", "-", "&"), 50),
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">=", "in", "^", "~>", "?:", "??"), 40),
    "and": 30,
    "or": 25,
    "?": 20,
    ":=": 10,
}
"""How tightly an operator binds what is before it. What is not named here ends an expression."""
_LAMBDA_NAMES = ("function", "λ")
_SIMPLE = (Name, Variable, Text, Call, Sequence, Wildcard, Path, Array, Object, Lambda)
"""Steps of a path that need no closer look."""


def _binary(parser: Cursor, left: Expression, operator: str) -> Expression:
    right = parser.expression(POWERS[operator])
    return Binary(operator, left, right, left.start, parser.tokens.last)


def _alternative(parser: Cursor, left: Expression, operator: str) -> Expression:
    """``?:`` and ``??``: what follows reaches as far as it can."""
    return Binary(operator, left, parser.expression(0), left.start, parser.tokens.last)


def _condition(parser: Cursor, left: Expression, operator: str) -> Expression:
    then = parser.expression(0)
    otherwise = parser.expression(0) if parser.found(":") else None
    return Condition(left, then, otherwise, left.start, parser.tokens.last)


def _path(parser: Cursor, left: Expression, operator: str) -> Expression:
    steps = [left]
    while True:
        steps.append(parser.expression(POWERS["."]))
        if not parser.found("."):
            break
    if not all(isinstance(step, _SIMPLE) or isinstance(subject_of(step), _SIMPLE) for step in steps):
        parser.is_unusual = True
    return Path(tuple(steps), left.start, parser.tokens.last)


def _bind(parser: Cursor, left: Expression, operator: str) -> Expression:
    variable = _without_keep(left)
    if not isinstance(variable, Variable):
        parser.tokens.fail('only a variable such as $x can be to the left of ":="', left.start)
    return Assignment(variable.name, parser.expression(POWERS[":="] - 1), left.start, parser.tokens.last)


def _filter(parser: Cursor, left: Expression, operator: str) -> Expression:
    if parser.found("]"):
        return KeepArray(left, left.start, parser.tokens.last)
    condition = parser.expression(0)
    parser.expect("]", operand=False)
    return Filter(left, condition, left.start, parser.tokens.last)


def _group(parser: Cursor, left: Expression, operator: str) -> Expression:
    parser.is_unusual = True
    return Group(left, pairs(parser), left.start, parser.tokens.last)


def _sort(parser: Cursor, left: Expression, operator: str) -> Expression:
    parser.expect("(")
    terms = [_term(parser)]
    while parser.found(","):
        terms.append(_term(parser))
    parser.expect(")")
    return Sort(left, tuple(terms), left.start, parser.tokens.last)


def _term(parser: Cursor) -> SortTerm:
    start = parser.tokens.start
    is_descending = parser.tokens.kind == ">"
    if is_descending or parser.tokens.kind == "<":
        parser.tokens.advance(operand=True)
    return SortTerm(parser.expression(0), is_descending, start, parser.tokens.last)


def _focus(parser: Cursor, left: Expression, operator: str) -> Expression:
    parser.is_unusual = True
    return Focus(left, _bound(parser, operator), left.start, parser.tokens.last)


def _index(parser: Cursor, left: Expression, operator: str) -> Expression:
    parser.is_unusual = True
    return Index(left, _bound(parser, operator), left.start, parser.tokens.last)


def _bound(parser: Cursor, operator: str) -> str:
    start = parser.tokens.start
    right = parser.expression(POWERS[operator])
    if not isinstance(right, Variable):
        parser.tokens.fail(f'"{operator}" must be followed by a variable such as $x', start)
    return right.name


def _call(parser: Cursor, left: Expression, operator: str) -> Expression:
    arguments: list[Expression] = []
    if parser.tokens.kind != ")":
        arguments.append(_argument(parser))
        while parser.found(","):
            arguments.append(_argument(parser))
    parser.expect(")", operand=False)
    function = _without_keep(left)
    if isinstance(function, Name) and function.value in _LAMBDA_NAMES:
        return _function(parser, left.start, arguments)
    return Call(left, tuple(arguments), left.start, parser.tokens.last)


def _argument(parser: Cursor) -> Expression:
    start = parser.tokens.start
    if parser.found("?"):
        return OpenArgument(start, parser.tokens.last)
    return parser.expression(0)


def _function(parser: Cursor, start: int, arguments: list[Expression]) -> Expression:
    parameters = []
    for argument in map(_without_keep, arguments):
        if not isinstance(argument, Variable):
            parser.tokens.fail("a parameter of a function must be a variable such as $x", argument.start)
        parameters.append(argument.name)
    signature = _signature(parser) if parser.tokens.kind == "<" else ""
    parser.expect("{")
    body = parser.expression(0)
    parser.expect("}")
    return Lambda(tuple(parameters), signature, body, start, parser.tokens.last)


def _signature(parser: Cursor) -> str:
    tokens = parser.tokens
    start, depth, parts = tokens.start, 1, ["<"]
    while depth and tokens.kind not in ("{", "end"):
        tokens.advance(operand=True)
        depth += (tokens.kind == "<") - (tokens.kind == ">")
        if not isinstance(tokens.value, str):
            tokens.fail("the signature of the function is wrong")
        parts.append(tokens.value)
    parser.expect(">")
    signature = "".join(parts)
    if signature_fault(signature):
        raise JsonataError(f"the signature of the function is wrong: {signature_fault(signature)}", start)
    return signature


def _without_keep(node: Expression) -> Expression:
    while isinstance(node, KeepArray):
        node = node.subject
    return node


OPERATORS: Mapping[str, Callable[[Cursor, Expression, str], Expression]] = {
    **dict.fromkeys(POWERS, _binary),
    ".": _path,
    "?": _condition,
    "?:": _alternative,
    "??": _alternative,
    ":=": _bind,
    "[": _filter,
    "{": _group,
    "^": _sort,
    "@": _focus,
    "#": _index,
    "(": _call,
}
"""The kind of a token → what reads on after it, by the value before it."""
