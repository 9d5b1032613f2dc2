"""The messages that widgets post to the screen: facts in the past tense. Widgets never act themselves."""

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
    """Enter or a double click on a state: show its detail."""

    path: StatePath


@dataclass
class PolicyRowChosen(Message):
    """The cursor of the policy pane moved to a row."""

    row: int


@dataclass
class PolicyRowOpened(Message):
    """Enter or a double click on a row: go to the state that needs it."""

    row: int


@dataclass
class TargetToggled(Message):
    """Make a target dynamic, or hard-code it."""

    path: StatePath
    target: str


@dataclass
class PatternChosen(Message):
    """A pattern was chosen in the detail pane's switch."""

    path: StatePath
    pattern: Pattern


@dataclass
class GrantChosen(Message):
    """The cursor of the detail pane moved to a permission of this statement."""

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
