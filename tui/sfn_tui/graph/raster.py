"""Rows of the drawing, made in blocks on demand from direction masks, so that junctions are right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sfn_tui.graph.frames import RowPart, frame_row
from sfn_tui.graph.sketch import Frame, GraphLayout, LineText, Sketch, Stroke
from sfn_tui.graph.values import Row, RowSpan
from sfn_tui.text.cells import cells

BLOCK = 32
"""Rows drawn at once."""

NORTH, EAST, SOUTH, WEST = 1, 2, 4, 8
UPRIGHT, LEVEL = NORTH | SOUTH, EAST | WEST
GLYPHS = " │─╰││╭├─╯─┴╮┤┬┼"
"""Solid glyphs by their mask."""
DASHED = " ┆┄╰┆┆╭├┄╯┄┴╮┤┬┼"
"""Dashed glyphs by their mask."""

Cell = tuple[int, int, str]
"""Mask, net and style of a cell that a line runs through."""


def base_row(layout: GraphLayout, y: int) -> Row:
    """Return a row of the drawing with nothing selected; its spans fill the whole width."""
    sketch = layout.sketch
    number = y // BLOCK
    block = sketch.blocks.get(number)
    if block is None:
        block = sketch.blocks[number] = _draw_block(sketch, number, layout.width)
    return block[y % BLOCK]


def _index(sketch: Sketch) -> dict[int, tuple[list[Stroke], list[Stroke], list[LineText], list[Frame]]]:
    """Sort strokes, texts and frames by the blocks that they touch."""
    if sketch.index is not None:
        return sketch.index
    index: dict[int, tuple[list[Stroke], list[Stroke], list[LineText], list[Frame]]] = {}

    def at(number: int) -> tuple[list[Stroke], list[Stroke], list[LineText], list[Frame]]:
        return index.setdefault(number, ([], [], [], []))

    for stroke in sketch.verticals:
        for number in range(stroke.first // BLOCK, stroke.last // BLOCK + 1):
            at(number)[0].append(stroke)
    for stroke in sketch.sideways:
        at(stroke.across // BLOCK)[1].append(stroke)
    for text in sketch.texts:
        at(text.y // BLOCK)[2].append(text)
    for frame in sketch.frames:
        for number in range(frame.box.y // BLOCK, (frame.box.y + frame.box.h - 1) // BLOCK + 1):
            at(number)[3].append(frame)
    sketch.index = index
    return index


def _draw_block(sketch: Sketch, number: int, width: int) -> list[Row]:
    verticals, sideways, texts, frames = _index(sketch).get(number, ((), (), (), ()))
    top = number * BLOCK
    lines = _line_cells(verticals, sideways, top)
    parts: list[list[RowPart]] = [[] for _ in range(BLOCK)]
    for frame in frames:
        _put_frame(frame, top, lines, parts, compact=sketch.compact)
    for text in texts:
        row = lines[text.y - top]
        for column in range(text.x, text.x + cells(text.text)):
            row.pop(column, None)
        parts[text.y - top].append(RowPart(text.x, text.text, text.style, None))
    return [_row(cell_row, part_row, width) for cell_row, part_row in zip(lines, parts, strict=True)]


def _put_frame(
    frame: Frame, top: int, lines: Sequence[dict[int, Cell]], parts: Sequence[list[RowPart]], *, compact: bool
) -> None:
    box = frame.box
    for y in range(max(box.y, top), min(box.y + box.h, top + BLOCK)):
        row = lines[y - top]
        # The ends of lines on the border are drawn by the frame itself.
        row.pop(box.x + box.w - 1, None)
        if y == box.y + box.h - 1:
            for column in frame.exits:
                row.pop(column, None)
        parts[y - top] += frame_row(frame, y, compact=compact)


def _line_cells(verticals: Iterable[Stroke], sideways: Iterable[Stroke], top: int) -> list[dict[int, Cell]]:
    rows: list[dict[int, Cell]] = [{} for _ in range(BLOCK)]
    for x, first, last, net, style in verticals:
        for y in range(max(first, top), min(last + 1, top + BLOCK)):
            mask = (SOUTH if y < last else 0) | (NORTH if y > first else 0)
            _put(rows[y - top], x, mask, net, style)
    for y, first, last, net, style in sideways:
        row = rows[y - top]
        for x in range(first, last + 1):
            _put(row, x, (EAST if x < last else 0) | (WEST if x > first else 0), net, style)
    return rows


def _put(row: dict[int, Cell], x: int, mask: int, net: int, style: str) -> None:
    cell = row.get(x)
    if cell is None:
        row[x] = (mask, net, style)
        return
    before, owner, shown = cell
    if mask == LEVEL and before == UPRIGHT and owner != net:
        return  # Two lines cross: the upright one passes over.
    row[x] = (before | mask, owner, shown if shown != "edge" else style)


def _row(lines: Mapping[int, Cell], parts: list[RowPart], width: int) -> Row:
    parts += _line_parts(lines)
    parts.sort(key=_column)
    spans: list[RowSpan] = []
    column = 0
    for x, text, style, path in parts:
        if x > column:
            spans.append(RowSpan(" " * (x - column), "blank", None))
        spans.append(RowSpan(text, style, path))
        column = x + cells(text)
    if column < width:
        spans.append(RowSpan(" " * (width - column), "blank", None))
    return tuple(spans)


def _column(part: RowPart) -> int:
    return part.x


def _line_parts(lines: Mapping[int, Cell]) -> list[RowPart]:
    """Return runs of neighbouring cells of one style."""
    parts: list[RowPart] = []
    start, text, current = 0, "", ""
    for x in sorted(lines):
        mask, _, style = lines[x]
        glyph = (DASHED if style == "edge.catch" else GLYPHS)[mask]
        if text and x == start + len(text) and style == current:
            text += glyph
            continue
        if text:
            parts.append(RowPart(start, text, current, None))
        start, text, current = x, glyph, style
    if text:
        parts.append(RowPart(start, text, current, None))
    return parts
