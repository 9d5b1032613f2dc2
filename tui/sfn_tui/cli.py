"""The command line. Commands that only print load no terminal library."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

FINE, UNUSABLE, INTERRUPTED = 0, 2, 130
"""The exit statuses."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status. Every error is one line on stderr."""
    words = list(sys.argv[1:] if argv is None else argv)
    if "_ARGCOMPLETE" in os.environ:
        from sfn_tui.completion import complete

        complete()
    try:
        status = _run(words)
        sys.stdout.flush()
        return status
    except SystemExit as stop:  # argparse exits like this after --help and after an error
        return stop.code if isinstance(stop.code, int) else FINE
    except BrokenPipeError:
        _drop_stdout()
        return FINE
    except KeyboardInterrupt:
        print("sfn-explore: interrupted", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        print(f"sfn-explore: {_line_about(error)}", file=sys.stderr)
        return UNUSABLE


def _run(words: Sequence[str]) -> int:
    from sfn_tui.options.subcommands import parser_of, subcommand_of

    subcommand, rest = subcommand_of(words)
    _prepare_streams()
    args: Namespace = parser_of(subcommand).parse_intermixed_args(rest)
    gc.disable()  # What modules create stays alive: to look for garbage there would only take time.
    module = import_module(f"sfn_tui.{subcommand.module}")
    gc.enable()
    status: int = module.run(args)
    return status


def _prepare_streams() -> None:
    """Escape characters that the terminal's encoding lacks instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _drop_stdout() -> None:
    """Point stdout to nowhere, so that Python's own flush at exit does not fail."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no real file behind it, as in tests
        return


def _line_about(error: Exception) -> str:
    """Say in one line what went wrong; with SFN_EXPLORE_TRACEBACK an internal error is raised again."""
    from sfn_engine.display import safe
    from sfn_engine.errors import DefinitionError, EditRefused
    from sfn_tui.options.context import BadOption

    if isinstance(error, (DefinitionError, EditRefused, BadOption)):
        return safe(str(error))
    if isinstance(error, OSError):
        return safe(error.strerror or str(error))
    if os.environ.get("SFN_EXPLORE_TRACEBACK"):
        raise error
    what = safe(f"{type(error).__name__}: {error}")
    return f"internal error, not a problem with the input: {what} (SFN_EXPLORE_TRACEBACK=1 shows the traceback)"
