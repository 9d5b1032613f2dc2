"""What graph and outline show, as one frozen value made from a session. Pure: no widget, no terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from threading import Lock

from sfn_engine.asl.model import StateGraph, StateMachine, StatePath
from sfn_engine.policy.model import Policy
from sfn_tui.graph import BoxText, GraphLayout, first_state, layout, navigate, retexted, rows
from sfn_tui.session.session import Session
from sfn_tui.views.boxes import box_texts

LARGE = 500
"""States from which on a machine is laid out in another thread."""
_KEPT = 3
"""Layouts of the same machine with other texts that are kept, so that undo does not lay out again."""


class Drawing:
    """A layout that is made once, when it is first needed, in the thread that needs it."""

    def __init__(self, make: Callable[[], GraphLayout], ready: GraphLayout | None = None) -> None:
        self.ready = ready
        """The layout, as soon as it is there."""
        self._make = make
        self._lock = Lock()

    def layout(self) -> GraphLayout:
        """Return the layout; makes it, or waits for the thread that does."""
        with self._lock:
            if self.ready is None:
                self.ready = self._make()
            return self.ready


@dataclass(frozen=True, eq=False)
class GraphView:
    """A machine and its drawing. Compared by identity."""

    machine: StateMachine = field(repr=False)
    policy: Policy = field(repr=False)
    texts: Mapping[StatePath, BoxText] = field(repr=False)
    """What is written on the states, whole and safe."""
    compact: bool
    title: str
    drawing: Drawing
    past: tuple[GraphView, ...] = field(default=(), repr=False)
    """Views of the same states and edges with other texts, the latest first."""

    @property
    def layout(self) -> GraphLayout:
        """Where everything is; laid out when first needed, which takes time on a large machine."""
        return self.drawing.layout()

    @property
    def is_ready(self) -> bool:
        """True if the layout already exists."""
        return self.drawing.ready is not None

    @property
    def is_large(self) -> bool:
        """True if the layout takes so long that it must not be made while a person waits."""
        return len(self.machine.states) >= LARGE


def graph_view(session: Session, compact: bool, previous: GraphView | None) -> GraphView:
    """Return the graph of a session's machine.

    The layout of `previous` is kept if neither the graph nor the texts have changed, and gets new texts
    if no box changes its size. Otherwise the graph is laid out when that is first needed.
    """
    machine, policy = session.machine, session.policy
    if (
        previous is not None
        and previous.machine is machine
        and previous.policy is policy
        and previous.compact == compact
    ):
        return previous
    texts = box_texts(machine, policy)
    past = _usable(machine, previous)
    for view in past:
        found = _taken_over(view, machine, texts, compact)
        if found is not None:
            return replace(found, policy=policy, past=_others(past, found.drawing))
    title = "State graph · compact" if compact else "State graph"
    drawing = Drawing(lambda: _laid_out(machine, texts, compact))
    return GraphView(machine, policy, texts, compact, title, drawing, _others(past, drawing))


def _laid_out(machine: StateMachine, texts: Mapping[StatePath, BoxText], compact: bool) -> GraphLayout:
    made = layout(machine, texts, compact=compact)
    # What the first paint and the first move would make is made here, where a large machine has a thread.
    rows(made, 0, 1)
    navigate(made, machine, first_state(machine), "down")
    return made


def _usable(machine: StateMachine, previous: GraphView | None) -> tuple[GraphView, ...]:
    if previous is None or not _same_graph(previous.machine, machine):
        return ()
    return (replace(previous, past=()), *previous.past)


def _others(views: tuple[GraphView, ...], drawing: Drawing) -> tuple[GraphView, ...]:
    own = drawing.ready.plan if drawing.ready is not None else None
    # Layouts that differ only in their texts count as one.
    return tuple(
        view for view in views if view.drawing.ready is not None and view.drawing.ready.plan is not own
    )[:_KEPT]


def _taken_over(
    view: GraphView, machine: StateMachine, texts: Mapping[StatePath, BoxText], compact: bool
) -> GraphView | None:
    if view.compact != compact:
        return None
    changed = {path: text for path, text in texts.items() if view.texts[path] != text}
    if not changed:
        # A layout that is still being made is good enough.
        return replace(view, machine=machine)
    ready = view.drawing.ready
    made = retexted(ready, machine, changed) if ready is not None else None
    if made is None:
        return None
    return replace(view, machine=machine, texts=texts, drawing=_made(made))


def _made(ready: GraphLayout) -> Drawing:
    return Drawing(lambda: ready, ready)


def _same_graph(one: StateMachine, other: StateMachine) -> bool:
    """Return True if both machines have the same boxes and lines."""
    if one is other:
        return True
    if len(one.states) != len(other.states) or not _same_state_graph(one.graph, other.graph):
        return False
    return all(
        len(left.graphs) == len(right.graphs) and all(map(_same_state_graph, left.graphs, right.graphs))
        for left, right in zip(one.states, other.states, strict=True)
    )


def _same_state_graph(one: StateGraph, other: StateGraph) -> bool:
    return (
        one.start_at == other.start_at
        and one.edges == other.edges
        and len(one.states) == len(other.states)
        and all(
            left.path == right.path and left.type == right.type and left.end == right.end
            for left, right in zip(one.states, other.states, strict=True)
        )
    )
