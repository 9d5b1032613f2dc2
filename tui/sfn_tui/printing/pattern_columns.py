"""A comparison of patterns as lines: three columns if there is room, else one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from sfn_engine.patterns.model import PatternComparison
from sfn_tui.printing.colour import Paint
from sfn_tui.text.cells import cells
from sfn_tui.text.wrap import wrapped
from sfn_tui.views.patterns import (
    BLANK,
    SIDE_BY_SIDE,
    ColumnView,
    PatternRow,
    PatternsView,
    aligned_rows,
    column_rows,
    patterns_view,
)

_GAP = 2
_MARK = 2
"""Cells in front of each row, to mark what differs from request-response."""
_REMARK = (
    "The names are samples; parameters that do not affect permissions may be left out. "
    "+ marks what differs from request-response."
)


def comparison_lines(comparison: PatternComparison, width: int, paint: Paint) -> Iterator[str]:
    """Yield the lines of a comparison, at most `width` columns wide."""
    view = patterns_view(comparison)
    yield from (paint.title(line) for line in wrapped(view.title, width))
    yield from (paint.faint(line) for line in wrapped(_REMARK, width))
    if width >= SIDE_BY_SIDE:
        yield ""
        yield from _beside(view, width, paint)
        return
    for column in view.columns:
        yield ""
        yield paint.title(f"── {column.title} {'─' * max(width - cells(column.title) - 4, 0)}")
        for row in column_rows(column, width - _MARK):
            yield _painted(row, 0, paint).rstrip()


def _beside(view: PatternsView, width: int, paint: Paint) -> Iterator[str]:
    size = (width - _GAP * (len(view.columns) - 1)) // len(view.columns)
    gap = " " * _GAP
    yield paint.title(gap.join(_title(column, size) for column in view.columns).rstrip())
    for rows in zip_longest(*aligned_rows(view, [size - _MARK] * len(view.columns)), fillvalue=BLANK):
        yield gap.join(_painted(row, size, paint) for row in rows).rstrip()


def _title(column: ColumnView, size: int) -> str:
    return f"── {column.title} ".ljust(size, "─")


def _painted(row: PatternRow, size: int, paint: Paint) -> str:
    """Return a row with its mark, filled up to `size` columns."""
    text = row.text
    fill = " " * max(size - _MARK - cells(text), 0)
    mark = f"{row.mark:{_MARK}}"
    if row.kind == "heading":
        return mark + paint.reason(text) + fill
    if row.kind == "warning":
        return mark + paint.warning(text) + fill
    if row.kind == "more":
        return mark + paint.added(text) + fill
    if row.mark:
        return (paint.added if row.mark == "+" else paint.error)(mark + text) + fill
    return mark + (paint.json_line(text) if row.kind == "code" else text) + fill
