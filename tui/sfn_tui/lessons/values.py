"""What a lesson holds, as frozen values; and what can be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from sfn_engine.asl.model import Mode, Pattern
from sfn_engine.catalog.model import Scope
from sfn_engine.errors import DefinitionError
from sfn_tui.layout import Pane

Where = tuple[str | int, ...]
"""A place in a lesson's file: ``("steps", 2, "expect", "pattern")``; steps are counted from 0."""


class LessonError(DefinitionError):
    """A lesson that cannot be used; the text says where and why, in one line."""


class Fault(Exception):
    """Something in a lesson that cannot be; whoever knows the file makes a `LessonError` of it."""

    def __init__(self, message: str, *where: str | int) -> None:
        super().__init__(message)
        self.message = message
        self.where: Where = where

    def within(self, *outer: str | int) -> Fault:
        """Return the same fault, told of what it stands in."""
        return Fault(self.message, *outer, *self.where)


@dataclass(frozen=True, slots=True)
class Expected:
    """What is so as soon as the learner has done what was asked. All that is given must be so."""

    state: str | None = None
    """The task that pattern, target and mode are about; None for the one that the step selects."""
    pattern: Pattern | None = None
    target: str | None = None
    mode: Mode | None = None
    scope: Scope | None = None
    selected: str | None = None
    pane: Pane | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question after a step, with answers to choose from."""

    ask: str
    answers: tuple[str, ...]
    right: int
    """The place of the right answer, counted from 0."""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is said, what the app does before it is said, and what the learner is asked to do."""

    heading: str
    text: str
    select: str | None = None
    static: tuple[tuple[str, str], ...] = ()
    """The targets that are written out, and their values."""
    dynamic: tuple[str, ...] = ()
    """The targets that are taken from the input."""
    pattern: Pattern | None = None
    do: tuple[str, ...] = ()
    """Commands, by id or key."""
    scope: Scope | None = None
    search: str | None = None
    pane: Pane | None = None
    ask: str = ""
    expect: Expected | None = None
    done: str = ""
    """What is said when the learner has done it."""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as it is written."""

    title: str
    summary: str
    machine: str
    """The name of a bundled sample, or a file beside the lesson."""
    steps: tuple[Step, ...]
    state_machine: str | None = None
    """The machine's name, where the file holds several."""
