"""The app and the world outside: export, copy, the file on disk, leaving."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from textual.widgets import Input

import sfn_engine as sfn
from sfn_tui.session.session import Session, open_session
from tests.support.engine.machines import HERE
from tests.support.tui.driving import now, press, running, said, screen_of, status, until
from tests.support.tui.sessions import NIGHTLY


async def test_export_writes_the_policy_and_asks_before_overwriting(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    async with running() as pilot:
        await press(pilot, "x", "enter")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "policy.json")
        await press(pilot, "enter")
        assert json.loads((tmp_path / "policy.json").read_text()) == now(pilot).policy.document
        (tmp_path / "policy.json").write_text("mine")
        await press(pilot, "x", "enter")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "policy.json")
        await press(pilot, "enter")
        assert (tmp_path / "policy.json").read_text() == "mine"
        await press(pilot, "y")
        assert json.loads((tmp_path / "policy.json").read_text()) == now(pilot).policy.document


async def test_y_copies_and_says_what_and_how_much() -> None:
    async with running() as pilot:
        await press(pilot, "y")
        assert len(pilot.app.screen_stack) == 2
        await press(pilot, "enter")
        assert "bytes" in said(pilot)[-1]


async def test_q_leaves_at_once_without_edits_and_asks_with_them() -> None:
    async with running() as pilot:
        await press(pilot, "q")
        assert not pilot.app.is_running or pilot.app._exit
    async with running() as pilot:
        await press(pilot, "p", "q")
        assert len(pilot.app.screen_stack) == 2 and not pilot.app._exit
        await press(pilot, "n")
        assert not pilot.app._exit
        await press(pilot, "q", "y")
        assert pilot.app._exit


def file_session(path: Path, definition: Any = NIGHTLY) -> Session:
    path.write_text(json.dumps(definition, indent=2))
    return open_session(sfn.load(path), name=path.name, path=str(path), context=HERE)


async def test_r_reads_the_file_again_and_keeps_edits_and_selection(tmp_path: Path) -> None:
    file = tmp_path / "machine.json"
    async with running(file_session(file)) as pilot:
        await press(pilot, "p", "down")
        newer = json.loads(file.read_text())
        newer["States"]["More"] = {"Type": "Pass", "End": True}
        file.write_text(json.dumps(newer))
        await press(pilot, "r")
        assert now(pilot).machine.tasks[0].pattern == "sync"
        assert now(pilot).selected == ("Save",)
        assert any("+1 state" in text for text in said(pilot))


async def test_a_change_on_disk_is_seen_and_a_bad_file_keeps_the_last_good_view(tmp_path: Path) -> None:
    file = tmp_path / "machine.json"
    async with running(file_session(file)) as pilot:
        await until(pilot, lambda: screen_of(pilot).files.is_watching)
        file.write_text('{"StartAt": "A",\n "States": {,}}')
        await until(pilot, lambda: bool(now(pilot).banner))
        assert status(pilot).endswith(
            "machine.json:2:13: not JSON: expected a name in double quotes, or \"}\", found ','"
        )
        assert len(now(pilot).machine.states) == 3
        file.write_text(json.dumps(NIGHTLY))
        await until(pilot, lambda: not now(pilot).banner)


async def test_the_edited_definition_can_be_written_over_the_file_and_then_nothing_is_unsaved(tmp_path: Path) -> None:
    file = tmp_path / "machine.json"
    async with running(file_session(file)) as pilot:
        await press(pilot, "p", "x", "down", "down", "enter")
        pilot.app.screen.query_one(Input).value = str(file)
        await press(pilot, "enter", "y")
        assert json.loads(file.read_text())["States"]["Run job"]["Resource"].endswith(".sync")
        assert not now(pilot).has_unsaved_edits
        await press(pilot, "r")
        assert said(pilot)[-1] == "the file has not changed"
        newer = json.loads(file.read_text())
        newer["States"]["More"] = {"Type": "Pass", "End": True}
        file.write_text(json.dumps(newer))
        await press(pilot, "r")
        assert any("+1 state" in text and "no longer" not in text for text in said(pilot))


async def test_e_and_r_say_why_if_there_is_no_file() -> None:
    async with running() as pilot:
        for key in ("e", "r"):
            await press(pilot, key)
            assert "did not come from a file" in said(pilot)[-1]
