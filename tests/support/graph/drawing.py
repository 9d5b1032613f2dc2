"""Reads a drawing back from its text: follows glyphs cell by cell, knowing nothing of the layout."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from sfn_engine.asl.model import StatePath
from sfn_tui.graph import Box, GraphLayout, rows
from tests.support.graph.routes import Point, Route

NORTH, EAST, SOUTH, WEST = (0, -1), (1, 0), (0, 1), (-1, 0)
ALL = (NORTH, EAST, SOUTH, WEST)
ARMS: dict[str, tuple[Point, ...]] = {
    "│": (NORTH, SOUTH), "┆": (NORTH, SOUTH), "─": (EAST, WEST), "┄": (EAST, WEST),
    "╭": (EAST, SOUTH), "╮": (WEST, SOUTH), "╰": (EAST, NORTH), "╯": (WEST, NORTH),
    "├": (NORTH, EAST, SOUTH), "┤": (NORTH, WEST, SOUTH), "┬": (EAST, WEST, SOUTH), "┴": (EAST, WEST, NORTH),
    "┼": ALL,
}  # fmt: skip


class Drawn(NamedTuple):
    """One cell."""

    glyph: str
    style: str
    path: StatePath | None


class DrawnCells:
    """The cells of a layout's rows."""

    def __init__(self, layout: GraphLayout) -> None:
        self.layout = layout
        self.cells: dict[Point, Drawn] = {}
        for y, row in enumerate(rows(layout, 0, layout.height)):
            x = 0
            for text, style, path in row:
                for cell in _cells(text):
                    self.cells[x, y] = Drawn(cell, style, path)
                    x += 1
            assert x == layout.width, f"row {y} is {x} cells wide, not {layout.width}"

    def at(self, point: Point) -> Drawn:
        """Return the cell at a point; blank outside of the drawing."""
        return self.cells.get(point, Drawn(" ", "blank", None))

    def passes(self, point: Point, heading: Point) -> bool:
        """Say whether a line that comes with this heading goes straight under an upright line."""
        cell = self.at(point)
        return heading in (EAST, WEST) and _is_line(cell) and ARMS.get(cell.glyph) == (NORTH, SOUTH)

    def follow(self, start: Point, heading: Point) -> set[StatePath]:
        """Return the boxes at whose arrow heads one arrives from an exit of a box or label.

        Lines are followed wherever they lead, but not backwards through a label, and not into the
        exits of other boxes.
        """
        found: set[StatePath] = set()
        seen: set[tuple[Point, Point]] = set()
        pending = [(_step(start, heading), heading)]
        while pending:
            point, heading = pending.pop()
            if (point, heading) in seen:
                continue
            seen.add((point, heading))
            cell = self.at(point)
            if cell.path is not None:
                continue
            if cell.glyph in "▼◀" and _is_line(cell):
                inwards = SOUTH if cell.glyph == "▼" else WEST
                assert heading == inwards, f"{cell.glyph} at {point} entered from the wrong side"
                target = self.at(_step(point, inwards)).path
                assert target is not None, f"arrow at {point} points at nothing"
                found.add(target)
                continue
            pending += [(_step(point, onward), onward) for onward in self._onward(point, heading)]
        return found

    def _onward(self, point: Point, heading: Point) -> Iterator[Point]:
        cell = self.at(point)
        if cell.style.startswith("label"):
            if heading in (SOUTH, EAST):
                yield heading
            return
        if self.passes(point, heading):
            yield heading
            return
        assert _is_line(cell), f"a line stops before {point}, at {cell}"
        arms = ARMS[cell.glyph]
        back = (-heading[0], -heading[1])
        assert back in arms, f"a line breaks off before {point}, at {cell.glyph}"
        yield from (arm for arm in arms if arm != back)

    def check_route(self, route: Route) -> None:
        """Follow a route's own cells, and assert that the glyphs lead along."""
        cells = list(_along(route.points))
        assert self.at(cells[0]).path == route.source, f"{route} does not start at its source"
        for here, there in itertools.pairwise(cells):
            heading = (there[0] - here[0], there[1] - here[1])
            if here != cells[0]:
                assert self._open(here, heading), f"{route} breaks off at {here}: {self.at(here)}"
            assert self._open(there, (-heading[0], -heading[1])), (
                f"{route} breaks off at {there}: {self.at(there)}"
            )
        end = self.at(cells[-1])
        assert end.glyph in "▼◀" and _is_line(end), f"{route} has no arrow head"
        beyond = _step(cells[-1], SOUTH if end.glyph == "▼" else WEST)
        assert self.at(beyond).path == route.target, f"{route} ends at {self.at(beyond)}"

    def _open(self, point: Point, side: Point) -> bool:
        """Say whether a line can leave the cell on this side."""
        cell = self.at(point)
        if cell.style.startswith("label") or cell.glyph in "▼◀":
            return True
        return side in ARMS.get(cell.glyph, ()) or self.passes(point, side)


def _is_line(cell: Drawn) -> bool:
    return cell.style.startswith("edge")


def _step(point: Point, heading: Point) -> Point:
    return point[0] + heading[0], point[1] + heading[1]


def _cells(text: str) -> Iterator[str]:
    """Yield one text for each cell: characters that are two wide come twice, marks on others not at all."""
    if text.isascii() or cell_len(text) == len(text):
        yield from text
        return
    width = cell_len(text)
    plain = [c for c in text for _ in range(cell_len(c))]
    yield from plain if len(plain) == width else "?" * width


def _along(points: tuple[Point, ...]) -> Iterator[Point]:
    """Yield every cell of a polyline."""
    yield points[0]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        dx, dy = (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0)
        assert (dx == 0) != (dy == 0), f"{points} is not made of upright and level stretches"
        while (x0, y0) != (x1, y1):
            x0, y0 = x0 + dx, y0 + dy
            yield x0, y0


def heading_of(route: Route) -> Point:
    """Return the direction in which a route leaves its box."""
    (x0, y0), (x1, y1) = route.points[:2]
    return (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0)


def inside(inner: Box, outer: Box) -> bool:
    """Say whether a box stands inside another, within its border."""
    return (
        outer.x < inner.x
        and outer.y < inner.y
        and inner.x + inner.w < outer.x + outer.w
        and inner.y + inner.h < outer.y + outer.h
    )


def overlap(one: Box, other: Box) -> bool:
    """Say whether two boxes share a cell."""
    return (
        one.x < other.x + other.w
        and other.x < one.x + one.w
        and one.y < other.y + other.h
        and other.y < one.y + one.h
    )
