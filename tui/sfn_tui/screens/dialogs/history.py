"""The history: choose the step to go to."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList

from sfn_tui.screens.dialogs.dialog import ChoiceList, Dialog
from sfn_tui.views.history import HistoryRow


class HistoryDialog(Dialog[int | None]):
    """Answers with the position of a step, or with None."""

    DEFAULT_CSS = """
    HistoryDialog ChoiceList { max-height: 100%; }
    """

    def __init__(self, rows: Sequence[HistoryRow]) -> None:
        super().__init__()
        self._rows = tuple(rows)

    def compose(self) -> ComposeResult:
        """Make the list: the current step is marked, undone ones are in brackets."""
        with Vertical() as box:
            box.border_title = "History"
            box.border_subtitle = "Enter: go to step · (undone) · Esc: cancel"
            yield ChoiceList(*self._lines())

    def _lines(self) -> list[str]:
        width = len(str(len(self._rows)))
        now = next((row.position for row in self._rows if row.current), 0)
        return [
            f"{'▶' if row.current else ' '} {row.position:>{width}}  "
            f"{f'({row.title})' if row.position > now else row.title}"
            for row in self._rows
        ]

    def on_mount(self) -> None:
        """Start at the current step."""
        found = self.query_one(ChoiceList)
        found.highlighted = next((index for index, row in enumerate(self._rows) if row.current), None)
        found.focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._rows[event.option_index].position)
