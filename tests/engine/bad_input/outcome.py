"""Opens an input as a person would, and checks what comes out: machines, or one line with a place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import sfn_engine as sfn
from sfn_engine.display import safe
from sfn_engine.machine import open_all
from sfn_engine.sources.files import decode
from sfn_engine.sources.positions import line_starts


class BadInput(NamedTuple):
    """An input and what it is called in a failing test."""

    name: str
    data: bytes


def named(name: str, text: str) -> BadInput:
    return BadInput(name, text.encode("utf-8", "surrogatepass"))


def refused(path: Path) -> bool:
    """Open the file at `path`. Return True where all of it is refused; else use what opened."""
    try:
        opened = open_all(path)
    except sfn.DefinitionError as error:
        check_refusal(error, path)
        return True
    for entry in opened:
        if entry.error is not None:
            check_refusal(entry.error, path)
        else:
            assert entry.machine is not None
            use(entry.machine)
    return all(entry.machine is None for entry in opened)


def check_refusal(error: sfn.DefinitionError, path: Path) -> None:
    """Check that an error is one line that can be printed anywhere, with a place that is in the file."""
    line = str(error)
    assert safe(line) == line, line
    assert error.path is not None and line.startswith(error.path)
    assert error.message.strip() == error.message != ""
    assert len(error.message) < 500
    if error.line is None or error.path != safe(str(path)):
        return
    assert error.column is not None
    text = decode(path.read_bytes()).text if _is_text(path) else None
    if text is not None:
        starts = [*line_starts(text), len(text) + 1]
        assert 1 <= error.line < len(starts), line
        assert 1 <= error.column <= starts[error.line] - starts[error.line - 1] + 1, line


def _is_text(path: Path) -> bool:
    try:
        decode(path.read_bytes())
    except sfn.DefinitionError:
        return False
    return True


def use(machine: sfn.StateMachine) -> None:
    """Generate the policies of a machine and print them."""
    policy = sfn.generate(machine, sfn.Context(), scope="least")
    assert policy.lines()
    policy = sfn.generate(machine, sfn.Context())
    assert json.loads("\n".join(line.text for line in policy.lines())) == policy.document
    said = [*(note.text for note in policy.notes), *(found.message for found in machine.diagnostics)]
    said += [entry.reason for entry in policy.unexplained]
    said += machine.document.remarks if machine.document is not None else ()
    assert [text for text in said if safe(text) != text] == []
