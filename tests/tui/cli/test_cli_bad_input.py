"""Inputs that cannot be used: one line, ``file:line:column: …`` or ``file: …``, and status 2."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.tui.cli_helpers import orders, run, run_process

MACHINE = '{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": %s, "End": true}}}'

BAD_TEXTS = {
    "not JSON": "hello",
    "cut off": '{"StartAt": "A", ',
    "no machine": "[1, 2]",
    "an object, but no machine": '{"a": 1}',
    "wrong types": '{"StartAt": ["A"], "States": "many"}',
    "100,000 brackets": "[" * 100_000,
    "100,000 nested objects": '{"a":' * 100_000,
    "5,000 digits": MACHINE % ("9" * 5000),
    "a number that overflows": MACHINE % "1e999",
    "NaN": MACHINE % "NaN",
    "a lone surrogate": '{"StartAt": "\\ud800", "States": {"\\ud800": {"Type": "Succeed"}}}',
    "an empty file": "",
    "blanks only": " \n \n",
}


@pytest.mark.parametrize("command", ["policy", "explain", "check"])
@pytest.mark.parametrize("text", BAD_TEXTS.values(), ids=BAD_TEXTS.keys())
def test_bad_text_is_one_line_with_its_location(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, text: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    done = run(capsys, command, path)
    assert (done.status, done.out, len(done.errors)) == (2, "", 1)
    assert re.fullmatch(rf"{re.escape(str(path))}:\d+:\d+: \S.*", done.errors[0])


def _directory(folder: Path) -> Path:
    return folder


def _missing(folder: Path) -> Path:
    return folder / "missing.json"


def _bytes(folder: Path) -> Path:
    path = folder / "bytes.json"
    path.write_bytes(b'{"StartAt": "\xff"}')
    return path


def _closed(folder: Path) -> Path:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = orders(folder)
    path.chmod(0)
    return path


def _line_break(folder: Path) -> Path:
    return folder / "two\nlines.json"


def _pipe(folder: Path) -> Path:
    path = folder / "pipe"
    os.mkfifo(path)
    return path


@pytest.mark.parametrize("make", [_directory, _missing, _bytes, _closed, _line_break, _pipe])
def test_a_file_that_cannot_be_read_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], Path]
) -> None:
    done = run(capsys, "policy", make(tmp_path))
    assert (done.status, done.out, len(done.errors)) == (2, "", 1)
    assert str(tmp_path) in done.err
    assert done.err.endswith("\n")


@pytest.mark.parametrize("text", ["100,000 brackets", "5,000 digits", "a lone surrogate", "not JSON"])
def test_a_process_ends_with_one_line_and_no_traceback(text: str) -> None:
    done = run_process(["policy", "-"], stdin=BAD_TEXTS[text].encode())
    assert (done.status, done.out, len(done.errors)) == (2, "", 1)
    assert re.match(r"-:\d+:\d+: ", done.err)


@pytest.mark.parametrize(
    "words", [[], ["policy"], ["policy", "--nope", "x"], ["completion", "tcsh"], ["samples", "a", "b"]]
)
def test_words_that_cannot_be_used_are_one_line(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    done = run(capsys, *words)
    assert (done.status, done.out, len(done.errors)) == (2, "", 1)


def test_a_file_and_a_sample_together_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "policy", orders(tmp_path), "--sample", "nightly-etl").status == 2


def test_a_fault_of_the_program_is_one_line_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("sfn_tui.printing.policy.generate", fail)
    done = run(capsys, "policy", orders(tmp_path), SFN_EXPLORE_TRACEBACK="")
    assert (done.status, len(done.errors)) == (2, 1)
    assert "RuntimeError: two\\x0alines" in done.err
