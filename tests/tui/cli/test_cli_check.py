"""``sfn-explore check``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.tui.cli_helpers import machine, orders, run, write


def test_a_sound_definition_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", orders(tmp_path)) == (0, "", "")


def test_a_finding_has_file_line_column_state_and_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, machine({"Go": {"Type": "Pass", "Next": "Nowhere"}}))
    done = run(capsys, "check", path)
    assert done.status == 1
    assert done.out.splitlines()[0].startswith(f"{path}:6:15: Go: ")
    assert "Nowhere" in done.out


def test_an_unusable_file_weighs_more_than_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = write(tmp_path, machine({"Go": {"Type": "Pass", "Next": "Nowhere"}}))
    done = run(capsys, "check", found, tmp_path / "missing.json", orders(tmp_path))
    assert done.status == 2
    assert len(done.errors) == 1
    assert str(found) in done.out
