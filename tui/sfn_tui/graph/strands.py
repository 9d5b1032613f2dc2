"""One graph as numbered nodes and strands: edges that are drawn as one line.

Edges of the same line style between the same two states are one strand with several labels, so
that three rules of a Choice that lead to one state are one line with three words on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sfn_engine.asl.model import Choice, Edge, Fail, State, StateGraph, StatePath, Succeed
from sfn_tui.graph.grid import EdgeLine, Strand
from sfn_tui.graph.values import END, START
from sfn_tui.graph.words import short_condition, short_errors

CHOICE_CELLS = 28
"""Widest label of a Choice rule."""
CATCH_CELLS = 18
"""Widest label of a catch."""
LABEL_LINES = 4
"""Most labels that one line carries; the rest is counted."""


@dataclass(slots=True, eq=False)
class StrandGraph:
    """The nodes of one graph and the strands between them."""

    states: Sequence[State | StatePath]
    """States in definition order; pseudo boxes are given as their paths."""
    start: int
    strands: Sequence[Strand]


def strand_graph(graph: StateGraph, *, top: bool) -> StrandGraph:
    """Number the states of `graph` and bundle its edges; `top` adds Start and End.

    Where `StartAt` names no state, nothing leaves Start, and the walk begins with the first state.
    """
    shift = 1 if top else 0
    numbers = {state.path: number + shift for number, state in enumerate(graph.states)}
    edges = [(numbers[edge.source], numbers[edge.target], edge) for edge in graph.edges]
    states: list[State | StatePath] = list(graph.states)
    first = next((state.path for state in graph.states if state.name == graph.start_at), None)
    start = numbers[first] if first is not None else 0
    if top:
        states.insert(0, START)
        if first is not None:
            edges.insert(0, (0, start, Edge(START, first, "next")))
        ends = [state for state in graph.states if state.end and not isinstance(state, Succeed | Fail)]
        if ends:
            edges += [(numbers[state.path], len(states), Edge(state.path, END, "next")) for state in ends]
            states.append(END)
        start = 0
    return StrandGraph(states, start, _bundle(edges, states))


def _bundle(edges: Iterable[tuple[int, int, Edge]], states: Sequence[State | StatePath]) -> list[Strand]:
    found: dict[tuple[int, int, EdgeLine, bool], Strand] = {}
    for source, target, edge in edges:
        line: EdgeLine = "catch" if edge.kind == "catch" else "next"
        loop = edge.loop or source == target
        strand = found.get((source, target, line, loop))
        if strand is None:
            strand = found[source, target, line, loop] = Strand(source, target, line, loop)
        strand.edges.append(edge)
    for strand in found.values():
        if strand.line == "catch":
            strand.texts = [short_errors([edge.label for edge in strand.edges], CATCH_CELLS)]
        elif isinstance(states[strand.source], Choice):
            strand.texts = _choice_texts(strand.edges)
    return list(found.values())


def _choice_texts(edges: Sequence[Edge]) -> list[str]:
    # An unlabelled exit of a Choice needs a word too, or it could not be told from its siblings.
    texts = [short_condition(edge.label.strip() or edge.kind.capitalize(), CHOICE_CELLS) for edge in edges]
    if len(texts) > LABEL_LINES:
        hidden = len(texts) - LABEL_LINES + 1
        texts[LABEL_LINES - 1 :] = [f"+{hidden} more"]
    return texts
