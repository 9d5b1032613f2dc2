"""The dialogs: keys, mouse, a small terminal, hostile texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Button, OptionList

from sfn_engine.display import safe
from sfn_tui.screens.dialogs.confirm import ConfirmDialog
from sfn_tui.screens.dialogs.copy import CopyDialog
from sfn_tui.screens.dialogs.export import ExportDialog
from sfn_tui.screens.dialogs.history import HistoryDialog
from sfn_tui.screens.dialogs.theme import ThemeDialog
from sfn_tui.screens.dialogs.value import ValueDialog
from sfn_tui.session.edits import SetStatic
from sfn_tui.session.session import edit, undo
from sfn_tui.sharing.copying import CopyChoice, copies
from sfn_tui.sharing.exporting import exports
from sfn_tui.views.history import HistoryRow, history_rows
from tests.support.tui.dialogs import OPEN, SMALL, WIDE, answer, field, press, reason, screen_text, shown
from tests.support.tui.panes import HOSTILE
from tests.support.tui.sessions import session_of

# ── The value of a target ────────────────────────────────────────────────────────────────────────


def prompt(*suggestions: str, check: Callable[[str], str] | None = None, name: str = "Save") -> ValueDialog:
    def no_blanks(value: str) -> str:
        return f"no blanks in {value}" if " " in value or not value else ""

    return ValueDialog(safe(name), "TableName", "table", suggestions, check or no_blanks)


async def test_enter_takes_the_first_suggestion_and_typing_replaces_it() -> None:
    async with shown(prompt("orders", "stock")) as pilot:
        assert field(pilot).value == "orders"
        assert await press(pilot, "enter") == "orders"
    async with shown(prompt("orders", "stock")) as pilot:
        assert await press(pilot, *"mine", "enter") == "mine"


async def test_arrows_put_suggestions_into_the_input_and_go_round() -> None:
    async with shown(prompt("orders", "stock", "old")) as pilot:
        for key, value in (("down", "stock"), ("down", "old"), ("down", "orders"), ("up", "old")):
            await press(pilot, key)
            assert field(pilot).value == value
        assert await press(pilot, "x", "enter") == "oldx"


async def test_typing_and_then_arrows_begin_at_the_first_suggestion() -> None:
    async with shown(prompt("orders", "stock")) as pilot:
        await press(pilot, "z", "down")
        assert field(pilot).value == "orders"


async def test_the_reason_is_shown_while_typing_and_enter_is_refused() -> None:
    async with shown(prompt()) as pilot:
        assert reason(pilot) == ""
        await press(pilot, "a", "space", "b")
        assert reason(pilot) == "no blanks in a b" and "no blanks in a b" in screen_text(pilot)
        assert await press(pilot, "enter") is OPEN
        await press(pilot, "backspace", "backspace")
        assert reason(pilot) == ""
        assert await press(pilot, "enter") == "a"


async def test_an_empty_value_is_refused_when_it_is_given() -> None:
    async with shown(prompt()) as pilot:
        assert await press(pilot, "enter") is OPEN
        assert reason(pilot) == "no blanks in "


async def test_escape_leaves_without_a_value() -> None:
    async with shown(prompt("orders")) as pilot:
        assert await press(pilot, *"abc", "tab", "escape") is None


async def test_a_click_takes_a_suggestion_into_the_input() -> None:
    async with shown(prompt("orders", "stock")) as pilot:
        await pilot.click(OptionList, offset=(2, 1))
        await pilot.pause()
        assert field(pilot).value == "stock" and answer(pilot) is OPEN
        assert await press(pilot, "enter") == "stock"


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_and_values_in_the_prompt(name: str) -> None:
    async with shown(prompt(name, name + "2", check=lambda value: "", name=name)) as pilot:
        text = screen_text(pilot)
        assert "\x1b" not in text and "\u202e" not in text and safe(name)[:30] in text
        edges = {line.rstrip()[-1] for line in text.splitlines() if line.strip()}
        assert edges <= set("╮│╯")  # nothing breaks the frame
        await press(pilot, "down")
        assert "\x1b" not in screen_text(pilot)
        assert await press(pilot, "enter") == name + "2"


async def test_a_hostile_value_that_is_refused() -> None:
    async with shown(prompt(check=lambda value: f"not {value}")) as pilot:
        field(pilot).value = "[/x]\x1b[31m\u202e"
        await pilot.pause()
        assert reason(pilot) == "not [/x]\\x1b[31m\\u202e" and "\x1b" not in screen_text(pilot)


# ── Copy ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [("p", "policy"), ("s", "statement"), ("a", "arn"), ("d", "state"), ("e", "explanation")],
)
async def test_a_single_key_copies(keys: str, wanted: str) -> None:
    async with shown(CopyDialog(copies(session_of()))) as pilot:
        assert (await press(pilot, keys)).id == wanted


async def test_arrows_and_vims_keys_choose_and_enter_copies() -> None:
    for keys, wanted in (((), "policy"), (("down", "j", "k", "j"), "arn"), (("G",), "explanation")):
        async with shown(CopyDialog(copies(session_of()))) as pilot:
            assert (await press(pilot, *keys, "enter")).id == wanted


async def test_the_beginning_of_the_text_is_shown() -> None:
    async with shown(CopyDialog(copies(session_of()))) as pilot:
        assert '"Version": "2012-10-17"' in screen_text(pilot)
        await press(pilot, "down", "down")
        assert "arn:aws:ecs:us-east-1:123456789012:task-def" in screen_text(pilot)


async def test_a_click_copies_and_escape_and_other_keys_do_not() -> None:
    async with shown(CopyDialog(copies(session_of()))) as pilot:
        await pilot.click(OptionList, offset=(3, 1))
        await pilot.pause()
        assert answer(pilot).id == "statement"
    async with shown(CopyDialog(copies(session_of()))) as pilot:
        assert await press(pilot, "z") is OPEN
        assert await press(pilot, "escape") is None


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_texts_to_copy(name: str) -> None:
    async with shown(CopyDialog([CopyChoice("x", "x", safe(name), f"{name}\n{name}" * 5, "")])) as pilot:
        text = screen_text(pilot)
        assert "\x1b" not in text and "\u202e" not in text and text.count(safe(name)[:30]) >= 2
        assert (await press(pilot, "x")).text.startswith(name)


# ── Yes or no ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        (("y",), True),
        (("Y",), True),
        (("enter",), True),
        (("n",), False),
        (("escape",), False),
        (("right", "enter"), False),
        (("tab", "enter"), False),
        (("l", "h", "enter"), True),
        (("x",), OPEN),
    ],
)
async def test_a_question_is_answered_by_key(keys: tuple[str, ...], wanted: object) -> None:
    async with shown(ConfirmDialog("2 edits will be lost. Quit?")) as pilot:
        assert await press(pilot, *keys) is wanted


async def test_a_question_is_answered_by_mouse() -> None:
    for button, wanted in (("#yes", True), ("#no", False)):
        async with shown(ConfirmDialog("Leave?")) as pilot:
            await pilot.click(button)
            await pilot.pause()
            assert answer(pilot) is wanted


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_question(name: str) -> None:
    async with shown(ConfirmDialog(f"{safe(name)} " * 4)) as pilot:
        text = screen_text(pilot)
        assert "\x1b" not in text and "y  yes" in text
        assert pilot.app.screen.query_one("#no", Button).region.bottom < SMALL[1]


# ── History ──────────────────────────────────────────────────────────────────────────────────────


def long_history() -> tuple[HistoryRow, ...]:
    session = session_of()
    for number in range(30):
        session = edit(session, SetStatic(("Save",), "TableName", f"t{number}"))
    for _ in range(10):
        session = undo(session)
    return history_rows(session)


async def test_the_history_begins_at_now_and_answers_with_a_position() -> None:
    async with shown(HistoryDialog(long_history())) as pilot:
        assert "▶ 20  Save: TableName = t19" in screen_text(pilot)
        assert await press(pilot, "up", "k", "enter") == 18
    async with shown(HistoryDialog(long_history())) as pilot:
        await press(pilot, "down")
        assert "  21  (Save: TableName = t20)" in screen_text(pilot)
        assert await press(pilot, "enter") == 21
    async with shown(HistoryDialog(long_history())) as pilot:
        await press(pilot, "g")
        assert "   0  Opened" in screen_text(pilot)
        assert await press(pilot, "enter") == 0


async def test_the_history_is_left_by_escape_and_answers_a_click() -> None:
    async with shown(HistoryDialog(long_history())) as pilot:
        assert await press(pilot, "down", "escape") is None
    async with shown(HistoryDialog(long_history()[:3]), WIDE) as pilot:
        await pilot.click(OptionList, offset=(4, 2))
        await pilot.pause()
        assert answer(pilot) == 2


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_steps(name: str) -> None:
    async with shown(HistoryDialog([HistoryRow(0, safe(name), True)])) as pilot:
        assert safe(name)[:30] in screen_text(pilot) and "\x1b" not in screen_text(pilot)
        assert await press(pilot, "enter") == 0


# ── Theme ────────────────────────────────────────────────────────────────────────────────────────


async def test_every_theme_is_there_and_shown_while_one_moves() -> None:
    async with shown(ThemeDialog(), WIDE) as pilot:
        options = pilot.app.screen.query_one(OptionList)
        assert options.option_count == len(pilot.app.available_themes)
        seen = set()
        for _ in range(options.option_count):
            await press(pilot, "down")
            seen.add(pilot.app.theme)
        assert seen == set(pilot.app.available_themes)


async def test_enter_keeps_the_theme_and_escape_brings_the_old_one_back() -> None:
    async with shown(ThemeDialog()) as pilot:
        before = pilot.app.theme
        await press(pilot, "up")
        chosen = pilot.app.theme
        assert chosen != before
        assert await press(pilot, "enter") == chosen == pilot.app.theme
    async with shown(ThemeDialog()) as pilot:
        await press(pilot, "up", "up", "down", "g")
        assert pilot.app.theme != before
        assert await press(pilot, "escape") is None
        await pilot.pause()
        assert pilot.app.theme == before


async def test_a_click_keeps_a_theme() -> None:
    async with shown(ThemeDialog()) as pilot:
        await press(pilot, "g")
        await pilot.click(OptionList, offset=(3, 0))
        await pilot.pause()
        assert answer(pilot) == pilot.app.theme == "ansi-dark"


# ── All of them ──────────────────────────────────────────────────────────────────────────────────

EVERY: list[Callable[[], Screen[Any]]] = [
    lambda: prompt("orders"),
    lambda: CopyDialog(copies(session_of())),
    lambda: ExportDialog(exports(session_of())),
    lambda: ConfirmDialog("Leave?"),
    lambda: HistoryDialog(long_history()),
    ThemeDialog,
]


@pytest.mark.parametrize("size", [(40, 12), SMALL, WIDE])
@pytest.mark.parametrize("make", EVERY)
async def test_each_fits_its_terminal(make: Callable[[], Screen[Any]], size: tuple[int, int]) -> None:
    async with shown(make(), size) as pilot:
        lines = screen_text(pilot).split("\n")
        assert any("╭" in line for line in lines) and any("╰" in line for line in lines)


@pytest.mark.parametrize("make", EVERY)
async def test_without_colours_the_place_of_the_cursor_is_still_seen(
    make: Callable[[], Screen[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with shown(make()) as pilot:
        strips = pilot.app.screen._compositor.render_strips()
        styles = [segment.style for strip in strips for segment in strip if segment.text.strip()]
        assert any(style is not None and (style.underline or style.reverse) for style in styles)
