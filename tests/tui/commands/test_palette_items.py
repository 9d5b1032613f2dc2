"""What the palette finds for what was typed."""

from __future__ import annotations

from sfn_tui.commands.palette import LIMIT, PaletteItem, found_items


def item(title: str, about: str = "") -> PaletteItem:
    return PaletteItem(title, about, lambda: None)


ITEMS = (item("Undo", "Undo the last edit."), item("State: Save order"), item("sqs:SendMessage", "Save"))


def test_the_title_is_worth_more_than_the_help() -> None:
    assert [found.title for _, found in found_items(ITEMS, "save")] == ["State: Save order", "sqs:SendMessage"]


def test_all_words_must_be_there() -> None:
    assert [found.title for _, found in found_items(ITEMS, "LAST undo")] == ["Undo"]
    assert found_items(ITEMS, "undo nothing") == []


def test_no_more_is_found_than_a_person_can_read() -> None:
    assert len(found_items([item(f"step {number}") for number in range(500)], "step")) == LIMIT


def test_commands_are_known_by_their_titles() -> None:
    assert [found.is_command for found in ITEMS] == [True, False, False]
