"""Asks what to copy."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from sfn_engine.display import safe
from sfn_tui.screens.dialogs.dialog import ChoiceList, Dialog
from sfn_tui.sharing.copying import CopyChoice

PREVIEW = 3
"""Number of lines previewed before copying."""


class CopyDialog(Dialog[CopyChoice | None]):
    """Answers with a choice: by its own key, by Enter, by a click."""

    DEFAULT_CSS = """
    CopyDialog #preview {
        height: 4; border-top: solid $foreground 30%; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self, choices: Sequence[CopyChoice]) -> None:
        super().__init__()
        self._choices = tuple(choices)

    def compose(self) -> ComposeResult:
        """Make the list and the preview."""
        with Vertical() as box:
            box.border_title = "Copy"
            box.border_subtitle = "Enter or key: copy · Esc: cancel"
            yield ChoiceList(*(f"{choice.key}  {choice.title}" for choice in self._choices))
            yield Static("", id="preview", classes="-quiet", markup=False)

    def on_mount(self) -> None:
        """Begin at the first choice."""
        found = self.query_one(ChoiceList)
        found.highlighted = 0 if self._choices else None
        found.focus()

    def on_key(self, event: events.Key) -> None:
        """Copy at once when a choice's key is pressed."""
        for choice in self._choices:
            if event.character == choice.key:
                event.stop()
                self.dismiss(choice)
                return

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        lines = self._choices[event.option_index].text.split("\n", PREVIEW)[:PREVIEW]
        # A line may be a megabyte long: only what can be visible is made safe.
        self.query_one("#preview", Static).update("\n".join(safe(line[:200]) for line in lines))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[event.option_index])
