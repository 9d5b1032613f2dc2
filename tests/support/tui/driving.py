"""Runs the whole app for a test, and reads what it shows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from sfn_tui.app import ExplorerApp
from sfn_tui.io.saved_state import SavedState
from sfn_tui.screens.main.main_screen import MainScreen
from sfn_tui.session.session import Session
from sfn_tui.widgets.bars import StatusBar
from tests.support.tui.sessions import session_of


@asynccontextmanager
async def running(session: Session | None = None, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    """Run the app on a session."""
    app = ExplorerApp(session or session_of(), SavedState())
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield pilot


def screen_of(pilot: Pilot[None]) -> MainScreen:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


def now(pilot: Pilot[None]) -> Session:
    session = screen_of(pilot).session
    return session


def status(pilot: Pilot[None]) -> str:
    view = screen_of(pilot).query_one(StatusBar).view
    assert view is not None
    return view.left


def said(pilot: Pilot[None]) -> list[str]:
    return [note.message for note in pilot.app._notifications]


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait until something holds, however busy the machine is."""
    for _ in range(1_000):
        await pilot.pause()
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to hold")


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()
