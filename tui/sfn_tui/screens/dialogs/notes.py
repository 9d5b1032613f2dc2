"""What is assumed, unexplained or wrong; Enter goes to the state that a sentence is about."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sfn_engine.asl.model import StatePath
from sfn_engine.policy.note_kinds import NOTE_HEADINGS
from sfn_tui.screens.answers_once import AnswersOnce
from sfn_tui.views.notes import NoteRow


class NotesDialog(AnswersOnce[StatePath | None], ModalScreen[StatePath | None]):
    """Answers with the state of the chosen row."""

    DEFAULT_CSS = """
    NotesDialog { align: center middle; }
    NotesDialog > Vertical {
        width: 90%; max-width: 110; height: auto; max-height: 85%;
        border: round $border; border-title-style: bold; background: $surface;
    }
    NotesDialog OptionList, NotesDialog OptionList:focus {
        height: auto; max-height: 100%; border: none; background: $surface;
    }
    NotesDialog Static { padding: 1 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,i", "close", "Close", show=False),
        Binding("j", "move('down')", "Down", show=False),
        Binding("k", "move('up')", "Up", show=False),
    ]

    def __init__(self, rows: tuple[NoteRow, ...]) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        """Show the rows under a heading for each kind."""
        box = Vertical()
        box.border_title = "What is assumed, unexplained or wrong"
        box.border_subtitle = "Enter goes to the state · Esc closes" if self.rows else "Esc closes"
        with box:
            if self.rows:
                yield OptionList(*self._options(), markup=False)
            else:
                yield Static("Nothing: every task is explained, and nothing had to be assumed.", markup=False)

    def _options(self) -> list[Option]:
        options: list[Option] = []
        last = ""
        for place, row in enumerate(self.rows):
            if row.kind != last:
                options.append(Option(Content.styled(NOTE_HEADINGS[row.kind], "bold"), disabled=True))
                last = row.kind
            states = Content.styled(f"  ({row.states})", "dim") if row.states else Content("")
            options.append(Option(Content(f"  {row.text}") + states, id=str(place)))
        return options

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the state."""
        self.dismiss(self.rows[int(event.option.id or 0)].state)

    def action_move(self, direction: str) -> None:
        """Move the cursor."""
        for options in self.query(OptionList):
            if direction == "down":
                options.action_cursor_down()
            else:
                options.action_cursor_up()

    def action_close(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)
