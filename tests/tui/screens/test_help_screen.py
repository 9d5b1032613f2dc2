"""Help: every key, filtered, and run from there."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from sfn_tui.commands.help_view import LEGEND, SEARCH_WORDS, help_rows
from sfn_tui.commands.reasons import CommandState
from sfn_tui.commands.registry import COMMANDS, MOVES
from sfn_tui.screens.help import HelpList, HelpScreen
from tests.support.tui.dialogs import OPEN, DialogHost
from tests.support.tui.finding import HOSTILE, SHOWN, command_state, session, shown


def help_host(given: CommandState | None = None) -> DialogHost:
    """Return an app that shows help and keeps its answer."""
    return DialogHost(HelpScreen(given or command_state()))


def test_every_command_move_and_sign_is_there() -> None:
    rows = help_rows(command_state())
    assert [row.command_id for row in rows if row.command_id] == [
        command.id
        for group in dict.fromkeys(entry.group for entry in COMMANDS)
        for command in COMMANDS
        if command.group == group
    ]
    titles = [row.title for row in rows]
    assert all(what in titles for _, what in (*MOVES, *LEGEND, *SEARCH_WORDS))


@pytest.mark.parametrize("sign", ["●", "◌", "◍", "$", "!", "+", "-", "▌"])
def test_each_sign_of_the_screen_is_explained(sign: str) -> None:
    assert sign in [sign for sign, _ in LEGEND]


def test_a_filter_looks_at_title_reason_key_and_group() -> None:
    def ids(text: str) -> list[str | None]:
        return [row.command_id for row in help_rows(command_state(), text) if row.command_id]

    assert ids("UNDO last") == ["undo"]
    assert "toggle-target" in ids("wildcard")
    assert "copy" in ids("file") and "export" in ids("file")
    assert ids("^p") == ["palette"]
    assert help_rows(command_state(), "no such thing") == ()


def test_headings_stand_only_over_rows() -> None:
    rows = help_rows(command_state(), "undo")
    for row, following in zip(rows, (*rows[1:], None), strict=True):
        assert row.kind != "heading" or (following is not None and following.kind != "heading")


async def test_enter_answers_with_the_command() -> None:
    app = help_host()
    async with app.run_test(size=(60, 16)) as driver:
        await driver.press(*"copy", "enter")
        await driver.pause()
        assert app.answer == "copy"


async def test_arrows_choose_while_the_filter_has_the_focus() -> None:
    app = help_host()
    async with app.run_test(size=(60, 16)) as driver:
        await driver.press("down", "up", "down", "down", "down", "down", "down", "down", "enter")
        await driver.pause()
        assert app.answer == "toggle-scope"


@pytest.mark.parametrize("key", ["question_mark", "escape"])
async def test_it_closes_without_an_answer(key: str) -> None:
    app = help_host()
    async with app.run_test(size=(60, 16)) as driver:
        await driver.press(*"und", key)
        await driver.pause()
        assert app.answer is None and not isinstance(app.screen, HelpScreen)


async def test_what_cannot_be_run_says_why_and_stays() -> None:
    app = help_host()
    async with app.run_test(size=(60, 16)) as driver:
        await driver.press(*"undo")
        await driver.pause()
        screen = shown(app)
        assert "not now: nothing has been edited · Undo the last" in screen
        await driver.press("enter")
        await driver.pause()
        assert app.answer is OPEN
        assert app.screen.query_one("#help-line").has_class("-refused")


async def test_all_of_it_can_be_reached_in_a_small_terminal() -> None:
    app = help_host()
    async with app.run_test(size=(60, 16)) as driver:
        seen = ""
        for _ in range(len(help_rows(command_state()))):
            seen += shown(app)
            await driver.press("down")
        await driver.pause()
        for row in help_rows(command_state()):
            if row.kind != "heading":
                assert row.title[:30] in seen, row
            else:
                assert row.title in seen


async def test_a_row_is_one_line_and_its_whole_text_is_below() -> None:
    app = help_host()
    async with app.run_test(size=(60, 16)) as driver:
        await driver.pause()
        rows = app.screen.query_one(HelpList)
        assert rows.virtual_size.height == len(help_rows(command_state()))
        assert "loses a wildcard." in shown(app)


async def test_nothing_found_says_so() -> None:
    app = help_host()
    async with app.run_test(size=(60, 16)) as driver:
        await driver.press(*"qqq", "enter", "down", "up")
        await driver.pause()
        assert "no match; press Backspace" in shown(app)
        assert app.answer is OPEN
        await driver.press("backspace", "backspace", "backspace", "tab")
        await driver.pause()
        assert "Static" in shown(app) and isinstance(app.focused, Input)


async def test_a_click_runs() -> None:
    app = help_host()
    async with app.run_test(size=(100, 40)) as driver:
        await driver.press(*"theme")
        await driver.pause()
        await driver.click(HelpList, offset=(5, 1))
        await driver.pause()
        assert app.answer == "theme"


async def test_hostile_names_in_a_reason() -> None:
    made = session(hostile=True, select="Is paid?")
    from dataclasses import replace

    state = replace(made, selected=(HOSTILE,))
    given = command_state(state)
    assert given.detail is not None
    # A task without targets is refused with its name in the reason.
    given = replace(given, detail=replace(given.detail, targets=()))
    app = help_host(given)
    async with app.run_test(size=(140, 40)) as driver:
        await driver.pause()
        screen = shown(app)
        assert f"not now: {SHOWN} names no resource" in screen
        assert "\x1b" not in screen and "\u202e" not in screen
        await driver.press("[", "slash", "x", "]")
        await driver.pause()
        assert f"not now: {SHOWN} names no resource" in shown(app)


async def test_without_colour_the_chosen_row_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = help_host()
    async with app.run_test(size=(80, 20)) as driver:
        await driver.pause()
        found = app.screen.query_one(HelpList)
        lines = [[segment.style for segment in found.render_line(y) if segment.style] for y in (1, 2)]
        assert [any(style.underline for style in line) for line in lines] == [True, False]
