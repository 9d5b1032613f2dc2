"""What the parts of the main screen may see and do of the screen that has them."""

from __future__ import annotations

from typing import Protocol

from textual.screen import Screen

from sfn_engine.asl.model import StatePath
from sfn_tui.commands.reasons import CommandState
from sfn_tui.screens.answers_once import Answer
from sfn_tui.screens.asking_screen import Work
from sfn_tui.screens.main.remembered import Remembered
from sfn_tui.session.session import Session


class ScreenAccess(Protocol):
    """The main screen, as far as its parts need it. Tests put a screen without a terminal in its place."""

    session: Session
    """What is shown. Setting it makes new views for the panes."""

    remembered: Remembered

    @property
    def command_state(self) -> CommandState:
        """What decides which commands can be run."""

    async def ask(self, dialog: Screen[Answer], *, above: bool = False) -> Answer | None:
        """Show a dialog and return its answer; None where another one is open already, unless `above` it."""

    def start(self, work: Work) -> None:
        """Do something that takes its time, while the screen stays usable."""

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show a sentence for a moment."""

    def select_state(self, path: StatePath) -> None:
        """Select a state."""
