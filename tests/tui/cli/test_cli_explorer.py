"""The program without a command, and the picture of the graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sfn_engine.errors import DefinitionError
from sfn_tui.cli import main
from sfn_tui.printing.excerpt import excerpt
from tests.support.tui.sessions import NIGHTLY


@pytest.fixture
def nightly(tmp_path: Path) -> str:
    """A file with a definition."""
    file = tmp_path / "nightly.asl.json"
    file.write_text(json.dumps(NIGHTLY))
    return str(file)


def test_without_a_terminal_the_policy_is_printed(nightly: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([nightly, "--region", "eu-west-1", "--account", "123456789012", "--allow-incomplete"]) == 0
    assert json.loads(capsys.readouterr().out)["Statement"][0]["Action"] == ["ecs:RunTask"]


def test_the_demo_is_a_bundled_sample(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--demo"]) == 0
    assert "validate-order" in capsys.readouterr().out


def test_a_file_and_a_sample_together_are_refused(nightly: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([nightly, "--demo"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_graph_is_printed_as_text(nightly: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", nightly]) == 0
    drawn = capsys.readouterr().out
    assert "( Start )" in drawn and "╭─ ecs:runTask ─╮" in drawn and "( End )" in drawn
    assert main(["graph", "--compact", nightly]) == 0
    assert "[ecs ▸ Run job ● 1+]" in capsys.readouterr().out


def test_an_error_is_shown_with_the_lines_around_it(tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    file.write_text('{\n  "StartAt": "A\x1b",\n  "States": 5\n}\n')
    error = DefinitionError("wrong", line=3, column=13, path="bad.json")
    lines = list(excerpt(error, str(file)))
    assert lines[0] == "bad.json:3:13: wrong"
    assert lines[2:6] == ['  2 |   "StartAt": "A\\x1b",', '  3 |   "States": 5', "    |             ^", "  4 | }"]
    assert not any("\x1b" in line for line in lines)


def test_an_error_far_along_a_line_is_shown_around_its_column(tmp_path: Path) -> None:
    file = tmp_path / "long.json"
    file.write_text('{"a": "' + "x" * 500 + '", "StartAt": 5}')
    lines = list(excerpt(DefinitionError("wrong", line=1, column=522), str(file)))
    shown, caret = lines[2], lines[3]
    assert len(shown) < 120
    assert shown[caret.index("^")] == "5"


def test_an_error_without_a_location_is_one_line(tmp_path: Path) -> None:
    assert list(excerpt(DefinitionError("the file is gone", path="x"), str(tmp_path / "x"))) == ["x: the file is gone"]
