"""Edits, and how their saved text differs, for the tests of saving."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator

import sfn_engine as sfn
from sfn_engine.saving.changes import same

VALUES = (
    "orders",
    "https://sqs.us-east-1.amazonaws.com/123456789012/jobs",
    "arn:aws:lambda:us-east-1:123456789012:function:work",
    "arn:aws:states:us-east-1:123456789012:stateMachine:other",
    "arn:aws:sns:us-east-1:123456789012:news",
    "arn:aws:iam::123456789012:role/worker",
)


def edits_of(machine: sfn.StateMachine) -> Iterator[sfn.StateMachine]:
    """Yield the machine once with each edit that it offers."""
    for state in machine.states:
        for target in state.targets:
            yield from _edited(lambda: sfn.set_dynamic(machine, state.path, target.name))  # noqa: B023
            for value in VALUES:
                yield from _edited(lambda: sfn.set_static(machine, state.path, target.name, value))  # noqa: B023
        for pattern in ("request-response", "sync", "callback"):
            yield from _edited(lambda: sfn.set_pattern(machine, state.path, pattern))  # noqa: B023


def _edited(edit: Callable[[], sfn.StateMachine]) -> Iterator[sfn.StateMachine]:
    try:
        yield edit()
    except sfn.EditRefused:
        return


def reread(machine: sfn.StateMachine, text: str) -> sfn.StateMachine:
    """Return the machine that the saved text of its file holds."""
    read = sfn.parse(text)
    assert same(read.raw, machine.raw)
    return read


def changed_lines(old: str, new: str) -> list[str]:
    """Return the lines that went, with "-", and those that came, with "+"."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("---", "+++")]
