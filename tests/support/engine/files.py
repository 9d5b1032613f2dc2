"""Files for the tests of the readers, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

import sfn_engine as sfn
from sfn_engine.sources.positions import Location, Pointer
from tests.support.engine.machines import HERE

PASS = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}'
_BREAK = re.compile(r"\r\n?|\n")


def write(folder: Path, text: str, name: str = "machine.yaml") -> Path:
    """Write a text, without the indent that it has in the test, as it is: no line end is changed."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(dedent(text).encode())
    return path


def load(folder: Path, text: str, name: str = "machine.yaml") -> sfn.StateMachine:
    return sfn.load(write(folder, text, name))


def fault(folder: Path, text: str, name: str = "machine.yaml") -> sfn.DefinitionError:
    """Return why the file, or the one machine in it, cannot be used."""
    try:
        sfn.load(write(folder, text, name))
    except sfn.DefinitionError as error:
        assert "\n" not in str(error)
        return error
    raise AssertionError("the file was read")


def rest(text: str, location: Location | None) -> str:
    """Return what stands in the line from a location on."""
    assert location is not None
    return _BREAK.split(text)[location.line - 1][location.column - 1 :]


def rest_in_file(machine: sfn.StateMachine, pointer: Pointer, *, name: bool = False) -> str:
    """Return what stands in the machine's file at the location of a value, or of its name."""
    assert machine.file is not None
    text = Path(machine.file).read_bytes().decode("utf-8-sig")
    return rest(text, machine.location(pointer, name=name))


def bare(text: str) -> str:
    """Skip the quote before a text, and the escape before that."""
    return text.lstrip("\\").removeprefix('"').removeprefix("'")


def values(data: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    """Yield each value in plain data with its pointer."""
    yield pointer, data
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from values(value, (*pointer, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from values(value, (*pointer, index))


def notes(machine: sfn.StateMachine) -> str:
    """Return the notes of the machine's policy as one text."""
    return "\n".join(note.text for note in sfn.generate(machine, HERE).notes)


def resources(machine: sfn.StateMachine) -> list[Any]:
    """Return the resources that the machine's policy names, statement by statement."""
    return [statement["Resource"] for statement in sfn.generate(machine, HERE).document["Statement"]]
