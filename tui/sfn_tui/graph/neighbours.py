"""Which box is next to which, in the rows that they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sfn_engine.asl.model import StatePath
from sfn_tui.graph.values import Box

BAND = 8
"""Rows that are searched together."""


class Neighbours:
    """Boxes by bands of rows."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._bands: dict[int, list[Box]] = {}
        for box in boxes:
            for band in _bands(box):
                self._bands.setdefault(band, []).append(box)

    def right(self, box: Box) -> StatePath | None:
        """Return the nearest box right of `box` in its rows, or None."""
        return self._nearest(box, lambda other: other.x - box.x - box.w)

    def left(self, box: Box) -> StatePath | None:
        """Return the nearest box left of `box` in its rows, or None."""
        return self._nearest(box, lambda other: box.x - other.x - other.w)

    def _nearest(self, box: Box, gap: Callable[[Box], int]) -> StatePath | None:
        """Return the box with the smallest gap; what overlaps `box` in columns has a negative one."""
        best: tuple[int, int] | None = None
        found: StatePath | None = None
        for other in self._beside(box):
            distance = gap(other)
            if distance < 0:
                continue
            key = (distance, abs(other.y - box.y))
            if best is None or key < best:
                best, found = key, other.path
        return found

    def _beside(self, box: Box) -> Iterable[Box]:
        for band in _bands(box):
            for other in self._bands[band]:
                if other.y < box.y + box.h and box.y < other.y + other.h:
                    yield other


def _bands(box: Box) -> range:
    return range(box.y // BAND, (box.y + box.h - 1) // BAND + 1)
