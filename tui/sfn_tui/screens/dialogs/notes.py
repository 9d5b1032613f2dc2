"""What to add by hand, and what is unexplained, wrong or assumed; Enter goes to the state that a note is about."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Spacing
from textual.visual import Padding
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sfn_engine.asl.model import StatePath
from sfn_engine.policy.note_kinds import NOTE_HEADINGS
from sfn_tui.screens.dialogs.dialog import ChoiceList, Dialog
from sfn_tui.views.notes import NoteRow


class NotesDialog(Dialog[StatePath | None]):
    """Answers with the state of the chosen row."""

    DEFAULT_CSS = """
    NotesDialog > Vertical { max-width: 110; max-height: 85%; border: round $border; padding: 0; }
    NotesDialog ChoiceList.-textual-compact { padding: 0 1; scrollbar-size: 1 2; text-wrap: wrap; text-overflow: fold; }
    NotesDialog Static { padding: 1 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,i", "leave", "Close", show=False)]

    def __init__(self, rows: tuple[NoteRow, ...]) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        """Show the rows under a heading for each kind."""
        box = Vertical()
        box.border_title = "Notes: to add by hand, unexplained, unconfirmed, wrong or assumed"
        box.border_subtitle = "Enter: go to the state · Esc: close" if self.rows else "Esc: close"
        with box:
            if self.rows:
                yield ChoiceList(*self._options())
            else:
                yield Static("No notes: every task is explained, and nothing is assumed.", markup=False)

    def _options(self) -> list[Option]:
        options: list[Option] = []
        last = ""
        for index, row in enumerate(self.rows):
            if row.kind != last:
                options.append(Option(Content.styled(NOTE_HEADINGS[row.kind], "bold"), disabled=True))
                last = row.kind
            states = Content.styled(f"  ({row.states})", "dim") if row.states else Content("")
            options.append(Option(Padding(Content(row.text) + states, Spacing(left=2)), id=str(index)))
        return options

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the state."""
        self.dismiss(self.rows[int(event.option.id or 0)].state)
