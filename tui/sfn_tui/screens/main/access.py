"""What the parts of the main screen may use of the screen itself."""

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
    """What the parts need of the main screen. Tests replace it with a screen without a terminal."""

    session: Session
    """What is shown. Setting it gives the panes new views."""

    remembered: Remembered

    @property
    def command_state(self) -> CommandState:
        """What decides which commands can be run."""

    async def ask(self, dialog: Screen[Answer], *, above: bool = False) -> Answer | None:
        """Show a dialog and return its answer; None if another one is already open, unless `above` is set."""

    def start(self, work: Work) -> None:
        """Run something that takes time, while the screen stays usable."""

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show a short notification."""

    def select_state(self, path: StatePath) -> None:
        """Select a state."""
