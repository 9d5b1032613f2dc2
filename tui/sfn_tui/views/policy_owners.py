"""Which rows of the policy belong to a state, and how a row names its owners. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from sfn_engine.asl.model import StatePath
from sfn_engine.display import counted, safe
from sfn_tui.text.cells import cells, cut

if TYPE_CHECKING:
    # The view holds the labels that are made here.
    from sfn_tui.views.policy import PolicyRow, PolicyView

_NAME_LIMIT = 32
"""Cells of a state's name in a border."""
_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
"""Where a word begins inside a name like ``RunJob``."""


def owner_labels(rows: Iterable[PolicyRow]) -> Mapping[StatePath, str]:
    """Return two cells for each state that is the only owner of a row; no two states have the same."""
    labels: dict[StatePath, str] = {}
    taken: set[str] = set()
    for row in rows:
        if len(row.owners) != 1 or row.owners[0] in labels:
            continue
        owner = row.owners[0]
        # More states than there are labels: an ellipsis says that the two cells are not enough.
        label = next((one for one in _candidates(owner[-1]) if one.casefold() not in taken), _initial(owner[-1]) + "…")
        taken.add(label.casefold())
        labels[owner] = label
    return labels


def owner_label(row: PolicyRow, labels: Mapping[StatePath, str]) -> str:
    """Return the owners of a row in two cells: ``RJ``, or ``R+`` where several states ask for it."""
    if not row.owners:
        return "  "
    if len(row.owners) == 1 and row.owners[0] in labels:
        return labels[row.owners[0]]
    return _initial(row.owners[0][-1]) + ("+" if len(row.owners) > 1 else " ")


def _words(name: str) -> list[str]:
    # Behind the limit nothing is looked at: a name may be very long.
    return _WORD.findall(_HUMP.sub(" ", safe(name[:_NAME_LIMIT])))


def _initial(name: str) -> str:
    """Return one cell for a name: its first letter, or a dot where that is wider."""
    letter = "".join(_words(name))[:1].upper()[:1]
    return letter if cells(letter) == 1 else "•"


def _candidates(name: str) -> Iterator[str]:
    """Yield labels for a name, the most telling first."""
    words = _words(name)
    letters = "".join(words)
    first = _initial(name)
    if cells(letters[:1]) == 2:
        yield letters[0]
    if len(words) > 1:
        yield from _pair(first, words[1][0].upper()[:1])
    for letter in letters[1:]:
        yield from _pair(first, letter.lower())
    if len(letters) == 1:
        yield f"{first} "
    yield from (f"{first}{digit}" for digit in range(1, 10))


def _pair(first: str, second: str) -> Iterator[str]:
    if cells(second) == 1:
        yield first + second


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
    count = f"{counted(statements, 'statement')}, {counted(len(own), 'line')}" if own else "no line"
    # Behind the limit nothing is looked at: a name may be very long.
    return f"{cut(safe(path[-1][: _NAME_LIMIT + 1]), _NAME_LIMIT)}: {count}"
