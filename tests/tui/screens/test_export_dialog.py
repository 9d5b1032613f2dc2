"""The export dialog: what, where, and the question before a file is overwritten."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from textual.widgets import Input

from sfn_tui.screens.dialogs.export import ExportDialog, destination
from sfn_tui.sharing.exporting import Export, ExportRequest, exports
from tests.support.tui.dialogs import OPEN, field, press, reason, screen_text, shown
from tests.support.tui.panes import HOSTILE
from tests.support.tui.sessions import session_of


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def test_enter_twice_exports_the_policy_under_the_suggested_name(here: Path) -> None:
    async with shown(ExportDialog(exports(session_of()))) as pilot:
        request = await press(pilot, "enter", "enter")
        assert isinstance(request, ExportRequest)
        assert request.export.id == "policy-json" and not request.overwrite
        assert request.path == Path("nightly-policy.json")
        assert os.listdir(here) == []  # it only asks


async def test_the_suggested_name_follows_the_list_until_one_is_typed(here: Path) -> None:
    async with shown(ExportDialog(exports(session_of()))) as pilot:
        await press(pilot, "down", "down")
        assert field(pilot).value == "nightly-definition.asl.json"
        await press(pilot, "enter", *"mine", "up")
        assert field(pilot).value == "mine"
        request = await press(pilot, "enter")
        assert (request.export.id, str(request.path)) == ("policy-yaml", "mine")


async def test_one_thing_to_export_begins_at_its_name(here: Path) -> None:
    async with shown(ExportDialog([Export("copied", "the policy", "copied.txt", str)])) as pilot:
        assert pilot.app.screen.focused is field(pilot)
        assert str((await press(pilot, "enter")).path) == "copied.txt"


async def test_a_file_that_is_there_is_named_with_size_and_date_and_y_overwrites(here: Path) -> None:
    (here / "nightly-policy.json").write_text("x" * 1_234)
    os.utime(here / "nightly-policy.json", (1_700_000_000, 1_700_000_000))
    async with shown(ExportDialog(exports(session_of()))) as pilot:
        assert await press(pilot, "enter", "enter") is OPEN
        date = time.strftime("%Y-%m-%d %H:%M", time.localtime(1_700_000_000))
        assert reason(pilot) == f"Overwrite? y/n · 1,234 bytes, modified {date}: nightly-policy.json"
        request = await press(pilot, "y")
        assert request.overwrite and str(request.path) == "nightly-policy.json"


@pytest.mark.parametrize("key", ["n", "escape", "enter"])
async def test_any_other_answer_goes_back_to_the_name(here: Path, key: str) -> None:
    (here / "nightly-policy.json").write_text("mine")
    async with shown(ExportDialog(exports(session_of()))) as pilot:
        assert await press(pilot, "enter", "enter", key) is OPEN
        assert reason(pilot) == "" and pilot.app.screen.focused is field(pilot)
        assert field(pilot).value == "nightly-policy.json"
        request = await press(pilot, *"other", "enter")
        assert str(request.path) == "other" and not request.overwrite


async def test_keys_that_are_no_answer_change_nothing(here: Path) -> None:
    (here / "nightly-policy.json").write_text("mine")
    async with shown(ExportDialog(exports(session_of()))) as pilot:
        assert await press(pilot, "enter", "enter", "x", "down", "q", "tab") is OPEN
        assert field(pilot).value == "nightly-policy.json"


async def test_a_click_takes_the_question_back(here: Path) -> None:
    (here / "nightly-policy.json").write_text("mine")
    async with shown(ExportDialog(exports(session_of()))) as pilot:
        await press(pilot, "enter", "enter")
        await pilot.click(Input)
        await pilot.pause()
        assert reason(pilot) == ""
        assert await press(pilot, "y", "escape") is None


async def test_escape_leaves_from_list_and_name(here: Path) -> None:
    for keys in ((), ("enter",), ("tab", "tab")):
        async with shown(ExportDialog(exports(session_of()))) as pilot:
            assert await press(pilot, *keys, "escape") is None


async def test_a_path_that_cannot_be_says_why(here: Path) -> None:
    async with shown(ExportDialog(exports(session_of()))) as pilot:
        await press(pilot, "enter")
        field(pilot).value = "no/such/folder.json"
        assert await press(pilot, "enter") is OPEN
        assert reason(pilot) == "no such folder: no/such"
        await press(pilot, "x")
        assert reason(pilot) == ""


def test_a_path_means_a_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(here))
    (here / "sub").mkdir()
    os.mkfifo(here / "pipe")
    assert destination(" a b.json ", "p.json") == (Path("a b.json"), "")
    assert destination("sub", "p.json") == (Path("sub/p.json"), "")
    assert destination("~/sub/", "p.json") == (here / "sub" / "p.json", "")
    for text, word in (
        ("", "enter a file name"),
        ("  ", "enter a file name"),
        ("none/a", "no such folder: none"),
        ("a\0b", "invalid file name"),
        ("pipe", "not a regular file"),
        ("[/x]\x1b/a", r"[/x]\x1b"),
    ):
        path, why = destination(text, "p.json")
        assert path is None and word in why, text


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_to_export_to(here: Path, name: str) -> None:
    plain = name.replace("/", "-")
    (here / plain).write_text("mine")
    async with shown(ExportDialog([Export("x", name, plain, str), Export("y", name, "b", str)])) as pilot:
        assert await press(pilot, "enter", "enter") is OPEN
        text = screen_text(pilot)
        assert "\x1b" not in text and "\u202e" not in text and "Overwrite? y/n" in text
        assert (await press(pilot, "y")).path == Path(plain)
