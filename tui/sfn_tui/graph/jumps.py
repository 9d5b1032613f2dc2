"""Letters to jump to a state that is on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sfn_engine.asl.model import StatePath
from sfn_tui.graph.sketch import GraphLayout

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The home row first."""


def jump_labels(layout: GraphLayout, first_row: int, last_row: int) -> Mapping[str, StatePath]:
    """Return a label for each state with a row between these two, from the top left on.

    All labels are equally long, so that none is the beginning of another.
    """
    boxes = [
        box
        for box in layout.boxes
        if box.kind in ("state", "container") and box.y <= last_row and box.y + box.h > first_row
    ]
    boxes.sort(key=lambda box: (box.y, box.x))
    length = 1
    while len(LETTERS) ** length < len(boxes):
        length += 1
    return {label: box.path for label, box in zip(_labels(length), boxes, strict=False)}


def _labels(length: int) -> Iterator[str]:
    if length == 0:
        yield ""
        return
    for letter in LETTERS:
        for rest in _labels(length - 1):
            yield letter + rest
