"""Round trips of a session on a file: what is unsaved, and what is written back."""

from __future__ import annotations

from pathlib import Path

import pytest

import sfn_engine as sfn
from sfn_tui.session.edits import SetDynamic, SetPattern, SetStatic
from sfn_tui.session.session import Session, edit, exported, open_session, reloaded, saved, undo
from sfn_tui.sharing.saving import changed_lines
from tests.support.engine.machines import HERE

SEND, KEEP = ("Send",), ("Keep",)
TEXT = """{ "StartAt": "Send",
  "States": {
    "Send": {"Type": "Task", "Next": "Keep",  "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": { "QueueUrl": "${Queue}" , "MessageBody" : "hi" }},
    "Keep": { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "End": true,
      "Parameters": {"TableName":"orders", "Item": {}} }
  }
}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "order.asl.json"
    path.write_text(TEXT)
    return path


def opened(path: Path) -> Session:
    return open_session(sfn.load(path), name=path.name, path=str(path), context=HERE)


def test_a_way_round_writes_back_the_very_same_text(file: Path) -> None:
    session = opened(file)
    session = edit(edit(session, SetDynamic(KEEP, "TableName")), SetPattern(SEND, "callback"))
    assert changed_lines(file.read_text(), sfn.saved_text(session.machine))
    session = edit(session, SetPattern(SEND, "request-response"))
    session = edit(session, SetStatic(KEEP, "TableName", "orders"))
    assert not session.has_unsaved_edits
    assert sfn.saved_text(session.machine) == file.read_text() == TEXT


def test_after_writing_the_way_back_is_an_edit_and_leads_to_the_text_before(file: Path) -> None:
    callback = edit(opened(file), SetPattern(SEND, "callback"))
    session = saved(callback, sfn.saved_text(callback.machine))
    assert not session.has_unsaved_edits
    back = edit(session, SetPattern(SEND, "request-response"))
    assert back.has_unsaved_edits and sfn.saved_text(back.machine) == TEXT


def test_an_undone_step_that_was_written_is_still_what_the_file_holds(file: Path) -> None:
    session = edit(opened(file), SetPattern(SEND, "callback"))
    session = undo(saved(session, sfn.saved_text(session.machine)))
    assert session.has_unsaved_edits
    other = edit(session, SetDynamic(KEEP, "TableName"))
    assert other.has_unsaved_edits and undo(other).has_unsaved_edits
    again = edit(undo(other), SetPattern(SEND, "callback"))
    assert not again.has_unsaved_edits


def test_the_way_back_is_known_after_the_file_has_changed_elsewhere(file: Path) -> None:
    session = edit(opened(file), SetPattern(SEND, "callback"))
    text = sfn.saved_text(session.machine)
    session = saved(session, text)
    file.write_text(text.replace('"Item": {}', '"Item": {"id": {}}'))
    after, _ = reloaded(session, sfn.load(file))
    back = edit(after, SetPattern(SEND, "request-response"))
    assert back.machine.state("Send").fields == session.steps[0].machine.state("Send").fields
    assert back.machine.state("Keep").fields != session.steps[0].machine.state("Keep").fields


def test_an_export_over_the_own_file_is_what_the_file_holds(file: Path) -> None:
    session = edit(opened(file), SetPattern(SEND, "callback"))
    elsewhere = exported(session, is_own_file=False)
    assert not elsewhere.has_unsaved_edits and elsewhere.on_disk is session.on_disk
    assert exported(session, is_own_file=True).on_disk is session.machine
