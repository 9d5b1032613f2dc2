"""The drawing as lists of strokes, labels and frames, in cells of the whole drawing; and the layout around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from sfn_engine.asl.model import StatePath
from sfn_tui.graph.grid import Plan
from sfn_tui.graph.values import Box, Row


class Stroke(NamedTuple):
    """A straight line between two cells, ends included; vertical or sideways."""

    across: int
    """The column of a vertical line, the row of a sideways one."""
    first: int
    last: int
    net: int
    """Lines of one net merge where they meet, others cross."""
    style: str


class LineText(NamedTuple):
    """Text on or beside a line."""

    x: int
    y: int
    text: str
    style: str


class Frame(NamedTuple):
    """A box with the cells where lines leave it."""

    box: Box
    exits: tuple[int, ...]
    """Columns of lines that leave through the bottom."""
    side_rows: tuple[int, ...]
    """Rows of lines that leave through the right side."""


@dataclass(slots=True, eq=False)
class Sketch:
    """Everything that is drawn, and the rows drawn so far."""

    compact: bool
    verticals: list[Stroke] = field(default_factory=list)
    sideways: list[Stroke] = field(default_factory=list)
    texts: list[LineText] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    nets: int = 0
    index: dict[int, tuple[list[Stroke], list[Stroke], list[LineText], list[Frame]]] | None = None
    """The lists by blocks of rows, made when first drawn."""
    blocks: dict[int, list[Row]] = field(default_factory=dict)
    """Blocks of rows drawn so far."""

    def new_net(self) -> int:
        """Return a number that no other net has."""
        self.nets += 1
        return self.nets


@dataclass(frozen=True, eq=False)
class GraphLayout:
    """Where everything in a machine's graph is, in cells. Compared by identity."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    """Every box, a container before the boxes inside it."""
    sketch: Sketch = field(repr=False)
    """Lines, labels and frames, ready to be drawn; for this package only."""
    plan: Plan = field(repr=False)
    """The grid that it was made from; the same for layouts that differ in their texts alone."""

    @cached_property
    def by_path(self) -> Mapping[StatePath, Box]:
        """The boxes by their paths."""
        return {box.path: box for box in self.boxes}
