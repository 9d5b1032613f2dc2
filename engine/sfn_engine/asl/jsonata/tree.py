"""The syntax tree of a JSONata expression, as frozen values.

Each node ends with `start` and `end`, the offsets of its first character and after its last one. Brackets
are kept as `Block`, so a tree says all that its text says, but for blanks and comments.
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


class Hole(NamedTuple):
    """``?`` as an argument: a partial application leaves it open."""

    start: int
    end: int


class Path(NamedTuple):
    """``a.b.c``."""

    steps: tuple[Node, ...]
    start: int
    end: int


class Filter(NamedTuple):
    """``items[0]``, ``items[price > 10]``."""

    subject: Node
    condition: Node
    start: int
    end: int


class KeepArray(NamedTuple):
    """``items[]``: a list even if there is one item only."""

    subject: Node
    start: int
    end: int


class Group(NamedTuple):
    """``orders{product: $sum(price)}``."""

    subject: Node
    pairs: tuple[tuple[Node, Node], ...]
    start: int
    end: int


class SortTerm(NamedTuple):
    """What to sort by, and in which direction."""

    expression: Node
    is_descending: bool
    start: int
    end: int


class Sort(NamedTuple):
    """``orders^(>price, name)``."""

    subject: Node
    terms: tuple[SortTerm, ...]
    start: int
    end: int


class Focus(NamedTuple):
    """``orders@$o``: binds each value to a variable; the context stays."""

    subject: Node
    name: str
    start: int
    end: int


class Index(NamedTuple):
    """``orders#$i``: binds each position to a variable."""

    subject: Node
    name: str
    start: int
    end: int


class Binary(NamedTuple):
    """Two operands: ``+ - * / % & = != < <= > >= and or in ~> .. ?: ??``."""

    operator: str
    left: Node
    right: Node
    start: int
    end: int


class Negation(NamedTuple):
    """``-x``."""

    operand: Node
    start: int
    end: int


class Condition(NamedTuple):
    """``test ? then : otherwise``; the last part may be missing."""

    test: Node
    then: Node
    otherwise: Node | None
    start: int
    end: int


class Bind(NamedTuple):
    """``$name := value``."""

    name: str
    value: Node
    start: int
    end: int


class Call(NamedTuple):
    """``$f(a, b)``; a partial application if an argument is a `Hole`."""

    function: Node
    arguments: tuple[Node, ...]
    start: int
    end: int


class Lambda(NamedTuple):
    """``function($a, $b)<nn:n>{ body }``."""

    parameters: tuple[str, ...]
    signature: str
    body: Node
    start: int
    end: int


class Block(NamedTuple):
    """``(a; b; c)``: its value is that of the last one."""

    expressions: tuple[Node, ...]
    start: int
    end: int


class Array(NamedTuple):
    """``[a, 1..3]``."""

    items: tuple[Node, ...]
    start: int
    end: int


class Object(NamedTuple):
    """``{"a": 1}``."""

    pairs: tuple[tuple[Node, Node], ...]
    start: int
    end: int


class Transform(NamedTuple):
    """``|pattern|update, delete|``."""

    pattern: Node
    update: Node
    delete: Node | None
    start: int
    end: int


Node: TypeAlias = (
    Text
    | Number
    | Constant
    | Regex
    | Name
    | Variable
    | Wildcard
    | Parent
    | Hole
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
    | Bind
    | Call
    | Lambda
    | Block
    | Array
    | Object
    | Transform
)


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes directly inside a node, in the order of its text."""
    for part in node:
        if isinstance(part, tuple):
            yield from _nodes(part)


def _nodes(part: tuple[object, ...]) -> Iterator[Node]:
    if hasattr(part, "_fields"):
        yield part  # type: ignore[misc]  # a named tuple in a node is a node
        return
    for item in part:
        if isinstance(item, tuple):
            yield from _nodes(item)


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all inside it, in the order of their text. Never too deep for Python's stack."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(tuple(children(node)))


def subject_of(node: Node) -> Node:
    """Return what is left of ``x[…]``, ``x{…}``, ``x^(…)``, ``x@$v`` and ``x#$v`` without these."""
    while isinstance(node, (Filter, KeepArray, Group, Sort, Focus, Index)):
        node = node.subject
    return node
