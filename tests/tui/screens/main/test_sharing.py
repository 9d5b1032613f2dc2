"""Copying and exporting, and what becomes of a text that the terminal does not take."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from sfn_tui.screens.main.panes import Panes
from sfn_tui.screens.main.sharing import Sharing
from sfn_tui.session.edits import SetDynamic
from sfn_tui.session.session import Session, edit
from sfn_tui.sharing.exporting import ExportRequest
from tests.support.tui.screen_access import FakeScreen
from tests.support.tui.sessions import session_of


def made(session: Session, *answers: Any) -> tuple[FakeScreen, Sharing, list[str]]:
    screen, sent = FakeScreen(session, *answers), list[str]()
    return screen, Sharing(screen, Panes(session, None, lambda: None), sent.append), sent


def choice(wanted: str) -> Any:
    return lambda dialog: next(entry for entry in dialog._choices if entry.id == wanted)


def request(wanted: str, path: Path) -> Any:
    return lambda dialog: ExportRequest(
        next(entry for entry in dialog._offered if entry.id == wanted), path, overwrite=False
    )


async def test_what_is_chosen_is_sent_to_the_terminal() -> None:
    session = session_of()
    screen, sharing, sent = made(session, choice("policy"))
    await sharing.copy()
    encoded = sent[0].rpartition("\x1b]52;c;")[2].partition("\x07")[0]
    assert json.loads(b64decode(encoded)) == session.policy.document
    assert screen.said[0].startswith("copied the policy: ")


async def test_without_a_choice_nothing_is_sent() -> None:
    screen, sharing, sent = made(session_of(), None)
    await sharing.copy()
    assert not sent and not screen.said


async def test_a_text_that_is_too_large_to_copy_can_be_written_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sfn_tui.io.clipboard.LARGEST", 10)
    path = tmp_path / "policy.json"
    session = session_of()
    screen, sharing, sent = made(session, choice("policy"), request("copied", path))
    await sharing.copy()
    assert not sent
    assert json.loads(path.read_text()) == session.policy.document
    assert "write it to a file" in screen.said[0] and screen.said[1].startswith("written: ")


async def test_an_exported_definition_is_saved_and_another_export_is_not(tmp_path: Path) -> None:
    session = edit(session_of(), SetDynamic(("Save",), "TableName"))
    policy, definition = tmp_path / "policy.json", tmp_path / "definition.json"
    screen, sharing, _ = made(session, request("policy-json", policy), request("definition", definition))
    await sharing.export()
    assert policy.exists() and screen.session.has_unsaved_edits
    await sharing.export()
    assert json.loads(definition.read_text()) == session.machine.definition
    assert not screen.session.has_unsaved_edits


async def test_a_file_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    screen, sharing, _ = made(session_of(), request("policy-json", tmp_path / "none" / "policy.json"))
    await sharing.export()
    assert screen.said[0].startswith("not written: ")


async def test_what_an_incomplete_policy_lacks_is_said_when_it_leaves_the_app(tmp_path: Path) -> None:
    session = session_of()
    screen, sharing, _ = made(session, choice("policy"), request("policy-json", tmp_path / "policy.json"))
    await sharing.copy()
    await sharing.export()
    assert [said.endswith(". Incomplete: 2 permissions to add by hand.") for said in screen.said] == [True, True]
    screen, sharing, _ = made(session, choice("state"))
    await sharing.copy()
    assert "ncomplete" not in screen.said[0]
