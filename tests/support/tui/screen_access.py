"""The main screen as its parts see it, without a terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

from textual.screen import Screen

from sfn_engine.asl.model import StatePath
from sfn_tui.commands.reasons import CommandState
from sfn_tui.io.saved_state import SavedState
from sfn_tui.screens.answers_once import Answer
from sfn_tui.screens.asking_screen import Work
from sfn_tui.screens.main.remembered import Remembered
from sfn_tui.session.session import Session, select
from sfn_tui.views.detail import detail_view

Answering = Callable[[Any], Any]
"""Answers a dialog as a person would."""


class FakeScreen:
    """Holds a session, answers dialogs as it was told to, and keeps what is said."""

    def __init__(self, session: Session, *answers: Any) -> None:
        self.session = session
        self.remembered = Remembered(SavedState())
        self.answers = list(answers)
        """What the dialogs are answered with, in order: a value, or a function of the dialog."""
        self.asked: list[Screen[Any]] = []
        self.said: list[str] = []

    @property
    def command_state(self) -> CommandState:
        return CommandState(self.session, detail_view(self.session))

    async def ask(self, dialog: Screen[Answer], *, above: bool = False) -> Answer | None:
        self.asked.append(dialog)
        answer = self.answers.pop(0)
        return cast("Answer | None", answer(dialog) if callable(answer) else answer)

    def start(self, work: Work) -> None:
        asyncio.get_running_loop().create_task(work)

    def say(self, text: str, *, warning: bool = False) -> None:
        self.said.append(text)

    def select_state(self, path: StatePath) -> None:
        self.session = select(self.session, path)
