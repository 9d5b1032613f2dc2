"""How large a box is, and the text that fits on it."""

from __future__ import annotations

from sfn_engine.asl.model import State
from sfn_tui.graph.values import BoxText
from sfn_tui.text.cells import cells, tidy

NAME_CELLS = 40
"""Widest name inside a box."""
TITLE_CELLS = 36
"""Widest text in a border."""
COMPACT_TITLE_CELLS = 12
BADGE_CELLS = 8
NARROWEST = 14
"""Least width of a box, so that lines can enter side by side."""
PILLS = {"\x00start": "Start", "\x00end": "End"}
ICONS = {"Parallel": "‖", "Map": "≡"}


def fitted(state: State, text: BoxText | None, *, compact: bool) -> BoxText:
    """Return the text of a state's box, safe and cut to the widths that boxes may have."""
    if text is None:
        text = BoxText(state.type, state.name)
    title = _short(text.title) if compact and not state.graphs else text.title
    title_cells = COMPACT_TITLE_CELLS if compact else TITLE_CELLS
    return BoxText(tidy(title, title_cells), tidy(text.name, NAME_CELLS), tidy(text.badge, BADGE_CELLS))


def _short(title: str) -> str:
    """Return the service's name of an integration: ``aws-sdk:s3:getObject`` gives ``s3``."""
    return title.removeprefix("aws-sdk:").split(":")[0]


def box_size(text: BoxText, *, compact: bool) -> tuple[int, int]:
    """Return width and height in cells of a state's box."""
    badge = cells(text.badge)
    if compact:
        return cells(compact_line(text)) + 2, 1
    name = cells(text.name) + 4 + (badge + 2 if badge else 0)
    return max(NARROWEST, name, cells(text.title) + 6), 3


def compact_line(text: BoxText) -> str:
    """Return what is between the brackets of a one-row box, without its badge's blanks."""
    badge = f" {text.badge}" if text.badge else ""
    return f"{text.title} ▸ {text.name}{badge}"


def container_title(kind: str, text: BoxText, room: int) -> str:
    """Return the text in a container's border, cut to `room` cells."""
    badge = f" {text.badge}" if text.badge else ""
    return tidy(f"{ICONS.get(kind, '▣')} {text.name} · {text.title}{badge}", room)
