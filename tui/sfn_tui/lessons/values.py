"""The content of a lesson as frozen values, and the errors in it."""

from __future__ import annotations

from dataclasses import dataclass

from sfn_engine.asl.model import Mode, Pattern
from sfn_engine.catalog.model import Scope
from sfn_engine.errors import DefinitionError
from sfn_tui.layout import Pane

KeyPath = tuple[str | int, ...]
"""The keys and list indexes to something in a lesson's file: ``("steps", 2, "expect", "pattern")``."""


class LessonFileError(DefinitionError):
    """An unusable lesson; the text says where and why, in one line."""


class LessonError(Exception):
    """An error in a lesson; the reader, which knows the file, turns it into a `LessonFileError`."""

    def __init__(self, message: str, *key_path: str | int) -> None:
        super().__init__(message)
        self.message = message
        self.key_path: KeyPath = key_path

    def within(self, *outer: str | int) -> LessonError:
        """Return the same error, seen from the table around it."""
        return LessonError(self.message, *outer, *self.key_path)


@dataclass(frozen=True, slots=True)
class Expected:
    """What is true once the learner has done what was asked. Everything given must be true."""

    state: str | None = None
    """The task that pattern, target and mode are about; None for the one selected by the step."""
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
    """The index of the correct answer, from 0."""
    because: str = ""


@dataclass(frozen=True, slots=True)
class LessonStep:
    """One step: what is said, what the app does before, and what the learner is asked to do."""

    heading: str
    text: str
    select: str | None = None
    static: tuple[tuple[str, str], ...] = ()
    """The targets that are hard-coded, and their values."""
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
    """The name of a bundled sample, or a file next to the lesson."""
    steps: tuple[LessonStep, ...]
    state_machine: str | None = None
    """The machine's name, if the file contains several."""
