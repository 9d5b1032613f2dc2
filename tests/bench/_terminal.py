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

    Everything is read until it shows all of `markers` and then is silent for a while; the screen of
    that moment is the complete one. What counts is the first output after which the screen was that
    one, in characters and colours, and stayed so: what is drawn again without a change does not count,
    nor does the wait. Time and memory are the kernel's own figures, taken whenever output has arrived.
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
    output, screen = b"", Screen()
    seen: list[tuple[Start, int]] = []
    while time.perf_counter() - start < _PATIENCE:
        ready, _, _ = select.select([master], [], [], _SILENCE)
        if ready:
            try:
                piece = os.read(master, 1 << 16)
            except OSError:  # the program has ended
                break
            taken = Start(1000 * (time.perf_counter() - start), _cpu(process.pid), _peak(process.pid))
            output += piece
            seen.append((taken, screen.feed(piece)))
        elif not _missing(output, markers):
            return _settled(seen)
    raise RuntimeError(f"no complete frame; missing {_missing(output, markers)} in {_text(output)[-2000:]}")


def _settled(seen: Sequence[tuple[Start, int]]) -> Start:
    """Return the first of the last outputs that all left the same screen."""
    found = seen[-1]
    for entry in reversed(seen):
        if entry[1] != found[1]:
            break
        found = entry
    return found[0]


class Screen:
    """What stands in each cell, as far as the codes are known that Textual writes."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], tuple[str, str]] = {}
        self._row = self._column = 1
        self._style = ""
        self._rest = ""

    def feed(self, piece: bytes) -> int:
        """Take output; return a number for what the screen shows now."""
        text = self._rest + piece.decode(errors="replace")
        # A code that is not whole yet waits for the next piece.
        cut = text.rfind("\x1b")
        whole = len(text) if cut < 0 or _CONTROLS.match(text, cut) else cut
        self._rest = text[whole:]
        place = 0
        for code in _CONTROLS.finditer(text, 0, whole):
            self._write(text[place : code.start()])
            self._obey(code.group())
            place = code.end()
        self._write(text[place:whole])
        return hash(frozenset(self._cells.items()))

    def _write(self, text: str) -> None:
        for character in text:
            if character == "\n":
                self._row, self._column = self._row + 1, 1
            elif character >= " ":
                self._cells[self._row, self._column] = (character, self._style)
                self._column += 1

    def _obey(self, code: str) -> None:
        if code.endswith("H"):
            row, _, column = code[2:-1].partition(";")
            self._row, self._column = int(row or 1), int(column or 1)
        elif code.endswith("m"):
            self._style = code if code != "\x1b[0m" else ""


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
