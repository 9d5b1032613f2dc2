"""The command ``check``: the problems in a definition that still opens."""

from __future__ import annotations

import argparse
import sys

from sfn_engine.asl.model import Diagnostic, StateMachine
from sfn_engine.display import safe
from sfn_tui.options.inputs import Inputs
from sfn_tui.printing.output import shown, write_lines, write_stderr


def run(args: argparse.Namespace) -> int:
    """Print the diagnostics of each input; return the exit status."""
    inputs = Inputs(args)
    found = 0
    for name, machine, file in inputs:
        lines = [diagnostic_line(file, machine, entry) for entry in machine.diagnostics]
        found += len(lines)
        write_lines(lines)
        if not lines and sys.stderr.isatty():
            write_stderr(f"{safe(name)}: no problems found")
    if inputs.failed:
        return 2
    return 1 if found else 0


def diagnostic_line(file: str, machine: StateMachine, entry: Diagnostic) -> str:
    """Return ``file:line:column: state: message``."""
    location = machine.located(entry)
    where = f"{safe(file)}:{location.line}:{location.column}" if location else safe(file)
    about = f"{shown(entry.state)}: " if entry.state else ""
    return f"{where}: {about}{safe(entry.message)}"
