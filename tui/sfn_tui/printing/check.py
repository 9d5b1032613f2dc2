"""The command ``check``: what is wrong in a definition that still opens, and what its policy does not cover."""

from __future__ import annotations

import argparse
import sys

from sfn_engine.asl.model import Diagnostic, StateMachine
from sfn_engine.display import safe
from sfn_engine.policy.findings import findings
from sfn_tui.options.inputs import Inputs
from sfn_tui.printing.output import shown, write_lines, write_stderr


def run(args: argparse.Namespace) -> int:
    """Print the findings of each input; return the exit status: 1 if one is more than information."""
    inputs = Inputs(args)
    faulty = False
    # A fault of a file that holds several machines is found in each of them, and printed once.
    printed: set[str] = set()
    for name, machine, file in inputs:
        found = findings(machine)
        faulty = faulty or any(entry.severity != "info" for entry in found)
        lines = [line for line in (finding_line(file, machine, entry) for entry in found) if line not in printed]
        printed.update(lines)
        write_lines(dict.fromkeys(lines))
        if not found and sys.stderr.isatty():
            write_stderr(f"{safe(name)}: no problems found")
    if inputs.failed:
        return 2
    return 1 if faulty else 0


def finding_line(file: str, machine: StateMachine, entry: Diagnostic) -> str:
    """Return ``file:line:column: severity: state: message [rule]``."""
    location = machine.location_of(entry)
    where = f"{safe(file)}:{location.line}:{location.column}" if location else safe(file)
    about = f"{shown(entry.state)}: " if entry.state else ""
    return f"{where}: {entry.severity}: {about}{safe(entry.message)} [{entry.check}]"
