"""What to add by hand, and what is unexplained, wrong or assumed, as rows that lead to their states."""

from __future__ import annotations

from dataclasses import dataclass

from sfn_engine.asl.model import StatePath
from sfn_engine.display import listed, safe
from sfn_engine.policy.note_kinds import NOTE_HEADINGS, HeadingKind
from sfn_tui.session.session import Session


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One sentence, and the state that it is about."""

    kind: HeadingKind
    text: str
    state: StatePath | None
    states: str
    """The names of all its states, for a reader."""


def note_rows(session: Session) -> tuple[NoteRow, ...]:
    """Return the rows, the most urgent kind first."""
    rows = [
        NoteRow(
            "unexplained",
            safe(f"{entry.resource}: {entry.reason}" if entry.resource else entry.reason),
            entry.state,
            _names(entry.state),
        )
        for entry in session.policy.unexplained
    ]
    rows += [
        NoteRow("diagnostic", safe(entry.message), entry.state or None, _names(entry.state))
        for entry in session.machine.diagnostics
    ]
    for note in session.policy.notes:
        first = note.states[0] if note.states else None
        rows.append(NoteRow(note.kind, safe(note.text), first, _names(*note.states)))
    order = list(NOTE_HEADINGS)
    return tuple(sorted(rows, key=lambda row: order.index(row.kind)))


def _names(*paths: StatePath) -> str:
    return listed([safe(path[-1]) for path in paths if path], 4)
