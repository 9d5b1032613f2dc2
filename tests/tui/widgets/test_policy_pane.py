"""The policy pane: owners, marks, dimming, cursor, selection."""

from __future__ import annotations

import json
from dataclasses import replace

from textual.pilot import Pilot

from sfn_tui.views.policy import PolicyRow, PolicyView
from sfn_tui.widgets.messages import PolicyRowChosen, PolicyRowOpened
from sfn_tui.widgets.policy_pane import PolicyPane
from tests.support.tui.panes import PaneHost, attributes, drag, drawn, frame, hosted
from tests.support.tui.policy_panes import (
    RUN,
    SAVE,
    dynamic,
    long,
    opened,
    pane_of,
    shared,
    synced,
    text_rows,
    unsynced,
)
from tests.support.tui.sessions import session_of


@hosted(opened, size=(100, 60))
async def test_it_prints_the_document(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane)
    document = json.loads("\n".join(text_rows(pane)))
    assert document == session_of().policy.document
    assert "Policy · incomplete · 3 statements" in frame(host)[0]


@hosted(lambda: opened(SAVE), size=(100, 60))
async def test_the_selection_stands_out_and_the_rest_is_dimmed(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane) and pane.view is not None
    for y, row in enumerate(pane.view.rows):
        own = SAVE in row.owners
        assert (drawn(pane)[y][1] == "▌") is own
        word = row.text.strip()[:1]
        assert ("dim" in attributes(pane, y, word)) is not own
    assert any(line[2:4] == "Sa" for line in drawn(pane))
    count = sum(SAVE in row.owners for row in pane.view.rows)
    assert f"Save: 1 statement, {count} lines" in frame(host)[-1]


@hosted(opened, size=(100, 60))
async def test_nothing_is_dimmed_without_a_selection_or_where_it_owns_nothing(
    host: PaneHost, pilot: Pilot[None]
) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane)
    for selected in (None, ("No such state",)):
        pane.selected = selected
        await pilot.pause()
        assert not any(
            "dim" in attributes(pane, y, line.strip()[:1]) for y, line in enumerate(text_rows(pane))
        )
    assert "No such state: no lines" in frame(host)[-1]


@hosted(synced, size=(100, 60))
async def test_added_lines_have_a_plus(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane) and pane.view is not None
    marks = "".join(line[0] for line in drawn(pane))[: len(pane.view.rows)]
    assert marks == "".join(row.mark or " " for row in pane.view.rows)
    assert "+" in marks


@hosted(unsynced, size=(100, 60))
async def test_removed_lines_are_struck_and_not_copied(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane) and pane.view is not None
    gone = [y for y, row in enumerate(pane.view.rows) if row.mark == "-"]
    assert gone
    for y in gone:
        assert drawn(pane)[y].startswith("-")
        assert "strike" in attributes(pane, y, pane.view.rows[y].text.strip()[:4])
        assert "strike" not in attributes(pane, y, "  "), "the indent is not struck"
    pane.text_select_all()
    copied = host.screen.get_selected_text()
    assert copied is not None
    assert json.loads(copied) == session_of().policy.document


@hosted(dynamic, size=(100, 60))
async def test_wildcards_stand_out_without_colour(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane) and pane.view is not None
    wild = next(y for y, row in enumerate(pane.view.rows) if row.is_wild and SAVE in row.owners)
    assert {"bold", "underline"} <= attributes(pane, wild, "*")


@hosted(shared, size=(100, 60))
async def test_a_shared_line_says_so(host: PaneHost, pilot: Pilot[None]) -> None:
    assert any(line[2:4] == "A+" for line in drawn(host.pane))


@hosted(long, size=(60, 20))
async def test_a_statement_and_a_row_are_shown_when_asked_for(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane) and pane.view is not None
    pane.go_to_row(70)
    await pilot.pause()
    assert pane.cursor_row == 70 and "▌" not in drawn(pane)[0]
    assert isinstance(host.posted[-1], PolicyRowChosen) and host.posted[-1].row == 70
    pane.show_statement(0)
    await pilot.pause()
    assert pane.view.rows[pane.cursor_row].statement == 0 and pane.scroll_offset.y == 0
    assert len(host.posted) == 1, "only a person's moves are told"
    pane.show_statement(99)


@hosted(long, size=(60, 20))
async def test_keys_move_the_cursor(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane)
    pane.focus()
    last, page = pane.row_count - 1, pane.page
    expected = 0
    for key, step in [
        ("down", 1),
        ("j", 1),
        ("up", -1),
        ("k", -1),
        ("pagedown", page),
        ("pageup", -page),
        ("ctrl+d", round(page / 2)),
        ("ctrl+u", -round(page / 2)),
        ("G", last),
        ("g", -last),
        ("end", last),
        ("home", -last),
    ]:
        await pilot.press(key)
        expected += step
        assert pane.cursor_row == expected, key
        assert isinstance(host.posted[-1], PolicyRowChosen) and host.posted[-1].row == expected
        assert drawn(pane)[expected - pane.scroll_offset.y][4] == "▸"
    await pilot.press("up", "enter")
    assert isinstance(host.posted[-1], PolicyRowOpened) and host.posted[-1].row == 0


@hosted(long, size=(40, 20))
async def test_the_gutter_stays_when_the_text_is_scrolled_sideways(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane)
    pane.selected = ("S0",)
    pane.focus()
    await pilot.pause()
    before = drawn(pane)
    await pilot.press("right")
    after = drawn(pane)
    for old, new in zip(before, after, strict=True):
        assert old[:4] == new[:4]
        assert old[13:] == new[5 : len(old) - 8]
    await pilot.press("h")
    assert drawn(pane) == before


@hosted(long, size=(60, 20))
async def test_a_state_is_shown_without_taking_the_focus(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane) and pane.view is not None
    pane.show_state(("S60",))
    await pilot.pause()
    row = pane.view.first_of[("S60",)]
    assert 0 <= row - pane.scroll_offset.y <= pane.page // 2
    assert not pane.has_focus and not host.posted
    assert pane.cursor_row == row


@hosted(long, size=(60, 20))
async def test_the_window_does_not_jump_away_from_the_cursor(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane)
    pane.focus()
    await pilot.press("G", "k", "k")  # the closing bracket of the statement belongs to all
    top, row = pane.scroll_offset.y, pane.cursor_row
    pane.show_state(("S0",))
    assert (pane.scroll_offset.y, pane.cursor_row) == (top, row)


@hosted(opened, size=(60, 20))
async def test_the_mouse_moves_the_cursor_and_opens(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane)
    await pilot.click(pane, offset=(10, 4))
    assert pane.cursor_row == 3
    assert isinstance(host.posted[-1], PolicyRowChosen)
    await pilot.double_click(pane, offset=(10, 5))
    assert isinstance(host.posted[-1], PolicyRowOpened) and host.posted[-1].row == 4
    assert not host.screen.selections


@hosted(opened, size=(60, 20))
async def test_text_is_selected_without_the_gutter(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane) and pane.view is not None
    # From inside the gutter of the second row to the fourth cell of the third row's text.
    await drag(pilot, (2, 2), (9, 3))
    assert host.screen.get_selected_text() == '  "Version": "2012-10-17",\n  "S'
    assert not host.posted, "a drag is no click"
    pane.view = replace(pane.view, rows=pane.view.rows[:1])
    await pilot.pause()
    assert host.screen.get_selected_text() in ("", None), "the selected rows are gone"


def test_only_visible_rows_are_built() -> None:
    rows = tuple(PolicyRow(f'  "row {index}"', owners=(RUN,)) for index in range(50_000))

    @hosted(lambda: pane_of(PolicyView(rows, ("Policy",), "", False, {RUN: 0}), RUN), size=(80, 24))
    async def scenario(host: PaneHost, pilot: Pilot[None]) -> None:
        pane = host.pane
        assert isinstance(pane, PolicyPane)
        pane.scroll_to(y=30_000, animate=False)
        await pilot.pause()
        assert len(pane._strips) < 100

    scenario()
