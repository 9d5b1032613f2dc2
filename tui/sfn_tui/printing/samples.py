"""The command ``samples``: list the bundled machines, or print one."""

from __future__ import annotations

import argparse

from sfn_tui import samples
from sfn_tui.options.input_files import sample_path
from sfn_tui.printing.output import json_text, stdout_encoding, width, write_lines
from sfn_tui.text.wrap import wrapped


def run(args: argparse.Namespace) -> int:
    """List the samples, or print the definition of one; return the exit status."""
    if args.name is not None:
        sample_path(args.name)
        write_lines(json_text(samples.text(args.name).splitlines(), stdout_encoding()))
        return 0
    names = samples.names()
    column = max(map(len, names)) + 2
    for name in names:
        first, *rest = wrapped(samples.summary(name), width() - column)
        write_lines([f"{name:{column}}{first}", *(" " * column + line for line in rest)])
    return 0
