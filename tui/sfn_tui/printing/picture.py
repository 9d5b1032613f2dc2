"""The command ``graph``: the state graph as text."""

from __future__ import annotations

import argparse
import os

from sfn_engine.display import safe
from sfn_engine.policy.generate import generate
from sfn_tui.options.context import surroundings
from sfn_tui.options.inputs import Inputs
from sfn_tui.printing.output import write_lines


def run(args: argparse.Namespace) -> int:
    """Draw the graph of each input; return the exit status."""
    from sfn_tui.graph import layout, picture_text
    from sfn_tui.views.boxes import box_texts

    context = surroundings(args, os.environ).context
    inputs = Inputs(args)
    for name, machine, _ in inputs:
        if inputs.several:
            write_lines([safe(name)])
        policy = generate(machine, context, args.scope or "guide")
        drawn = layout(machine, box_texts(machine, policy), compact=args.compact)
        write_lines(picture_text(drawn).rstrip("\n").split("\n"))
    return 2 if inputs.failed else 0
