"""Machines and helpers for the tests of graph and outline."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from textual import events
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from sfn_engine.asl.model import StatePath
from sfn_tui.session.session import Session
from sfn_tui.views.graph import GraphView, graph_view
from sfn_tui.widgets.graph_pane import GraphPane
from sfn_tui.widgets.messages import StateChosen, StateOpened
from sfn_tui.widgets.outline_pane import OutlinePane
from tests.support.engine.machines import chain, task
from tests.support.tui.panes import PaneHost
from tests.support.tui.sessions import session_of

ORDER: dict[str, Any] = {
    "StartAt": "Check",
    "States": {
        "Check": task("lambda:invoke", {"FunctionName": "check"}, Next="Good?"),
        "Good?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.ok", "BooleanEquals": True, "Next": "Both"}],
            "Default": "Tell",
        },
        "Both": {
            "Type": "Parallel",
            "Branches": [
                chain(Save=task("dynamodb:putItem", {"TableName": "orders", "Item": {}})),
                chain(Send=task("sqs:sendMessage", {"QueueUrl.$": "$.queue", "MessageBody": "x"})),
            ],
            "Next": "Last",
        },
        "Tell": task("sns:publish", {"TopicArn": "arn:aws:sns:us-east-1:123456789012:t"}, Next="Last"),
        "Last": {"Type": "Pass", "End": True},
    },
}
"""A fork, a container with two branches, a join."""
CHECK, GOOD, BOTH, TELL, LAST = ("Check",), ("Good?",), ("Both",), ("Tell",), ("Last",)
SAVE, SEND = ("Both", "Save"), ("Both", "Send")

Pane = TypeVar("Pane", GraphPane, OutlinePane)


def long_chain(count: int) -> dict[str, Any]:
    """So many tasks in a row."""
    return chain(
        **{f"Step {place}": task("dynamodb:getItem", {"TableName": f"t{place}"}) for place in range(count)}
    )


def shown(pane: Pane, session: Session, *, compact: bool = False) -> Pane:
    """Give a pane the view of a session, with its first state selected."""
    pane.view = graph_view(session, compact, None)
    pane.selected = session.selected
    return pane


def graph_of(definition: dict[str, Any] | None = None, *, compact: bool = False) -> Callable[[], GraphPane]:
    """Return a maker of a graph pane for a machine."""
    return lambda: shown(GraphPane(), session_of(definition or ORDER), compact=compact)


def outline_of(definition: dict[str, Any] | None = None) -> Callable[[], OutlinePane]:
    """Return a maker of an outline pane for a machine."""
    return lambda: shown(OutlinePane(), session_of(definition or ORDER))


def graph_in(host: PaneHost) -> tuple[GraphPane, GraphView]:
    """Return the graph pane of a host, with the focus, and what it shows."""
    pane = host.pane
    assert isinstance(pane, GraphPane) and pane.view is not None
    pane.focus()
    return pane, pane.view


def chosen(posted: list[Message]) -> list[StatePath]:
    """Return the states that were chosen."""
    return [message.path for message in posted if isinstance(message, StateChosen)]


def opened(posted: list[Message]) -> list[StatePath]:
    """Return the states that were opened."""
    return [message.path for message in posted if isinstance(message, StateOpened)]


def in_view(pane: GraphPane, path: StatePath) -> bool:
    """Return True where the whole box is in view."""
    assert pane.view is not None
    box, window = pane.view.layout.by_path[path], pane._window
    return (
        window.x <= box.x
        and box.x + box.w <= window.x + window.width
        and window.y <= box.y
        and box.y + box.h <= window.y + window.height
    )


def cell_of(pane: GraphPane, path: StatePath) -> tuple[int, int]:
    """Return a cell on the screen that lies on the name of a state."""
    assert pane.view is not None
    box, window = pane.view.layout.by_path[path], pane._window
    corner = pane.content_region
    below = 0 if box.kind == "container" or box.h == 1 else 1
    return corner.x + box.x + 3 - window.x, corner.y + box.y + below - window.y


async def wheel(pilot: Pilot[None], widget: Widget, *, up: bool = False, shift: bool = False) -> None:
    """Turn the wheel over a widget."""
    kind = events.MouseScrollUp if up else events.MouseScrollDown
    await pilot._post_mouse_events([kind], widget, offset=(5, 5), shift=shift)
    await pilot.pause()


async def laid_out(pilot: Pilot[None], pane: GraphPane) -> None:
    """Wait for the worker."""
    for _ in range(500):
        await pilot.pause()
        if pane.view is not None and pane._shown is pane.view:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the layout never came")
