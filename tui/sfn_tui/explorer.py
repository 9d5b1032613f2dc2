"""The program without a command: opens the app, or prints the policy if stdout is not a terminal.

The definition is read before the app is imported, so that a bad file never opens a screen.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from typing import TYPE_CHECKING

from sfn_engine.asl.model import StateMachine
from sfn_engine.errors import DefinitionError
from sfn_engine.machine import Opened
from sfn_engine.policy.context import Context
from sfn_engine.sources.choosing import machines_named
from sfn_tui.options.bindings import bindings
from sfn_tui.options.context import BadOption, surroundings
from sfn_tui.options.input_files import InputFile, input_files
from sfn_tui.options.inputs import opened_machines
from sfn_tui.options.whatif import edited

if TYPE_CHECKING:
    from sfn_tui.lessons.course import Course

DEMO = "order-processing"


def run(args: argparse.Namespace) -> int:
    """Open the app, or print; return the exit status."""
    if args.tour:
        args.lesson = _tour(args.lesson)
    if args.lesson is not None and (args.json or not sys.stdout.isatty()):
        raise BadOption("a lesson needs a terminal; `sfn-explore lessons NAME` prints one")
    if args.demo:
        args.sample = args.sample or DEMO
    if args.json or len(args.files) > 1 or not sys.stdout.isatty():
        args.scope = args.scope or "guide"
    if args.json or len(args.files) > 1:
        from sfn_tui.printing import explain

        return explain.run(args)
    if not sys.stdout.isatty():
        from sfn_tui.printing import policy

        return policy.run(args)
    return _explore(args)


def _explore(args: argparse.Namespace) -> int:
    from sfn_tui.printing.excerpt import excerpt

    context = surroundings(args, os.environ).context
    course = None
    if args.lesson is not None:
        from sfn_tui.lessons.reading import course as read_course

        try:
            course = read_course(args.lesson)
        except DefinitionError as error:
            print(error, file=sys.stderr)
            return 2
        if not args.files and args.sample is None:
            return _lesson_alone(course, args, context)
    given = input_files(args.files, args.sample, hint="; to try it out, use --demo or --tour")[0]
    path = given.path
    try:
        # The first frame does not wait for the JSONata parser: the screen checks the expressions after it.
        everything = opened_machines(path, None, bindings(args), expressions=False)
        opened = machines_named(everything, args.machine, path)
        first = next((entry for entry in opened if entry.machine is not None), opened[0])
        if first.machine is None:
            assert first.error is not None
            raise first.error
        machine = edited(first.machine, getattr(args, "edits", []))
    except DefinitionError as error:
        for line in excerpt(error, path):
            print(line, file=sys.stderr)
        return 2
    _take_keyboard(piped=given.is_standard_input)
    return open_app(
        machine,
        name=_title(given),
        path=None if given.is_sample or given.is_standard_input else path,
        context=context,
        scope=args.scope,
        machines=everything if len(everything) > 1 else (),
        pick=len(opened) > 1,
        course=course,
    )


def _tour(lesson: str | None) -> str:
    from sfn_tui.lessons.bundled import TOUR

    if lesson is not None:
        raise BadOption("--tour is a lesson of its own; give --tour or --lesson, not both")
    return TOUR


def _lesson_alone(course: Course, args: argparse.Namespace, context: Context) -> int:
    """Open the app on the lesson's own machine."""
    if args.edits or args.bindings or args.set_file or args.machine:
        raise BadOption("a lesson has its own machine; options that change a machine need a FILE as well as --lesson")
    _take_keyboard()
    machine, name = course.start.machine, course.machine_title
    return open_app(machine, name=name, path=None, context=context, scope=args.scope, course=course)


def _take_keyboard(*, piped: bool = False) -> None:
    """Read keys from the terminal if standard input is something else."""
    if piped or sys.stdin is None or not sys.stdin.isatty():
        from sfn_tui.io.terminal import take_terminal_for_keyboard

        if not take_terminal_for_keyboard():
            raise BadOption("no terminal to read keys from; `sfn-explore explain -` prints instead")


def _title(given: InputFile) -> str:
    """Return what the app calls the file."""
    if given.is_sample:
        return f"{given.name} (sample)"
    return "standard input" if given.is_standard_input else os.path.basename(given.path)


def open_app(
    machine: StateMachine,
    *,
    name: str,
    path: str | None,
    context: Context,
    scope: str | None,
    machines: tuple[Opened, ...] = (),
    pick: bool = False,
    course: Course | None = None,
) -> int:
    """Run the app on a machine; return its exit status.

    `machines` are all machines in the file, if there are several; with `pick` the person chooses one of
    them. A `course` starts at once; the machine is what the app returns to after it.
    """
    # Nearly everything that is created before the first frame stays alive; the screen enables it again.
    gc.disable()
    from sfn_tui.app import ExplorerApp
    from sfn_tui.io.saved_state import load as load_state
    from sfn_tui.session.session import open_session

    saved = load_state()
    wanted = scope or saved.scope or "guide"
    session = open_session(
        machine,
        name=name,
        path=path,
        context=context,
        scope="least" if wanted == "least" else "guide",
        machines=machines,
    )
    app = ExplorerApp(session, saved, pick=pick, lesson=course)
    app.run()
    return app.return_code or 0
