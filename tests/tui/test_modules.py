"""What the app has loaded when its first frame stands: nothing that is only needed later, or never."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEVER = {"markdown_it", "tree_sitter", "watchfiles", "click", "yaml", "jsonata", "jsonpath_ng", "pygments"}
LATER = {
    "sfn_engine.asl.checks.jsonata",
    "sfn_engine.asl.jsonata",
    "sfn_engine.patterns",
    "sfn_tui.completion",
    "sfn_tui.commands.help_view",
    "sfn_tui.io.editor",
    "sfn_tui.io.watch",
    "sfn_tui.lessons",
    "sfn_engine.monitoring",
    "sfn_tui.views.monitor_state",
    "sfn_tui.views.monitor",
    "sfn_tui.screens.main.palette_items",
    "sfn_tui.views.patterns",
    "sfn_tui.screens.dialogs",
    "sfn_tui.screens.help",
    "sfn_tui.screens.monitor",
    "sfn_tui.screens.patterns",
    "sfn_tui.session.suggestions",
    "sfn_tui.widgets.lesson_panel",
    "sfn_tui.widgets.monitor_pane",
}
"""Modules and rooms that only a key needs."""
SCRIPT = """
import asyncio, sys
from sfn_tui import samples
from sfn_engine.machine import load
from sfn_tui.app import ExplorerApp
from sfn_tui.io.saved_state import SavedState
from sfn_tui.session.session import open_session

class Stopped(ExplorerApp):
    def _display(self, screen, renderable):
        super()._display(screen, renderable)
        if renderable is not None and not found:
            found.extend(sys.modules)

async def run():
    path = samples.path("order-processing")
    app = Stopped(open_session(load(path), name="sample", path=str(path)), SavedState())
    async with app.run_test(size=(120, 40)):
        pass

found = []
asyncio.run(run())
print(*found)
"""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """Return the modules that a fresh interpreter has loaded when the app has drawn itself once."""
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(done.stdout.split())


def test_the_first_frame_needs_no_library_beyond_textual(loaded: set[str]) -> None:
    assert "sfn_tui.screens.main.main_screen" in loaded
    assert not {name.partition(".")[0] for name in loaded} & NEVER


def test_the_first_frame_needs_no_dialog(loaded: set[str]) -> None:
    assert not loaded & LATER


def test_what_is_loaded_later_is_there() -> None:
    """A name that is out of date would prove nothing."""
    assert not {name for name in LATER if find_spec(name) is None}
