"""The steps of the layout, graph by graph, children first."""

from __future__ import annotations

from collections.abc import Mapping

from sfn_engine.asl.model import State, StateGraph, StateMachine, StatePath
from sfn_tui.graph.anchors import fork_join_pairs, longest_ways, main_exits
from sfn_tui.graph.channels import place_rows
from sfn_tui.graph.columns import place_columns
from sfn_tui.graph.grid import Plan, Vertex
from sfn_tui.graph.joins import join_passing_lanes
from sfn_tui.graph.ordering import order_layers
from sfn_tui.graph.placing import put_plan
from sfn_tui.graph.sizes import PILLS, box_size, container_title, fitted
from sfn_tui.graph.sketch import GraphLayout, Sketch
from sfn_tui.graph.straighten import straighten
from sfn_tui.graph.strands import StrandGraph, strand_graph
from sfn_tui.graph.stretch import stretch_ports
from sfn_tui.graph.values import END, BoxText
from sfn_tui.graph.weave import MAIN_EXIT, Weaver
from sfn_tui.text.cells import cells

INNER_MARGIN = 2
"""Columns between a container's side and its contents, and between its branches."""
CONTAINER_TITLE_CELLS = 44


def layout(
    machine: StateMachine, boxes: Mapping[StatePath, BoxText], *, compact: bool = False
) -> GraphLayout:
    """Lay out the machine's graph and return where everything is, in cells.

    `boxes` says what is written on the states; a state that it leaves out shows its type and name.
    `compact` draws states as boxes of one row.
    """
    plan = _plan(machine.graph, boxes, compact=compact, top=True)
    sketch = Sketch(compact)
    put_plan(sketch, plan, 0, 0, 0)
    placed = tuple(frame.box for frame in sketch.frames)
    return GraphLayout(plan.width, plan.height, placed, sketch, plan)


def _plan(graph: StateGraph, texts: Mapping[StatePath, BoxText], *, compact: bool, top: bool) -> Plan:
    numbered = strand_graph(graph, top=top)
    nodes = [_box(state, texts, compact=compact) for state in numbered.states]
    weaver = Weaver(numbered, nodes, compact=compact)
    plan = weaver.plan()
    order_layers(plan.layers)
    join_passing_lanes(weaver)
    place_columns(plan, _anchors(numbered, weaver))
    straighten(plan)
    stretch_ports(plan)
    place_rows(plan)
    return plan


def _anchors(numbered: StrandGraph, weaver: Weaver) -> list[tuple[Vertex, Vertex]]:
    """Return the boxes to put in one column; where a fork has no join, its main exit is made straight."""
    onward = longest_ways(weaver.order, weaver.exits)
    nodes = weaver.boxes
    pairs = fork_join_pairs(numbered.start, weaver.order, weaver.exits, onward)
    # End goes where most lines want it, not under some fork.
    pairs = [(fork, join) for fork, join in pairs if nodes[join].state != END]
    forks = {fork for fork, _ in pairs}
    for strand in main_exits(weaver.exits, onward, forks):
        if strand.link is not None:
            strand.link.weight = MAIN_EXIT
    return [(nodes[fork], nodes[join]) for fork, join in pairs]


def _box(state: State | StatePath, texts: Mapping[StatePath, BoxText], *, compact: bool) -> Vertex:
    if not isinstance(state, State):
        name = PILLS[state[0]]
        vertex = Vertex("box", 0, len(name) + 4, 1)
        vertex.content = BoxText("", name)
        vertex.state = state
        return vertex
    content = fitted(state, texts.get(state.path), compact=compact)
    inner = [_plan(graph, texts, compact=compact, top=False) for graph in state.graphs]
    if inner:
        vertex = _container(state, content, inner)
    else:
        vertex = Vertex("box", 0, *box_size(content, compact=compact))
    vertex.state = state
    vertex.content = content
    return vertex


def _container(state: State, content: BoxText, inner: list[Plan]) -> Vertex:
    """Put the graphs side by side into a box that is wide enough for its title."""
    contents = sum(plan.width for plan in inner) + INNER_MARGIN * (len(inner) - 1)
    title = cells(container_title(state.type, content, CONTAINER_TITLE_CELLS)) + 6
    width = max(contents + 2 * INNER_MARGIN, title)
    vertex = Vertex("box", 0, width, max(plan.height for plan in inner) + 2)
    column = (width - contents) // 2
    for plan in inner:
        vertex.inner.append((plan, column))
        column += plan.width + INNER_MARGIN
    return vertex
