"""Files, standard input and samples → state machines, each with the name under which it is printed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import NamedTuple

from sfn_engine.asl.model import StateMachine
from sfn_engine.display import safe
from sfn_engine.errors import DefinitionError, EditRefused
from sfn_engine.machine import load
from sfn_tui import samples
from sfn_tui.options.context import BadOption
from sfn_tui.options.whatif import edited


class Input(NamedTuple):
    """A machine that was read."""

    name: str
    """The file as the person named it, ``-``, or the sample's name."""
    machine: StateMachine


class Inputs:
    """Reads the inputs of a command one after the other; a bad one is reported and left out."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.names = _names(args)
        self.edits: list[tuple[str, str]] = getattr(args, "edits", [])
        self.failed = False
        """True after an input that could not be used."""

    @property
    def several(self) -> bool:
        """True where more than one input was named."""
        return len(self.names) > 1

    def __iter__(self) -> Iterator[Input]:
        """Yield what can be used; each other input gives its one line on stderr."""
        for name, path in self.names:
            try:
                yield Input(name, edited(_load(path), self.edits))
            except DefinitionError as error:
                self._report(str(error))
            except EditRefused as refusal:
                self._report(f"{safe(name)}: {safe(str(refusal))}")

    def _report(self, line: str) -> None:
        self.failed = True
        sys.stdout.flush()  # so that the lines of both streams stand in order on a terminal
        print(line, file=sys.stderr)


def _names(args: argparse.Namespace) -> list[tuple[str, str]]:
    if args.sample is None:
        if not args.files:
            raise BadOption("name a FILE, - for standard input, or --sample NAME")
        return [(file, file) for file in args.files]
    if args.files:
        raise BadOption("name a FILE or a --sample, not both")
    if args.sample not in samples.names():
        raise BadOption(f"there is no sample {safe(args.sample)!r}; there are {', '.join(samples.names())}")
    return [(args.sample, samples.path(args.sample))]


def _load(path: str) -> StateMachine:
    if path == "-" and sys.stdin is None:
        raise DefinitionError("standard input is closed", path="-")
    return load(path)
