"""The values that the graph package gives out: where boxes and lines are, and rows of styled text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from sfn_engine.asl.model import StatePath

BoxKind: TypeAlias = Literal["state", "container", "start", "end"]

START: StatePath = ("\x00start",)
"""Path of the pseudo box where the machine begins; no state can have it in a drawing of one machine."""
END: StatePath = ("\x00end",)
"""Path of the pseudo box where states with `End` lead."""


@dataclass(frozen=True, slots=True)
class BoxText:
    """What is written on a state's box; made safe and cut by the layout."""

    title: str
    """Text in the top border: the state's type or its integration."""
    name: str
    """Text inside the box."""
    badge: str = ""
    """Short signs after the name, such as ``●`` or ``◌ 3!``."""


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn state, container or pseudo state. All measures are in cells."""

    path: StatePath
    x: int
    y: int
    w: int
    h: int
    kind: BoxKind
    depth: int
    """Number of containers around it."""
    type: str
    """The state's `Type`; ``Start`` or ``End`` for pseudo boxes."""
    text: BoxText
    """What is written on it, as drawn: safe and cut."""


class Label(NamedTuple):
    """Text beside or on a line; `x` and `y` are the cell of its first character."""

    x: int
    y: int
    text: str


class RowSpan(NamedTuple):
    """A piece of a row with one style."""

    text: str
    style_key: str
    """What it is: ``edge``, ``edge.catch``, ``label``, ``box.task``, ``name.selected`` and so on."""
    path: StatePath | None
    """The box it belongs to, for mouse clicks; None outside boxes."""


Row: TypeAlias = tuple[RowSpan, ...]
