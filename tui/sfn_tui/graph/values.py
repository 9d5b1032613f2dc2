"""The values that the graph package gives out: places of boxes and lines, and rows of styled text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from sfn_engine.asl.model import EdgeKind, StatePath

if TYPE_CHECKING:
    from sfn_tui.graph.sketch import Sketch

BoxKind: TypeAlias = Literal["state", "container", "start", "end"]
Point: TypeAlias = tuple[int, int]
"""Column and row of a cell, counted from the drawing's top left corner."""

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
    """Short marks behind the name, such as ``●`` or ``◌ 3!``."""


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


@dataclass(frozen=True, slots=True)
class Route:
    """One edge and the cells it runs through."""

    source: StatePath
    target: StatePath
    kind: EdgeKind
    label: str
    """The edge's whole label, as the model says it."""
    loop: bool
    points: tuple[Point, ...]
    """Corners from a cell on the source's border to the last cell before the target's border."""
    placed: Label | None
    """The label as drawn, or None for an edge without one."""


class Span(NamedTuple):
    """A piece of a row with one style."""

    text: str
    style_key: str
    """What it is: ``edge``, ``edge.catch``, ``label``, ``box.task``, ``name.selected`` and so on."""
    path: StatePath | None
    """The box it belongs to, for mouse clicks; None beside boxes."""


Row: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, eq=False)
class GraphLayout:
    """Where everything of a machine's graph stands, in cells. Compared by identity."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    """Every box, a container before the boxes inside it."""
    sketch: Sketch = field(repr=False)
    """Lines, labels and frames, ready to be drawn; for this package only."""
    trace: Callable[[], tuple[Route, ...]] = field(repr=False)
    """Makes `routes`; for this package only."""

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """Every edge with its cells. Made when first asked for: drawing does not need it."""
        return self.trace()

    @cached_property
    def by_path(self) -> Mapping[StatePath, Box]:
        """The boxes by their paths."""
        return {box.path: box for box in self.boxes}
