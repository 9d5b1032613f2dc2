"""From the laid out grid to the sketch: every line, label and box at its cells of the whole drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from sfn_engine.asl.model import State
from sfn_tui.graph.grid import Link, LinkKind, Plan, SidePort, Vertex
from sfn_tui.graph.sketch import Frame, LineText, Sketch, Stroke
from sfn_tui.graph.values import START, Box, BoxKind, Label
from sfn_tui.text.cells import cells

STYLES: Mapping[LinkKind, str] = {"next": "edge", "catch": "edge.catch", "loop": "edge.loop"}


def put_plan(sketch: Sketch, plan: Plan, x: int, y: int, depth: int) -> None:
    """Put a laid out graph and all inside it at these cells."""
    plan.x, plan.y = x, y
    for layer in plan.layers:
        nets: dict[int, int] = {}
        heads: set[LineText] = set()
        for vertex in layer:
            if vertex.kind == "box":
                _put_box(sketch, plan, vertex, depth)
            elif vertex.kind == "label":
                for label in label_places(plan, vertex):
                    sketch.texts.append(LineText(label.x, label.y, label.text, "label"))
            for link in vertex.down:
                key = id(link.net)
                if key not in nets:
                    nets[key] = sketch.new_net()
                _put_link(sketch, plan, link, nets[key], heads)
        sketch.texts += heads


def label_places(plan: Plan, vertex: Vertex) -> list[Label]:
    """Return where the lines of a label go."""
    return [
        Label(plan.x + vertex.x + (vertex.width - cells(text)) // 2, plan.y + vertex.y + row, text)
        for row, text in enumerate(vertex.texts)
    ]


def upper_row(plan: Plan, link: Link) -> int:
    """Return the row of the plan where a link's line begins, above."""
    upper = link.upper
    if upper.kind == "lane":
        return upper.y
    port = port_of(upper, link.upper_offset, below=True)
    if upper.kind == "box" and port is not None:
        return upper.y + port.row
    return upper.y + upper.height - 1


def lower_row(plan: Plan, link: Link) -> int:
    """Return the row of the plan where a link's line ends, below."""
    lower = link.lower
    if lower.kind != "box":
        return lower.y
    if not link.loop:
        return lower.y - 1
    port = port_of(lower, link.lower_offset, below=False)
    return lower.y + (port.row if port is not None else 0)


def port_of(box: Vertex, offset: int, *, below: bool) -> SidePort | None:
    """Return the port whose line turns at this column: the lowest of those that share it."""
    lane = offset + box.left
    wanted = ("down", "in") if below else ("up",)
    found = None
    for port in box.ports:
        if port.lane == lane and port.heading in wanted and port.join is None:
            found = port
    return found


def link_points(plan: Plan, link: Link) -> list[tuple[int, int]]:
    """Return the corners of a link's line from its upper to its lower end, in the whole drawing."""
    start = link.upper.center + link.upper_offset
    end = link.lower.center + link.lower_offset
    points = [(start, upper_row(plan, link))]
    net = link.net
    if net is not None and net.upper is not None and net.lower is not None:
        above, below = net.row + net.upper.track, net.row + net.lower.track
        points.append((start, above))
        if net.upper is not net.lower:
            points += [(net.bend, above), (net.bend, below)]
        points.append((end, below))
    points.append((end, lower_row(plan, link)))
    return [(column + plan.x, row + plan.y) for column, row in points]


def _put_link(sketch: Sketch, plan: Plan, link: Link, net: int, heads: set[LineText]) -> None:
    style = STYLES[link.kind]
    points = link_points(plan, link)
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 == x1:
            if y0 != y1:
                sketch.verticals.append(Stroke(x0, min(y0, y1), max(y0, y1), net, style))
        else:
            sketch.sideways.append(Stroke(y0, min(x0, x1), max(x0, x1), net, style))
    if link.lower.kind == "box" and not link.loop:
        heads.add(LineText(*points[-1], "▼", style))


def _put_box(sketch: Sketch, plan: Plan, vertex: Vertex, depth: int) -> None:
    x, y = plan.x + vertex.x, plan.y + vertex.y
    below = [link for link in vertex.down if _leaves_bottom(vertex, link)]
    exits = sorted({x + vertex.left + link.upper_offset for link in below})
    rows = tuple(y + port.row for port in vertex.ports if port.heading != "in")
    sketch.frames.append(Frame(_box(vertex, x, y, depth), tuple(exits), rows))
    for port in vertex.ports:
        _put_port(sketch, vertex, port, x, y)
    for plan_inside, column in vertex.inner:
        put_plan(sketch, plan_inside, x + column, y + 1, depth + 1)


def _leaves_bottom(vertex: Vertex, link: Link) -> bool:
    return not link.loop and port_of(vertex, link.upper_offset, below=True) is None


def _box(vertex: Vertex, x: int, y: int, depth: int) -> Box:
    state = vertex.state
    if isinstance(state, State):
        kind: BoxKind = "container" if vertex.inner else "state"
        return Box(state.path, x, y, vertex.width, vertex.height, kind, depth, state.type, vertex.content)
    kind = "start" if state == START else "end"
    name = vertex.content.name
    return Box(state, x, y, vertex.width, vertex.height, kind, depth, name, vertex.content)


def _put_port(sketch: Sketch, vertex: Vertex, port: SidePort, x: int, y: int) -> None:
    row, border = y + port.row, x + vertex.width - 1
    turn = x - vertex.x + port.join.center if port.join else x + port.lane
    style = port_style(vertex, port)
    net = sketch.new_net()
    if port.heading == "in":
        turn = max([turn] + [x + own.lane for own in vertex.ports if own.heading == "self"])
        sketch.sideways.append(Stroke(row, border + 1, turn, net, style))
        sketch.texts.append(LineText(border + 1, row, "◀", style))
        return
    sketch.sideways.append(Stroke(row, border, turn, net, style))
    if port.heading == "self":
        sketch.verticals.append(Stroke(turn, row, y + vertex.ports[-1].row, net, style))
    if port.text:
        sketch.texts.append(LineText(border + 2, row, port.text, _label_style(style)))


def port_style(vertex: Vertex, port: SidePort) -> str:
    """Return the style of a side line."""
    strand = port.strand
    if strand is not None:
        return STYLES["catch" if strand.line == "catch" else "loop"]
    kinds = {link.kind for link in vertex.down if link.loop}
    kinds |= {"catch" if own.strand and own.strand.line == "catch" else "loop" for own in _own(vertex.ports)}
    return STYLES["catch" if kinds == {"catch"} else "loop"]


def _own(ports: Sequence[SidePort]) -> list[SidePort]:
    return [port for port in ports if port.heading == "self"]


def _label_style(style: str) -> str:
    return style.replace("edge", "label", 1)
