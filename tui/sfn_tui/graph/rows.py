"""Rows for the screen: the drawing with its selected and marked boxes."""

from __future__ import annotations

from collections.abc import Iterable

from sfn_engine.asl.model import StatePath
from sfn_tui.graph.frames import DOUBLE
from sfn_tui.graph.raster import base_row
from sfn_tui.graph.sketch import GraphLayout
from sfn_tui.graph.values import Row, RowSpan


def rows(
    layout: GraphLayout,
    first: int,
    count: int,
    *,
    selected: StatePath | None = None,
    marked: frozenset[StatePath] = frozenset(),
) -> list[Row]:
    """Return `count` rows from row `first` on, or fewer at the end of the drawing.

    Every row is `layout.width` cells wide. Rows are drawn in blocks and kept; only rows with a
    selected or marked box are made afresh.
    """
    chosen = layout.by_path.get(selected) if selected is not None else None
    made: list[Row] = []
    for y in range(max(first, 0), min(first + count, layout.height)):
        row = base_row(layout, y)
        here = chosen is not None and chosen.y <= y < chosen.y + chosen.h
        if here or marked:
            row = tuple(_shown(row, selected if here else None, marked))
        made.append(row)
    return made


def _shown(row: Row, selected: StatePath | None, marked: frozenset[StatePath]) -> Iterable[RowSpan]:
    for span in row:
        if span.path is None:
            yield span
        elif span.path == selected:
            yield _selected(span)
        elif span.path in marked:
            yield RowSpan(span.text, f"{span.style_key.split('.')[0]}.marked", span.path)
        else:
            yield span


def _selected(span: RowSpan) -> RowSpan:
    kind = span.style_key.split(".")[0]
    text = span.text.translate(DOUBLE) if kind == "box" else span.text
    return RowSpan(text, f"{kind}.selected", span.path)


def picture_text(layout: GraphLayout) -> str:
    """Return the whole drawing as plain text, without blanks at the ends of lines."""
    lines = ("".join(span.text for span in base_row(layout, y)).rstrip() for y in range(layout.height))
    return "\n".join(lines) + "\n"
