"""Waiting until an app has nothing left to do, in shorter steps than Textual's own pilot takes.

The pilot sleeps a fiftieth of a second two or three times at every key and pause, and looks whether the processor
stood still meanwhile; thousands of keys make minutes of it. Here the steps are shorter, the screen repaints more often,
and the event loop is asked too, so that a process that others keep from running is not taken for an idle one.
"""

from __future__ import annotations

import asyncio
from time import monotonic, process_time
from typing import Any

import pytest

STEP = 0.004
"""Seconds between two looks."""
REPAINT = 0.003
"""Seconds between two repaints of a screen: fewer than a step, so that what is shown is up to date after it."""
BUSY = 0.1
"""The part of a step that an idle process may use."""


async def wait_for_idle(min_sleep: float = STEP, max_sleep: float = 1) -> None:
    """Wait until nothing is due in the event loop and the process, threads included, hardly works."""
    loop: Any = asyncio.get_running_loop()
    started = monotonic()
    while True:
        used = process_time()
        await asyncio.sleep(STEP)
        used = process_time() - used
        elapsed = monotonic() - started
        if elapsed >= max_sleep or (elapsed > min_sleep and used < STEP * BUSY and not loop._ready):
            return


def wait_in_short_steps(patch: pytest.MonkeyPatch) -> None:
    """Let Textual's pilot wait so."""
    patch.setattr("textual.app.wait_for_idle", wait_for_idle)
    patch.setattr("textual.pilot.wait_for_idle", wait_for_idle)
    patch.setattr("textual.screen.UPDATE_PERIOD", REPAINT)
