"""The command ``samples``: the bundled machines."""

from __future__ import annotations

import argparse

from sfn_tui import samples
from sfn_tui.options.context import BadOption
from sfn_tui.printing.output import json_text, stdout_encoding, width, write_lines
from sfn_tui.text.wrap import wrapped


def run(args: argparse.Namespace) -> int:
    """List the samples, or print the definition of one; return the exit status."""
    names = samples.names()
    if args.name is not None:
        if args.name not in names:
            raise BadOption(f"there is no sample {args.name!r}; there are {', '.join(names)}")
        write_lines(json_text(samples.text(args.name).splitlines(), stdout_encoding()))
        return 0
    column = max(map(len, names)) + 2
    for name in names:
        first, *rest = wrapped(samples.summary(name), width() - column)
        write_lines([f"{name:{column}}{first}", *(" " * column + line for line in rest)])
    return 0
