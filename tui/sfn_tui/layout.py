"""Where the panes are, as a pure function of the terminal's size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Arrangement = Literal["three", "two", "tabs", "too-small"]
"""`three`: graph and policy side by side, detail below. `two`: the graph, and beside it policy or
detail. `tabs`: one pane at a time."""
Pane = Literal["graph", "policy", "detail"]

PANES: tuple[Pane, ...] = ("graph", "policy", "detail")
SMALLEST = (40, 12)
"""Columns and rows below which only a sentence is shown."""
WIDE = 120
"""Columns from which three panes are shown."""
NARROW = 80
"""Columns below which one pane is shown."""
DEFAULT_SHARE = 0.45
"""The graph's share of the width before the divider is moved."""
DIVIDER = 1
"""Columns of the divider between graph and policy."""


class Area(NamedTuple):
    """A rectangle in cells, border included."""

    x: int
    y: int
    width: int
    height: int


class PaneLayout(NamedTuple):
    """The panes that are shown, and where."""

    arrangement: Arrangement
    areas: Mapping[Pane, Area]
    divider: Area | None = None
    """Where the divider can be dragged with the mouse."""


def arrange(
    width: int, height: int, share: float, *, pane: Pane = "graph", beside: Pane = "policy", maximised: bool = False
) -> PaneLayout:
    """Lay out a space of `width` columns and `height` rows.

    `share` is the graph's share of the width, `pane` the one with the focus, `beside` the one that
    is shown beside the graph if only two fit.
    """
    if width < SMALLEST[0] or height < SMALLEST[1] - 3:
        return PaneLayout("too-small", {})
    whole = Area(0, 0, width, height)
    if width < NARROW or maximised:
        return PaneLayout("tabs", {pane: whole})
    graph = min(max(round(width * clamp_share(share)), 24), width - 30)
    right = graph + DIVIDER
    if width < WIDE:
        other: Pane = "detail" if beside == "detail" else "policy"
        areas: dict[Pane, Area] = {"graph": Area(0, 0, graph, height), other: Area(right, 0, width - right, height)}
        return PaneLayout("two", areas, Area(graph, 0, DIVIDER, height))
    detail = min(max(height * 3 // 10, 8), 15)
    top = height - detail
    return PaneLayout(
        "three",
        {
            "graph": Area(0, 0, graph, top),
            "policy": Area(right, 0, width - right, top),
            "detail": Area(0, top, width, detail),
        },
        Area(graph, 0, DIVIDER, top),
    )


def clamp_share(share: float) -> float:
    """Limit the share so that both panes stay usable."""
    return min(max(share, 0.2), 0.8)
