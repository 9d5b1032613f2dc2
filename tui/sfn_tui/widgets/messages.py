"""What widgets tell the screen: facts in the past tense. They never ask for anything themselves."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from sfn_engine.asl.model import Pattern, StatePath


@dataclass
class StateChosen(Message):
    """A state was chosen in the graph, the outline, the search or the palette."""

    path: StatePath


@dataclass
class StateOpened(Message):
    """Enter or a double click on a state: its detail is wanted."""

    path: StatePath


@dataclass
class PolicyRowChosen(Message):
    """The cursor of the policy pane came to a row."""

    row: int


@dataclass
class PolicyRowOpened(Message):
    """Enter or a double click on a row: the state that asks for it is wanted."""

    row: int


@dataclass
class TargetToggled(Message):
    """A target was to become dynamic, or to be written out."""

    path: StatePath
    target: str


@dataclass
class PatternChosen(Message):
    """A pattern was chosen in the detail pane's switch."""

    path: StatePath
    pattern: Pattern


@dataclass
class GrantChosen(Message):
    """The cursor of the detail pane came to a right that stands in this statement."""

    statement: int


@dataclass
class CommandRun(Message):
    """A command was chosen by mouse in the footer, or in help."""

    id: str


@dataclass
class LessonKeyClicked(Message):
    """A key that the panel of a lesson shows was clicked."""

    action: str
    """The screen's action behind it."""


@dataclass
class DividerMoved(Message):
    """The divider was dragged to this column of the screen."""

    column: int
