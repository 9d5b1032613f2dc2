"""Runs a program in a terminal of its own and measures when its first frame is complete. Linux only."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

COLUMNS, ROWS = 120, 40
_SILENCE = 0.4
"""Seconds without output after which a complete screen counts as settled."""
_PATIENCE = 30.0
_CONTROLS = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X].*?(?:\x1b\\|\x07)|[ -/]*[0-~])", re.DOTALL)


class Start(NamedTuple):
    """What a program took until its first frame stood."""

    wall: float
    """Milliseconds, as `cpu`."""
    cpu: float
    megabytes: float
    """The most that it had held by then."""


def first_frame(code: str, markers: Sequence[str], environment: dict[str, str]) -> Start:
    """Run Python code in a terminal and return what it took until its first frame stood.

    The frame stands when everything in `markers` has been written, and then nothing more for a while:
    what counts is the moment of the last output before that silence. So a screen that is drawn twice
    counts when it is drawn for the second time, and the wait itself counts for nothing. Time and
    memory are the kernel's own figures, taken from outside whenever output has arrived.
    """
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
        start_new_session=True,
    )
    os.close(slave)
    try:
        return _watched(process, master, markers, start)
    finally:
        process.kill()
        process.wait()
        os.close(master)


def _watched(process: subprocess.Popen[bytes], master: int, markers: Sequence[str], start: float) -> Start:
    output, last = b"", Start(0, 0, 0)
    while time.perf_counter() - start < _PATIENCE:
        ready, _, _ = select.select([master], [], [], _SILENCE)
        if ready:
            try:
                output += os.read(master, 1 << 16)
            except OSError:  # the program has ended
                break
            last = Start(1000 * (time.perf_counter() - start), _cpu(process.pid), _peak(process.pid))
        elif not _missing(output, markers):
            return last
    raise RuntimeError(f"no complete frame; missing {_missing(output, markers)} in {_text(output)[-2000:]}")


def _text(output: bytes) -> str:
    return _CONTROLS.sub("", output.decode(errors="replace"))


def _missing(output: bytes, markers: Sequence[str]) -> list[str]:
    text = _text(output)
    return [marker for marker in markers if marker not in text]


def _cpu(pid: int) -> float:
    """Return the milliseconds that the threads of a process have been running."""
    spent = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        spent += int((task / "schedstat").read_text().split()[0])
    return spent / 1e6


def _peak(pid: int) -> float:
    """Return the megabytes that a process has held at most; a parent's do not count, unlike in `wait4`."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0
