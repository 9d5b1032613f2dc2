"""A policy as a table: a row for each statement."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from sfn_engine.display import safe
from sfn_engine.policy.model import Policy, Statement
from sfn_engine.policy.wildcards import because
from sfn_tui.printing.colour import Paint
from sfn_tui.printing.missing import above_document
from sfn_tui.printing.output import shown
from sfn_tui.text.cells import cells, padded
from sfn_tui.text.wrap import wrapped

HEADINGS = ("#", "Actions", "Resources", "Why", "States")
_GAP = 2
_NARROWEST = 10


def policy_table(policy: Policy, width: int, paint: Paint) -> list[str]:
    """Return the lines of the table, at most `width` columns wide."""
    rows = [_row(index, statement) for index, statement in enumerate(policy.statements)]
    widths = _widths([[[heading] for heading in HEADINGS], *rows], width)
    lines = [paint.title(_line(HEADINGS, widths)), paint.faint("  ".join("-" * size for size in widths))]
    for row in rows:
        fitted = [
            [part for text in cell for part in wrapped(text, size)]
            for cell, size in zip(row, widths, strict=True)
        ]
        lines.extend(_line(texts, widths) for texts in zip_longest(*fitted, fillvalue=""))
        lines.append("")
    told = [paint.warning(line) for text in above_document(policy) for line in wrapped(text, width)]
    if not rows:
        return told or [*lines, "(no statements)"]
    return [*told, *([""] if told else []), *lines[:-1]]


def _row(index: int, statement: Statement) -> list[list[str]]:
    parts = statement.contributions
    states = {
        part.state: shown(part.state) if part.state is not None else "the machine's settings"
        for part in parts
    }
    reasons = dict.fromkeys(reason for part in parts for reason in part.reasons)
    causes = because(cause for part in parts for cause in part.wildcards)
    actions = (
        [*statement.actions]
        if statement.effect == "Allow"
        else [f"deny {name}" for name in statement.actions]
    )
    conditions = [
        f"only if {operator} {key} = {value}"
        for operator, tests in statement.condition.items()
        for key, value in tests.items()
    ]
    return [
        [str(index + 1), *([safe(statement.sid)] if statement.sid else [])],
        [safe(action) for action in actions],
        [safe(text) for text in (*statement.resources, *conditions)],
        [*reasons, *(f"* {clause}" for clause in causes)] or ["no permission needed"],
        [*states.values()],
    ]


def _widths(rows: Sequence[Sequence[Sequence[str]]], limit: int) -> list[int]:
    """Narrow the widest column until all fit, or none can be narrower."""
    widths = [
        max((cells(text) for row in rows for text in row[index]), default=1) for index in range(len(HEADINGS))
    ]
    spare = sum(widths) + _GAP * (len(widths) - 1) - limit
    while spare > 0 and max(widths) > _NARROWEST:
        order = sorted(widths, reverse=True)
        widest = widths.index(order[0])
        step = min(spare, max(1, order[0] - max(order[1], _NARROWEST)))
        widths[widest] -= step
        spare -= step
    return widths


def _line(texts: Sequence[str], widths: Sequence[int]) -> str:
    return (" " * _GAP).join(padded(text, size) for text, size in zip(texts, widths, strict=True)).rstrip()
