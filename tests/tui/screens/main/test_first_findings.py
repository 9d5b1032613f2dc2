"""What is wrong in JSONata is found after the first frame, which does not wait for its parser."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import sfn_engine as sfn
from sfn_engine.machine import open_all, with_expressions_checked
from sfn_tui.session.edits import SetStatic
from sfn_tui.session.session import Session, edit, open_session, with_findings
from sfn_tui.widgets.detail_pane import DetailPane
from tests.support.tui.driving import running, screen_of, status

ROOT = Path(__file__).parents[4]
MISTAKEN = {
    "QueryLanguage": "JSONata",
    "StartAt": "Send",
    "States": {
        "Send": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Arguments": {"QueueUrl": "{% $states.inptu.url %}", "MessageBody": "hello"},
            "End": True,
        }
    },
}
SCRIPT = """
import sys
from sfn_engine.machine import open_all
open_all(sys.argv[1], expressions=False)
print(*sys.modules)
"""


def written(folder: Path) -> str:
    path = folder / "send.asl.json"
    path.write_text(json.dumps(MISTAKEN), "utf-8")
    return str(path)


def opened(path: str) -> Session:
    machine = open_all(path, expressions=False)[0].machine
    assert machine is not None and machine.diagnostics == ()
    return open_session(machine, name="send", path=path)


def test_the_parser_is_not_loaded_for_the_first_frame(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SCRIPT, written(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert "sfn_engine.asl.jsonata.parser" not in done.stdout.split()


def test_what_is_loaded_elsewhere_has_every_finding(tmp_path: Path) -> None:
    path = written(tmp_path)
    for machine in (sfn.load(path), sfn.parse(MISTAKEN), open_all(path)[0].machine):
        assert machine is not None
        assert [entry.check for entry in machine.diagnostics] == ["jsonata-states"]
        assert with_expressions_checked(machine) is machine


async def test_the_screen_adds_the_findings_after_its_first_frame(tmp_path: Path) -> None:
    async with running(opened(written(tmp_path))) as pilot:
        session = screen_of(pilot).session
        assert [entry.check for entry in session.machine.diagnostics] == ["jsonata-states"]
        assert session.on_disk is session.machine and not session.has_unsaved_edits
        assert "1 problem" in status(pilot)
        detail = screen_of(pilot).query_one(DetailPane).view
        assert detail is not None and "inptu" in detail.diagnostics[0]


def test_a_session_without_such_findings_stays_the_same(tmp_path: Path) -> None:
    path = written(tmp_path)
    session = open_session(sfn.load(path), name="send", path=path)
    assert with_findings(session) is session


def test_an_edit_made_before_keeps_its_place_in_the_history(tmp_path: Path) -> None:
    session = edit(opened(written(tmp_path)), SetStatic(("Send",), "QueueUrl", "https://sqs.eu-west-1.amazonaws.com/111122223333/q"))
    after = with_findings(session)
    assert after.machine is session.machine and after.position == 1
    assert [entry.check for entry in after.steps[0].machine.diagnostics] == ["jsonata-states"]
