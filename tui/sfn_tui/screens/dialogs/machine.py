"""Asks which state machine of a file to show."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from sfn_engine.display import counted
from sfn_tui.screens.dialogs.dialog import ChoiceList, Dialog
from sfn_tui.views.machines import MachineRow


class MachineDialog(Dialog[str | None]):
    """Answers with a machine's name, or with None. One that cannot be opened says why."""

    DEFAULT_CSS = """
    MachineDialog ChoiceList { max-height: 20; }
    """

    def __init__(self, rows: Sequence[MachineRow], file: str) -> None:
        super().__init__()
        self._rows = tuple(rows)
        self._file = file

    def compose(self) -> ComposeResult:
        """Make the list."""
        with Vertical() as box:
            box.border_title = counted(len(self._rows), "state machine")
            box.border_subtitle = "Enter: open · m: this list again · Esc: cancel"
            yield Static(self._file, classes="-quiet", markup=False)
            yield ChoiceList(*(row.text for row in self._rows))
            yield Static("", id="reason", classes="-reason", markup=False)

    def on_mount(self) -> None:
        """Start at the current machine."""
        found = self.query_one(ChoiceList)
        found.highlighted = next((index for index, row in enumerate(self._rows) if row.current), 0)
        found.focus()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one("#reason", Static).update(self._rows[event.option_index].disabled_reason)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        row = self._rows[event.option_index]
        if row.disabled_reason:
            self.app.bell()
            return
        self.dismiss(row.name)
