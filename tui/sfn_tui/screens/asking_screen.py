"""A screen that opens dialogs and shows notifications."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, TypeAlias

from textual.screen import Screen

from sfn_tui.screens.answers_once import Answer

Work: TypeAlias = Coroutine[Any, Any, None]
"""Something that takes its time, such as a question to the person."""


class AskingScreen(Screen[None]):
    """Shows one dialog at a time."""

    _is_asking = False

    async def ask(self, dialog: Screen[Answer], *, above: bool = False) -> Answer | None:
        """Show a dialog and return its answer; None if another one is already open, unless `above` is set.

        To be awaited in work that was handed to `start`.
        """
        # Keys can come faster than a dialog is shown: two of them would lie on top of each other.
        if not above and (self._is_asking or not self.is_active):
            return None
        was_asking, self._is_asking = self._is_asking, True
        try:
            return await self.app.push_screen_wait(dialog)
        finally:
            self._is_asking = was_asking

    def start(self, work: Work) -> None:
        """Run something that takes time, while the screen stays usable."""
        self.run_worker(work)

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show a short notification instead of the last one: several would cover what the keys have changed."""
        self.app.clear_notifications()
        self.notify(text, severity="warning" if warning else "information", markup=False)

    def write_to_terminal(self, text: str) -> None:
        """Send an escape sequence that draws nothing to the terminal."""
        if self.app._driver is not None:
            self.app._driver.write(text)
