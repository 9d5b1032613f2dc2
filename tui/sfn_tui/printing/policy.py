"""The command ``policy``: the document on stdout, what it does not cover on stderr."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Mapping

from sfn_engine.asl.model import StateMachine
from sfn_engine.display import safe
from sfn_engine.errors import EditRefused
from sfn_engine.policy.generate import generate
from sfn_engine.policy.model import Policy
from sfn_tui.options.context import BadOption, surroundings
from sfn_tui.options.inputs import Inputs
from sfn_tui.printing.colour import paint_for
from sfn_tui.printing.missing import above_document, missing, unconfirmed
from sfn_tui.printing.output import (
    dumped,
    json_text,
    stdout_encoding,
    width,
    write_lines,
    write_stderr,
    yaml_text,
)


def run(args: argparse.Namespace) -> int:
    """Print the policy of each input; return the exit status: 1 if a policy is known to be incomplete."""
    if args.edited and args.format == "table":
        raise BadOption("--edited prints a definition; --format table is for policies")
    context = surroundings(args, os.environ).context
    inputs = Inputs(args)
    made: dict[str, tuple[StateMachine, Policy]] = {}
    for name, machine, _ in inputs:
        made[name] = machine, generate(machine, context, args.scope)
    if made:
        _print(args, made, several=inputs.several)
        if not args.edited:
            for name, (_, policy) in made.items():
                for line in left_open(name, policy, terminal=sys.stderr.isatty()):
                    write_stderr(line)
    if inputs.failed:
        return 2
    complete = args.edited or args.allow_incomplete or all(policy.is_complete for _, policy in made.values())
    return 0 if complete else 1


def _print(
    args: argparse.Namespace, made: Mapping[str, tuple[StateMachine, Policy]], *, several: bool
) -> None:
    paint = paint_for(sys.stdout)
    if args.edited and args.format is None and not several:
        text = _own_text(next(iter(made.values()))[0])
        if text is not None:
            sys.stdout.write(text)
            return
    if args.format == "table":
        _print_tables({name: policy for name, (_, policy) in made.items()}, several=several)
        return
    documents = {
        name: machine.definition if args.edited else policy.document
        for name, (machine, policy) in made.items()
    }
    data: object = documents if several else next(iter(documents.values()))
    if args.format == "yaml":
        if not args.edited:
            write_lines(line for name, (_, policy) in made.items() for line in _comments(name, policy, several=several))
        sys.stdout.write(yaml_text(data, stdout_encoding()))
        return
    if several or args.edited:
        lines = dumped(data)
    else:
        (_, policy) = next(iter(made.values()))
        lines = [line.text for line in policy.lines()]
    write_lines(paint.json_line(line) for line in json_text(lines, stdout_encoding()))


def _own_text(machine: StateMachine) -> str | None:
    """Return the person's file with the edits in it.

    None for a file that contains more than the definition, or characters that a terminal obeys: the
    definition is then written by this program, with these escaped.
    """
    document = machine.document
    if document is None or not document.form.startswith("ASL"):
        return None
    from sfn_engine.saving.saved import saved_text

    try:
        text = saved_text(machine)
    except EditRefused:
        return None
    plain = re.sub(r"[\t\r\n]", "", text)
    return text if safe(plain) == plain else None


def _print_tables(policies: Mapping[str, Policy], *, several: bool) -> None:
    # Imported late: only --format table needs it.
    from sfn_tui.printing.table import policy_table

    paint = paint_for(sys.stdout)
    lines: list[str] = []
    for name, policy in policies.items():
        if several:
            lines += [*([""] if lines else []), paint.title(safe(name)), ""]
        lines += policy_table(policy, width(), paint)
    write_lines(lines)


def _comments(name: str, policy: Policy, *, several: bool) -> list[str]:
    """Return what the document lacks as comments, which JSON does not have."""
    file = f"{safe(name)}: " if several else ""
    return [f"# {file}{line}" for line in above_document(policy)]


def left_open(name: str, policy: Policy, *, terminal: bool) -> list[str]:
    """Return the lines about what the document lacks, what is unknown, and where two sources say different things."""
    file = safe(name)
    lines = [f"{file}: {line}" for line in (*missing(policy), *unconfirmed(policy))]
    lines += [f"{file}: {safe(note.text)}" for note in policy.notes if note.kind in ("conflict", "unresolved")]
    if policy.unconfirmed:
        lines.append(f"{file}: {policy.unconfirmed_in_words}.")
    if policy.incomplete_because:
        lines.append(f"{file}: {policy.incomplete_because}")
    elif terminal:
        lines.append(f"{file}: {policy.explained_count} of {policy.task_count} tasks explained")
    return lines
