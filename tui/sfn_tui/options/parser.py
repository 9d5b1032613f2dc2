"""An argument parser whose help starts with examples, and whose errors are one line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

PROGRAM = "sfn-explore"

ENDING = """\
exit status:
  0  success
  1  check found an error or a warning, or a printed policy is incomplete: a task is unexplained,
     or a permission must be added by hand (stderr names them; --allow-incomplete: 0)
  2  unusable input or option: one line on stderr says why

environment:
  AWS_REGION, AWS_DEFAULT_REGION  the region, if neither --region nor the file says it
  AWS_ACCOUNT_ID                  the account, if neither --account nor the file says it
  NO_COLOR                        turn colours off (pipes and files never have them)
  COLUMNS                         width of the output
"""


class CommandParser(argparse.ArgumentParser):
    """The options of one command."""

    def __init__(self, prog: str, usage: str, summary: str, examples: str) -> None:
        super().__init__(
            prog=prog,
            usage=usage,
            allow_abbrev=False,  # an option added later must not change what a script means
            add_help=False,
            formatter_class=_Formatter,
            epilog=ENDING,
        )
        self.summary = summary
        self.examples = examples
        self.add_argument("-h", "--help", action="help", help="show this help and exit")

    def format_help(self) -> str:
        """Return the help: what the command does, examples, then the options."""
        return f"{self.summary}\n\nexamples:\n{self.examples}\n{super().format_help()}"

    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong, and exit with status 2."""
        # Imported late: only an error needs it, and the message may repeat hostile text.
        from sfn_engine.display import safe

        self.exit(2, f"{self.prog}: {safe(message)} (see {self.prog} --help)\n")


def columns(*, default: int) -> int:
    """Return the width of the output: ``COLUMNS``, else that of the terminal, else the default.

    `shutil.get_terminal_size` does the same, but costs every command the import of six modules.
    """
    try:
        found = int(os.environ.get("COLUMNS") or 0) or os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):  # not a number, not a terminal, no stdout
        found = 0
    return max(found or default, 40)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str, **kwargs: Any) -> None:
        super().__init__(prog, **{**kwargs, "max_help_position": 30, "width": columns(default=80) - 2})


class InOrder(argparse.Action):
    """Collects options of several names in the order given."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Add the option's name and its text to the list."""
        collected = [*(getattr(namespace, self.dest, None) or ()), (option_string or "", str(values))]
        setattr(namespace, self.dest, collected)


class Version(argparse.Action):
    """Prints the version and exits."""

    def __init__(self, option_strings: Sequence[str], dest: str, **kwargs: Any) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, help="show the version and exit")

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Ask the installed package for its version; the import costs 15 ms, so it is late."""
        from importlib import metadata

        try:
            version = metadata.version(PROGRAM)
        except metadata.PackageNotFoundError:
            version = "(not installed)"
        print(PROGRAM, version)
        parser.exit()
