"""Files, standard input and samples → state machines, each with the name that is printed for it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sfn_engine.asl.model import StateMachine
from sfn_engine.display import safe
from sfn_engine.errors import DefinitionError, EditRefused
from sfn_engine.machine import Opened, open_all
from sfn_engine.sources.choosing import machines_named
from sfn_tui.options.bindings import bindings
from sfn_tui.options.input_files import STANDARD_INPUT, input_files
from sfn_tui.options.whatif import edited, form_notices


class LoadedMachine(NamedTuple):
    """A machine that was read."""

    name: str
    """The file as the person wrote it, ``-``, or the sample's name; ``FILE#NAME`` if the file has several."""
    machine: StateMachine
    file: str
    """The file that its locations are in, as a person would name it."""


class Inputs:
    """Reads the inputs of a command one after the other; a bad one is reported and left out."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.files = input_files(args.files, args.sample)
        self.edits: list[tuple[str, str]] = getattr(args, "edits", [])
        self.bindings = bindings(args)
        self.wanted: str | None = args.machine
        self.failed = False
        """True after an unusable input."""
        self.several = len(self.files) > 1
        """True if more than one machine is printed; for a single file it is known once the file is read."""

    def __iter__(self) -> Iterator[LoadedMachine]:
        """Yield each usable machine; an unusable one is one line on stderr."""
        for name, path, _ in self.files:
            try:
                opened = opened_machines(path, self.wanted, self.bindings)
            except DefinitionError as error:
                self._report(str(error))
                continue
            self.several = self.several or len(opened) > 1
            for entry in opened:
                title = name if len(opened) == 1 else f"{name}#{entry.name}"
                if entry.error is not None:
                    self._report(str(entry.error))
                    continue
                assert entry.machine is not None
                try:
                    yield self._edited(title, name, path, entry.machine)
                except EditRefused as refusal:
                    self._report(f"{safe(title)}: {safe(str(refusal))}")

    def _edited(self, title: str, name: str, path: str, machine: StateMachine) -> LoadedMachine:
        file = machine.file if machine.file not in (None, path) else name
        made = edited(machine, self.edits)
        for notice in form_notices(machine, made, self.edits):
            _tell(f"{safe(title)}: {notice}")
        return LoadedMachine(title, made, file or name)

    def _report(self, line: str) -> None:
        self.failed = True
        _tell(line)


def _tell(line: str) -> None:
    """Write a line to stderr, after what was written to stdout before."""
    sys.stdout.flush()  # so that the lines of both streams are in order on a terminal
    print(line, file=sys.stderr)


def opened_machines(
    path: str, wanted: str | None, given: Mapping[str, str], *, expressions: bool = True
) -> tuple[Opened, ...]:
    """Return the machines in a file, or only the one named `wanted`; `expressions` as in `open_all`.

    Raises `DefinitionError` if the file is unusable or has no machine of that name.
    """
    if path == STANDARD_INPUT and sys.stdin is None:
        raise DefinitionError("standard input is closed", path=STANDARD_INPUT)
    return machines_named(open_all(path, bindings=given, expressions=expressions), wanted, path)
