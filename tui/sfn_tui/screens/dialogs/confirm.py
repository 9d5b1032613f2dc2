"""A yes-or-no question."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from sfn_tui.screens.dialogs.dialog import Dialog


class ConfirmDialog(Dialog[bool]):
    """Answers True for y, False for n and Escape. Enter presses the button that has the focus: yes at first.

    The question must be safe to draw. A dialog that shows more than the question overrides `body`.
    """

    HEADING: ClassVar[str] = "Are you sure?"
    ANSWERS: ClassVar[tuple[str, str]] = ("yes", "no")
    """Labels of the two buttons."""

    DEFAULT_CSS = """
    ConfirmDialog > Vertical { width: auto; min-width: 30; max-width: 90%; }
    ConfirmDialog #question { width: auto; max-width: 100%; margin: 0 0 1 0; }
    ConfirmDialog Horizontal { height: 1; width: auto; }
    ConfirmDialog Button { margin: 0 2 0 0; min-width: 9; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,Y", "answer(True)", "Yes", show=False),
        Binding("n,N", "answer(False)", "No", show=False),
        Binding("left,h,up,k", "app.focus_previous", "Other button", show=False),
        Binding("right,l,down,j", "app.focus_next", "Other button", show=False),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Make the question and two buttons."""
        with Vertical() as box:
            box.border_title = self.HEADING
            box.border_subtitle = f"y: {self.ANSWERS[0]} · n, Esc: {self.ANSWERS[1]}"
            yield Static(self._question, id="question", markup=False)
            yield from self.body()
            with Horizontal():
                yield Button(f"y  {self.ANSWERS[0]}", id="yes", compact=True)
                yield Button(f"n  {self.ANSWERS[1]}", id="no", compact=True)

    def body(self) -> ComposeResult:
        """Make what is shown between the question and the buttons."""
        yield from ()

    def on_mount(self) -> None:
        """Focus the yes button."""
        self.query_one("#yes", Button).focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Answer by a key."""
        self.dismiss(answer)

    def action_leave(self) -> None:
        """Answer no."""
        self.dismiss(False)
