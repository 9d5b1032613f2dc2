"""The program without a command: the app on a terminal, the policy where stdout is none.

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
from sfn_tui import samples
from sfn_tui.options.bindings import bindings
from sfn_tui.options.context import BadOption, surroundings
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
    name, path = _input(args)
    try:
        everything = opened_machines(path, None, bindings(args))
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
    _take_keyboard(piped=path == "-")
    return open_app(
        machine,
        name=name,
        path=path if args.sample is None and path != "-" else None,
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
        raise BadOption("a lesson brings its machine; options that change one need a FILE beside --lesson")
    _take_keyboard()
    machine, name = course.start.machine, course.machine_title
    return open_app(machine, name=name, path=None, context=context, scope=args.scope, course=course)


def _take_keyboard(*, piped: bool = False) -> None:
    """Take the keys from the terminal where standard input is something else."""
    if piped or sys.stdin is None or not sys.stdin.isatty():
        from sfn_tui.io.terminal import take_terminal_for_keyboard

        if not take_terminal_for_keyboard():
            raise BadOption("there is no terminal to read keys from; `sfn-explore explain -` prints")


def _input(args: argparse.Namespace) -> tuple[str, str]:
    if args.sample is not None:
        if args.files:
            raise BadOption("name a FILE or a sample, not both")
        if args.sample not in samples.names():
            raise BadOption(f"there is no such sample; there are {', '.join(samples.names())}")
        return f"{args.sample} (sample)", samples.path(args.sample)
    if not args.files:
        raise BadOption("name a FILE, - for standard input, --demo to look at a sample, or --tour")
    file: str = args.files[0]
    if file == "-" and sys.stdin is None:
        raise DefinitionError("standard input is closed", path="-")
    return ("standard input" if file == "-" else os.path.basename(file)), file


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
    """Run the app on a machine; return the exit status when it is left.

    `machines` are all machines in the file, where there are several; with `pick` the person is asked
    for one of them. A `course` is given at once, and the machine is what it gives back to.
    """
    # Until the first frame stands nearly everything that is made stays; the screen lets it work again.
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
