"""The whole screen as it was once looked at and found good: its text, and its colours as SVG.

The text is the same in every look, since nothing is said by colour alone; so one file serves all of them, and
its diff can be read. ``REFRESH_PICTURES=1 pytest tests/tui/screens/test_snapshots.py`` rewrites the texts and
``pytest tests/tui/screens/test_snapshots.py --snapshot-update`` the SVGs: look at what has changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.pilot import Pilot

import sfn_engine as sfn
from sfn_tui import samples
from sfn_tui.app import ExplorerApp
from sfn_tui.io.saved_state import SavedState
from sfn_tui.screens.main.main_screen import MainScreen
from sfn_tui.session.session import open_session

Size = tuple[int, int]

PICTURES = Path(__file__).parent / "pictures"
SAMPLE = "nightly-etl"
HERE = sfn.Context(partition="aws", region="eu-west-1", account="123456789012", state_machine_name=SAMPLE)
LOOKS = {"dark": "textual-dark", "ansi": "ansi-dark", "no-color": "textual-dark"}
"""Theme of each look; the last one has NO_COLOR in its environment."""


@dataclass(frozen=True)
class View:
    """What is done before the picture is taken."""

    state: str
    """The state that is selected."""
    keys: tuple[str, ...]
    sizes: tuple[Size, ...] = ((120, 40),)


VIEWS = {
    "main": View("Look for the export", (), ((80, 24), (120, 40), (200, 50))),
    "pattern": View("Count visits", ("p",)),
    "sync": View("Count visits", ("p", "p", "p")),
    "wildcard": View("Look for the export", ("d",)),
    "policy": View("Count visits", ("2", *("down",) * 9)),
    "detail": View("Count visits", ("3", "down", "down", "down")),
}
CASES = [
    pytest.param(name, size, look, id=f"{name}-{size[0]}x{size[1]}-{look}")
    for name, view in VIEWS.items()
    for size in view.sizes
    for look in LOOKS
]


@pytest.mark.parametrize(("name", "size", "look"), CASES)
def test_screen_is_as_kept(
    name: str, size: Size, look: str, snap_compare: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    if look == "no-color":
        monkeypatch.setenv("NO_COLOR", "1")  # read when the app is made
    view = VIEWS[name]
    drawn: list[str] = []

    async def play(pilot: Pilot[None]) -> None:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, MainScreen)
        screen.select_state((view.state,))
        await pilot.pause()
        for key in view.keys:
            await pilot.press(key)
            await pilot.pause()
        drawn.extend(screen_text(pilot))

    same_colours = snap_compare(app_of(look), terminal_size=size, run_before=play)
    text = "\n".join(drawn) + "\n"
    kept = PICTURES / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("REFRESH_PICTURES"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(text, "utf-8")
    else:
        assert text == kept.read_text("utf-8")
    assert same_colours, "the text is as kept, but colours or styles differ"


def test_every_kept_text_belongs_to_a_view() -> None:
    wanted = {f"{name}-{width}x{height}.txt" for name, view in VIEWS.items() for width, height in view.sizes}
    assert {path.name for path in PICTURES.glob("*.txt")} == wanted


def app_of(look: str) -> ExplorerApp:
    """Open the sample under a name that is the same on every machine."""
    session = open_session(sfn.load(samples.path(SAMPLE)), name=f"{SAMPLE}.asl.json", context=HERE)
    return ExplorerApp(session, SavedState(theme=LOOKS[look]))


def screen_text(pilot: Pilot[None]) -> list[str]:
    """Return the rows of the screen, without the blanks at their ends."""
    strips = pilot.app.screen._compositor.render_strips(pilot.app.size)
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]
