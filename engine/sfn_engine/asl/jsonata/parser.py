"""Tokens → the syntax tree, by top-down operator precedence (Pratt), as JSONata's own parsers do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from sfn_engine.asl.jsonata.errors import JsonataError
from sfn_engine.asl.jsonata.signature import signature_fault
from sfn_engine.asl.jsonata.tokens import Tokens
from sfn_engine.asl.jsonata.tree import (
    Array,
    Assignment,
    Binary,
    Call,
    Condition,
    Constant,
    Expression,
    Filter,
    Focus,
    Group,
    Index,
    KeepArray,
    Lambda,
    Name,
    Negation,
    Number,
    Object,
    OpenArgument,
    Parent,
    Path,
    Regex,
    Sequence,
    Sort,
    SortTerm,
    Text,
    Transform,
    Variable,
    Wildcard,
    subject_of,
)

MAX_DEPTH = 200
"""Levels of nested expressions: brackets, and conditions inside conditions. Deeper text is an attack."""
_POWERS: Mapping[str, int] = {
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
_SIGN_POWER = 70
_LAMBDA_NAMES = ("function", "λ")
_SIMPLE = (Name, Variable, Text, Call, Sequence, Wildcard, Path, Array, Object, Lambda)
"""Steps of a path that need no closer look."""


def parse(text: str) -> Expression:
    """Return the tree of an expression, the text between ``{%`` and ``%}``.

    Raises `JsonataError` for anything that is not JSONata, and for what is nested deeper than `MAX_DEPTH`.
    """
    parser = _Parser(text)
    try:
        tree = parser.whole()
    except RecursionError:  # called from deep inside something else
        raise JsonataError("nested too deep to be read", parser.tokens.start) from None
    if parser.is_unusual:
        # Imported late, as few expressions need it.
        from sfn_engine.asl.jsonata.structure import check_structure

        check_structure(tree)
    return tree


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens = Tokens(text)
        self.depth = 0
        self.is_unusual = False
        """True if something was read that the grammar takes and the language may not."""

    def whole(self) -> Expression:
        tokens = self.tokens
        tokens.advance(operand=True)
        tree = self.expression(0)
        if tokens.kind != "end":
            closes = tokens.kind in (")", "]", "}")
            tokens.fail(
                f"{tokens.shown()} closes nothing"
                if closes
                else f"{tokens.shown()} is not expected: the expression is complete before it; is an operator missing?"
            )
        return tree

    def expression(self, power: int) -> Expression:
        """Read an expression, up to the first operator that binds no tighter than `power`."""
        tokens = self.tokens
        self.depth += 1
        if self.depth > MAX_DEPTH:
            tokens.fail(f"nested deeper than {MAX_DEPTH} levels")
        begin = _PREFIX.get(tokens.kind)
        if begin is None:
            self.no_value()
        value, start = tokens.value, tokens.start
        # As the reference does, what follows an opening bracket counts as what follows a value, so that
        # a regular expression cannot be there: `(/a/)` is an error.
        tokens.advance(operand=False)
        left = begin(self, value, start)
        while power < _POWERS.get(tokens.kind, 0):
            operator = tokens.kind
            tokens.advance(operand=True)
            left = _INFIX.get(operator, _Parser.binary)(self, left, operator)
        self.depth -= 1
        return left

    def no_value(self) -> NoReturn:
        tokens = self.tokens
        if tokens.kind == "end":
            tokens.fail("the expression ends where a value is expected" if tokens.start else "it is empty")
        tokens.fail(f"{tokens.shown()} is not expected: a value must come before it")

    def expect(self, sign: str, *, operand: bool = True) -> None:
        """Go past a sign that must be here."""
        tokens = self.tokens
        if tokens.kind != sign:
            found = "the end of the expression" if tokens.kind == "end" else tokens.shown()
            tokens.fail(f'"{sign}" is expected, not {found}')
        tokens.advance(operand=operand)

    def found(self, sign: str) -> bool:
        """Go past a sign if it is here."""
        if self.tokens.kind != sign:
            return False
        self.tokens.advance(operand=True)
        return True

    # What begins an expression. `end` is where the token before the current one ended.

    def name(self, value: str, start: int) -> Expression:
        return Name(value, start, self.tokens.last)

    def variable(self, value: str, start: int) -> Expression:
        return Variable(value, start, self.tokens.last)

    def text(self, value: str, start: int) -> Expression:
        return Text(value, start, self.tokens.last)

    def number(self, value: Any, start: int) -> Expression:
        return Number(value, start, self.tokens.last)

    def constant(self, value: Any, start: int) -> Expression:
        return Constant(value, start, self.tokens.last)

    def regex(self, value: Any, start: int) -> Expression:
        pattern, flags = value
        return Regex(pattern, flags, start, self.tokens.last)

    def wildcard(self, value: str, start: int) -> Expression:
        return Wildcard(value, start, self.tokens.last)

    def parent(self, value: str, start: int) -> Expression:
        self.is_unusual = True
        return Parent(start, self.tokens.last)

    def negation(self, value: str, start: int) -> Expression:
        return Negation(self.expression(_SIGN_POWER), start, self.tokens.last)

    def block(self, value: str, start: int) -> Expression:
        expressions = []
        while self.tokens.kind != ")":
            expressions.append(self.expression(0))
            if not self.found(";"):
                break
        self.expect(")", operand=False)
        return Sequence(tuple(expressions), start, self.tokens.last)

    def array(self, value: str, start: int) -> Expression:
        items: list[Expression] = []
        if self.tokens.kind != "]":
            items.append(self.item())
            while self.found(","):
                items.append(self.item())
        self.expect("]", operand=False)
        return Array(tuple(items), start, self.tokens.last)

    def item(self) -> Expression:
        first = self.expression(0)
        if not self.found(".."):
            return first
        return Binary("..", first, self.expression(0), first.start, self.tokens.last)

    def object(self, value: str, start: int) -> Expression:
        return Object(self.pairs(), start, self.tokens.last)

    def pairs(self) -> tuple[tuple[Expression, Expression], ...]:
        pairs = []
        if self.tokens.kind != "}":
            while True:
                name = self.expression(0)
                self.expect(":")
                pairs.append((name, self.expression(0)))
                if not self.found(","):
                    break
        self.expect("}", operand=False)
        return tuple(pairs)

    def transform(self, value: str, start: int) -> Expression:
        pattern = self.expression(0)
        self.expect("|")
        update = self.expression(0)
        delete = self.expression(0) if self.found(",") else None
        self.expect("|")
        return Transform(pattern, update, delete, start, self.tokens.last)

    # What goes on after a value.

    def binary(self, left: Expression, operator: str) -> Expression:
        right = self.expression(_POWERS[operator])
        return Binary(operator, left, right, left.start, self.tokens.last)

    def alternative(self, left: Expression, operator: str) -> Expression:
        """``?:`` and ``??``: what follows reaches as far as it can."""
        return Binary(operator, left, self.expression(0), left.start, self.tokens.last)

    def condition(self, left: Expression, operator: str) -> Expression:
        then = self.expression(0)
        otherwise = self.expression(0) if self.found(":") else None
        return Condition(left, then, otherwise, left.start, self.tokens.last)

    def path(self, left: Expression, operator: str) -> Expression:
        steps = [left]
        while True:
            steps.append(self.expression(_POWERS["."]))
            if not self.found("."):
                break
        if not all(isinstance(step, _SIMPLE) or isinstance(subject_of(step), _SIMPLE) for step in steps):
            self.is_unusual = True
        return Path(tuple(steps), left.start, self.tokens.last)

    def bind(self, left: Expression, operator: str) -> Expression:
        variable = _without_keep(left)
        if not isinstance(variable, Variable):
            self.tokens.fail('only a variable such as $x can be to the left of ":="', left.start)
        return Assignment(variable.name, self.expression(_POWERS[":="] - 1), left.start, self.tokens.last)

    def filter(self, left: Expression, operator: str) -> Expression:
        if self.found("]"):
            return KeepArray(left, left.start, self.tokens.last)
        condition = self.expression(0)
        self.expect("]", operand=False)
        return Filter(left, condition, left.start, self.tokens.last)

    def group(self, left: Expression, operator: str) -> Expression:
        self.is_unusual = True
        return Group(left, self.pairs(), left.start, self.tokens.last)

    def sort(self, left: Expression, operator: str) -> Expression:
        self.expect("(")
        terms = [self.term()]
        while self.found(","):
            terms.append(self.term())
        self.expect(")")
        return Sort(left, tuple(terms), left.start, self.tokens.last)

    def term(self) -> SortTerm:
        start = self.tokens.start
        is_descending = self.tokens.kind == ">"
        if is_descending or self.tokens.kind == "<":
            self.tokens.advance(operand=True)
        return SortTerm(self.expression(0), is_descending, start, self.tokens.last)

    def focus(self, left: Expression, operator: str) -> Expression:
        self.is_unusual = True
        return Focus(left, self.bound(operator), left.start, self.tokens.last)

    def index(self, left: Expression, operator: str) -> Expression:
        self.is_unusual = True
        return Index(left, self.bound(operator), left.start, self.tokens.last)

    def bound(self, operator: str) -> str:
        start = self.tokens.start
        right = self.expression(_POWERS[operator])
        if not isinstance(right, Variable):
            self.tokens.fail(f'"{operator}" must be followed by a variable such as $x', start)
        return right.name

    def call(self, left: Expression, operator: str) -> Expression:
        arguments: list[Expression] = []
        if self.tokens.kind != ")":
            arguments.append(self.argument())
            while self.found(","):
                arguments.append(self.argument())
        self.expect(")", operand=False)
        function = _without_keep(left)
        if isinstance(function, Name) and function.value in _LAMBDA_NAMES:
            return self.function(left.start, arguments)
        return Call(left, tuple(arguments), left.start, self.tokens.last)

    def argument(self) -> Expression:
        start = self.tokens.start
        if self.found("?"):
            return OpenArgument(start, self.tokens.last)
        return self.expression(0)

    def function(self, start: int, arguments: list[Expression]) -> Expression:
        parameters = []
        for argument in map(_without_keep, arguments):
            if not isinstance(argument, Variable):
                self.tokens.fail("a parameter of a function must be a variable such as $x", argument.start)
            parameters.append(argument.name)
        signature = self.signature() if self.tokens.kind == "<" else ""
        self.expect("{")
        body = self.expression(0)
        self.expect("}")
        return Lambda(tuple(parameters), signature, body, start, self.tokens.last)

    def signature(self) -> str:
        tokens = self.tokens
        start, depth, parts = tokens.start, 1, ["<"]
        while depth and tokens.kind not in ("{", "end"):
            tokens.advance(operand=True)
            depth += (tokens.kind == "<") - (tokens.kind == ">")
            if not isinstance(tokens.value, str):
                tokens.fail("the signature of the function is wrong")
            parts.append(tokens.value)
        self.expect(">")
        signature = "".join(parts)
        if signature_fault(signature):
            raise JsonataError(f"the signature of the function is wrong: {signature_fault(signature)}", start)
        return signature


def _without_keep(node: Expression) -> Expression:
    while isinstance(node, KeepArray):
        node = node.subject
    return node


_PREFIX: Mapping[str, Callable[[_Parser, Any, int], Expression]] = {
    "name": _Parser.name,
    # These words are operators after a value, and names before one.
    **dict.fromkeys(("and", "or", "in"), _Parser.name),
    "variable": _Parser.variable,
    "text": _Parser.text,
    "number": _Parser.number,
    "constant": _Parser.constant,
    "regex": _Parser.regex,
    "*": _Parser.wildcard,
    "**": _Parser.wildcard,
    "%": _Parser.parent,
    "-": _Parser.negation,
    "(": _Parser.block,
    "[": _Parser.array,
    "{": _Parser.object,
    "|": _Parser.transform,
}
_INFIX: Mapping[str, Callable[[_Parser, Expression, str], Expression]] = {
    ".": _Parser.path,
    "?": _Parser.condition,
    "?:": _Parser.alternative,
    "??": _Parser.alternative,
    ":=": _Parser.bind,
    "[": _Parser.filter,
    "{": _Parser.group,
    "^": _Parser.sort,
    "@": _Parser.focus,
    "#": _Parser.index,
    "(": _Parser.call,
}
