"""The themes, each previewed on the whole screen."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList

from sfn_tui.screens.dialogs.dialog import ChoiceList, Dialog


class ThemeDialog(Dialog[str | None]):
    """Answers with the chosen theme; None, with the previous theme restored, if cancelled."""

    DEFAULT_CSS = """
    ThemeDialog { align: right top; background: $background 0%; }
    ThemeDialog > Vertical { width: 34; }
    ThemeDialog ChoiceList { max-height: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._before = ""
        self._names: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Make the list: dark themes first, light ones after them."""
        themes = self.app.available_themes
        self._before = self.app.theme
        self._names = tuple(sorted(themes, key=lambda name: (not themes[name].dark, name)))
        with Vertical() as box:
            box.border_title = "Theme"
            box.border_subtitle = "Enter: keep · Esc: cancel"
            words = {True: "dark ", False: "light"}
            yield ChoiceList(*(f"{words[themes[name].dark]}  {name}" for name in self._names))

    def on_mount(self) -> None:
        """Start at the current theme."""
        found = self.query_one(ChoiceList)
        found.highlighted = self._names.index(self._before) if self._before in self._names else None
        found.focus()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        # A message may arrive late, after the dialog was closed and the old theme restored.
        if self.is_current:
            self.app.theme = self._names[event.option_index]

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        chosen = self._names[event.option_index]
        self.app.theme = chosen
        self.dismiss(chosen)

    def action_leave(self) -> None:
        """Restore the previous theme."""
        self.app.theme = self._before
        self.dismiss(None)
