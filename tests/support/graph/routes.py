"""Edges with their cells, read off the grid of a layout: what the layout meant, beside what is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from sfn_engine.asl.model import EdgeKind, StatePath
from sfn_tui.graph.grid import Link, Plan, SidePort, Strand, Vertex
from sfn_tui.graph.placing import label_places, link_points, port_of
from sfn_tui.graph.sketch import GraphLayout
from sfn_tui.graph.values import Label

Point: TypeAlias = tuple[int, int]
"""Column and row of a cell, counted from the drawing's top left corner."""


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


def routes_of(layout: GraphLayout) -> tuple[Route, ...]:
    """Return every edge of a layout with its cells."""
    return tuple(_routes(layout.plan))


def _routes(plan: Plan) -> Iterator[Route]:
    for strand in plan.strands:
        for number, edge in enumerate(strand.edges):
            points, label = _way(plan, strand, number)
            yield Route(
                edge.source, edge.target, edge.kind, edge.label, edge.loop, tuple(_corners(points)), label
            )
    for node in plan.nodes:
        for inner, _ in node.inner:
            yield from _routes(inner)


def _way(plan: Plan, strand: Strand, number: int) -> tuple[list[Point], Label | None]:
    source = plan.nodes[strand.source]
    if strand.ports:
        port = strand.ports[min(number, len(strand.ports) - 1)]
        return _from_side(plan, source, port), _side_label(plan, source, port)
    label = None
    if strand.label is not None:
        indices = label_places(plan, strand.label)
        label = indices[min(number, len(indices) - 1)]
    return (_down(plan, strand.link) if strand.link is not None else []), label


def _side_label(plan: Plan, box: Vertex, port: SidePort) -> Label | None:
    if not port.text:
        return None
    return Label(plan.x + box.x + box.width + 1, plan.y + box.y + port.row, port.text)


def _from_side(plan: Plan, box: Vertex, port: SidePort) -> list[Point]:
    row = plan.y + box.y + port.row
    border = plan.x + box.x + box.width - 1
    turn = plan.x + (port.join.center if port.join else box.x + port.lane)
    points = [(border, row), (turn, row)]
    if port.heading == "self":
        back = plan.y + box.y + box.ports[-1].row
        return [*points, (turn, back), (border + 1, back)]
    if port.heading == "up":
        return points + _up(plan, port)
    first = _forward(port.join) if port.join else port.strand.link if port.strand else None
    return points + (_down(plan, first) if first is not None else [])


def _forward(lane: Vertex) -> Link:
    return lane.down[0]


def _down(plan: Plan, link: Link) -> list[Point]:
    points = link_points(plan, link)
    while link.lower.kind != "box":
        link = _forward(link.lower)
        points += link_points(plan, link)
    return points


def _up(plan: Plan, port: SidePort) -> list[Point]:
    link = port.join.up[0] if port.join else port.strand.link if port.strand else None
    points: list[Point] = []
    while link is not None:
        points += reversed(link_points(plan, link))
        box = link.upper
        if box.kind == "box":
            entry = port_of(box, link.upper_offset, below=True)
            row = plan.y + box.y + (entry.row if entry is not None else 0)
            return [*points, (plan.x + box.x + box.width, row)]
        link = box.up[0]
    return points


def _corners(points: list[Point]) -> list[Point]:
    """Leave out repeated points and those in the middle of a straight stretch."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def _in_line(first: Point, middle: Point, last: Point) -> bool:
    if first[0] == middle[0] == last[0]:
        return (middle[1] - first[1]) * (last[1] - middle[1]) > 0
    if first[1] == middle[1] == last[1]:
        return (middle[0] - first[0]) * (last[0] - middle[0]) > 0
    return False
