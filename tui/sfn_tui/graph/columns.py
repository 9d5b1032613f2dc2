"""Columns: every vertex as near as possible to what it is linked with, no two too close.

In each layer this is a weighted isotonic regression, solved by pooling neighbours that would
overlap; sweeps down and up let the layers agree.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sfn_tui.graph.grid import Link, Plan, Vertex

ROUNDS = 4
ROUNDS_LARGE = 3
LARGE = 400
"""Layers from which on fewer rounds must do."""
ANCHOR = 60.0
"""Weight of a join under its fork."""
SIDE_LINE = 0.03
"""Catches and loops hardly move a box that is held by other lines."""
IDLE = 0.01

BOX_GAP = 3
MIXED_GAP = 2
LINE_GAP = 1


class Pulls(NamedTuple):
    """What draws a vertex to a column: linked vertices with their distance and weight."""

    to: list[tuple[Vertex, float, float]]
    weight: float


class ColumnBlock(NamedTuple):
    """Neighbours that touch: their common column, weight and number."""

    column: float
    weight: float
    size: int


def place_columns(plan: Plan, anchors: Iterable[tuple[Vertex, Vertex]]) -> None:
    """Set `center` of every vertex, in whole columns."""
    plan.gaps = [_gaps(layer) for layer in plan.layers]
    _spread(plan)
    anchored: dict[Vertex, list[Vertex]] = {}
    for one, other in anchors:
        anchored.setdefault(one, []).append(other)
        anchored.setdefault(other, []).append(one)
    from_above = [[_pulls_up(vertex, anchored) for vertex in layer] for layer in plan.layers]
    from_below = [[_pulls_down(vertex, anchored) for vertex in layer] for layer in plan.layers]
    count = len(plan.layers)
    down, up = range(1, count), range(count - 2, -1, -1)
    for _ in range(ROUNDS if count < LARGE else ROUNDS_LARGE):
        _sweep(plan, down, from_above)
        _sweep(plan, up, from_below)
    _sweep(plan, down, from_above)
    _settle(plan)


def _gaps(layer: Sequence[Vertex]) -> list[int]:
    gaps = []
    for one, other in itertools.pairwise(layer):
        boxes = (one.kind == "box") + (other.kind == "box")
        gap = BOX_GAP if boxes == 2 else MIXED_GAP if boxes else LINE_GAP
        gaps.append(one.right + gap + other.left)
    return gaps


def _spread(plan: Plan) -> None:
    for layer, gaps in zip(plan.layers, plan.gaps, strict=True):
        column = 0
        for vertex, gap in zip(layer, [*gaps, 0], strict=True):
            vertex.at = column
            column += gap


def _pulls_up(vertex: Vertex, anchored: Mapping[Vertex, list[Vertex]]) -> Pulls:
    """Return the pulls of the layers above."""
    links = vertex.up
    to = [(k.upper, float(k.upper_offset - k.lower_offset), _weight(k, vertex, links)) for k in links]
    to += [(other, 0.0, ANCHOR) for other in anchored.get(vertex, ()) if other.layer < vertex.layer]
    return Pulls(to, sum(weight for _, _, weight in to))


def _pulls_down(vertex: Vertex, anchored: Mapping[Vertex, list[Vertex]]) -> Pulls:
    """Return the pulls of the layers below."""
    links = vertex.down
    to = [(k.lower, float(k.lower_offset - k.upper_offset), _weight(k, vertex, links)) for k in links]
    to += [(other, 0.0, ANCHOR) for other in anchored.get(vertex, ()) if other.layer > vertex.layer]
    return Pulls(to, sum(weight for _, _, weight in to))


def _weight(link: Link, vertex: Vertex, beside: Sequence[Link]) -> float:
    if vertex.kind == "box" and link.kind != "next" and any(other.kind != link.kind for other in beside):
        return link.weight * SIDE_LINE
    return link.weight


def _sweep(plan: Plan, layers: Iterable[int], pulls: Sequence[Sequence[Pulls]]) -> None:
    for index in layers:
        layer = plan.layers[index]
        wishes: list[float] = []
        weights: list[float] = []
        for vertex, (to, weight) in zip(layer, pulls[index], strict=True):
            if weight:
                total = 0.0
                for other, shift, strength in to:
                    total += (other.at + shift) * strength
                wishes.append(total / weight)
                weights.append(weight)
            else:
                wishes.append(vertex.at)
                weights.append(IDLE)
        if len(layer) == 1:
            layer[0].at = wishes[0]
            continue
        for vertex, column in zip(layer, isotonic(wishes, weights, plan.gaps[index]), strict=True):
            vertex.at = column


def isotonic(wishes: Sequence[float], weights: Sequence[float], gaps: Sequence[int]) -> list[float]:
    """Return the columns nearest to `wishes`, by weighted squares, that keep `gaps` between neighbours."""
    blocks: list[ColumnBlock] = []
    offsets: list[int] = []
    offset = 0
    for index, wish in enumerate(wishes):
        if index:
            offset += gaps[index - 1]
        offsets.append(offset)
        column, weight, size = wish - offset, weights[index], 1
        while blocks and blocks[-1].column > column:
            pooled = blocks.pop()
            column = (column * weight + pooled.column * pooled.weight) / (weight + pooled.weight)
            weight += pooled.weight
            size += pooled.size
        blocks.append(ColumnBlock(column, weight, size))
    columns = [block.column for block in blocks for _ in range(block.size)]
    return [column + shift for column, shift in zip(columns, offsets, strict=True)]


def _settle(plan: Plan) -> None:
    """Round to whole columns without coming too close."""
    for layer, gaps in zip(plan.layers, plan.gaps, strict=True):
        least: int | None = None
        for vertex, gap in zip(layer, [*gaps, 0], strict=True):
            column = round(vertex.at)
            vertex.center = column if least is None else max(column, least)
            least = vertex.center + gap
