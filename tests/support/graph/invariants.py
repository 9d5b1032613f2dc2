"""What must hold for every drawing."""

from __future__ import annotations

from collections import defaultdict

from rich.cells import cell_len

from sfn_engine.asl.model import StateMachine, StatePath
from sfn_tui.graph import Box, GraphLayout, first_state, navigate, rows
from tests.support.graph.drawing import SOUTH, DrawnCells, heading_of, inside, overlap
from tests.support.graph.routes import Point, Route, routes_of


def check_all(machine: StateMachine, layout: GraphLayout) -> None:
    """Assert every invariant of one drawing."""
    drawing = DrawnCells(layout)
    check_boxes(machine, layout)
    check_texts(drawing)
    check_routes(machine, layout, drawing)
    check_targets(layout, drawing)
    check_keys(machine, layout)
    check_selection(layout)


def check_boxes(machine: StateMachine, layout: GraphLayout) -> None:
    """Every state has its box; boxes overlap only where one is inside the other."""
    states = [box for box in layout.boxes if box.kind in ("state", "container")]
    assert {box.path for box in states} == {state.path for state in machine.states}
    assert len(states) == len(machine.states)
    for box in layout.boxes:
        assert box.x >= 0 and box.y >= 0
        assert box.x + box.w <= layout.width and box.y + box.h <= layout.height
    # Boxes are sorted by their top, so that only neighbours in height are compared.
    by_top = sorted(layout.boxes, key=lambda box: box.y)
    for index, one in enumerate(by_top):
        for other in by_top[index + 1 :]:
            if other.y >= one.y + one.h:
                break
            if overlap(one, other):
                assert _contains(one, other) or _contains(other, one), f"{one} overlaps {other}"


def _contains(outer: Box, inner: Box) -> bool:
    return outer.path == inner.path[: len(outer.path)] and outer.path != inner.path and inside(inner, outer)


def check_texts(drawing: DrawnCells) -> None:
    """Every box shows its whole frame, and every label its whole text: nothing is drawn over them."""
    for box in drawing.layout.boxes:
        corners = [(box.x, box.y), (box.x + box.w - 1, box.y + box.h - 1)]
        assert all(drawing.at(corner).path == box.path for corner in corners)
        if box.kind == "container":
            edge = {(x, y) for x in range(box.x, box.x + box.w) for y in (box.y, box.y + box.h - 1)}
            edge |= {(x, y) for x in (box.x, box.x + box.w - 1) for y in range(box.y, box.y + box.h)}
        else:
            edge = {(x, y) for x in range(box.x, box.x + box.w) for y in range(box.y, box.y + box.h)}
        assert all(drawing.at(point).path == box.path for point in edge), f"{box} is drawn over"
    shown = {
        (route.placed.x, route.placed.y, route.placed.text) for route in routes_of(drawing.layout) if route.placed
    }
    spans = set()
    for y, row in enumerate(rows(drawing.layout, 0, drawing.layout.height)):
        x = 0
        for span in row:
            if span.style_key.startswith("label"):
                spans.add((x, y, span.text))
            x += cell_len(span.text)
    assert shown == spans, f"labels differ: {shown ^ spans}"


def check_routes(machine: StateMachine, layout: GraphLayout, drawing: DrawnCells) -> None:
    """Every edge has a route, and the glyphs on its cells lead from its source to its target."""
    drawn = [(route.source, route.target, route.kind, route.label) for route in routes_of(layout)]
    for edge in machine.edges:
        assert (edge.source, edge.target, edge.kind, edge.label) in drawn
    extra = [
        route for route in routes_of(layout) if route.source[0] == "\x00start" or route.target[0] == "\x00end"
    ]
    assert len(drawn) == len(machine.edges) + len(extra)
    for route in routes_of(layout):
        drawing.check_route(route)


def check_targets(layout: GraphLayout, drawing: DrawnCells) -> None:
    """From every exit and every label, all ways along the glyphs lead to the right states only."""
    exits: dict[tuple[Point, Point], set[StatePath]] = defaultdict(set)
    labels: dict[tuple[Point, Point], set[StatePath]] = defaultdict(set)
    for route in routes_of(layout):
        exits[route.points[0], heading_of(route)].add(route.target)
        below = _below_label(route, drawing)
        if below is not None:
            labels[below, SOUTH].add(route.target)
    for found in (exits, labels):
        for (point, heading), targets in found.items():
            assert drawing.follow(point, heading) == targets, f"from {point}"


def _below_label(route: Route, drawing: DrawnCells) -> Point | None:
    """Return the last label cell of a route that goes down through its label."""
    if route.placed is None or heading_of(route) != SOUTH:
        return None
    (_x, _y), *_ = route.points
    column = next(
        x0
        for (x0, y0), (x1, y1) in zip(route.points, route.points[1:], strict=False)
        if x0 == x1
        and y0 <= route.placed.y <= y1
        and drawing.at((x0, route.placed.y)).style.startswith("label")
    )
    row = route.placed.y
    while drawing.at((column, row + 1)).style.startswith("label"):
        row += 1
    return column, row


def check_keys(machine: StateMachine, layout: GraphLayout) -> None:
    """The arrow keys reach every state, and never leave the machine."""
    pending, reached = [first_state(machine)], set()
    while pending:
        path = pending.pop()
        if path not in reached:
            reached.add(path)
            pending += [navigate(layout, machine, path, key) for key in ("up", "down", "left", "right")]
    assert reached == {state.path for state in machine.states}


def check_selection(layout: GraphLayout) -> None:
    """Selecting or marking a box changes glyphs and styles, never widths or what belongs to whom."""
    plain = rows(layout, 0, layout.height)
    for box in layout.boxes[:12]:
        shown = rows(layout, 0, layout.height, selected=box.path, marked=frozenset({layout.boxes[0].path}))
        assert [[(len(s.text), s.path) for s in row] for row in shown] == [
            [(len(s.text), s.path) for s in row] for row in plain
        ]
