"""Tab completion in bash, zsh and fish. Loaded only when a shell asks, or for its script."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any

import argcomplete
from argcomplete.shell_integration import shellcode

from sfn_tui import samples
from sfn_tui.options.parser import PROGRAM
from sfn_tui.options.subcommands import SUBCOMMANDS, parser_of, subcommand_of

if TYPE_CHECKING:
    from sfn_engine.machine import Opened


_ENDINGS = (".json", ".asl", ".yaml", ".yml", ".template", ".tf", ".tpl", ".tftpl")
"""Endings of files that may hold a definition."""


def run(args: argparse.Namespace) -> int:
    """Print the script for a shell; return the exit status."""
    print(shellcode([PROGRAM], shell=args.shell))
    return 0


def complete() -> None:
    """Answer the shell that asks through the environment, and exit."""
    line = os.environ.get("COMP_LINE", "")[: int(os.environ.get("COMP_POINT") or 0) or None]
    words = argcomplete.lexers.split_line(line)[3][1:] if line else []
    command, rest = subcommand_of(words)
    if len(rest) == len(words):
        parser: argparse.ArgumentParser = parser_of(command)
        _add_completers(parser, commands=not words)
    else:
        # argcomplete reads the whole line, so the command's name must be part of what is parsed.
        parser = argparse.ArgumentParser(prog=PROGRAM, add_help=False)
        inner = parser.add_subparsers(parser_class=argparse.ArgumentParser)
        made = inner.add_parser(command.name, allow_abbrev=False)
        command.add_arguments(made)
        _add_completers(made, commands=False)
    argcomplete.autocomplete(parser, always_complete_options="long")


def _add_completers(parser: argparse.ArgumentParser, *, commands: bool) -> None:
    """Give each option its completer; argcomplete looks for the attribute `completer`."""
    names = {
        "lesson": _lessons,
        "edits": _edits,
        "sample": _samples,
        "name": _samples,
        "files": _files,
        "integration": _integrations,
        "machine": _machines,
        "bindings": _placeholders,
    }
    for action in parser._actions:
        if action.dest == "files" and commands:
            action.completer = _files_and_commands  # type: ignore[attr-defined]
        elif action.dest in names and action.option_strings != ["--name"]:
            action.completer = names[action.dest]  # type: ignore[attr-defined]


def _samples(**_: Any) -> list[str]:
    return list(samples.names())


def _lessons(prefix: str, **_: Any) -> list[str]:
    from sfn_tui.lessons import bundled

    return [*bundled.names(), *_files(prefix, endings=(".toml",))]


def _integrations(**_: Any) -> list[str]:
    from sfn_engine.catalog.loader import all_integrations

    return [known.name for known in all_integrations()]


def _files(prefix: str, endings: tuple[str, ...] = _ENDINGS, **_: Any) -> list[str]:
    folder, name = os.path.split(prefix)
    try:
        entries = sorted(os.scandir(os.path.expanduser(folder) or "."), key=lambda entry: entry.name)
    except OSError:
        return []
    found = [entry for entry in entries if entry.name.startswith(name) and (name or entry.name[0] != ".")]
    folders = [os.path.join(folder, entry.name) + "/" for entry in found if entry.is_dir()]
    return folders + [
        os.path.join(folder, entry.name)
        for entry in found
        if entry.name.endswith(endings) and entry.is_file()
    ]


def _files_and_commands(prefix: str, **_: Any) -> list[str]:
    return [command.name for command in SUBCOMMANDS] + _files(prefix)


def _opened(parsed_args: argparse.Namespace) -> tuple[Opened, ...]:
    """Return the machines in the file that the line names."""
    from sfn_engine.errors import DefinitionError
    from sfn_engine.machine import open_all
    from sfn_tui.options.context import BadOption
    from sfn_tui.options.input_files import input_files

    # argcomplete may ask before it has read all of the line.
    files, sample = getattr(parsed_args, "files", None), getattr(parsed_args, "sample", None)
    try:
        first = input_files(files or (), sample)[0]
        return () if first.is_standard_input else open_all(first.path)
    except (BadOption, DefinitionError):
        return ()


def _machines(prefix: str, parsed_args: argparse.Namespace, **_: Any) -> list[str]:
    return [entry.name for entry in _opened(parsed_args)]


def _placeholders(prefix: str, parsed_args: argparse.Namespace, **_: Any) -> list[str]:
    """Return ``NAME=`` for each placeholder of the machines that the line names."""
    from sfn_engine.asl.placeholders import placeholders_of

    machines = [entry.machine for entry in _opened(parsed_args) if entry.machine is not None]
    return [f"{found.name}=" for machine in machines for found in placeholders_of(machine)]


def _edits(prefix: str, action: argparse.Action, parsed_args: argparse.Namespace, **_: Any) -> list[str]:
    """Return ``STATE.TARGET``, or ``STATE=PATTERN``, for the machine that the line names."""
    from collections import Counter

    from sfn_engine.asl.model import Task
    from sfn_engine.asl.naming import path_text
    from sfn_engine.catalog import loader

    wanted = getattr(parsed_args, "machine", None)
    machine = next(
        (entry.machine for entry in _opened(parsed_args) if entry.machine and wanted in (None, entry.name)), None
    )
    found: list[str] = []
    states = machine.states if machine is not None else ()
    names = Counter(state.name for state in states)
    for state in states:
        label = state.name if names[state.name] == 1 else path_text(state.path)
        if "--pattern" in action.option_strings:
            known = loader.integration(state.integration) if isinstance(state, Task) else None
            found += [f"{label}={pattern}" for pattern in known.patterns] if known is not None else []
        else:
            end = "=" if "--static" in action.option_strings else ""
            found += [f"{label}.{target.name}{end}" for target in state.targets if not target.is_key]
    return found
