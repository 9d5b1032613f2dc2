"""Asks before edits are written into the person's file, and shows the lines that change."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Static

from sfn_tui.saving import ChangedLine
from sfn_tui.screens.dialog import Dialog

_STYLES = {"-": "red", "+": "green", " ": ""}
_MOST = 200
"""Lines shown at most."""


class SaveDialog(Dialog[bool]):
    """Answers True to write. `file` must be safe to draw."""

    DEFAULT_CSS = """
    SaveDialog VerticalScroll { height: auto; max-height: 16; margin: 0 0 1 0; }
    SaveDialog Horizontal { height: 1; width: auto; }
    SaveDialog Button { margin: 0 2 0 0; min-width: 9; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,Y", "answer(True)", "Yes", show=False),
        Binding("n,N", "answer(False)", "No", show=False),
        Binding("left,h", "app.focus_previous", "Other button", show=False),
        Binding("right,l", "app.focus_next", "Other button", show=False),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
    ]

    def __init__(self, file: str, lines: Sequence[ChangedLine]) -> None:
        super().__init__()
        self._file = file
        self._lines = tuple(lines)

    def compose(self) -> ComposeResult:
        """Make the question, the lines, and two buttons."""
        with Vertical() as box:
            box.border_title = "Write the edits into the file?"
            box.border_subtitle = "y · n · Esc"
            yield Static(f"{self._file}: {self._count()}", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(self._changes())
            with Horizontal():
                yield Button("y  write", id="yes", compact=True)
                yield Button("n  leave", id="no", compact=True)

    def _count(self) -> str:
        gone = sum(line.sign == "-" for line in self._lines)
        come = sum(line.sign == "+" for line in self._lines)
        lines = f"{gone} line{' goes' if gone == 1 else 's go'}, {come} come{'s' if come == 1 else ''}"
        return f"{lines}; all else stays as it is"

    def _changes(self) -> Text:
        width = len(str(max((line.number for line in self._lines), default=1)))
        text = Text()
        shown = self._lines[:_MOST]
        # What all lines are indented by says nothing here, and takes the room that they need.
        texts = dedent("\n".join(line.text for line in shown)).split("\n")
        for line, written in zip(shown, texts, strict=True):
            text.append(f"{line.number:>{width}} {line.sign} {written}\n", _STYLES[line.sign])
        if len(self._lines) > _MOST:
            text.append(f"… {len(self._lines) - _MOST:,} more\n")
        text.right_crop(1)
        return text

    def on_mount(self) -> None:
        """Begin at yes."""
        self.query_one("#yes", Button).focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Answer by a key."""
        self.dismiss(answer)

    def action_scroll(self, rows: int) -> None:
        """Scroll the lines."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def action_leave(self) -> None:
        """Leave: no."""
        self.dismiss(False)
