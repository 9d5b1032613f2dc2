"""FILE, ``-`` and ``--sample NAME`` → the files to read, by one rule for all commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sfn_engine.display import listed, shorten
from sfn_tui import samples
from sfn_tui.options.context import BadOption

STANDARD_INPUT = "-"


class InputFile(NamedTuple):
    """A file that the command line names; it has not been read yet."""

    name: str
    """What the person wrote: a path, ``-``, or the name of a sample."""
    path: str
    is_sample: bool = False

    @property
    def is_standard_input(self) -> bool:
        """True for ``-``."""
        return self.path == STANDARD_INPUT


def input_files(files: Sequence[str], sample: str | None, *, hint: str = "") -> list[InputFile]:
    """Return the files that are named, at least one. `hint` is added to the error if there is none.

    Raises `BadOption` if none is named, if both files and a sample are, and for an unknown sample.
    """
    if sample is not None:
        if files:
            raise BadOption("give a FILE or a sample, not both")
        return [InputFile(sample, sample_path(sample), is_sample=True)]
    if not files:
        raise BadOption(f"give a FILE, - for standard input, or --sample NAME{hint}")
    return [InputFile(file, file) for file in files]


def sample_path(name: str) -> str:
    """Return the path of a sample. Raises `BadOption` if there is none of that name."""
    known = samples.names()
    if name not in known:
        raise BadOption(f"there is no sample {shorten(name)!r}; choose from {listed(known)}")
    return samples.path(name)
