"""Other texts on the boxes of a drawing whose lines stay as they are: an edit changes a badge, not the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sfn_engine.asl.model import StateMachine, StatePath
from sfn_tui.graph.raster import BLOCK
from sfn_tui.graph.sizes import box_size, container_title, fitted
from sfn_tui.graph.sketch import Frame, GraphLayout, Sketch
from sfn_tui.graph.values import Box, BoxText
from sfn_tui.text.cells import cells

_LONG = 10**3
"""More cells than any title has: how wide it is when nothing cuts it."""


def retexted(
    layout: GraphLayout, machine: StateMachine, boxes: Mapping[StatePath, BoxText]
) -> GraphLayout | None:
    """Return the layout with other texts for the states in `boxes`; the others keep theirs.

    None where a box would get another size, so that the machine must be laid out again. The machine
    must have the states and edges that the layout was made from.
    """
    changed: dict[StatePath, Box] = {}
    for path, text in boxes.items():
        box = layout.by_path.get(path)
        if box is None:
            continue
        content = fitted(machine.by_path[path], text, compact=layout.sketch.compact)
        if content == box.text:
            continue
        if not _same_size(box, content, compact=layout.sketch.compact):
            return None
        changed[path] = replace(box, text=content)
    if not changed:
        return layout
    placed = tuple(changed.get(box.path, box) for box in layout.boxes)
    return GraphLayout(layout.width, layout.height, placed, _redrawn(layout.sketch, changed), layout.plan)


def _same_size(box: Box, content: BoxText, *, compact: bool) -> bool:
    # Compared with the size that the old text needed, not with the box: only then does the result
    # never depend on what was edited before.
    if box.kind == "container":
        old, new = (container_title(box.type, text, _LONG) for text in (box.text, content))
        return cells(old) == cells(new)
    return box_size(content, compact=compact) == box_size(box.text, compact=compact)


def _redrawn(sketch: Sketch, changed: Mapping[StatePath, Box]) -> Sketch:
    """Return the sketch with other boxes; rows without any of them are kept as drawn."""

    def renewed(frames: list[Frame]) -> list[Frame]:
        return [
            frame._replace(box=changed[frame.box.path]) if frame.box.path in changed else frame
            for frame in frames
        ]

    touched = {
        number
        for box in changed.values()
        for number in range(box.y // BLOCK, (box.y + box.h - 1) // BLOCK + 1)
    }
    index = sketch.index
    if index is not None:
        index = dict(index)
        for number in touched & index.keys():
            verticals, sideways, texts, frames = index[number]
            index[number] = (verticals, sideways, texts, renewed(frames))
    return Sketch(
        compact=sketch.compact,
        verticals=sketch.verticals,
        sideways=sketch.sideways,
        texts=sketch.texts,
        frames=renewed(sketch.frames),
        nets=sketch.nets,
        index=index,
        blocks={number: rows for number, rows in sketch.blocks.items() if number not in touched},
    )
