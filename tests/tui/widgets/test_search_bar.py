"""The search bar in an app of its own."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.pilot import Pilot
from textual.widgets import Input, Static

from sfn_tui.views.search import Hit, HitKind, search
from sfn_tui.widgets.hit_list import HitList
from sfn_tui.widgets.search_bar import SearchBar
from tests.support.tui.finding import HOSTILE, SHOWN, shown, viewed


class PaneStandIn(Static, can_focus=True):
    """Stands for a pane of the main screen."""


class SearchHost(App[None]):
    """Does what the main screen does: answers the search, notes what the bar tells."""

    CSS = "Screen { layers: base over; } PaneStandIn { height: 1fr; }"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority the app itself opens the search, before it hands out the next key.
        Binding("slash", "search", "Search", priority=True),
        Binding("ctrl+z", "undo", "Undo"),
    ]

    def __init__(self, *, hostile: bool = False) -> None:
        super().__init__()
        self.viewed = viewed(hostile=hostile)
        self.told: list[Any] = []
        self.undone = 0

    def compose(self) -> ComposeResult:
        yield PaneStandIn("first", id="first")
        yield PaneStandIn("second", id="second")
        yield SearchBar()
        yield Static("footer", id="footer")

    @property
    def bar(self) -> SearchBar:
        return self.query_one(SearchBar)

    @property
    def chosen(self) -> list[Hit]:
        return [entry.hit for entry in self.told if isinstance(entry, SearchBar.HitChosen)]

    @property
    def closed(self) -> int:
        return sum(isinstance(entry, SearchBar.Closed) for entry in self.told)

    def action_search(self) -> None:
        self.bar.open()

    def action_undo(self) -> None:
        self.undone += 1

    def on_search_bar_text_changed(self, message: SearchBar.TextChanged) -> None:
        self.told.append(message)
        self.bar.hits = search(*self.viewed, message.text)

    def on_search_bar_hit_chosen(self, message: SearchBar.HitChosen) -> None:
        self.told.append(message)

    def on_search_bar_closed(self, message: SearchBar.Closed) -> None:
        self.told.append(message)


async def typed(driver: Pilot[None], text: str) -> None:
    for char in text:
        await driver.press({" ": "space", "/": "slash", ":": "colon", ".": "full_stop"}.get(char, char))
    await driver.pause()


async def test_it_opens_above_the_last_row_and_leaves_the_panes_alone() -> None:
    app = SearchHost()
    async with app.run_test(size=(80, 20)) as driver:
        before = app.query_one("#first").region
        assert not app.bar.is_open and not app.bar.display
        await driver.press("slash")
        await driver.pause()
        assert app.bar.display and isinstance(app.focused, Input)
        assert app.bar.query_one(Input).region.y == 18
        assert app.query_one("#first").region == before
        assert "is:wild" in shown(app)


async def test_hits_are_shown_with_their_count_and_enter_goes_to_one() -> None:
    app = SearchHost()
    async with app.run_test(size=(80, 20)) as driver:
        await driver.press("slash")
        await typed(driver, "order")
        lines = shown(app).splitlines()
        assert lines[16].startswith("▸ state     Save order")
        assert lines[17].startswith("  ARN") and "for Save order" in lines[17]
        assert "1 of 2 hits" in lines[18]
        await driver.press("down")
        await driver.pause()
        assert "2 of 2 hits" in shown(app)
        await driver.press("enter")
        await driver.pause()
        assert [hit.kind for hit in app.chosen] == ["resource"]
        assert app.closed == 1 and not app.bar.display


async def test_matched_pieces_are_underlined() -> None:
    app = SearchHost()
    async with app.run_test(size=(80, 20)) as driver:
        await driver.press("slash")
        await typed(driver, "order")
        found = app.query_one(HitList)
        for line in range(2):
            marked = "".join(
                segment.text
                for segment in found.render_line(line)
                if segment.style and segment.style.underline
            )
            assert marked == "order"


async def test_keys_that_come_in_one_burst() -> None:
    from textual import events

    app = SearchHost()
    async with app.run_test(size=(80, 20)) as driver:
        for key, char in (("slash", "/"), ("t", "t"), ("e", "e"), ("l", "l"), ("enter", "\r")):
            app.post_message(events.Key(key, char))
        await driver.pause()
        await driver.pause()
        assert [hit.text for hit in app.chosen] == ["Tell"]


async def test_enter_waits_for_the_answer_to_what_was_typed() -> None:
    app = SearchHost()
    async with app.run_test(size=(80, 20)) as driver:
        await driver.press("slash")
        field = app.bar.query_one(Input)
        # As a paste that ends with a return: both come before the first answer.
        field.value = "mystery"
        await field.action_submit()
        assert app.chosen == []
        await driver.pause()
        assert [hit.text for hit in app.chosen] == ["Mystery"]


async def test_escape_restores_focus_and_what_was_found_before() -> None:
    app = SearchHost()
    async with app.run_test(size=(80, 20)) as driver:
        app.query_one("#second").focus()
        await driver.press("slash")
        await typed(driver, "mystery")
        await driver.press("enter", "slash")
        app.query_one("#second").focus()
        await driver.pause()
        await driver.press("slash")
        await typed(driver, "tell")
        assert [hit.text for hit in app.bar.hits] == ["Tell"]
        await driver.press("escape")
        await driver.pause()
        assert app.focused is app.query_one("#second")
        assert [hit.text for hit in app.bar.hits] == ["Mystery"]
        assert not app.bar.is_open and len(app.chosen) == 1


async def test_the_last_search_comes_back_and_typing_replaces_it() -> None:
    app = SearchHost()
    async with app.run_test(size=(80, 20)) as driver:
        await driver.press("slash")
        await typed(driver, "tell")
        await driver.press("enter", "slash")
        await driver.pause()
        assert app.bar.text == "tell" and len(app.bar.hits) == 1
        await typed(driver, "pack")
        assert app.bar.text == "pack"


async def test_no_hit_stays_open_and_says_so() -> None:
    app = SearchHost()
    async with app.run_test(size=(80, 20)) as driver:
        await driver.press("slash")
        await typed(driver, "qqq")
        await driver.press("enter")
        await driver.pause()
        assert app.bar.is_open and app.chosen == [] and "no hits" in shown(app)
        await driver.press("backspace", "backspace", "backspace", "enter")
        await driver.pause()
        assert not app.bar.is_open, "Enter on nothing closes"


async def test_another_pane_takes_the_focus() -> None:
    app = SearchHost()
    async with app.run_test(size=(80, 20)) as driver:
        await driver.press("slash")
        await typed(driver, "tell")
        app.query_one("#second").focus()
        await driver.pause()
        assert not app.bar.is_open and app.closed == 1
        assert app.focused is app.query_one("#second")


async def test_the_terminal_loses_the_focus_for_a_moment() -> None:
    from textual import events

    app = SearchHost()
    async with app.run_test(size=(80, 20)) as driver:
        await driver.press("slash")
        await typed(driver, "tell")
        app.post_message(events.AppBlur())
        await driver.pause()
        app.post_message(events.AppFocus())
        await driver.pause()
        assert app.bar.is_open and app.bar.text == "tell"


async def test_undo_is_not_for_the_policy_while_one_types() -> None:
    app = SearchHost()
    async with app.run_test(size=(80, 20)) as driver:
        await driver.press("slash", "ctrl+z")
        assert app.undone == 0
        await driver.press("escape", "ctrl+z")
        assert app.undone == 1


async def test_mouse() -> None:
    app = SearchHost()
    async with app.run_test(size=(80, 20)) as driver:
        await driver.press("slash")
        await typed(driver, "order")
        await driver.click(HitList, offset=(15, 1))
        await driver.pause()
        assert [hit.kind for hit in app.chosen] == ["resource"]


async def test_long_lists_scroll_and_go_round() -> None:
    app = SearchHost()
    async with app.run_test(size=(80, 20)) as driver:
        await driver.press("slash")
        await typed(driver, "e")
        found = app.query_one(HitList)
        count = len(found.hits)
        assert count > 8 and found.size.height == 8
        await driver.press("up")
        assert found.cursor == count - 1
        assert found.render_line(7).text.startswith("▸")
        await driver.press("down", "pagedown")
        assert found.cursor == 8
        assert found.render_line(7).text.startswith("▸")


async def test_hostile_names_are_shown_as_they_are() -> None:
    for width in (40, 80, 140):
        app = SearchHost(hostile=True)
        async with app.run_test(size=(width, 20)) as driver:
            await driver.press("slash")
            await typed(driver, "click")
            screen = shown(app)
            assert SHOWN[: width - 16] in screen
            assert "\x1b" not in screen and "\u202e" not in screen
            await driver.press("enter")
            await driver.pause()
            assert app.chosen[0].path == (HOSTILE,)


async def test_every_row_is_as_wide_as_the_terminal() -> None:
    from rich.cells import cell_len

    app = SearchHost()
    async with app.run_test(size=(40, 12)) as driver:
        wide = "状態の名前がとても長い" * 6
        kinds: tuple[HitKind, ...] = ("state", "resource", "action")
        hits = tuple(Hit(kind, wide, ("外側", wide), 3, 1.0, ((0, 66),)) for kind in kinds)
        app.bar.open()
        await driver.pause()
        app.bar.hits = hits
        await driver.pause()
        found = app.query_one(HitList)
        assert [cell_len(found.render_line(y).text) for y in range(3)] == [40, 40, 40]


async def test_a_slash_can_be_searched_for() -> None:
    app = SearchHost()
    async with app.run_test(size=(80, 20)) as driver:
        await driver.press("slash")
        await typed(driver, "table/or")
        assert app.bar.text == "table/or"
        assert [hit.kind for hit in app.bar.hits] == ["resource"]


async def test_without_colour_cursor_and_matches_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = SearchHost()
    async with app.run_test(size=(80, 20)) as driver:
        await driver.press("slash")
        await typed(driver, "order")
        here, other = (list(app.query_one(HitList).render_line(y)) for y in (0, 1))
        assert all(segment.style and segment.style.reverse for segment in here if segment.text.strip())
        assert not any(segment.style and segment.style.reverse for segment in other)
        assert here[0].text.startswith("▸")
