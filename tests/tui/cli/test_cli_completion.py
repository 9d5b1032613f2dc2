"""Shell completion, asked as a shell asks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.tui.cli_helpers import machine, run, task, write
from tests.support.tui.templates import write_template

ROOT = Path(__file__).parents[3]


def completions(line: str, folder: Path) -> list[str]:
    """Return what the shell is offered at the end of a line, typed in a folder."""
    answer = folder / ".answer"
    answer.touch()
    roots = os.pathsep.join([str(ROOT), str(ROOT / "engine"), str(ROOT / "tui")])
    subprocess.run(
        [sys.executable, "-m", "tests.support.tui.cli_process"],
        cwd=folder,
        check=False,
        timeout=60,
        capture_output=True,
        env={
            **os.environ,
            "PYTHONPATH": roots,
            "_ARGCOMPLETE": "1",
            "_ARGCOMPLETE_IFS": "\n",
            "_ARGCOMPLETE_SUPPRESS_SPACE": "1",
            "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
            "COMP_LINE": line,
            "COMP_POINT": str(len(line.encode())),
        },
    )
    return answer.read_text(encoding="utf-8").split("\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a definition, another file and a folder."""
    states = {
        "Save": task("dynamodb:putItem", Parameters={"TableName": "orders"}, Next="Run"),
        "Run": task("ecs:runTask", Parameters={"TaskDefinition": "t:1"}),
    }
    write(tmp_path, machine(states), "orders.json")
    (tmp_path / "notes.txt").touch()
    (tmp_path / "more").mkdir()
    return tmp_path


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_script_for_each_shell(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "completion", shell)
    assert done.status == 0
    assert "sfn-explore" in done.out


def test_the_first_word_is_a_command_or_a_file(folder: Path) -> None:
    found = completions("sfn-explore ", folder)
    assert {"policy", "explain", "orders.json", "more/"} <= set(found)
    assert "notes.txt" not in found
    assert completions("sfn-explore pol", folder) == ["policy"]


def test_files_are_completed_after_a_command_and_without_one(folder: Path) -> None:
    assert completions("sfn-explore policy or", folder) == ["orders.json"]
    assert completions("sfn-explore or", folder) == ["orders.json"]


def test_samples_are_completed_by_name(folder: Path) -> None:
    assert completions("sfn-explore policy --sample night", folder) == ["nightly-etl"]
    assert completions("sfn-explore samples ref", folder) == ["refunds-jsonata"]


@pytest.mark.parametrize("start", ["sfn-explore policy orders.json", "sfn-explore orders.json"])
def test_states_and_targets_of_the_file_on_the_line_are_completed(folder: Path, start: str) -> None:
    assert completions(f"{start} --dynamic ", folder) == ["Save.TableName", "Run.TaskDefinition"]
    assert completions(f"{start} --static Sa", folder) == ["Save.TableName="]
    assert completions(f"{start} --pattern Run", folder) == [
        "Run=request-response",
        "Run=sync",
        "Run=callback",
    ]


def test_machines_and_placeholders_of_the_file_on_the_line_are_completed(folder: Path) -> None:
    write_template(folder)
    assert completions("sfn-explore policy template.yaml --machine ", folder) == [
        "OrderMachine",
        "SmallMachine",
        "LostMachine",
    ]
    assert completions("sfn-explore policy template.yaml --set W", folder) == ["WorkerArn="]
    assert completions("sfn-explore policy template.yaml --machine SmallMachine --dynamic ", folder) == [
        "Send.QueueUrl"
    ]


def test_a_sample_on_the_line_is_read_too(folder: Path) -> None:
    found = completions("sfn-explore policy --sample order-processing --dynamic Save", folder)
    assert len(found) == 1
    assert "TableName" in found[0]


def test_options_are_completed(folder: Path) -> None:
    assert "--region" in completions("sfn-explore policy orders.json --re", folder)


def test_a_file_that_cannot_be_read_offers_nothing(folder: Path) -> None:
    assert completions("sfn-explore policy missing.json --dynamic ", folder) == [""]


def test_integrations_are_completed_after_patterns(folder: Path) -> None:
    assert completions("sfn-explore patterns ecs", folder) == ["ecs:runTask"]
    assert "sqs:sendMessage" in completions("sfn-explore patterns ", folder)
