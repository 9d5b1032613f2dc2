"""Asks before edits are written to the file, and shows the lines that change."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from sfn_engine.display import counted
from sfn_tui.screens.dialogs.confirm import ConfirmDialog
from sfn_tui.sharing.saving import ChangedLine

_STYLES = {"-": "red", "+": "green"}
_MOST = 200
"""Most lines shown."""


class SaveDialog(ConfirmDialog):
    """Answers True to write. `file` must be safe to draw."""

    HEADING: ClassVar[str] = "Write the edits to the file?"
    ANSWERS: ClassVar[tuple[str, str]] = ("write", "cancel")
    DEFAULT_CSS = """
    SaveDialog > Vertical { width: 90%; max-width: 84; }
    SaveDialog VerticalScroll { height: auto; max-height: 16; margin: 0 0 1 0; }
    SaveDialog #question { margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
    ]

    def __init__(self, file: str, lines: Sequence[ChangedLine]) -> None:
        self._lines = tuple(lines)
        super().__init__(f"{file}: {self._count()}")

    def body(self) -> ComposeResult:
        """Make the lines that change."""
        with VerticalScroll(can_focus=False):
            yield Static(self._changes())

    def _count(self) -> str:
        removed = sum(line.sign == "-" for line in self._lines)
        added = sum(line.sign == "+" for line in self._lines)
        return f"{counted(removed, 'line')} removed, {added} added; nothing else changes"

    def _changes(self) -> Text:
        width = len(str(max((line.number for line in self._lines), default=1)))
        text = Text()
        shown = self._lines[:_MOST]
        # Indentation that all lines share carries no information and takes up room.
        texts = dedent("\n".join(line.text for line in shown)).split("\n")
        for line, written in zip(shown, texts, strict=True):
            text.append(f"{line.number:>{width}} {line.sign} {written}\n", _STYLES[line.sign])
        if len(self._lines) > _MOST:
            text.append(f"… {counted(len(self._lines) - _MOST, 'more line', separator=',')}\n")
        text.right_crop(1)
        return text

    def action_scroll(self, rows: int) -> None:
        """Scroll the lines."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)
