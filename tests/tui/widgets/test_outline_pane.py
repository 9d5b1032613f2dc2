"""The outline pane: keys, mouse, marks, hostile names."""

from __future__ import annotations

from rich.cells import cell_len
from textual.pilot import Pilot

from sfn_engine.display import safe
from sfn_tui.session.edits import SetDynamic
from sfn_tui.session.session import edit
from sfn_tui.views.graph import graph_view
from sfn_tui.widgets.graph_strips import MARK
from sfn_tui.widgets.outline_pane import OutlinePane
from tests.support.engine.machines import chain, task
from tests.support.tui.graphs import (
    BOTH,
    CHECK,
    GOOD,
    LAST,
    ORDER,
    SAVE,
    SEND,
    TELL,
    chosen,
    long_chain,
    opened,
    outline_of,
    wheel,
)
from tests.support.tui.panes import HOSTILE, PaneHost, attributes, drawn, frame, hosted
from tests.support.tui.sessions import session_of


def outline_in(host: PaneHost) -> OutlinePane:
    """Return the outline pane of a host, with the focus."""
    assert isinstance(host.pane, OutlinePane)
    host.pane.focus()
    return host.pane


def line_of(pane: OutlinePane, name: str) -> int:
    """Return the line of the state with this name."""
    return next(
        y for y, line in enumerate(drawn(pane)) if line[pane.GUTTER :].strip().startswith(f"{name} ·")
    )


@hosted(outline_of(), size=(90, 20))
async def test_it_lists_the_states(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = outline_in(host)
    lines = [line.rstrip() for line in drawn(pane) if line.strip()]
    assert len(lines) == 7
    assert lines[0].startswith("▸") and "Check · Task" in lines[0]
    assert [line[pane.GUTTER :] for line in lines if "Save" in line or "Send" in line] == [
        "  Save · Task  → End",
        "  Send · Task  → End",
    ]
    assert "◌ 1" in lines[line_of(pane, "Send")] and "● 4" in lines[line_of(pane, "Save")]
    assert "State outline" in frame(host)[0] and "1 of 7" in frame(host)[-1]
    assert {"bold", "reverse"} <= attributes(pane, 0, "Check")


@hosted(outline_of(), size=(90, 20))
async def test_keys_move_along_the_rows(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = outline_in(host)
    for start, key, end in (
        (CHECK, "down", GOOD), (CHECK, "j", GOOD), (GOOD, "up", CHECK), (GOOD, "k", CHECK), (CHECK, "up", CHECK),
        (BOTH, "right", SAVE), (BOTH, "l", SAVE), (SEND, "left", BOTH), (SEND, "h", BOTH), (LAST, "h", LAST),
        (SAVE, "right", SAVE), (SAVE, "down", SEND), (LAST, "g", CHECK), (LAST, "home", CHECK),
        (CHECK, "G", TELL), (CHECK, "end", TELL), (CHECK, "pagedown", TELL), (TELL, "pageup", CHECK),
        (CHECK, "ctrl+d", TELL), (TELL, "ctrl+u", CHECK), (None, "down", CHECK), (None, "left", None),
    ):  # fmt: skip
        pane.selected = start
        host.posted.clear()
        await pilot.press(key)
        assert pane.selected == end, (start, key)
        assert chosen(host.posted) == ([end] if end != start else []), (start, key)
    pane.selected = GOOD
    await pilot.press("enter")
    assert opened(host.posted) == [GOOD]


@hosted(outline_of(long_chain(100)), size=(40, 20))
async def test_the_selection_stays_in_view(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = outline_in(host)
    for keys in (["pagedown"], ["ctrl+d"], ["G"], ["pageup"], ["k"] * 30, ["g"]):
        await pilot.press(*keys)
        assert pane.selected is not None
        assert any(line.startswith("▸") and pane.selected[0] in line for line in drawn(pane)), keys
    pane.selected = ("Step 70",)
    for height in (10, 6, 30):
        await pilot.resize_terminal(40, height)
        await pilot.pause()
        assert any("Step 70" in line for line in drawn(pane)), height


@hosted(outline_of(long_chain(100)), size=(40, 20))
async def test_mouse(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = outline_in(host)
    await pilot.click(pane, offset=(15, 4))
    assert chosen(host.posted) == [("Step 3",)] and opened(host.posted) == []
    await pilot.double_click(pane, offset=(15, 6))
    assert chosen(host.posted)[-1] == ("Step 5",) and opened(host.posted) == [("Step 5",)]
    await wheel(pilot, pane)
    assert pane.scroll_offset.y > 0
    await pilot.click(pane, offset=(15, 4))
    assert chosen(host.posted)[-1] == (f"Step {pane.scroll_offset.y + 3}",)


@hosted(outline_of(), size=(30, 20))
async def test_long_rows_scroll_sideways(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = outline_in(host)
    await pilot.press("shift+right")
    assert pane.scroll_offset.x > 0 and drawn(pane)[0].startswith("▸")
    await pilot.press("shift+left")
    assert pane.scroll_offset.x == 0


@hosted(outline_of(long_chain(60)), size=(60, 20), NO_COLOR="1")
async def test_marked_states_say_so_without_colour(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = outline_in(host)
    pane.marked = frozenset({("Step 2",), ("Step 40",), ("No such state",)})
    await pilot.pause()
    y = line_of(pane, "Step 2")
    assert MARK in drawn(pane)[y] and sum(MARK in line for line in drawn(pane)) == 1
    assert {"bold", "underline"} <= attributes(pane, y, "Step 2")
    assert "1 of 60 · ◆ 3 marked" in frame(host)[-1]
    pane.marked = frozenset({("Step 40",)})
    await pilot.pause()
    assert MARK in drawn(pane)[line_of(pane, "Step 40")]


@hosted(OutlinePane, size=(60, 20))
async def test_views_come_and_go(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = outline_in(host)
    await pilot.press("down", "G", "enter", "l", "h", "pagedown")
    await pilot.click(pane, offset=(5, 5))
    assert host.posted == []
    session = session_of(ORDER)
    pane.view = first = graph_view(session, False, None)
    pane.selected = SAVE
    await pilot.pause()
    assert "● 4" in drawn(pane)[line_of(pane, "Save")] and not first.is_ready
    pane.view = graph_view(edit(session, SetDynamic(SAVE, "TableName")), False, first)
    await pilot.pause()
    assert "◌ 4" in drawn(pane)[line_of(pane, "Save")]
    pane.view = None
    await pilot.pause()
    assert not any(line.strip() for line in drawn(pane))


@hosted(outline_of(long_chain(5)), size=(60, 20))
async def test_a_hidden_pane_lists_nothing_until_it_is_seen(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = outline_in(host)
    pane.display = False
    await pilot.pause()
    pane.view = graph_view(session_of(ORDER), False, None)
    pane.selected = SEND
    await pilot.pause()
    pane.display = True
    await pilot.pause()
    assert drawn(pane)[line_of(pane, "Send")].startswith("▸")


@hosted(
    outline_of(
        chain(**{name: task("dynamodb:putItem", {"TableName": name, "Item": {}}) for name in HOSTILE})
    ),
    size=(80, 20),
)
async def test_hostile_names_are_shown_as_they_are(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = outline_in(host)
    for y, name in enumerate(HOSTILE):
        pane.selected = (name,)
        pane.marked = frozenset({(name,)})
        await pilot.pause()
        lines = frame(host)
        assert {cell_len(line) for line in lines} == {80}
        assert not any(char in line for line in lines for char in "\x1b\u202e")
        assert safe(name)[:30] in drawn(pane)[y]


@hosted(outline_of(), size=(90, 20))
async def test_another_theme_is_taken_up(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = outline_in(host)
    seen = set()
    for theme in ("textual-dark", "textual-light", "ansi-dark", "nord"):
        host.theme = theme
        await pilot.pause()
        seen.add(str(pane.render_line(0)._segments[-2].style))
    assert len(seen) == 4
