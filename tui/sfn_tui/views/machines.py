"""The machines of a file that holds several, as rows to choose from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sfn_engine.display import counted, safe, shorten
from sfn_engine.machine import Opened


@dataclass(frozen=True, slots=True)
class MachineRow:
    """One machine of the file."""

    name: str
    """The true name."""
    text: str
    """What is shown."""
    current: bool
    disabled_reason: str = ""
    """Why it cannot be opened."""


def machine_rows(machines: Sequence[Opened], current: str | None, edited: Iterable[str]) -> tuple[MachineRow, ...]:
    """Return the rows, in the order of the file; `edited` are the machines with unsaved edits."""
    changed = set(edited)
    width = min(max((len(safe(entry.name)) for entry in machines), default=0), 40)
    rows = []
    for name, machine, error in machines:
        shown = shorten(name, 40).ljust(width)
        if machine is None:
            reason = error.message if error is not None else "it cannot be read"
            rows.append(MachineRow(name, f"! {shown}  {safe(reason)}", name == current, safe(str(error))))
            continue
        facts = [counted(len(machine.states), "state"), counted(len(machine.tasks), "task")]
        document = machine.document
        if document is not None and document.template is not None and document.file is not None:
            facts.append(safe(os.path.relpath(document.file, os.path.dirname(document.template) or ".")))
        facts += ["edited"] if name in changed else []
        sign = "▶" if name == current else " "
        rows.append(MachineRow(name, f"{sign} {shown}  {' · '.join(facts)}", name == current))
    return tuple(rows)
