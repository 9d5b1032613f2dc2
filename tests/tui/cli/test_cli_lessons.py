"""Lessons on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sfn_tui import explorer
from sfn_tui.lessons import bundled
from tests.support.tui.cli_helpers import orders, run, run_process
from tests.support.tui.lessons import FIRST, HEAD, write


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)


def test_the_list_names_each_lesson_with_its_summary(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "lessons", COLUMNS="80")
    assert done.status == 0 and done.out.startswith("tour")
    assert all(name in done.out for name in bundled.names())
    assert max(map(len, done.out.splitlines())) <= 80


@pytest.mark.parametrize("name", bundled.names())
def test_a_bundled_lesson_is_printed_as_written(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "lessons", name).out == bundled.text(name)


def test_a_lesson_of_ones_own_is_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, HEAD + FIRST)
    done = run(capsys, "lessons", path)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[:2] == ["Orders: OK, on order-processing (lesson)", "  1  One"]


@pytest.mark.parametrize("words", [["lessons"], ["--lesson"]])
def test_a_mistake_is_one_line_and_status_2(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_terminal(monkeypatch)
    path = write(tmp_path, f"{HEAD}{FIRST}select = 'Nobody'\n")
    done = run(capsys, *words, path)
    assert (done.status, done.out) == (2, "")
    assert len(done.errors) == 1
    assert done.errors[0].startswith(f"{path}:8:1: select: there is no state 'Nobody'; there are")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["lessons", "tuor"], "there is no lesson or file 'tuor'; did you mean 'tour'?"),
        (["--tour"], "a lesson needs a terminal; `sfn-explore lessons NAME` prints one"),
        (["--tour", "--lesson", "sync"], "--tour is a lesson of its own; give --tour or --lesson, not both"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    words: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(capsys, *words)
    assert done.status == 2 and len(done.errors) == 1 and done.errors[0].endswith(expected)


def test_a_lesson_in_a_pipe_is_refused(tmp_path: Path) -> None:
    done = run_process(["--lesson", str(tmp_path / "none.toml")])
    assert (done.status, len(done.errors)) == (2, 1)


class _Opened:
    """Notes with what the app would be opened."""

    def __init__(self) -> None:
        self.machine: object = None
        self.options: dict[str, object] = {}

    def __call__(self, machine: object, **options: object) -> int:
        self.machine, self.options = machine, options
        return 0


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> _Opened:
    found = _Opened()
    monkeypatch.setattr(explorer, "open_app", found)
    monkeypatch.setattr(explorer, "_take_keyboard", lambda piped=False: None)
    return found


def test_the_tour_alone_opens_its_own_machine(
    opened: _Opened, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_terminal(monkeypatch)
    assert run(capsys, "--tour").status == 0
    assert (opened.options["name"], opened.options["path"]) == ("nightly-visits.asl.json (lesson)", None)
    assert opened.options["course"] is not None


def test_with_a_file_the_lesson_gives_back_to_it(
    opened: _Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_terminal(monkeypatch)
    file = orders(tmp_path)
    assert run(capsys, file, "--lesson", "sync").status == 0
    assert opened.options["path"] == str(file) and opened.options["course"] is not None
    assert run(capsys, file).status == 0
    assert opened.options["course"] is None


def test_what_if_options_need_a_file(
    opened: _Opened, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_terminal(monkeypatch)
    done = run(capsys, "--tour", "--pattern", "Count visits=sync")
    assert done.status == 2 and "need a FILE as well as --lesson" in done.errors[0]
