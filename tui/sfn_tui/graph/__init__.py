"""The state graph on a grid of terminal cells: layout, rows to draw, and ways to move about.

Pure: takes values of the engine and gives values back, without a terminal.
"""

from __future__ import annotations

from sfn_tui.graph.jumps import jump_labels
from sfn_tui.graph.layout import layout
from sfn_tui.graph.navigation import Direction, first_state, navigate
from sfn_tui.graph.outline import OutlineRow, outline
from sfn_tui.graph.retext import retexted
from sfn_tui.graph.rows import picture_text, rows
from sfn_tui.graph.sketch import GraphLayout
from sfn_tui.graph.values import (
    END,
    START,
    Box,
    BoxKind,
    BoxText,
    Row,
    RowSpan,
)

__all__ = [
    "END",
    "START",
    "Box",
    "BoxKind",
    "BoxText",
    "Direction",
    "GraphLayout",
    "OutlineRow",
    "Row",
    "RowSpan",
    "first_state",
    "jump_labels",
    "layout",
    "navigate",
    "outline",
    "picture_text",
    "retexted",
    "rows",
]
