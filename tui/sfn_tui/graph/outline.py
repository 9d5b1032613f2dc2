"""The graph as an indented list, for terminals that are too small for a drawing."""

from __future__ import annotations

from dataclasses import dataclass

from sfn_engine.asl.model import Edge, State, StateGraph, StateMachine, StatePath
from sfn_tui.graph.strands import strand_graph
from sfn_tui.graph.walk import forward_exits, walk
from sfn_tui.text.cells import tidy

NAME_CELLS = 40
LABEL_CELLS = 28
ARROWS = {"next": "→", "choice": "→", "default": "→", "catch": "┄▸"}


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One state in the outline."""

    indent: int
    """Number of containers around it."""
    path: StatePath
    text: str
    """Name, type and where it leads, safe to draw."""


def outline(machine: StateMachine) -> tuple[OutlineRow, ...]:
    """Return a row for each state, in the order in which the machine walks through them."""
    rows: list[OutlineRow] = []
    _add(machine.graph, 0, rows)
    return tuple(rows)


def _add(graph: StateGraph, indent: int, rows: list[OutlineRow]) -> None:
    numbered = strand_graph(graph, top=False)
    met, _ = walk(numbered.start, forward_exits(numbered))
    exits: dict[StatePath, list[Edge]] = {}
    for edge in graph.edges:
        exits.setdefault(edge.source, []).append(edge)
    for index, node in enumerate(met):
        state = graph.states[node]
        below = graph.states[met[index + 1]].path if index + 1 < len(met) else None
        rows.append(OutlineRow(indent, state.path, _text(state, exits.get(state.path, []), below)))
        for inner in state.graphs:
            _add(inner, indent + 1, rows)


def _text(state: State, edges: list[Edge], below: StatePath | None) -> str:
    parts = [f"{tidy(state.name, NAME_CELLS)} · {state.type}"]
    # A plain step to the next row needs no words.
    parts += [_exit(edge) for edge in edges if edge.kind != "next" or edge.target != below]
    if state.end:
        parts.append("→ End")
    return "  ".join(parts)


def _exit(edge: Edge) -> str:
    name = tidy(edge.target[-1], NAME_CELLS)
    label = f"{tidy(edge.label, LABEL_CELLS)} " if edge.kind != "next" and edge.label else ""
    return f"{label}{'↺' if edge.loop else ARROWS[edge.kind]} {name}"
