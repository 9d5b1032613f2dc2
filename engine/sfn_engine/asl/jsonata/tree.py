"""The syntax tree of a JSONata expression, as frozen values.

Each node ends with `start` and `end`, the offsets of its first character and after its last one. Brackets
are kept as `Sequence`, so a tree says all that its text says, but for blanks and comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias


class Text(NamedTuple):
    """A string literal; as a step of a path it is a field's name."""

    value: str
    start: int
    end: int


class Number(NamedTuple):
    """A number, without a sign."""

    value: int | float
    start: int
    end: int


class Constant(NamedTuple):
    """``true``, ``false`` or ``null``."""

    value: bool | None
    start: int
    end: int


class Regex(NamedTuple):
    """A regular expression: ``/ab+/i``."""

    pattern: str
    flags: str
    start: int
    end: int


class Name(NamedTuple):
    """The name of a field, perhaps in backticks."""

    value: str
    start: int
    end: int


class Variable(NamedTuple):
    """``$name``; the name is empty for ``$``, the context, and ``$`` for ``$$``, the root."""

    name: str
    start: int
    end: int


class Wildcard(NamedTuple):
    """Any field: ``*``, or ``**`` at any depth."""

    sign: str
    start: int
    end: int


class Parent(NamedTuple):
    """``%``: the object that holds the context value."""

    start: int
    end: int


class OpenArgument(NamedTuple):
    """``?`` as an argument: a partial application leaves it open."""

    start: int
    end: int


class Path(NamedTuple):
    """``a.b.c``."""

    steps: tuple[Expression, ...]
    start: int
    end: int


class Filter(NamedTuple):
    """``items[0]``, ``items[price > 10]``."""

    subject: Expression
    condition: Expression
    start: int
    end: int


class KeepArray(NamedTuple):
    """``items[]``: a list even if there is one item only."""

    subject: Expression
    start: int
    end: int


class Group(NamedTuple):
    """``orders{product: $sum(price)}``."""

    subject: Expression
    pairs: tuple[tuple[Expression, Expression], ...]
    start: int
    end: int


class SortTerm(NamedTuple):
    """What to sort by, and in which direction."""

    expression: Expression
    is_descending: bool
    start: int
    end: int


class Sort(NamedTuple):
    """``orders^(>price, name)``."""

    subject: Expression
    terms: tuple[SortTerm, ...]
    start: int
    end: int


class Focus(NamedTuple):
    """``orders@$o``: binds each value to a variable; the context stays."""

    subject: Expression
    name: str
    start: int
    end: int


class Index(NamedTuple):
    """``orders#$i``: binds each position to a variable."""

    subject: Expression
    name: str
    start: int
    end: int


class Binary(NamedTuple):
    """Two operands: ``+ - * / % & = != < <= > >= and or in ~> .. ?: ??``."""

    operator: str
    left: Expression
    right: Expression
    start: int
    end: int


class Negation(NamedTuple):
    """``-x``."""

    operand: Expression
    start: int
    end: int


class Condition(NamedTuple):
    """``test ? then : otherwise``; the last part may be missing."""

    test: Expression
    then: Expression
    otherwise: Expression | None
    start: int
    end: int


class Assignment(NamedTuple):
    """``$name := value``."""

    name: str
    value: Expression
    start: int
    end: int


class Call(NamedTuple):
    """``$f(a, b)``; a partial application if an argument is a `OpenArgument`."""

    function: Expression
    arguments: tuple[Expression, ...]
    start: int
    end: int


class Lambda(NamedTuple):
    """``function($a, $b)<nn:n>{ body }``."""

    parameters: tuple[str, ...]
    signature: str
    body: Expression
    start: int
    end: int


class Sequence(NamedTuple):
    """``(a; b; c)``: its value is that of the last one."""

    expressions: tuple[Expression, ...]
    start: int
    end: int


class Array(NamedTuple):
    """``[a, 1..3]``."""

    items: tuple[Expression, ...]
    start: int
    end: int


class Object(NamedTuple):
    """``{"a": 1}``."""

    pairs: tuple[tuple[Expression, Expression], ...]
    start: int
    end: int


class Transform(NamedTuple):
    """``|pattern|update, delete|``."""

    pattern: Expression
    update: Expression
    delete: Expression | None
    start: int
    end: int


Expression: TypeAlias = (
    Text
    | Number
    | Constant
    | Regex
    | Name
    | Variable
    | Wildcard
    | Parent
    | OpenArgument
    | Path
    | Filter
    | KeepArray
    | Group
    | SortTerm
    | Sort
    | Focus
    | Index
    | Binary
    | Negation
    | Condition
    | Assignment
    | Call
    | Lambda
    | Sequence
    | Array
    | Object
    | Transform
)


def children(node: Expression) -> Iterator[Expression]:
    """Yield the nodes directly inside a node, in the order of its text."""
    for part in node:
        if isinstance(part, tuple):
            yield from _nodes(part)


def _nodes(part: tuple[object, ...]) -> Iterator[Expression]:
    if hasattr(part, "_fields"):
        yield part  # type: ignore[misc]  # a named tuple in a node is a node
        return
    for item in part:
        if isinstance(item, tuple):
            yield from _nodes(item)


def walk(node: Expression) -> Iterator[Expression]:
    """Yield a node and all inside it, in the order of their text. Never too deep for Python's stack."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(tuple(children(node)))


def subject_of(node: Expression) -> Expression:
    """Return what is left of ``x[…]``, ``x{…}``, ``x^(…)``, ``x@$v`` and ``x#$v`` without these."""
    while isinstance(node, (Filter, KeepArray, Group, Sort, Focus, Index)):
        node = node.subject
    return node
