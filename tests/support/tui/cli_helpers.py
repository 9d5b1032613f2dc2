"""Running the command line: in this process where that is enough, else in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest

from sfn_tui.cli import main

FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:{}"
_OURS = (
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
    "AWS_ACCOUNT_ID",
    "NO_COLOR",
    "TERM",
    "COLUMNS",
    "SFN_EXPLORE_TRACEBACK",
)


class Result(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        """The lines on stderr."""
        return self.err.splitlines()

    @property
    def json(self) -> Any:
        """The data on stdout."""
        return json.loads(self.out)


def run(capsys: pytest.CaptureFixture[str], *words: str | Path, **environment: str) -> Result:
    """Run the command line in this process, in an environment that names no region and no account."""
    kept = {name: value for name, value in os.environ.items() if name not in _OURS}
    # A fault of the program must fail a test with its traceback, not look like a bad input.
    kept["SFN_EXPLORE_TRACEBACK"] = "1"
    with patch.dict(os.environ, {**kept, **environment}, clear=True):
        status = main([str(word) for word in words])
    captured = capsys.readouterr()
    return Result(status, captured.out, captured.err)


def run_process(
    words: Sequence[str | bytes], *, stdin: bytes = b"", environment: Mapping[str, str] | None = None
) -> Result:
    """Run the command line in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in _OURS}
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.tui.cli_process", *words],
        input=stdin,
        capture_output=True,
        timeout=60,
        cwd=Path(__file__).parents[3],
        env={**kept, **(environment or {})},
        check=False,
    )
    return Result(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


def task(resource: str, **fields: Any) -> dict[str, Any]:
    """Return a Task state; `resource` leaves out ``arn:aws:states:::``."""
    state = {"Type": "Task", "Resource": f"arn:aws:states:::{resource}", **fields}
    return state if "Next" in state else {**state, "End": True}


def machine(states: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a definition that starts at the first of the states."""
    return {"StartAt": next(iter(states)), "States": dict(states), **fields}


def write(folder: Path, definition: Any, name: str = "machine.asl.json") -> Path:
    """Write a definition into a file and return its path."""
    path = folder / name
    path.write_text(json.dumps(definition, indent=2), encoding="utf-8")
    return path


def orders(folder: Path, name: str = "orders.asl.json", table: str = "orders") -> Path:
    """Write a small machine with one call of a function and one of a table."""
    states = {
        "Check": task(
            "lambda:invoke", Parameters={"FunctionName": FUNCTION.format("check")}, Next="Save order"
        ),
        "Save order": task("dynamodb:putItem", Parameters={"TableName": table, "Item": {}}),
    }
    return write(folder, machine(states), name)
