"""Moving from state to state with the arrow keys, in a drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias
from weakref import WeakKeyDictionary

from sfn_engine.asl.model import Edge, StateGraph, StateMachine, StatePath
from sfn_tui.graph.grid import Plan
from sfn_tui.graph.neighbours import Neighbours
from sfn_tui.graph.sketch import GraphLayout
from sfn_tui.graph.values import Box

Direction: TypeAlias = Literal["up", "down", "left", "right", "first", "last"]
Moves: TypeAlias = Mapping[Direction, Mapping[StatePath, StatePath]]

# Kept by what layouts of the same boxes with other texts have in common.
_MOVES: WeakKeyDictionary[Plan, Moves] = WeakKeyDictionary()
_RANK = {"next": 0, "choice": 0, "default": 1, "catch": 2}
"""What counts as the main way out of a state: the lowest rank, then the definition's order."""


def navigate(layout: GraphLayout, machine: StateMachine, path: StatePath, direction: Direction) -> StatePath:
    """Return the state that a key leads to from `path`; `path` itself if there is none.

    "down" follows the main way, into a container's first state and out of its last one; "up" goes
    back; "left" and "right" go to what is next to it. Every state can be reached from the first one.
    A path that the machine does not have leads to the first state.
    """
    first = first_state(machine)
    if direction == "first" or path not in machine.by_path:
        return first
    if direction == "last":
        states = (box for box in layout.boxes if box.kind in ("state", "container"))
        return max(states, key=lambda box: (box.y + box.h, box.depth, box.x)).path
    return _moves(layout, machine)[direction].get(path, path)


def first_state(machine: StateMachine) -> StatePath:
    """Return the path of the state where the machine starts."""
    return _start(machine.graph)


def _start(graph: StateGraph) -> StatePath:
    return next((state.path for state in graph.states if state.name == graph.start_at), graph.states[0].path)


def _moves(layout: GraphLayout, machine: StateMachine) -> Moves:
    known = _MOVES.get(layout.plan)
    if known is None:
        known = _MOVES[layout.plan] = _all_moves(layout, machine)
    return known


def _all_moves(layout: GraphLayout, machine: StateMachine) -> Moves:
    boxes = {box.path: box for box in layout.boxes if box.kind in ("state", "container")}
    up, down = _vertical_moves(machine, boxes)
    beside = Neighbours(list(boxes.values()))
    left = {path: found for path, box in boxes.items() if (found := beside.left(box)) is not None}
    right = {path: found for path, box in boxes.items() if (found := beside.right(box)) is not None}
    _reach_all(first_state(machine), boxes, [down, right, left, up])
    return {"up": up, "down": down, "left": left, "right": right}


def _vertical_moves(
    machine: StateMachine, boxes: Mapping[StatePath, Box]
) -> tuple[dict[StatePath, StatePath], dict[StatePath, StatePath]]:
    up: dict[StatePath, StatePath] = {}
    down: dict[StatePath, StatePath] = {}
    # A container's graph comes before the graphs inside it, so that the way out of it is known.
    pending: list[tuple[StateGraph, StatePath | None, StatePath | None]] = [(machine.graph, None, None)]
    while pending:
        graph, container, after = pending.pop()
        onward = _main_ways(graph)
        back = _ways_back(graph, boxes)
        if container is not None:
            back.setdefault(_start(graph), container)
        up.update(back)
        for state in graph.states:
            leaving = onward.get(state.path, after)
            if state.graphs:
                down[state.path] = _start(state.graphs[0])
                pending += [(inner, state.path, leaving) for inner in state.graphs]
            elif leaving is not None:
                down[state.path] = leaving
    return up, down


def _main_ways(graph: StateGraph) -> dict[StatePath, StatePath]:
    best: dict[StatePath, Edge] = {}
    for edge in graph.edges:
        known = best.get(edge.source)
        if not edge.loop and (known is None or _RANK[edge.kind] < _RANK[known.kind]):
            best[edge.source] = edge
    return {path: edge.target for path, edge in best.items()}


def _ways_back(graph: StateGraph, boxes: Mapping[StatePath, Box]) -> dict[StatePath, StatePath]:
    """Return for each state the one before it: of the main lines that enter, the nearest in its column."""
    best: dict[StatePath, tuple[tuple[bool, int, int], StatePath]] = {}
    for edge in graph.edges:
        if edge.loop:
            continue
        source, target = boxes[edge.source], boxes[edge.target]
        aside = abs(source.x + source.w // 2 - target.x - target.w // 2)
        key = (edge.kind == "catch", aside, target.y - source.y)
        known = best.get(edge.target)
        if known is None or key < known[0]:
            best[edge.target] = (key, edge.source)
    return {path: source for path, (_, source) in best.items()}


def _reach_all(
    first: StatePath, boxes: Mapping[StatePath, Box], moves: Sequence[dict[StatePath, StatePath]]
) -> None:
    """Give keys that lead nowhere a target, until every state can be reached from `first`."""
    reached: set[StatePath] = set()
    _spread([first], reached, moves)
    if len(reached) == len(boxes):
        return
    for box in sorted(boxes.values(), key=lambda box: (box.y, box.x)):
        if box.path in reached:
            continue
        _connect(box, boxes, reached, moves)
        _spread([box.path], reached, moves)


def _spread(
    new: list[StatePath], reached: set[StatePath], moves: Sequence[Mapping[StatePath, StatePath]]
) -> None:
    while new:
        path = new.pop()
        if path in reached:
            continue
        reached.add(path)
        new += [move[path] for move in moves if path in move]


def _connect(
    box: Box,
    boxes: Mapping[StatePath, Box],
    reached: set[StatePath],
    moves: Sequence[dict[StatePath, StatePath]],
) -> None:
    """Let a key of a near reached state lead to `box`: one without a use, that points there if possible."""
    down, right, left, up = moves
    best: tuple[tuple[bool, int, int, int], dict[StatePath, StatePath], StatePath] | None = None
    for path in reached:
        near = boxes[path]
        distance = abs(near.x - box.x) + 2 * abs(near.y - box.y)
        ways = ((right, near.x < box.x), (left, near.x > box.x), (down, near.y < box.y), (up, near.y > box.y))
        for move, fitting in ways:
            key = (not fitting, distance, near.y, near.x)
            if path not in move and (best is None or key < best[0]):
                best = (key, move, path)
    if best is not None:
        best[1][best[2]] = box.path
