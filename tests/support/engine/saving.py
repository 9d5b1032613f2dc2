"""Edits, and how their saved text differs, for the tests of saving."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import NamedTuple

import sfn_engine as sfn
from sfn_engine.saving.changes import same
from sfn_engine.sources.positions import Pointer

DefinitionEdit = Callable[[], sfn.StateMachine]
VALUES = (
    "orders",
    "https://sqs.us-east-1.amazonaws.com/123456789012/jobs",
    "arn:aws:lambda:us-east-1:123456789012:function:work",
    "arn:aws:states:us-east-1:123456789012:stateMachine:other",
    "arn:aws:sns:us-east-1:123456789012:news",
    "arn:aws:iam::123456789012:role/worker",
)


class Edited(NamedTuple):
    machine: sfn.StateMachine
    pointer: Pointer
    """The value that the edit is about, or the state around it."""


def edits_of(machine: sfn.StateMachine) -> Iterator[Edited]:
    """Yield the machine once with each edit that it offers."""
    for state in machine.states:
        for target in state.targets:
            own = isinstance(target.pointer[-1], str) and not target.absent
            pointer = target.pointer if own else state.pointer
            edits: list[DefinitionEdit] = [partial(sfn.set_dynamic, machine, state.path, target.name)]
            edits += [partial(sfn.set_static, machine, state.path, target.name, value) for value in VALUES]
            yield from _edited(edits, pointer)
        patterns = ("request-response", "sync", "callback")
        yield from _edited(
            [partial(sfn.set_pattern, machine, state.path, pattern) for pattern in patterns], state.pointer
        )


def _edited(edits: list[DefinitionEdit], pointer: Pointer) -> Iterator[Edited]:
    for edit in edits:
        with suppress(sfn.EditRefused):
            yield Edited(edit(), pointer)


def reread(machine: sfn.StateMachine, text: str) -> sfn.StateMachine:
    """Return the machine that the saved text of its file holds."""
    read = sfn.parse(text)
    assert same(read.raw, machine.raw)
    return read


def changed_lines(old: str, new: str) -> list[str]:
    """Return the lines that went, with "-", and those that came, with "+"."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("---", "+++")]


def stays_near(edited: Edited, new: str) -> bool:
    """Tell whether only the member that was edited is different, up to the end of its line."""
    document = edited.machine.document
    assert document is not None
    old = document.file_text.text
    span = document.span(edited.pointer)
    last = re.compile(r"[^\r\n]*").match(old, document.outer(span.end, end=True))
    assert last is not None
    return new.startswith(old[: document.outer(span.name)]) and new.endswith(old[last.end() :])
