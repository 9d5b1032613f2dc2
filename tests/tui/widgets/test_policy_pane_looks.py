"""The policy pane in any colour and size, and with hostile text."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from sfn_tui.views.policy import PolicyRow, PolicyView, policy_view
from sfn_tui.widgets.policy_pane import PolicyPane
from tests.support.tui.panes import PaneHost, drawn, frame, hosted
from tests.support.tui.policy_panes import (
    hostile,
    long,
    pane_of,
    synced,
)
from tests.support.tui.sessions import session_of


@hosted(hostile, size=(160, 80))
async def test_hostile_names_are_shown_as_they_are(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane)
    shown = "\n".join(drawn(pane))
    for name in (
        "[/x] [red]",
        "$.Payload[?(@.x==1)]",
        "[@click=app.quit]",
        "\\u001b[2J",
        "\\u202e",
        "東京",
        "w" * 80,
    ):
        assert name in shown
    assert not set("\x1b\u202e\u200d") & set("".join(frame(host)))
    assert "[/x] [red]: 1 statement" in frame(host)[-1]
    assert all(cell_len(line) == pane.size.width for line in drawn(pane))


@hosted(hostile, size=(50, 14))
async def test_wide_text_never_breaks_the_frame(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane)
    for x in range(0, 60, 3):
        pane.scroll_to(x=x, y=20, animate=False)
        await pilot.pause()
        assert all(cell_len(line) == 50 for line in frame(host))


@hosted(synced, size=(100, 60), NO_COLOR="1")
async def test_it_says_everything_without_colour(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane)
    pane.focus()
    await pilot.press("j")
    text = "\n".join(frame(host))
    assert host.no_color
    assert "+▌R" in text and "▸" in text and "Run job: 3 statements" in text


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light", "textual-light", "dracula"])
def test_every_kind_of_theme_draws_it(theme: str) -> None:
    @hosted(synced, size=(100, 60), theme=theme)
    async def scenario(host: PaneHost, pilot: Pilot[None]) -> None:
        host.pane.focus()
        await pilot.pause()
        assert any("+▌R" in line for line in frame(host))
        assert any("▸" in line for line in frame(host))

    scenario()


@hosted(long, size=(60, 20))
async def test_resize_and_a_shorter_policy_keep_it_whole(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane)
    pane.focus()
    await pilot.press("G")
    for size in ((30, 8), (6, 4), (120, 40)):
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert all(cell_len(line) == size[0] for line in frame(host))
    pane.view = policy_view(session_of())
    await pilot.pause()
    assert pane.cursor_row == pane.row_count - 1
    assert drawn(pane)[0].strip(), "the window came back with the rows"
    pane.view = None
    await pilot.press("j", "enter", "G")
    assert not any(line.strip() for line in drawn(pane))


@hosted(lambda: pane_of(PolicyView((PolicyRow("{}"),), ("Policy [red] [/x]",), "too [/] large", True, {})))
async def test_titles_are_never_markup(host: PaneHost, pilot: Pilot[None]) -> None:
    assert "Policy [red] [/x]" in frame(host)[0]
    assert "too [/] large" in frame(host)[-1]


def ten_statements() -> PolicyPane:
    rows = (PolicyRow("{"),)
    shortest = "Policy · incomplete · 10 statements"
    short = f"{shortest} · 2,223 of 10,240"
    return pane_of(PolicyView(rows, (f"{short} characters", short, shortest), "", False, {}))


@hosted(ten_statements, size=(80, 14))
async def test_the_title_is_the_longest_one_that_fits(host: PaneHost, pilot: Pilot[None]) -> None:
    for width, title in (
        (41, "incomplete · 10 statements ─"),
        (65, "incomplete · 10 statements · 2,223 of 10,240 ─"),
        (70, "incomplete · 10 statements · 2,223 of 10,240 characters ─"),
    ):
        await pilot.resize_terminal(width, 14)
        await pilot.pause()
        assert frame(host)[0].startswith(f"╭─ Policy · {title}")
