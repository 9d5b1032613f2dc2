"""The command ``lessons``: list and print the bundled lessons, check one of your own."""

from __future__ import annotations

import argparse
import sys

from sfn_engine.display import counted, safe
from sfn_engine.errors import DefinitionError
from sfn_tui.lessons import bundled
from sfn_tui.printing.output import width, write_lines
from sfn_tui.text.wrap import wrapped


def run(args: argparse.Namespace) -> int:
    """List the lessons, print a bundled one, or check the one in a file; return the exit status."""
    if args.lesson is None:
        _list()
        return 0
    if args.lesson in bundled.names():
        write_lines(bundled.text(args.lesson).splitlines())
        return 0
    return _check(args.lesson)


def _list() -> None:
    outlines = bundled.outlines()
    column = max(len(outline.name) for outline in outlines) + 2
    for outline in outlines:
        steps = f"{outline.title}, {counted(outline.steps, 'step')}. {outline.summary}"
        first, *rest = wrapped(steps, width() - column)
        write_lines([f"{outline.name:{column}}{first}", *(" " * column + line for line in rest)])


def _check(file: str) -> int:
    """Try each step of a lesson, as the app does before it starts one."""
    # Imported late: checking a lesson needs the session, listing them does not.
    from sfn_tui.lessons.reading import course

    try:
        found = course(file)
    except DefinitionError as error:
        print(error, file=sys.stderr)
        return 2
    write_lines([f"{found.title}: OK, on {found.machine_title}"])
    write_lines(f"{number:>3}  {stage.heading}" for number, stage in enumerate(found.stages, 1))
    write_lines([f"Take it: sfn-explore --lesson {safe(file)}"])
    return 0
