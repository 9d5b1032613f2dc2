"""The file on disk: read again, written back."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import sfn_engine as sfn
from sfn_tui.screens.main.files import Files
from sfn_tui.session.edits import SetStatic
from sfn_tui.session.session import edit, open_session
from tests.support.engine.machines import HERE
from tests.support.tui.screen_access import FakeScreen
from tests.support.tui.sessions import NIGHTLY


def made(path: Path, *answers: Any) -> tuple[FakeScreen, Files]:
    path.write_text(json.dumps(NIGHTLY))
    session = open_session(sfn.load(path), name=path.name, path=str(path), context=HERE)
    screen = FakeScreen(session, *answers)

    def suspended() -> AbstractContextManager[None]:
        return nullcontext()

    def at_once(call: Callable[[], None]) -> None:
        call()

    return screen, Files(screen, suspended=suspended, call_later=at_once)


def written(path: Path) -> Any:
    return json.loads(path.read_text())["States"]["Save"]["Parameters"]["TableName"]


async def test_edits_are_written_when_the_person_agrees(tmp_path: Path) -> None:
    path = tmp_path / "machine.json"
    screen, files = made(path, True)
    screen.session = edit(screen.session, SetStatic(("Save",), "TableName", "archive"))
    await files.save()
    assert written(path) == "archive" and screen.said == ["written: machine.json"]
    assert not screen.session.has_unsaved_edits


async def test_nothing_is_written_when_the_person_does_not(tmp_path: Path) -> None:
    path = tmp_path / "machine.json"
    screen, files = made(path, False)
    screen.session = edit(screen.session, SetStatic(("Save",), "TableName", "archive"))
    await files.save()
    assert written(path) == "orders" and screen.session.has_unsaved_edits and not screen.said


async def test_a_file_that_has_changed_meanwhile_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "machine.json"
    screen, files = made(path, lambda dialog: path.write_text("{}"))
    screen.session = edit(screen.session, SetStatic(("Save",), "TableName", "archive"))
    await files.save()
    assert path.read_text() == "{}" and screen.said[0].startswith("not written: ")


def test_a_file_that_has_become_bad_keeps_the_last_good_machine_under_a_banner(tmp_path: Path) -> None:
    path = tmp_path / "machine.json"
    screen, files = made(path)
    machine = screen.session.machine
    path.write_text("{")
    files.reload()
    assert screen.session.machine is machine and "machine.json:1" in screen.session.banner
    path.write_text(json.dumps(NIGHTLY))
    files.reload()
    assert not screen.session.banner and screen.said == ["the file has not changed"]


def test_reading_again_says_what_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "machine.json"
    screen, files = made(path)
    path.write_text(json.dumps(NIGHTLY).replace('"orders"', '"archive"'))
    files.changed()
    assert screen.session.machine.state("Save").targets[0].value == "archive"
    assert screen.said[0].startswith("reloaded: ")


def test_files_are_watched_until_that_is_stopped(tmp_path: Path) -> None:
    _, files = made(tmp_path / "machine.json")
    assert not files.is_watching
    files.watch()
    assert files.is_watching
    files.stop_watching()
    assert not files.is_watching
