"""Straight lines: chains of vertices are moved into one column where their neighbours leave room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sfn_tui.graph.grid import Link, Plan, Vertex
from sfn_tui.graph.weave import MAIN_EXIT, STRAIGHT
from sfn_tui.text.cells import cells

FAR = 10**6
PASSES = 2
NEAR = 12
"""Columns by which a side line is drawn out so that it comes down right above its target."""


def straighten(plan: Plan) -> None:
    """Straighten first the main chains of boxes, then lanes and labels; then start at column 0."""
    for allowed in (_spine, _lane):
        _straighten_chains(plan, allowed)
    for layer in plan.layers:
        for vertex in layer:
            if vertex.kind == "label":
                _slide_label(vertex)
    least = min((vertex.x for layer in plan.layers for vertex in layer), default=0)
    for layer in plan.layers:
        for vertex in layer:
            vertex.center -= least


def _onward(vertex: Vertex) -> Link | None:
    """Return the one link with which a chain continues below `vertex`."""
    links = vertex.down
    if vertex.kind == "box":
        links = [link for link in links if link.kind == "next" and not link.loop]
        # A fork continues straight with its main exit, where it has one.
        links = [link for link in links if link.weight == MAIN_EXIT] or links
    if len(links) != 1:
        return None
    link = links[0]
    if link.lower.kind != "box":
        return link
    alone = link.kind == "next" and sum(other.kind == "next" for other in link.lower.up) == 1
    return link if alone else None


def _spine(upper: Vertex, link: Link) -> bool:
    lanes = upper.kind == "lane" or link.lower.kind == "lane"
    return link.kind == "next" and (not lanes or link.weight == STRAIGHT)


def _lane(upper: Vertex, link: Link) -> bool:
    kinds = (upper.kind, link.lower.kind)
    return "box" not in kinds and "lane" in kinds


def _straighten_chains(plan: Plan, allowed: Callable[[Vertex, Link], bool]) -> None:
    onward: dict[Vertex, Link] = {}
    continued: set[Vertex] = set()
    for layer in plan.layers:
        for vertex in layer:
            link = _onward(vertex)
            if link is not None and allowed(vertex, link):
                onward[vertex] = link
                continued.add(link.lower)
    heads = [vertex for vertex in onward if vertex not in continued]
    heads.sort(key=lambda vertex: -vertex.center)
    for _ in range(PASSES):
        for head in heads:
            _move_chain(plan, head, onward)


def _move_chain(plan: Plan, head: Vertex, onward: Mapping[Vertex, Link]) -> None:
    """Move the chain from `head` on, in as few pieces as the room allows."""
    moved: set[Vertex] = set()
    start: Vertex | None = head
    while start is not None:
        piece, offsets = [start], [0]
        low, high = _room(plan, start)
        following = onward.get(start)
        while following is not None and following.lower not in moved:
            offset = offsets[-1] + following.upper_offset - following.lower_offset
            least, most = _room(plan, following.lower)
            if max(low, least - offset) > min(high, most - offset):
                break
            low, high = max(low, least - offset), min(high, most - offset)
            piece.append(following.lower)
            offsets.append(offset)
            following = onward.get(following.lower)
        _align(piece, offsets, low, high, _wish(piece))
        moved.update(piece)
        start = following.lower if following is not None and following.lower not in moved else None


def _wish(piece: Sequence[Vertex]) -> int | None:
    """Return the column in which a chain of lanes would run straight into the boxes at its ends.

    Side lines can be drawn out to the right, so that the farthest of their turns decides.
    """
    head = piece[0]
    if head.kind != "lane" or len(head.up) != 1:
        return None
    above = head.up[0]
    column = above.upper.center + above.upper_offset
    if above.loop:
        ends = (link for lane in piece for link in lane.down if link.lower.kind == "box")
        return max([column, *(link.lower.center + link.lower_offset for link in ends)])
    tail = piece[-1]
    if above.kind != "catch" or above.upper.kind != "box" or tail.kind != "lane":
        return column
    onward = tail.down[0]
    end = onward.lower.center + onward.lower_offset
    return end if onward.lower.kind == "box" and column < end <= column + NEAR else column


def _align(piece: Sequence[Vertex], offsets: Sequence[int], low: int, high: int, wish: int | None) -> None:
    if wish is None:
        wishes = sorted(vertex.center - offset for vertex, offset in zip(piece, offsets, strict=True))
        wish = wishes[len(wishes) // 2]
    column = min(max(wish, low), high)
    for vertex, offset in zip(piece, offsets, strict=True):
        vertex.center = column + offset


def _slide_label(label: Vertex) -> None:
    """Let the line run through another column of the label, if it is then straight below."""
    onward = label.down[0]
    column = onward.lower.center + onward.lower_offset - onward.upper_offset
    narrowest = min(map(cells, label.texts))
    if abs(column - (label.x + label.width // 2)) < narrowest // 2:
        label.left += column - label.center
        label.right -= column - label.center
        label.center = column


def _room(plan: Plan, vertex: Vertex) -> tuple[int, int]:
    """Return the least and the greatest column that the neighbours leave to a vertex."""
    layer, gaps, position = plan.layers[vertex.layer], plan.gaps[vertex.layer], vertex.position
    low, high = -FAR, FAR
    if position:
        before = layer[position - 1]
        low = before.center + gaps[position - 1] - _give(before, vertex)
    if position + 1 < len(layer):
        after = layer[position + 1]
        high = after.center - gaps[position] + _give(after, vertex)
    return low, high


def _give(neighbour: Vertex, moved: Vertex) -> int:
    """Return by how much a vertex may come closer to a neighbour than it would like, to save a turn."""
    # A box leaves lines their room: they are moved after it, and gain more by it.
    return 1 if neighbour.kind == "box" else 0
