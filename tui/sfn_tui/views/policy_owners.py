"""Which rows of the policy belong to a state. Pure."""

from __future__ import annotations

from sfn_engine.asl.model import StatePath
from sfn_engine.display import counted, safe
from sfn_tui.text.cells import cut
from sfn_tui.views.policy import PolicyView

_NAME_LIMIT = 32
"""Cells of a state's name in a border."""


def owners_of(view: PolicyView | None, path: StatePath | None) -> frozenset[StatePath]:
    """Return the states whose rows are those of a selected state.

    That is the state itself; for a container that needs nothing, the states inside it.
    """
    if view is None or path is None:
        return frozenset()
    if path in view.first_of:
        return frozenset((path,))
    return frozenset(owner for owner in view.first_of if owner[: len(path)] == path)


def first_row(view: PolicyView | None, path: StatePath) -> int | None:
    """Return the first row of a state."""
    return min((view.first_of[owner] for owner in owners_of(view, path)), default=None) if view else None


def figures(view: PolicyView | None, path: StatePath | None, owners: frozenset[StatePath]) -> str:
    """Say how much of the policy is a state's: ``Run job: 3 statements, 7 lines``; empty without a state."""
    if view is None or path is None:
        return ""
    is_other = owners.isdisjoint
    own = [row for row in view.rows if not is_other(row.owners) and row.mark != "-"]
    statements = len({row.statement for row in own})
    count = f"{counted(statements, 'statement')}, {counted(len(own), 'line')}" if own else "no lines"
    # Nothing after the limit is looked at: a name may be very long.
    return f"{cut(safe(path[-1][: _NAME_LIMIT + 1]), _NAME_LIMIT)}: {count}"
