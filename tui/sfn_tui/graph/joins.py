"""Lines that leave a box sideways run straight into a lane of their own target, where one passes."""

from __future__ import annotations

from collections.abc import Sequence

from sfn_tui.graph.grid import SidePort, Vertex
from sfn_tui.graph.sides import refit
from sfn_tui.graph.weave import Weaver


def join_passing_lanes(weaver: Weaver) -> None:
    """Join side lines to lanes of the same layer that only other lanes separate from the box."""
    for box in weaver.boxes:
        if not box.ports:
            continue
        layer = weaver.layers[box.layer]
        changed = False
        for port in box.ports:
            strand = port.strand
            if strand is None or port.heading not in ("up", "down"):
                continue
            key = "loop" if port.heading == "up" else strand.line
            lane = weaver.lanes.get((strand.target, key, box.layer))
            if lane is not None and _free(layer, box, lane):
                port.join = lane
                _drop_link(port)
                changed = True
        if changed:
            refit(box)


def _free(layer: Sequence[Vertex], box: Vertex, lane: Vertex) -> bool:
    if lane.position < box.position:
        return False
    return all(vertex.kind == "lane" for vertex in layer[box.position + 1 : lane.position])


def _drop_link(port: SidePort) -> None:
    strand = port.strand
    if strand is not None and strand.link is not None:
        link = strand.link
        # Loops of one box to one target share the link: it is dropped with the first of them.
        if link in link.upper.down:
            link.unlink()
        strand.link = None
