"""The policy pane: owners, marks, dimming, cursor, selection, hostile text."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from sfn_engine.asl.model import StatePath
from sfn_tui.intents import SetDynamic, SetPattern
from sfn_tui.messages import PolicyRowChosen, PolicyRowOpened
from sfn_tui.ownership import figures, first_row, owner_label, owner_labels, owners_of
from sfn_tui.policy_view import PolicyRow, PolicyView, policy_view
from sfn_tui.session import edit
from sfn_tui.widgets.policy_pane import PolicyPane
from tests.engine.machines import chain, task
from tests.tui.panes import HOSTILE, Host, attributes, drag, drawn, frame, hosted
from tests.tui.sessions import session_of

RUN, SAVE, TELL = ("Run job",), ("Save",), ("Tell",)


def pane_of(view: PolicyView, selected: StatePath | None = None) -> PolicyPane:
    """Make a pane that shows a view."""
    pane = PolicyPane()
    pane.view = view
    pane.selected = selected
    return pane


def opened(selected: StatePath | None = None) -> PolicyPane:
    """The pane of the machine as opened."""
    return pane_of(policy_view(session_of()), selected)


def synced() -> PolicyPane:
    """The pane right after the job was made `.sync`."""
    return pane_of(policy_view(edit(session_of(), SetPattern(RUN, "sync"))), RUN)


def unsynced() -> PolicyPane:
    """The pane right after `.sync` was taken away."""
    session = edit(session_of(), SetPattern(RUN, "sync"))
    return pane_of(policy_view(edit(session, SetPattern(RUN, "request-response"))), RUN)


def dynamic() -> PolicyPane:
    """The pane right after a wildcard appeared."""
    return pane_of(policy_view(edit(session_of(), SetDynamic(SAVE, "TableName"))), SAVE)


def shared() -> PolicyPane:
    """Two states that need the same."""
    sends = task("sqs:sendMessage", {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q"})
    return pane_of(policy_view(session_of(chain(Ask=sends, Tell=sends))), ("Ask",))


def hostile() -> PolicyPane:
    """States and tables with every hostile name."""
    states = {name: task("dynamodb:putItem", {"TableName": name, "Item": {}}) for name in HOSTILE}
    return pane_of(policy_view(session_of(chain(**states))), (HOSTILE[0],))


def long() -> PolicyPane:
    """A policy of many rows, each with its own state."""
    states = {
        f"S{place}": task("sns:publish", {"TopicArn": f"arn:aws:sns:us-east-1:123456789012:t{place}"})
        for place in range(80)
    }
    return pane_of(policy_view(session_of(chain(**states))))


def text_rows(pane: PolicyPane) -> list[str]:
    """Return the policy's lines without their gutters, blank lines left out."""
    return [line[pane.GUTTER :].rstrip() for line in drawn(pane) if line.strip()]


@hosted(opened, size=(100, 60))
async def test_it_prints_the_document(host: Host, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane)
    document = json.loads("\n".join(text_rows(pane)))
    assert document == session_of().policy.document
    assert "Policy · 3 statements" in frame(host)[0]


@hosted(lambda: opened(SAVE), size=(100, 60))
async def test_the_selection_stands_out_and_the_rest_is_dimmed(host: Host, pilot: Pilot[None]) -> None:
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
    host: Host, pilot: Pilot[None]
) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane)
    for selected in (None, ("No such state",)):
        pane.selected = selected
        await pilot.pause()
        assert not any(
            "dim" in attributes(pane, y, line.strip()[:1]) for y, line in enumerate(text_rows(pane))
        )
    assert "No such state: no line" in frame(host)[-1]


@hosted(synced, size=(100, 60))
async def test_added_lines_have_a_plus(host: Host, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane) and pane.view is not None
    marks = "".join(line[0] for line in drawn(pane))[: len(pane.view.rows)]
    assert marks == "".join(row.mark or " " for row in pane.view.rows)
    assert "+" in marks


@hosted(unsynced, size=(100, 60))
async def test_removed_lines_are_struck_and_not_copied(host: Host, pilot: Pilot[None]) -> None:
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
async def test_wildcards_stand_out_without_colour(host: Host, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane) and pane.view is not None
    wild = next(y for y, row in enumerate(pane.view.rows) if row.is_wild and SAVE in row.owners)
    assert {"bold", "underline"} <= attributes(pane, wild, "*")


@hosted(shared, size=(100, 60))
async def test_a_shared_line_says_so(host: Host, pilot: Pilot[None]) -> None:
    assert any(line[2:4] == "A+" for line in drawn(host.pane))


@pytest.mark.parametrize(
    ("owners", "label"),
    [
        ((), "  "),
        ((RUN,), "RJ"),
        ((RUN, SAVE), "R+"),
        ((("東京",),), "東"),
        ((("東京",), SAVE), "•+"),
        ((("\x1b[2J",),), "X2"),
        ((("\u0301x",),), "X "),
        ((("ßa",),), "Sa"),
        ((("",),), "•1"),
    ],
)
def test_the_owner_label_is_always_two_cells(owners: tuple[StatePath, ...], label: str) -> None:
    row = PolicyRow("x", owners=owners)
    assert owner_label(row, owner_labels([row])) == label
    assert cell_len(label) == 2


@pytest.mark.parametrize(
    ("names", "labels"),
    [
        (("Clean the raw data", "Count visits"), ("CT", "CV")),
        (("Save", "Save it", "Salvage", "SaveAll"), ("Sa", "SI", "Sl", "Sv")),
        (("Save all", "SaveAll", "save-all"), ("SA", "Sv", "Se")),
        (("A", "a", "A!"), ("A ", "A1", "A2")),
        (("東京", "東北"), ("東", "•1")),
    ],
)
def test_owner_labels_tell_states_apart(names: tuple[str, ...], labels: tuple[str, ...]) -> None:
    rows = [PolicyRow("x", owners=((name,),)) for name in names]
    assert tuple(owner_labels(rows).values()) == labels


def test_owner_labels_that_have_run_out_say_so() -> None:
    rows = [PolicyRow("x", owners=(("Same", str(place), "Go"),)) for place in range(20)]
    labels = list(owner_labels([*rows, PolicyRow("y", owners=((RUN, SAVE)))]).values())
    assert labels[:3] == ["Go", "G1", "G2"] and labels[-1] == "G…" and len(labels) == 20
    assert len(set(labels[:10])) == 10


def test_a_container_stands_for_the_states_inside_it() -> None:
    inner, outer = ("All", "Send"), ("All",)
    view = PolicyView(
        (PolicyRow("{"), PolicyRow("x", statement=0, owners=(inner,))), "", "", False, {inner: 1}
    )
    assert owners_of(view, outer) == owners_of(view, inner) == {inner}
    assert first_row(view, outer) == 1
    assert figures(view, outer, owners_of(view, outer)) == "All: 1 statement, 1 line"
    assert owners_of(view, ("Al",)) == frozenset()
    own = replace(view, first_of={inner: 1, outer: 0})
    assert owners_of(own, outer) == {outer}, "a container with rights of its own stands for itself"


@hosted(long, size=(60, 20))
async def test_a_statement_and_a_row_are_shown_when_asked_for(host: Host, pilot: Pilot[None]) -> None:
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
async def test_keys_move_the_cursor(host: Host, pilot: Pilot[None]) -> None:
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
async def test_the_gutter_stays_when_the_text_is_scrolled_sideways(host: Host, pilot: Pilot[None]) -> None:
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
async def test_a_state_is_shown_without_taking_the_focus(host: Host, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane) and pane.view is not None
    pane.show_state(("S60",))
    await pilot.pause()
    row = pane.view.first_of[("S60",)]
    assert 0 <= row - pane.scroll_offset.y <= pane.page // 2
    assert not pane.has_focus and not host.posted
    assert pane.cursor_row == row


@hosted(long, size=(60, 20))
async def test_the_window_does_not_jump_away_from_the_cursor(host: Host, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane)
    pane.focus()
    await pilot.press("G", "k", "k")  # the closing bracket of the statement belongs to all
    place, row = pane.scroll_offset.y, pane.cursor_row
    pane.show_state(("S0",))
    assert (pane.scroll_offset.y, pane.cursor_row) == (place, row)


@hosted(opened, size=(60, 20))
async def test_the_mouse_moves_the_cursor_and_opens(host: Host, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane)
    await pilot.click(pane, offset=(10, 4))
    assert pane.cursor_row == 3
    assert isinstance(host.posted[-1], PolicyRowChosen)
    await pilot.double_click(pane, offset=(10, 5))
    assert isinstance(host.posted[-1], PolicyRowOpened) and host.posted[-1].row == 4
    assert not host.screen.selections


@hosted(opened, size=(60, 20))
async def test_text_is_selected_without_the_gutter(host: Host, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane) and pane.view is not None
    # From inside the gutter of the second row to the fourth cell of the third row's text.
    await drag(pilot, (2, 2), (9, 3))
    assert host.screen.get_selected_text() == '  "Version": "2012-10-17",\n  "S'
    assert not host.posted, "a drag is no click"
    pane.view = replace(pane.view, rows=pane.view.rows[:1])
    await pilot.pause()
    assert host.screen.get_selected_text() in ("", None), "the selected rows are gone"


@hosted(hostile, size=(160, 80))
async def test_hostile_names_are_shown_as_they_are(host: Host, pilot: Pilot[None]) -> None:
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
async def test_wide_text_never_breaks_the_frame(host: Host, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, PolicyPane)
    for x in range(0, 60, 3):
        pane.scroll_to(x=x, y=20, animate=False)
        await pilot.pause()
        assert all(cell_len(line) == 50 for line in frame(host))


@hosted(synced, size=(100, 60), NO_COLOR="1")
async def test_it_says_everything_without_colour(host: Host, pilot: Pilot[None]) -> None:
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
    async def scenario(host: Host, pilot: Pilot[None]) -> None:
        host.pane.focus()
        await pilot.pause()
        assert any("+▌R" in line for line in frame(host))
        assert any("▸" in line for line in frame(host))

    scenario()


@hosted(long, size=(60, 20))
async def test_resize_and_a_shorter_policy_keep_it_whole(host: Host, pilot: Pilot[None]) -> None:
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


@hosted(lambda: pane_of(PolicyView((PolicyRow("{}"),), "Policy [red] [/x]", "too [/] large", True, {})))
async def test_titles_are_never_markup(host: Host, pilot: Pilot[None]) -> None:
    assert "Policy [red] [/x]" in frame(host)[0]
    assert "too [/] large" in frame(host)[-1]


def test_only_visible_rows_are_built() -> None:
    rows = tuple(PolicyRow(f'  "row {place}"', owners=(RUN,)) for place in range(50_000))

    @hosted(lambda: pane_of(PolicyView(rows, "Policy", "", False, {RUN: 0}), RUN), size=(80, 24))
    async def scenario(host: Host, pilot: Pilot[None]) -> None:
        pane = host.pane
        assert isinstance(pane, PolicyPane)
        pane.scroll_to(y=30_000, animate=False)
        await pilot.pause()
        assert len(pane._strips) < 100

    scenario()
