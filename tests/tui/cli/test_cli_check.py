"""``sfn-explore check``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.tui.cli_helpers import machine, orders, run, write


def test_a_sound_definition_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", orders(tmp_path)) == (0, "", "")


def test_a_finding_has_file_line_column_severity_state_message_and_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, machine({"Go": {"Type": "Pass", "Next": "Nowhere"}}))
    done = run(capsys, "check", path)
    assert done.status == 1
    line = done.out.splitlines()[0]
    assert line.startswith(f"{path}:6:15: error: Go: ")
    assert line.endswith(" [missing-target]")
    assert "Nowhere" in line


def test_a_warning_counts_and_information_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:${Service}:listBuckets", "End": True}
    done = run(capsys, "check", write(tmp_path, machine({"Go": call})))
    assert done.status == 0
    assert ": info: Go: " in done.out
    wrong = {**call, "Parameters": {"Prefix": "$.prefix"}}
    done = run(capsys, "check", write(tmp_path, machine({"Go": wrong})))
    assert done.status == 1
    assert ": warning: Go: " in done.out


def test_all_findings_are_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    definition = {"StartAt": "Nowhere", "States": {"Go": {"Type": "Pass"}, "Stop": 5}}
    done = run(capsys, "check", write(tmp_path, definition))
    assert done.status == 1
    rules = [line.rpartition(" ")[2] for line in done.out.splitlines()]
    assert rules == ["[start-at]", "[next-or-end]", "[field-kind]"]


def test_a_finding_of_the_file_is_told_once_for_all_its_machines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    definition = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'
    one = f'{{"Type": "AWS::Serverless::StateMachine", "Properties": {{"Definition": {definition}}}}}'
    path = tmp_path / "template.json"
    path.write_text(f'{{"Description": "a", "Description": "b", "Resources": {{"One": {one}, "Two": {one}}}}}')
    done = run(capsys, "check", path)
    assert done.status == 1
    assert done.out.startswith(f"{path}:1:22: warning: ")
    assert len(done.out.splitlines()) == 1


def test_an_unusable_file_weighs_more_than_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = write(tmp_path, machine({"Go": {"Type": "Pass", "Next": "Nowhere"}}))
    done = run(capsys, "check", found, tmp_path / "missing.json", orders(tmp_path))
    assert done.status == 2
    assert len(done.errors) == 1
    assert str(found) in done.out
