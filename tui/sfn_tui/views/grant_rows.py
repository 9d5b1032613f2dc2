"""The detail pane's table of permissions, as lines of pieces. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TypeAlias

from sfn_engine.display import listed, safe
from sfn_engine.policy.reasons import CERTAINTY
from sfn_tui.text.cells import cells, column, cut
from sfn_tui.text.pieces import Piece
from sfn_tui.text.wrap import shortened, wrapped
from sfn_tui.views.grants import GrantView

WIDE = 100
"""Cells from which the whole table stands side by side."""
_REASON = 12
_SENTENCE = 24
"""Cells that a sentence needs next to reason and action; with less room it goes below them."""
_ACTION_LIMIT = 34
_NAMED = 3
"""Other states that are named before the rest is only counted."""
_LISTED = 6
"""Actions or resources of one permission that are listed when it is unfolded."""

Column: TypeAlias = tuple[list[str], str, int]
"""Lines, kind and width; 0 for the last column, which is not filled up."""


def action_width(grants: Sequence[GrantView]) -> int:
    """Return the width of the column of actions, its gap included."""
    return max((cells(_actions(grant)) for grant in grants), default=0) + 2


def grant_lines(grant: GrantView, actions: int, width: int, *, unfolded: bool) -> Iterator[list[Piece]]:
    """Yield the lines of one permission: reason, actions, what it is for, what happens without it, why a wildcard.

    `actions` is the width of the second column. `unfolded` adds all actions and resources.
    """
    without = shortened(f"without it {grant.without}") if grant.without else ""
    room = width - _REASON - actions
    if room < _SENTENCE:
        yield from _stacked(grant, without, width)
    else:
        columns: list[Column] = [([grant.reason], "reason", _REASON), ([_actions(grant)], "action", actions)]
        if width >= WIDE:
            half = room * 9 // 20
            columns.append((wrapped(_purpose(grant), half - 2), "purpose", half))
            columns.append((wrapped(without, room - half), "without", 0))
            yield from _side_by_side(columns)
        else:
            yield from _side_by_side([*columns, (wrapped(_purpose(grant), room), "purpose", 0)])
            yield from _below(without, "without", width - room, width)
    if grant.certainty == "unconfirmed":
        yield from _below(f"! {CERTAINTY[grant.certainty]}", "warning", min(_REASON, width // 4), width)
    for clause in grant.because:
        yield from _below(shortened(f"* {clause}"), "wildcard", min(_REASON, width // 4), width)
    if unfolded:
        yield from _unfolded(grant, width)


def _side_by_side(columns: Sequence[Column]) -> Iterator[list[Piece]]:
    """Yield the lines of columns."""
    for texts in zip_longest(*(lines for lines, _, _ in columns), fillvalue=""):
        yield [
            Piece(column(text, width) if width else text, kind)
            for text, (_, kind, width) in zip(texts, columns, strict=True)
        ]


def _stacked(grant: GrantView, without: str, width: int) -> Iterator[list[Piece]]:
    reason, action = Piece(column(grant.reason, _REASON), "reason"), Piece(_actions(grant), "action")
    if _REASON + cells(action.text) <= width:
        yield [reason, action]
    else:
        yield [reason]
        yield from _below(action.text, "action", 2, width)
    yield from _below(_purpose(grant), "purpose", 2, width)
    yield from _below(without, "without", 2, width)


def _below(text: str, kind: str, indent: int, width: int) -> Iterator[list[Piece]]:
    for line in wrapped(text, width - indent):
        yield [Piece(" " * indent, "plain"), Piece(line, kind)]


def _unfolded(grant: GrantView, width: int) -> Iterator[list[Piece]]:
    """All actions and resources of a permission, below it."""
    indent = min(_REASON, width // 4)
    for label, names, kind in (("all", grant.actions, "action"), ("on", grant.resources, "value")):
        shown = [safe(name) for name in names[:_LISTED]]
        if label == "all" and shown == [_actions(grant)]:
            continue
        if len(names) > len(shown):
            shown.append(f"… {len(names) - len(shown)} more")
        for index, line in enumerate(wrapped(shortened(", ".join(shown)), width - indent - 4)):
            lead = " " * indent + (label if index == 0 else "").ljust(4)
            yield [Piece(lead, "label"), Piece(line, kind)]


def _actions(grant: GrantView) -> str:
    """Name the first action and count the others."""
    first = safe(grant.actions[0]) if grant.actions else ""
    more = f" +{len(grant.actions) - 1}" if len(grant.actions) > 1 else ""
    return cut(first, _ACTION_LIMIT - len(more)) + more


def _purpose(grant: GrantView) -> str:
    parts = [grant.purpose]
    if grant.statement is None:
        parts.append("a permission of the other role")
    if grant.shared_with:
        parts.append(f"shared with {listed(grant.shared_with, _NAMED)}")
    if grant.certainty == "by-name":
        parts.append(CERTAINTY[grant.certainty])
    elif grant.inferred and grant.certainty == "documented":
        parts.append("not printed in the guide")
    if grant.source:
        parts.append(f"source: {grant.source}")
    return shortened(safe(" · ".join(parts)))
