"""The rows of a box as parts of text: border, title, name, badge and the ends of lines."""

from __future__ import annotations

from typing import NamedTuple

from sfn_engine.asl.model import StatePath
from sfn_tui.graph.sizes import compact_line, container_title
from sfn_tui.graph.sketch import Frame
from sfn_tui.graph.values import Box
from sfn_tui.text.cells import cells, cut, padded


class RowPart(NamedTuple):
    """Text at a column of a row."""

    x: int
    text: str
    style: str
    path: StatePath | None


DOUBLE = str.maketrans("╭╮╰╯─│┬├╌╎┄[]", "╔╗╚╝═║╤╟═║═║║")
"""Border glyphs of a selected box. The double border keeps the size, so selecting moves nothing."""


def frame_row(frame: Frame, row: int, *, compact: bool) -> list[RowPart]:
    """Return the parts of a box in this row of the drawing."""
    box = frame.box
    if box.kind in ("start", "end"):
        return [RowPart(box.x, f"( {box.text.name} )", f"pill.{box.kind}", box.path)]
    if compact and box.kind == "state":
        return _compact_row(box, row)
    if row == box.y:
        return _top(box)
    if row == box.y + box.h - 1:
        return [RowPart(box.x, _bottom(frame), _border(box), box.path)]
    side = "╎" if box.kind == "container" else "│"
    right = "├" if row in frame.side_rows else side
    last = RowPart(box.x + box.w - 1, right, _border(box), box.path)
    first = RowPart(box.x, side, _border(box), box.path)
    if box.kind == "container":
        return [first, last]
    inside = _name_row(box) if row == box.y + 1 else [RowPart(box.x + 1, " " * (box.w - 2), "name", box.path)]
    return [first, *inside, last]


def _border(box: Box) -> str:
    return f"box.{box.type.lower()}"


def _badge_style(badge: str) -> str:
    return "badge.warn" if "!" in badge or "+" in badge else "badge"


def _top(box: Box) -> list[RowPart]:
    dash = "╌" if box.kind == "container" else "─"
    room = box.w - 6
    title = (
        container_title(box.type, box.text, room) if box.kind == "container" else cut(box.text.title, room)
    )
    if not title:
        return [RowPart(box.x, "╭" + dash * (box.w - 2) + "╮", _border(box), box.path)]
    width = cells(title) + 2
    rest = dash * (box.w - 3 - width) + "╮"
    return [
        RowPart(box.x, "╭" + dash, _border(box), box.path),
        RowPart(box.x + 2, f" {title} ", f"title.{box.type.lower()}", box.path),
        RowPart(box.x + 2 + width, rest, _border(box), box.path),
    ]


def _bottom(frame: Frame) -> str:
    box = frame.box
    dash = "╌" if box.kind == "container" else "─"
    glyphs = ["╰", *dash * (box.w - 2), "╯"]
    for column in frame.exits:
        glyphs[column - box.x] = "┬"
    return "".join(glyphs)


def _name_row(box: Box) -> list[RowPart]:
    room = box.w - 2
    badge = box.text.badge
    tail = cells(badge) + 1 if badge else 0
    # Name and badge are centred together, with one blank between them.
    before = max((room - cells(box.text.name) - tail) // 2, 0)
    name = " " * before + box.text.name
    if not badge:
        return [RowPart(box.x + 1, padded(name, room), "name", box.path)]
    used = cells(name) + 1
    return [
        RowPart(box.x + 1, name + " ", "name", box.path),
        RowPart(box.x + 1 + used, padded(badge, room - used), _badge_style(badge), box.path),
    ]


def _compact_row(box: Box, row: int) -> list[RowPart]:
    left = RowPart(box.x, "[", _border(box), box.path)
    right = RowPart(box.x + box.w - 1, "]", _border(box), box.path)
    if row != box.y:
        return [left, RowPart(box.x + 1, " " * (box.w - 2), "name", box.path), right]
    title = f"{box.text.title} ▸ "
    badge = f" {box.text.badge}" if box.text.badge else ""
    name = padded(box.text.name, box.w - 2 - cells(title) - cells(badge))
    assert cells(compact_line(box.text)) <= box.w - 2
    column = box.x + 1 + cells(title)
    parts = [left, RowPart(box.x + 1, title, f"title.{box.type.lower()}", box.path)]
    parts.append(RowPart(column, name, "name", box.path))
    if badge:
        parts.append(RowPart(box.x + box.w - 1 - cells(badge), badge, _badge_style(badge), box.path))
    return [*parts, right]
