"""The status line: what the last edit did, or why the line under the policy's cursor is there."""

from __future__ import annotations

from typing import NamedTuple

from sfn_engine.display import counted, listed, safe
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
    if pane == "policy" and row is not None:
        what = row.action or row.resource
        if row.why and what is not None:
            more = f"  (+{counted(len(row.why) - 1, 'more reason')})" if len(row.why) > 1 else ""
            shared = f"shared by {len(row.owners)} states" if len(row.owners) > 1 else ""
            return StatusView(f"{safe(what)} · {row.why[0]}{more}", shared)
        if row.mark == "-":
            return StatusView("removed by the last edit; shown until the next one", "")
        if row.owners:
            names = listed(row.owners, 4, write=lambda path: safe(path[-1]))
            where = f"statement {row.statement + 1}" if row.statement is not None else "this line"
            return StatusView(f"{where} · needed by {names}", "")
    change = session.change
    if change is not None:
        return StatusView(f"last change: {safe(change.title)} · {change.summary}", "u undo" if session.can_undo else "")
    notes = len(session.policy.notes)
    unexplained = len(session.policy.unexplained)
    diagnostics = len(session.machine.diagnostics)
    parts = [
        f"{unexplained} unexplained" if unexplained else "",
        f"{counted(diagnostics, 'warning')}" if diagnostics else "",
        f"{counted(notes, 'note')} on assumptions" if notes else "",
    ]
    left = " · ".join(part for part in parts if part)
    return StatusView(left, "i shows them" if left else "")
