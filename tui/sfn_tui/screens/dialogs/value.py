"""Asks for the value of a target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static

from sfn_engine.display import safe
from sfn_tui.screens.dialogs.dialog import ChoiceList, Dialog, SafeInput


class ValueDialog(Dialog[str | None]):
    """Answers with a value that `check` accepts, or with None.

    `heading`, `asked` and `title` must be safe to draw. `suggestions` are unescaped strings: the first
    is put into the input, selected, so that typing replaces it.
    """

    DEFAULT_CSS = """
    ValueDialog ChoiceList { max-height: 6; }
    ValueDialog #heading { max-height: 2; text-style: bold; }
    ValueDialog #asked { max-height: 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Down", show=False),
        Binding("up", "step(-1)", "Up", show=False),
        Binding("tab,shift+tab", "stay", show=False),
    ]

    def __init__(
        self,
        heading: str,
        asked: str,
        title: str,
        suggestions: Sequence[str],
        check: Callable[[str], str],
    ) -> None:
        super().__init__()
        self._heading = heading
        self._asked = asked
        self._title = title
        self._suggestions = tuple(suggestions)
        self._check = check

    def compose(self) -> ComposeResult:
        """Make the question, the input, the reason why its value is refused, and the suggestions."""
        with Vertical() as box:
            box.border_title = self._title
            box.border_subtitle = "Enter: apply · ↑↓: suggestions · Esc: cancel"
            yield Static(self._heading, id="heading", markup=False)
            yield Static(self._asked, id="asked", markup=False)
            yield SafeInput(self._suggestions[0] if self._suggestions else "", id="value")
            yield Static("", id="reason", classes="-reason", markup=False)
            suggestions = ChoiceList(*map(safe, self._suggestions), id="suggestions")
            # The input keeps the keys; the list is moved by the screen, and by the mouse.
            suggestions.can_focus = False
            suggestions.display = bool(self._suggestions)
            yield suggestions

    def on_mount(self) -> None:
        """Focus the input."""
        self.query_one(SafeInput).focus()
        self.query_one(ChoiceList).highlighted = 0 if self._suggestions else None
        self._show_reason()

    @on(Input.Changed)
    def _value_changed(self) -> None:
        value = self.query_one(SafeInput).value
        known = self._suggestions.index(value) if value in self._suggestions else None
        self.query_one(ChoiceList).highlighted = known
        self._show_reason()

    def _show_reason(self) -> None:
        value = self.query_one(SafeInput).value
        # An empty input is only rejected by Enter, not while the person is still typing.
        self.query_one("#reason", Static).update(self._reason(value) if value else "")

    def _reason(self, value: str) -> str:
        return safe(self._check(value))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        value = self.query_one(SafeInput).value
        reason = self._reason(value)
        if reason:
            self.query_one("#reason", Static).update(reason)
            self.app.bell()
            return
        self.dismiss(value)

    @on(OptionList.OptionSelected)
    def _suggestion_clicked(self, event: OptionList.OptionSelected) -> None:
        self._take(event.option_index)

    def action_step(self, step: int) -> None:
        """Go to the suggestion below or above, and put it into the input."""
        if not self._suggestions:
            return
        index = self.query_one(ChoiceList).highlighted
        if index is None:
            index = -1 if step > 0 else 0
        self._take((index + step) % len(self._suggestions))

    def _take(self, index: int) -> None:
        field = self.query_one(SafeInput)
        field.value = self._suggestions[index]
        field.cursor_position = len(field.value)
        self.query_one(ChoiceList).highlighted = index

    def action_stay(self) -> None:
        """Keep the focus in the input."""
