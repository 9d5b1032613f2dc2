"""A host for one pane: what it posts is written down, and what it draws can be read."""

from __future__ import annotations

import asyncio
import functools
import os
from collections.abc import Awaitable, Callable
from typing import Any
from unittest import mock

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from sfn_tui.widgets.messages import (
    GrantChosen,
    PatternChosen,
    PolicyRowChosen,
    PolicyRowOpened,
    StateChosen,
    StateOpened,
    TargetToggled,
)

HOSTILE = [
    "[/x] [red]",
    "$.Payload[?(@.x==1)]",
    "[@click=app.quit]",
    "escape \x1b[2J and \u202e bidi",
    "👩‍🚀 emoji 東京",
    "w" * 80,
]
"""Names that markup, the terminal or a layout might choke on."""


class PaneHost(App[None]):
    """Shows one pane in a border and keeps the messages that it posts."""

    CSS = "PolicyPane, DetailPane, GraphPane, OutlinePane { border: round $border; width: 1fr; height: 1fr; }"
    AUTO_FOCUS = ""

    def __init__(self, pane: Widget) -> None:
        super().__init__()
        self.pane = pane
        self.posted: list[Message] = []

    def compose(self) -> ComposeResult:
        """Yield the pane."""
        yield self.pane

    def _keep(self, message: Message) -> None:
        self.posted.append(message)

    def on_policy_row_chosen(self, message: PolicyRowChosen) -> None:
        """Keep it."""
        self._keep(message)

    def on_policy_row_opened(self, message: PolicyRowOpened) -> None:
        """Keep it."""
        self._keep(message)

    def on_pattern_chosen(self, message: PatternChosen) -> None:
        """Keep it."""
        self._keep(message)

    def on_target_toggled(self, message: TargetToggled) -> None:
        """Keep it."""
        self._keep(message)

    def on_state_chosen(self, message: StateChosen) -> None:
        """Keep it."""
        self._keep(message)

    def on_state_opened(self, message: StateOpened) -> None:
        """Keep it."""
        self._keep(message)

    def on_grant_chosen(self, message: GrantChosen) -> None:
        """Keep it."""
        self._keep(message)


PaneScenario = Callable[..., Awaitable[None]]


def hosted(
    make: Callable[[], Widget], size: tuple[int, int] = (100, 30), theme: str = "", **environment: str
) -> Callable[[PaneScenario], Callable[..., None]]:
    """Turn ``async def test(host, pilot, …)`` into a test that runs with a pane from `make`."""

    def wrap(scenario: PaneScenario) -> Callable[..., None]:
        async def play(**given: Any) -> None:
            host = PaneHost(make())
            async with host.run_test(size=size, notifications=True) as pilot:
                if theme:
                    host.theme = theme
                await pilot.pause()
                await scenario(host, pilot, **given)

        # Not `functools.wraps`: pytest would take `host` and `pilot` for fixtures.
        def test(**given: Any) -> None:
            with mock.patch.dict(os.environ):
                for name in ("NO_COLOR", "TEXTUAL_THEME"):
                    os.environ.pop(name, None)
                os.environ.update(environment)
                asyncio.run(play(**given))

        functools.update_wrapper(test, scenario, assigned=("__name__", "__doc__", "__module__"), updated=())
        del test.__wrapped__  # type: ignore[attr-defined]
        return test

    return wrap


def drawn(pane: Widget) -> list[str]:
    """Return the lines inside the pane's border as text."""
    return [pane.render_line(y).text for y in range(pane.size.height)]


def frame(host: PaneHost) -> list[str]:
    """Return the whole screen as text."""
    return [
        "".join(segment.text for segment in strip)
        for strip in host.screen._compositor.render_strips(host.size)
    ]


def attributes(pane: Widget, y: int, text: str) -> set[str]:
    """Return the text attributes of the piece of a line that holds `text`."""
    for segment in pane.render_line(y):
        if text in segment.text and segment.style is not None:
            names = ("bold", "dim", "underline", "strike", "reverse", "italic")
            return {name for name in names if getattr(segment.style, name)}
    raise AssertionError(f"{text!r} is not on line {y}")


async def drag(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    """Select text with the mouse, from one cell of the screen to another."""
    await pilot.mouse_down(offset=start)
    await pilot.hover(offset=end)
    await pilot.mouse_up(offset=end)
    await pilot.pause()
