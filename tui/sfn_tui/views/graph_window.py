"""The visible part of a drawing: where it must be to show a box, and the jump labels in it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from sfn_engine.asl.model import StatePath
from sfn_tui.graph import Box, GraphLayout, jump_labels

MARGIN_X = 4
MARGIN_Y = 2
"""Cells that stay free around the selected box, to show where its lines lead."""


class Window(NamedTuple):
    """A rectangle in cells of the drawing; it may begin left of it or above."""

    x: int
    y: int
    width: int
    height: int

    def shows(self, box: Box) -> bool:
        """Return True where a part of the box is in the window."""
        return (
            box.x < self.x + self.width
            and box.x + box.w > self.x
            and box.y < self.y + self.height
            and box.y + box.h > self.y
        )

    def revealing(self, box: Box, left: int) -> Window:
        """Return the window moved to show the box: up and down as little as it takes, sideways to the middle.

        `left` is where the window begins before anything is scrolled sideways. It moves there if the whole box is
        visible from there: the names of containers are at the left.
        """
        y = _nearest(self.y, self.height, box.y, box.h, MARGIN_Y)
        x = _nearest(self.x, self.width, box.x, box.w, MARGIN_X)
        if x != self.x and left <= box.x and box.x + box.w <= left + self.width:
            x = left
        elif x != self.x and box.w + 2 * MARGIN_X <= self.width:
            x = box.x + box.w // 2 - self.width // 2
        return self._replace(x=x, y=y)


def _nearest(start: int, length: int, first: int, size: int, margin: int) -> int:
    """Return the start nearest to `start` from where `length` cells hold `size` cells from `first` on."""
    margin = max(min(margin, (length - size) // 2), 0)
    if size > length:
        # Too large to be seen whole: its beginning says what it is.
        return start if start <= first < start + length - 1 else first
    return max(min(start, first - margin), first + size + margin - length)


def box_at(layout: GraphLayout, x: int, y: int) -> Box | None:
    """Return the innermost state's box at a cell; None outside boxes and on Start and End."""
    found = None
    for box in layout.boxes:
        if box.x <= x < box.x + box.w and box.y <= y < box.y + box.h and box.kind in ("state", "container"):
            found = box  # A container comes before the boxes inside it.
    return found


class JumpLabel(NamedTuple):
    """Letters at a cell of the drawing."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Jump:
    """The labels of the boxes in a window, and the letters typed so far."""

    labels: Mapping[str, StatePath]
    shown_at: Mapping[str, JumpLabel]
    typed: str = ""

    @property
    def chosen(self) -> StatePath | None:
        """The state whose label is typed in full."""
        return self.labels.get(self.typed)

    @property
    def shown(self) -> Iterator[JumpLabel]:
        """The labels that can still be typed."""
        return (found for label, found in self.shown_at.items() if label.startswith(self.typed))

    def with_letter(self, letter: str) -> Jump | None:
        """Return the jump with one more letter; None if no label continues like that."""
        typed = self.typed + letter
        if not any(label.startswith(typed) for label in self.labels):
            return None
        return replace(self, typed=typed)


def start_jump(layout: GraphLayout, window: Window) -> Jump:
    """Return a jump with a label for each state in the window."""
    seen = tuple(box for box in layout.boxes if window.shows(box))
    labels = jump_labels(replace(layout, boxes=seen), window.y, window.y + window.height - 1)
    shown_at: dict[str, JumpLabel] = {}
    taken: set[tuple[int, int]] = set()
    # Labels at a corner come first: the others can give way.
    for label, path in sorted(
        labels.items(), key=lambda item: _begins_outside(layout.by_path[item[1]], window)
    ):
        found = _label_at(label, layout.by_path[path], window, taken)
        if found is not None:
            shown_at[label] = found
            taken |= {(found.x + cell, found.y) for cell in range(len(found.text))}
    return Jump(labels, shown_at)


def _begins_outside(box: Box, window: Window) -> bool:
    return box.x < window.x or box.y < window.y


def _label_at(label: str, box: Box, window: Window, taken: set[tuple[int, int]]) -> JumpLabel | None:
    """Put a label at the box's corner; if that is out of sight, at the first free cells of the box."""
    right, bottom = window.x + window.width, window.y + window.height
    # A container's first box begins two cells further and one row below, so there is room for blanks.
    padded = f" {label} "
    if not _begins_outside(box, window) and box.x + len(padded) <= right:
        return JumpLabel(box.x, box.y, padded)
    for y in range(max(box.y, window.y), min(box.y + box.h, bottom)):
        for x in range(max(box.x, window.x), min(box.x + box.w, right) - len(label) + 1):
            if not any((x + cell, y) in taken for cell in range(len(label))):
                return JumpLabel(x, y, label)
    return None
