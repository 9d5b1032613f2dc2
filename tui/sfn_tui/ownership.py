"""Which rows of the policy belong to a state, and how a row names its owners. Pure."""

from __future__ import annotations

from sfn_engine.asl.model import StatePath
from sfn_engine.display import safe
from sfn_tui.graph.text import cells, cut
from sfn_tui.policy_view import PolicyRow, PolicyView

_NAME_LIMIT = 32
"""Cells of a state's name in a border."""


def owner_label(row: PolicyRow) -> str:
    """Return the owners of a row in two cells: ``R``, or ``R+`` where several states ask for it."""
    if not row.owners:
        return "  "
    letter = safe(row.owners[0][-1][:1])[:1].upper()[:1]
    more = "+" if len(row.owners) > 1 else ""
    if not 0 < cells(letter) <= 2 - len(more):
        # A letter of two cells leaves no room for the plus, and a combining mark has no cell of its own.
        letter = "•"
    return letter + more + " " * (2 - cells(letter + more))


def owners_of(view: PolicyView | None, path: StatePath | None) -> frozenset[StatePath]:
    """Return the states whose rows stand for a selected state.

    That is the state itself; for a container that asks for nothing the states inside it.
    """
    if view is None or path is None:
        return frozenset()
    if path in view.first_of:
        return frozenset((path,))
    return frozenset(owner for owner in view.first_of if owner[: len(path)] == path)


def first_row(view: PolicyView | None, path: StatePath) -> int | None:
    """Return the first row that stands for a state."""
    return min((view.first_of[owner] for owner in owners_of(view, path)), default=None) if view else None


def figures(view: PolicyView | None, path: StatePath | None, owners: frozenset[StatePath]) -> str:
    """Say how much of the policy is a state's: ``Run job: 3 statements, 7 lines``; empty without a state."""
    if view is None or path is None:
        return ""
    is_other = owners.isdisjoint
    own = [row for row in view.rows if not is_other(row.owners) and row.mark != "-"]
    statements = len({row.statement for row in own})
    count = f"{_count(statements, 'statement')}, {_count(len(own), 'line')}" if own else "no line"
    # Behind the limit nothing is looked at: a name may be very long.
    return f"{cut(safe(path[-1][: _NAME_LIMIT + 1]), _NAME_LIMIT)}: {count}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
