"""The status line: what the last edit did, or why the line under the policy's cursor is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sfn_engine.display import counted, listed, safe
from sfn_engine.policy.wildcards import because
from sfn_tui.layout import Pane
from sfn_tui.session.session import Session
from sfn_tui.views.policy import PolicyRow


class StatusView(NamedTuple):
    """One line in two parts."""

    left: str
    right: str
    urgent: bool = False


def status_view(session: Session, pane: Pane, row: PolicyRow | None) -> StatusView:
    """Return the status line for the pane that has the focus."""
    if session.banner:
        return StatusView(safe(session.banner), "the last good version is shown", urgent=True)
    found = _of_row(row) if pane == "policy" and row is not None else None
    if found is not None:
        return found
    change = session.change
    if change is not None:
        return StatusView(f"last change: {safe(change.title)} · {change.summary}", "u undo" if session.can_undo else "")
    left = " · ".join(_counts(session))
    return StatusView(left, "i shows them" if left else "")


def _of_row(row: PolicyRow) -> StatusView | None:
    """Say why the line under the policy's cursor is there; None where there is nothing to say."""
    what = row.action or row.resource
    shared = f"shared by {len(row.owners)} states" if len(row.owners) > 1 else ""
    clauses = because(row.causes)
    if clauses:
        # On 80 columns the end is cut: the reasons are short, and the states light up in the graph.
        names = shared or listed(row.owners, write=lambda path: safe(path[-1]))
        return StatusView(f"{', '.join(row.reasons)} · * {clauses[0]}{_more(clauses)}", names)
    if row.why and what is not None:
        return StatusView(f"{safe(what)} · {row.why[0]}{_more(row.why)}", shared)
    if row.mark == "-":
        return StatusView("removed by the last edit; shown until the next one", "")
    if row.owners:
        names = listed(row.owners, 4, write=lambda path: safe(path[-1]))
        where = f"statement {row.statement + 1}" if row.statement is not None else "this line"
        return StatusView(f"{where} · needed by {names}", "")
    return None


def _more(sentences: tuple[str, ...]) -> str:
    return f"  (+{counted(len(sentences) - 1, 'more reason')})" if len(sentences) > 1 else ""


def _counts(session: Session) -> Iterator[str]:
    """Count what a person should look at, the most urgent kind first."""
    policy, diagnostics = session.policy, len(session.machine.diagnostics)
    kinds = Counter(note.kind for note in policy.notes)
    if kinds["add-by-hand"]:
        yield f"{kinds['add-by-hand']} to add by hand"
    if policy.unexplained:
        yield f"{len(policy.unexplained)} unexplained"
    if policy.unconfirmed:
        yield policy.unconfirmed_in_words
    if diagnostics:
        yield counted(diagnostics, "problem")
    if kinds["conflict"]:
        yield counted(kinds["conflict"], "conflict")
    if kinds["unresolved"]:
        yield f"{kinds['unresolved']} unknown"
    if kinds["assumed"]:
        yield counted(kinds["assumed"], "assumption")
    if kinds["information"]:
        yield counted(kinds["information"], "note")
