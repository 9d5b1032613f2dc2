"""The right side of a box: where loops leave and enter, and where catches leave.

Rows are handed out from the top: loops that go up, catches that go down, loops to the box itself,
and last the row where loops enter. So no line crosses another beside its own box: what goes up
turns farther out with each row, what goes down turns farther in.
"""

from __future__ import annotations

from collections.abc import Sequence

from sfn_tui.graph.grid import SidePort, Strand, Vertex
from sfn_tui.text.cells import cells

ENTRY_REACH = 2
"""Columns from a box to the lane of a line without a label."""


def reach(text: str) -> int:
    """Return the columns from a box's right border to the lane of a line with this label."""
    return cells(text) + 2 if text else ENTRY_REACH


def leaving_ports(box: Vertex, loops: Sequence[Strand], first_row: int) -> list[SidePort]:
    """Make the ports of loops that go up; loops to one target share a lane."""
    by_target: dict[int, list[Strand]] = {}
    for strand in loops:
        by_target.setdefault(strand.target, []).append(strand)
    ports: list[SidePort] = []
    lane = 0
    for group in by_target.values():
        made = [
            SidePort("up", first_row + len(ports) + number, 0, text, strand)
            for number, (strand, text) in enumerate((s, t) for s in group for t in s.texts or [""])
        ]
        lane = max(lane + 2 if lane else 0, *(box.width + reach(port.text) for port in made))
        for port in made:
            port.lane = lane
        ports += made
    return ports


def other_ports(
    box: Vertex, catches: Sequence[Strand], own: Sequence[Strand], entry: int | None, first_row: int
) -> list[SidePort]:
    """Make the ports below those of `leaving_ports`.

    `own` are loops to the box itself; `entry` is the lane where loops from below enter, or None.
    """
    downs = [
        SidePort("down", first_row + row, 0, strand.texts[0], strand) for row, strand in enumerate(catches)
    ]
    row = first_row + len(downs)
    texts = [(strand, text) for strand in own for text in strand.texts or [""]]
    own_lane = max((box.width + reach(text) for _, text in texts), default=0)
    selves = [
        SidePort("self", row + number, own_lane, text, strand) for number, (strand, text) in enumerate(texts)
    ]
    row += len(selves)
    entries = [SidePort("in", row, entry or 0)] if entry is not None or selves else []
    lane = max(own_lane, entry or 0)
    for port in reversed(downs):
        lane = max(lane + 2 if lane else 0, box.width + reach(port.text))
        port.lane = lane
    return [*downs, *selves, *entries]


def entry_lane(box: Vertex, sources: Sequence[tuple[Vertex, SidePort]]) -> int:
    """Return the lane where loops enter: right above the farthest turn of a loop, if that is near.

    Boxes of one chain have one centre, so that the loop's line is then straight.
    """
    nearest = box.width + ENTRY_REACH
    wishes = [port.lane - source.left + box.left for source, port in sources]
    return max([nearest, *(wish for wish in wishes if wish <= nearest + 36)])


def finish(box: Vertex, first_row: int, frame_rows: int) -> None:
    """Make the box as high as its ports need, and its right margin as wide."""
    if box.ports:
        box.height = max(box.height, box.ports[-1].row + 1 + frame_rows - first_row)
    refit(box)


def refit(box: Vertex) -> None:
    """Set the right extent from the ports: those that join a passing lane need no turn of their own."""
    edges = [box.width + reach(port.text) if port.join else port.lane + 1 for port in box.ports]
    box.right = max([box.width, *edges]) - box.left
