"""The order of vertices inside the layers: barycentre sweeps, keeping the order with the fewest crossings."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Literal

from sfn_tui.graph.grid import Vertex

SWEEPS = 6
PATIENCE = 3
"""Sweeps without gain before giving up."""


def order_layers(layers: list[list[Vertex]]) -> int:
    """Order the vertices of each layer in place, and return how many crossings are left."""
    for layer in layers[1:]:
        _reorder(layer, "up")
    best = _crossings(layers)
    kept = [list(layer) for layer in layers]
    stall = 0
    for sweep in range(SWEEPS):
        if best == 0 or stall >= PATIENCE:
            break
        if sweep % 2 == 0:
            for layer in reversed(layers[:-1]):
                _reorder(layer, "down")
        else:
            for layer in layers[1:]:
                _reorder(layer, "up")
        count = _crossings(layers)
        if count < best:
            best, stall = count, 0
            kept = [list(layer) for layer in layers]
        else:
            stall += 1
    for layer, order in zip(layers, kept, strict=True):
        layer[:] = order
        _number(layer)
    return best


def _reorder(layer: list[Vertex], side: Literal["up", "down"]) -> None:
    if len(layer) < 2:
        return
    for vertex in layer:
        total = 0.0
        if side == "up":
            links = vertex.up
            for link in links:
                # A line from the right margin of a box counts as a bit to the right of the box.
                aside = 0.4 if link.upper_offset > link.upper.width // 2 else 0.0
                total += link.upper.position + aside
        else:
            links = vertex.down
            for link in links:
                aside = 0.4 if link.lower_offset > link.lower.width // 2 else 0.0
                total += link.lower.position + aside
        vertex.at = total / len(links) if links else float(vertex.position)
    layer.sort(key=_wish)
    _number(layer)


def _wish(vertex: Vertex) -> float:
    return vertex.at


def _number(layer: Sequence[Vertex]) -> None:
    for position, vertex in enumerate(layer):
        vertex.position = position


def _crossings(layers: Sequence[Sequence[Vertex]]) -> int:
    return sum(_crossings_between(layers[i], len(layers[i + 1])) for i in range(len(layers) - 1))


def _crossings_between(upper: Sequence[Vertex], width: int) -> int:
    """Count pairs of links that cross, with a Fenwick tree over the lower positions."""
    if width < 2 or len(upper) < 2:
        return 0
    ends: list[int] = []
    for vertex in upper:
        if len(vertex.down) > 1:
            ends.extend(sorted(link.lower.position for link in vertex.down))
        elif vertex.down:
            ends.append(vertex.down[0].lower.position)
    if all(a <= b for a, b in itertools.pairwise(ends)):
        return 0
    tree = [0] * (width + 1)
    count = 0
    for seen, end in enumerate(ends):
        index, before = end + 1, 0
        while index > 0:
            before += tree[index]
            index -= index & -index
        count += seen - before
        index = end + 1
        while index <= width:
            tree[index] += 1
            index += index & -index
    return count
