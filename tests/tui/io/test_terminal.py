"""The keyboard while standard input is a pipe."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import time

import pytest

from sfn_tui.io.terminal import take_terminal_for_keyboard

pty = pytest.importorskip("pty")

SCRIPT = """
import os, sys
from sfn_tui.io.terminal import take_terminal_for_keyboard
data = sys.stdin.read() if sys.argv[1] == "pipe" else os.close(0)
print("took", take_terminal_for_keyboard(), os.isatty(0), flush=True)
print("typed", os.read(0, 100), data, flush=True)
"""


def played(command: str) -> str:
    """Run a shell command on a terminal of its own, type a line, and return what stands there."""
    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        os.execvp("sh", ["sh", "-c", command])
    seen, typed = b"", 0
    end = time.monotonic() + 20
    try:
        while time.monotonic() < end:
            try:
                found = os.read(terminal, 1_000)
            except OSError:
                break
            if not found:
                break
            seen += found
            if not typed and re.search(rb"took.*\n", seen):
                typed = os.write(terminal, b"hello\n")
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)
    return seen.decode()


@pytest.mark.parametrize("before", ["echo piped |", ""])
def test_keys_come_from_the_terminal(before: str) -> None:
    how = "pipe" if before else "closed"
    seen = played(f"{before} {shlex.quote(sys.executable)} -c {shlex.quote(SCRIPT)} {how}")
    assert "took True True" in seen
    assert r"typed b'hello\n' " + (r"piped" if before else "None") in seen


def test_without_a_terminal_it_says_so_and_leaves_standard_input_alone() -> None:
    code = (
        "import sys; from sfn_tui.io.terminal import take_terminal_for_keyboard as take;"
        "print(take(), sys.stdin.read())"
    )
    path = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        [sys.executable, "-c", code],
        input="still here",
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
        check=True,
    )
    assert done.stdout == "False still here\n"


def test_what_is_no_terminal_is_not_taken() -> None:
    assert not take_terminal_for_keyboard("/dev/null")
    assert not take_terminal_for_keyboard("/no/such/device")
