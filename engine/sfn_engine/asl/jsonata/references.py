"""What an expression refers to: functions, variables, members of ``$states``."""

from __future__ import annotations

from typing import NamedTuple

from sfn_engine.asl.jsonata.functions import FUNCTIONS, NEWER_OPERATORS
from sfn_engine.asl.jsonata.tree import (
    Assignment,
    Binary,
    Call,
    Expression,
    Focus,
    Index,
    Lambda,
    Name,
    Path,
    Text,
    Variable,
    children,
    subject_of,
)

_STATES = "states"


class Mention(NamedTuple):
    """A name in an expression, and where it is first used."""

    name: str
    offset: int


class References(NamedTuple):
    """What an expression refers to, each name once, in the order of the text."""

    variables: tuple[Mention, ...] = ()
    """Variables that it does not bind itself, without the ``$``; not those that only ``$exists`` asks for."""
    calls: tuple[Mention, ...] = ()
    """Functions that it calls and does not bind itself, with the ``$``."""
    bare_calls: tuple[Mention, ...] = ()
    """Functions called without the ``$``: ``uppercase(x)``, ``States.Format(x)``."""
    members: tuple[Mention, ...] = ()
    """Members of ``$states``: ``input``, ``result``."""
    operators: tuple[Mention, ...] = ()
    """Operators that Step Functions does not have yet."""


def references(tree: Expression) -> References:
    """Return what a tree refers to."""
    reader = _Reader()
    reader.read(tree)
    return reader.result()


class _Reader:
    def __init__(self) -> None:
        self.bound: set[str] = set()
        """Names bound anywhere in the expression; where exactly they can be seen is not looked at."""
        self.variables: dict[str, int] = {}
        self.calls: dict[str, int] = {}
        self.bare_calls: dict[str, int] = {}
        self.members: dict[str, int] = {}
        self.operators: dict[str, int] = {}

    def read(self, tree: Expression) -> None:
        waiting = [tree]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Variable):
                self.variables.setdefault(node.name, node.start)
                continue
            inside = list(children(node))
            if isinstance(node, (Assignment, Focus, Index)):
                self.bound.add(node.name)
            elif isinstance(node, Lambda):
                self.bound.update(node.parameters)
            elif isinstance(node, Path):
                inside = self.path(node)
            elif isinstance(node, Call):
                inside = self.call(node)
            elif isinstance(node, Binary) and node.operator in NEWER_OPERATORS:
                self.operators.setdefault(node.operator, node.left.end)
            waiting += reversed(inside)

    def path(self, node: Path) -> list[Expression]:
        """Note a member of ``$states``, and an intrinsic function; return what is left to read."""
        first, second = subject_of(node.steps[0]), subject_of(node.steps[1])
        if isinstance(first, Variable) and first.name == _STATES and isinstance(second, (Name, Text)):
            self.members.setdefault(second.value, second.start)
        inside: list[Expression] = []
        for step in node.steps:
            called = step.function if isinstance(step, Call) else None
            if isinstance(step, Call) and isinstance(called, Name):
                # `object.method()`: an object of the expression itself can hold functions.
                if isinstance(first, Name) and first.value == "States":
                    self.bare_calls.setdefault(f"States.{called.value}", first.start)
                inside += step.arguments
            else:
                inside.append(step)
        return inside

    def call(self, node: Call) -> list[Expression]:
        function = node.function
        if isinstance(function, Name):
            if f"${function.value}" in FUNCTIONS:
                self.bare_calls.setdefault(function.value, function.start)
            return list(node.arguments)
        if not isinstance(function, Variable):
            return [function, *node.arguments]
        self.calls.setdefault(f"${function.name}", function.start)
        if function.name == "exists":
            return [argument for argument in node.arguments if not _is_variable(argument)]
        return list(node.arguments)

    def result(self) -> References:
        free = {name: offset for name, offset in self.variables.items() if name not in self.bound}
        calls = {name: offset for name, offset in self.calls.items() if name[1:] not in self.bound}
        members = {} if _STATES in self.bound else self.members
        found = (free, calls, self.bare_calls, members, self.operators)
        return References(*(tuple(Mention(name, offset) for name, offset in names.items()) for names in found))


def _is_variable(node: Expression) -> bool:
    """Tell whether a node is a variable or a path that begins with one."""
    first = subject_of(node.steps[0] if isinstance(node, Path) else node)
    return isinstance(first, Variable) and first.name != _STATES
