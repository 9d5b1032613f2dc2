"""A host for one dialog: its answer is kept, and what it draws can be read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Static

OPEN = object()
"""What a host has got while the dialog is open."""
SMALL, WIDE = (60, 16), (120, 40)


class DialogHost(App[None]):
    """Shows one dialog and keeps its answer."""

    def __init__(self, dialog: Screen[Any]) -> None:
        super().__init__()
        self.dialog = dialog
        self.answer: Any = OPEN

    def on_mount(self) -> None:
        """Open the dialog."""
        self.push_screen(self.dialog, self._keep)

    def _keep(self, answer: Any) -> None:
        self.answer = answer


@asynccontextmanager
async def shown(dialog: Screen[Any], size: tuple[int, int] = SMALL) -> AsyncIterator[Pilot[None]]:
    """Show a dialog."""
    async with DialogHost(dialog).run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def answer(pilot: Pilot[None]) -> Any:
    assert isinstance(pilot.app, DialogHost)
    return pilot.app.answer


async def press(pilot: Pilot[None], *keys: str) -> Any:
    """Press keys and return the answer so far."""
    await pilot.press(*keys)
    await pilot.pause()
    return answer(pilot)


def screen_text(pilot: Pilot[None]) -> str:
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


def reason(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#reason", Static).content)


def field(pilot: Pilot[None]) -> Input:
    return pilot.app.screen.query_one(Input)
