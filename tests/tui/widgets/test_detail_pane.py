"""The detail pane: cursor, switches, grants, hostile text."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from sfn_engine.asl.model import StatePath
from sfn_tui.session.edits import SetDynamic, SetPattern
from sfn_tui.session.session import edit, select
from sfn_tui.views.detail import DetailView, detail_view
from sfn_tui.views.detail_rows import GrantItem, PatternItem
from sfn_tui.widgets.detail_pane import DetailPane
from sfn_tui.widgets.messages import GrantChosen, PatternChosen, TargetToggled
from tests.support.engine.machines import chain, task
from tests.support.tui.panes import HOSTILE, PaneHost, attributes, drag, drawn, frame, hosted
from tests.support.tui.sessions import session_of

RUN, SAVE, TELL = ("Run job",), ("Save",), ("Tell",)


def pane_of(view: DetailView | None) -> DetailPane:
    """Make a pane that shows a view."""
    pane = DetailPane()
    pane.view = view
    return pane


def state(path: StatePath) -> DetailPane:
    """The pane of one state of the machine as opened."""
    return pane_of(detail_view(select(session_of(), path)))


def synced() -> DetailPane:
    """The job after it was made `.sync`."""
    return pane_of(detail_view(edit(session_of(), SetPattern(RUN, "sync"))))


def hostile() -> DetailPane:
    """A state with a hostile name, target and comment."""
    states = {name: task("ecs:runTask.sync", {"TaskDefinition": name}, Comment=name) for name in HOSTILE}
    return pane_of(detail_view(session_of(chain(**states))))


def row_of(pane: DetailPane, text: str) -> int:
    """Return the first visible line that holds a text."""
    return next(y for y, line in enumerate(drawn(pane)) if text in line)


@hosted(synced, size=(120, 16))
async def test_it_shows_the_whole_state(host: PaneHost, pilot: Pilot[None]) -> None:
    lines = drawn(host.pane)
    assert "Detail · Run job" in frame(host)[0]
    assert lines[0].startswith("  Run job · Amazon ECS RunTask    Pattern  ( ) request-response   (●) .sync")
    assert any("poll        ecs:DescribeTasks" in line for line in lines)


@hosted(lambda: state(TELL), size=(120, 16))
async def test_the_cursor_walks_over_all_that_can_be_done(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, DetailPane)
    pane.focus()
    await pilot.pause()
    assert pane.cursor_item == PatternItem("request-response", "")
    assert "reverse" in attributes(pane, 0, "(●) request")
    await pilot.press("l", "right")
    assert pane.cursor_item == PatternItem("callback", "")
    await pilot.press("right", "left", "left", "h")
    assert pane.cursor_item == PatternItem("request-response", "")
    await pilot.press("j")
    assert pane.cursor_target == "QueueUrl"
    assert drawn(pane)[row_of(pane, "QueueUrl")].startswith("▸")
    await pilot.press("down")
    assert isinstance(pane.cursor_item, GrantItem) and pane.cursor_target is None
    await pilot.press("k", "up", "up")
    assert isinstance(pane.cursor_item, PatternItem)


@hosted(lambda: state(TELL), size=(120, 16))
async def test_enter_and_space_act(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, DetailPane)
    pane.focus()
    await pilot.press("l", "l", "enter")
    chosen = host.posted[-1]
    assert isinstance(chosen, PatternChosen) and (chosen.path, chosen.pattern) == (TELL, "callback")
    await pilot.press("j", "space")
    toggled = host.posted[-1]
    assert isinstance(toggled, TargetToggled) and (toggled.path, toggled.target) == (TELL, "QueueUrl")
    await pilot.press("j")
    arrived = host.posted[-1]
    assert isinstance(arrived, GrantChosen) and arrived.statement == 2
    await pilot.press("enter")
    assert len([message for message in host.posted if isinstance(message, GrantChosen)]) == 2


@hosted(lambda: state(TELL), size=(120, 16))
async def test_a_pattern_that_is_not_offered_says_why(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, DetailPane)
    pane.focus()
    await pilot.press("l")
    assert "dim" in attributes(pane, 0, "(—) .sync")
    assert ".sync is not supported by sqs:sendMessage" in drawn(pane)[1]
    await pilot.press("enter")
    await pilot.pause()
    assert not host.posted
    assert isinstance(pane.cursor_item, PatternItem)
    assert [notice.message for notice in host._notifications] == [pane.cursor_item.disabled_reason]
    assert not any(notice.markup for notice in host._notifications)


@hosted(lambda: state(TELL), size=(120, 16))
async def test_clicks_act_once(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, DetailPane)
    lines = drawn(pane)
    await pilot.click(pane, offset=(1 + lines[0].index("callback"), 1))
    assert isinstance(host.posted[-1], PatternChosen)
    await pilot.click(pane, offset=(4, 1))
    assert len(host.posted) == 1, "the heading is no switch"
    await pilot.double_click(pane, offset=(8, 1 + row_of(pane, "QueueUrl")))
    assert [type(message) for message in host.posted] == [PatternChosen, TargetToggled]
    await pilot.click(pane, offset=(8, 1 + row_of(pane, "sqs:SendMessage")))
    assert isinstance(host.posted[-1], GrantChosen)


@hosted(synced, size=(80, 10))
async def test_the_pane_scrolls_to_its_end_and_back(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, DetailPane)
    pane.focus()
    await pilot.press("G")
    assert drawn(pane)[-1].strip() == "}"
    await pilot.press("g")
    assert "Run job" in drawn(pane)[0]
    for _ in range(80):
        pane.action_move(1)
    await pilot.pause()
    assert drawn(pane)[-1].strip() == "}", "behind the last item, down scrolls"
    for _ in range(80):
        pane.action_move(-1)
    await pilot.pause()
    assert "Run job" in drawn(pane)[0]
    await pilot.press("pagedown", "ctrl+d", "ctrl+u", "pageup")
    assert "Run job" in drawn(pane)[0]


@hosted(synced, size=(120, 16))
async def test_the_cursor_stays_on_its_item_after_an_edit(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, DetailPane)
    pane.focus()
    await pilot.press("j")
    session = edit(edit(session_of(), SetPattern(RUN, "sync")), SetDynamic(RUN, "TaskDefinition"))
    pane.view = detail_view(session)
    await pilot.pause()
    assert pane.cursor_target == "TaskDefinition"
    assert "◌ dynamic" in drawn(pane)[1]
    pane.view = detail_view(select(session, TELL))
    await pilot.pause()
    assert pane.cursor_item == PatternItem("request-response", "")


@hosted(synced, size=(120, 30))
async def test_its_text_can_be_selected(host: PaneHost, pilot: Pilot[None]) -> None:
    await drag(pilot, (3, 1), (9, 1))
    assert host.screen.get_selected_text() == "Run job"
    assert not host.posted


@hosted(hostile, size=(100, 60))
async def test_hostile_names_are_shown_as_they_are(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, DetailPane)
    session = session_of(
        chain(**{name: task("ecs:runTask.sync", {"TaskDefinition": name}, Comment=name) for name in HOSTILE})
    )
    for name in HOSTILE:
        pane.view = detail_view(select(session, (name,)))
        await pilot.pause()
        assert pane.view is not None
        shown = "".join("".join(drawn(pane)).split())
        assert "".join(pane.view.heading.split()) in shown
        assert not set("\x1b\u202e\u200d") & set("".join(frame(host)))
        assert pane.view.heading[:60] in frame(host)[0]
        assert all(cell_len(line) == 100 for line in frame(host))


@hosted(hostile, size=(100, 60))
async def test_it_is_wrapped_again_when_the_size_changes(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, DetailPane)
    pane.focus()
    for size in ((40, 12), (12, 5), (5, 3), (160, 40)):
        await pilot.resize_terminal(*size)
        await pilot.press("j", "G", "g")
        assert all(cell_len(line) == size[0] for line in frame(host))
        assert pane.max_scroll_x == 0


@hosted(synced, size=(120, 16), NO_COLOR="1")
async def test_it_says_everything_without_colour(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, DetailPane)
    pane.focus()
    await pilot.press("j")
    text = "\n".join(frame(host))
    assert host.no_color
    assert "(●) .sync" in text and "▸ TaskDefinition  ● static" in text


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light", "textual-light", "dracula"])
def test_every_kind_of_theme_draws_it(theme: str) -> None:
    @hosted(synced, size=(100, 30), theme=theme)
    async def scenario(host: PaneHost, pilot: Pilot[None]) -> None:
        host.pane.focus()
        await pilot.press("j")
        assert any("▸ TaskDefinition" in line for line in frame(host))

    scenario()


@hosted(lambda: pane_of(None), size=(40, 6))
async def test_without_a_state_it_says_so(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, DetailPane)
    pane.focus()
    await pilot.press("j", "k", "l", "enter", "G", "g", "pagedown")
    assert "No state selected." in drawn(pane)[0]
    assert pane.cursor_target is None
