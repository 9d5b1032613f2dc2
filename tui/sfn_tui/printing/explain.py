"""The command ``explain``: each task, its targets, its permissions and their reasons."""

from __future__ import annotations

import argparse
import os
import sys

from sfn_engine.policy.generate import generate
from sfn_tui.options.context import surroundings
from sfn_tui.options.inputs import Inputs
from sfn_tui.printing.colour import paint_for
from sfn_tui.printing.output import dumped, json_text, stdout_encoding, width, write_lines


def run(args: argparse.Namespace) -> int:
    """Explain the policy of each input; return the exit status."""
    if args.monitor:
        # Imported late: only --monitor needs it.
        from sfn_tui.printing import monitor

        return monitor.run(args)
    around = surroundings(args, os.environ)
    inputs = Inputs(args)
    if args.json:
        return _print_json(args, inputs)
    # Imported late: --json does not need it.
    from sfn_tui.printing.narrative import Narrative

    first = True
    for name, machine, _ in inputs:
        policy = generate(machine, around.context, args.scope)
        narrative = Narrative(name, machine, policy, around.variables, width(), paint_for(sys.stdout))
        write_lines([*([] if first else ["", ""]), *narrative.lines()])
        first = False
    return 2 if inputs.failed else 0


def _print_json(args: argparse.Namespace, inputs: Inputs) -> int:
    # Imported late: only --json needs it.
    from sfn_tui.printing.explain_json import explanation

    context = surroundings(args, os.environ).context
    made = {
        name: explanation(file, machine, generate(machine, context, args.scope)) for name, machine, file in inputs
    }
    if made:
        data: object = made if inputs.several else next(iter(made.values()))
        paint = paint_for(sys.stdout)
        write_lines(paint.json_line(line) for line in json_text(dumped(data), stdout_encoding()))
    return 2 if inputs.failed else 0
