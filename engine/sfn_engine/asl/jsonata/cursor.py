"""Top-down operator precedence (Pratt), as JSONata's own parsers do it; the grammar is a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, NoReturn

from sfn_engine.asl.jsonata.tokens import Tokens
from sfn_engine.asl.jsonata.tree import Expression

MAX_DEPTH = 200
"""Levels of nested expressions: brackets, and conditions inside conditions. Deeper text is an attack."""


class Grammar(NamedTuple):
    """What reads which token."""

    values: Mapping[str, Callable[[Cursor, Any, int], Expression]]
    """What begins an expression."""
    operators: Mapping[str, Callable[[Cursor, Expression, str], Expression]]
    """What goes on after a value."""
    powers: Mapping[str, int]
    """How tightly an operator binds what is before it."""


class Cursor:
    """A parser at its token: what every rule of the grammar needs."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self.tokens = Tokens(text)
        self.grammar = grammar
        self.depth = 0
        self.is_unusual = False
        """True if something was read that the grammar takes and the language may not."""

    def whole(self) -> Expression:
        """Read the whole text."""
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
        tokens, (values, operators, powers) = self.tokens, self.grammar
        self.depth += 1
        if self.depth > MAX_DEPTH:
            tokens.fail(f"nested deeper than {MAX_DEPTH} levels")
        begin = values.get(tokens.kind)
        if begin is None:
            self.no_value()
        value, start = tokens.value, tokens.start
        # As the reference does, what follows an opening bracket counts as what follows a value, so that
        # a regular expression cannot be there: `(/a/)` is an error.
        tokens.advance(operand=False)
        left = begin(self, value, start)
        while power < powers.get(tokens.kind, 0):
            operator = tokens.kind
            tokens.advance(operand=True)
            left = operators[operator](self, left, operator)
        self.depth -= 1
        return left

    def no_value(self) -> NoReturn:
        """Say that no expression begins here."""
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
