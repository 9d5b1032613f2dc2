"""Rows: each layer below the one before, with as many tracks between as their lines need."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from sfn_tui.graph.grid import Link, Net, Plan, Vertex
from sfn_tui.graph.tracks import assign_tracks


def place_rows(plan: Plan) -> None:
    """Set `y` of every vertex and the tracks of every link; sets the plan's height."""
    row = 0
    for index, layer in enumerate(plan.layers):
        for vertex in layer:
            vertex.y = row
        bottom = row + max((vertex.height for vertex in layer), default=0)
        plan.bottoms.append(bottom)
        if index + 1 == len(plan.layers):
            row = bottom
            break
        nets = _nets(layer)
        for net in nets:
            net.row = bottom
        tracks = assign_tracks(nets)
        # One more row for arrow heads.
        row = bottom + tracks + any(_has_arrow(vertex) for vertex in plan.layers[index + 1])
        plan.width = max([plan.width, *(net.bend + 1 for net in nets)])
    plan.height = row


def _nets(layer: Sequence[Vertex]) -> list[Net]:
    nets: dict[Hashable, Net] = {}
    for vertex in layer:
        for link in vertex.down:
            key = _net_key(link)
            net = nets.get(key)
            if net is None:
                net = nets[key] = Net()
            net.add(link)
    return list(nets.values())


def _net_key(link: Link) -> Hashable:
    """Lines may merge on their way into one box, or on their way out of one fork; never both."""
    if link.loop:
        return "loop", link.upper, link.upper_offset
    if link.lower.kind == "label":
        return "fork", link.upper, 0
    return "into", link.lower, link.lower_offset


def _has_arrow(vertex: Vertex) -> bool:
    return vertex.kind == "box" and any(not link.loop for link in vertex.up)
