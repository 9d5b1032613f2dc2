"""stdin, stdout, stderr: pipes that break, encodings that lack letters, colours, hostile names."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from sfn_tui.cli import main
from sfn_tui.printing.colour import Paint, paint_for
from tests.support.tui.cli_helpers import machine, orders, run, run_process, task, write

HOSTILE = "a\x1b[31mred\u202eevil\u200b\x9b\x07"
ESCAPES = ("\x1b", "\u202e", "\u200b", "\x9b", "\x07")


def test_a_definition_can_come_from_stdin(tmp_path: Path) -> None:
    path = orders(tmp_path)
    done = run_process(["policy", "-"], stdin=path.read_bytes())
    assert done.status == 0
    assert done.out == run_process(["policy", str(path)]).out


def test_a_closed_stdin_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run(capsys, "policy", "-").errors == ["-: standard input is closed"]


def test_a_broken_pipe_is_no_error(tmp_path: Path) -> None:
    names = [f"State {number}" for number in range(600)]
    states = {
        name: task(
            "lambda:invoke", Parameters={"FunctionName": "f" * 60 + str(index)}, Next=names[(index + 1) % 600]
        )
        for index, name in enumerate(names)
    }
    path = write(tmp_path, machine(states))
    for command in ("policy", "explain"):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.tui.cli_process", command, str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=Path(__file__).parents[3],
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        told = [
            line for line in process.stderr.read().decode().splitlines() if not line.startswith(str(path))
        ]
        process.stderr.close()
        assert (process.wait(30), told) == (0, [])


def test_ctrl_c_ends_with_130(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sfn_tui.printing.policy.generate", interrupt)
    done = run(capsys, "policy", orders(tmp_path))
    assert (done.status, done.errors) == (130, ["sfn-explore: interrupted"])


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize(
    "words", [["policy"], ["policy", "--format", "yaml"], ["explain", "--json"], ["explain"]]
)
def test_no_encoding_stops_the_output_and_data_stays_the_same(
    tmp_path: Path, encoding: str, words: list[str]
) -> None:
    table = "Größe-→-表-😀"
    path = write(tmp_path, machine({table: task("dynamodb:putItem", Parameters={"TableName": table})}))
    environment = {"PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "tests.support.tui.cli_process", *words, str(path)]
    done = subprocess.run(
        command,
        capture_output=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, **environment},
        check=True,
    )
    text = done.stdout.decode(encoding)
    if words[0] == "policy":
        data = yaml.safe_load(text) if "yaml" in words else json.loads(text)
        assert data["Statement"][0]["Resource"][0].endswith(f"table/{table}")
    elif "--json" in words:
        assert json.loads(text)["tasks"][0]["state"] == table
    else:
        assert "TableName" in text


@pytest.mark.parametrize(
    "words",
    [
        ["policy"],
        ["policy", "--format", "yaml"],
        ["policy", "--format", "table"],
        ["policy", "--dynamic", "nope"],
        ["policy", "--edited", "--dynamic", f"{HOSTILE}.TableName"],
        ["explain"],
        ["explain", "--json"],
        ["check"],
    ],
)
def test_hostile_names_are_printed_visibly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    states = {
        HOSTILE: task("dynamodb:putItem", Parameters={"TableName": HOSTILE}, Next=HOSTILE + "2"),
        HOSTILE + "2": task("aws-sdk:" + HOSTILE, Next=HOSTILE + "3"),
        HOSTILE + "3": task(
            "lambda:invoke", Parameters={"FunctionName": f"${{{HOSTILE}}}"}, Credentials={"RoleArn": HOSTILE}
        ),
        HOSTILE + "4": {"Type": "Pass", "Next": HOSTILE},
    }
    path = write(tmp_path, machine(states, Comment=HOSTILE), f"x{HOSTILE}.json")
    done = run(capsys, *words, path)
    for sign in ESCAPES:
        assert sign not in done.out
        assert sign not in done.err


def test_hostile_names_in_json_are_the_same_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, machine({HOSTILE: task("dynamodb:putItem", Parameters={"TableName": "a\u202eb"})}))
    (entry,) = run(capsys, "explain", "--json", path).json["tasks"]
    assert entry["state"] == HOSTILE
    (resource,) = run(capsys, "policy", path).json["Statement"][0]["Resource"]
    assert resource.endswith("a\u202eb")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"TERM": "xterm"}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colours_are_for_terminals_that_want_them(environment: dict[str, str], coloured: bool) -> None:
    assert paint_for(Terminal(), environment).enabled is coloured
    assert not paint_for(io.StringIO(), environment).enabled


def test_colours_add_nothing_but_colour(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(orders(tmp_path))
    for words in (["policy"], ["explain"], ["policy", "--format", "table"], ["explain", "--json"]):
        plain = run(capsys, *words, path).out
        terminal = Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", terminal)
            for name in ("NO_COLOR", "TERM", "COLUMNS"):
                patch.delenv(name, raising=False)
            assert main([*words, path]) == 0
        coloured = terminal.getvalue()
        assert "\x1b[" in coloured
        assert _without_colour(coloured) == plain


def _without_colour(text: str) -> str:
    import re

    return re.sub(r"\x1b\[\d+m", "", text)


def test_a_wildcard_stands_out() -> None:
    line = '        "arn:aws:s3:::*"'
    painted = Paint(enabled=True).json_line(line)
    assert "\x1b[31m*" in painted
    assert _without_colour(painted) == line
