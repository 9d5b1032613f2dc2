"""The placeholders of a definition: set the value of one, or remove it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from sfn_tui.screens.dialogs.dialog import ChoiceList, Dialog
from sfn_tui.views.placeholders import PlaceholderRow


class PlaceholderChoice(NamedTuple):
    """What a person wants to do with a placeholder."""

    name: str
    unbind: bool
    """True to remove the value, False to set one."""


class PlaceholderDialog(Dialog[PlaceholderChoice | None]):
    """Answers with a placeholder and what to do with it, or with None."""

    DEFAULT_CSS = """
    PlaceholderDialog ChoiceList { max-height: 16; }
    PlaceholderDialog #used { height: 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete,backspace,x", "unbind", "Remove the value", show=False),
    ]

    def __init__(self, rows: Sequence[PlaceholderRow], start: str | None = None) -> None:
        super().__init__()
        self._rows = tuple(rows)
        self._start = start

    def compose(self) -> ComposeResult:
        """Make the list, and a line for the states that use a placeholder."""
        width = min(max(len(row.label) for row in self._rows), 36)
        with Vertical() as box:
            box.border_title = "Placeholders"
            box.border_subtitle = "Enter: set value · Del: remove it · Esc: cancel"
            yield ChoiceList(*(self._line(row, width) for row in self._rows))
            yield Static("", id="used", classes="-quiet", markup=False)

    def _line(self, row: PlaceholderRow, width: int) -> str:
        sign = {"given": "=", "file": "→"}.get(row.source, " ")
        return f"{row.label.ljust(width)} {sign} {row.value}"

    def on_mount(self) -> None:
        """Start at the placeholder that was asked for."""
        found = self.query_one(ChoiceList)
        found.highlighted = next((index for index, row in enumerate(self._rows) if row.name == self._start), 0)
        found.focus()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        row = self._rows[event.option_index]
        says = {"given": "You set this value. ", "file": "The value is from the file. "}.get(row.source, "")
        self.query_one("#used", Static).update(f"{says}Used by {row.used}.")

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(PlaceholderChoice(self._rows[event.option_index].name, False))

    def action_unbind(self) -> None:
        """Remove the value of the highlighted placeholder."""
        index = self.query_one(ChoiceList).highlighted
        if index is None:
            return
        row = self._rows[index]
        if row.given:
            self.dismiss(PlaceholderChoice(row.name, True))
        else:
            reason = "This value is from the file; press Enter to set another." if row.source else "It has no value."
            self.query_one("#used", Static).update(reason)
            self.app.bell()
