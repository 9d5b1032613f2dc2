"""From rows of the graph package to strips of the terminal: component classes, marks, cutting to the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from sfn_engine.asl.model import StatePath
from sfn_tui.graph import Box, Row, RowSpan

MARK = "◆"
"""Drawn in the corner of a box that the policy's cursor highlights."""
_HEAVY = str.maketrans("╭╮╰╯─│┬├╌╎┄[]", "┏┓┗┛━┃┯┠╍╏┅┃┃")
"""Border glyphs of a marked box, of the same size as the plain ones."""

_LOOKS: Mapping[str, tuple[str, ...]] = {
    "blank": (),
    "edge": ("edge",),
    "edge.catch": ("edge-catch",),
    "edge.loop": ("edge-loop",),
    "label": ("label",),
    "label.catch": ("label", "edge-catch"),
    "label.loop": ("label", "edge-loop"),
    "name": ("name",),
    "badge": ("badge",),
    "badge.warn": ("badge", "badge-warn"),
    "pill.start": ("pill",),
    "pill.end": ("pill",),
    "box.selected": ("selected",),
    "title.selected": ("selected",),
    "name.selected": ("selected", "selected-name"),
    "badge.selected": ("selected", "selected-name"),
    "pill.selected": ("selected", "selected-name"),
    "box.marked": ("marked",),
    "title.marked": ("marked",),
    "name.marked": ("name", "marked-name"),
    "badge.marked": ("marked",),
}
_TYPES: Mapping[str, str] = {
    "task": "box-task",
    "choice": "box-choice",
    "wait": "box-wait",
    "pass": "box-pass",
    "succeed": "box-end",
    "fail": "box-fail",
    "parallel": "box-container",
    "map": "box-container",
}

COMPONENTS = frozenset(
    f"graph-pane--{name}"
    for name in (*(name for look in _LOOKS.values() for name in look), *_TYPES.values(), "jump", "waiting")
)
"""Every component class of the graph pane."""


def components_of(style_key: str) -> tuple[str, ...]:
    """Return the component classes for a span's key, one laid over the other."""
    names = _LOOKS.get(style_key)
    if names is None:
        # Boxes and titles carry the state's type, which may be any word in a file with a mistake.
        names = (_TYPES.get(style_key.partition(".")[2], "box-pass"),)
    return tuple(f"graph-pane--{name}" for name in names)


def with_marks(row: Row, y: int, marked: frozenset[StatePath], boxes: Mapping[StatePath, Box]) -> Row:
    """Return a row whose marked boxes have a heavy border and, in their first row, a sign."""
    return tuple(_with_marks(row, y, marked, boxes))


def _with_marks(
    row: Row, y: int, marked: frozenset[StatePath], boxes: Mapping[StatePath, Box]
) -> Iterable[RowSpan]:
    met: set[StatePath] = set()
    for text, key, path in row:
        if path is None or path not in marked:
            yield RowSpan(text, key, path)
            continue
        if key == "box.marked":
            text = text.translate(_HEAVY)
        if path not in met and y == boxes[path].y:
            text = text[0] + MARK + text[2:] if len(text) > 1 else MARK
        met.add(path)
        if key == "name.marked":
            # The line under a name ends with the name.
            name = text.strip(" ")
            before, name, after = text.partition(name) if name else (text, "", "")
            parts = ((before, "name"), (name, key), (after, "name"))
            yield from (RowSpan(part, own, path) for part, own in parts if part)
            continue
        yield RowSpan(text, key, path)


def row_strip(row: Row, start: int, width: int, style_of: Callable[[str], Style], base: Style) -> Strip:
    """Return `width` cells of a row from cell `start` on; a negative `start` leaves blanks before it."""
    segments: list[Segment] = []
    used = column = 0
    before: int | None = None
    for text, key, _ in row:
        cells = len(text) if text.isascii() else cell_len(text)
        column += cells
        if column <= start:
            continue
        if before is None:
            before = column - cells
        segments.append(Segment(text, style_of(key)))
        used += cells
        if column >= start + width:
            break
    if before is None:
        return Strip.blank(width, base)
    if start < 0:
        segments.insert(0, Segment(" " * -start, base))
        used -= start
    cut = max(start - before, 0)
    strip = Strip(segments, used)
    return strip if cut == 0 and used == width else strip.crop_extend(cut, cut + width, base)


def with_text(strip: Strip, column: int, text: str, style: Style) -> Strip:
    """Return a strip of the same width with `text` over its content at `column`."""
    width = cell_len(text)
    if column < 0 or column + width > strip.cell_length:
        return strip
    over = Strip([Segment(text, style)], width)
    return Strip.join([strip.crop(0, column), over, strip.crop(column + width)])
