"""The Textual application: one screen, a theme, and the remembered choices."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.screen import Screen

from sfn_tui.io.saved_state import SavedState, load
from sfn_tui.screens.main.main_screen import MainScreen
from sfn_tui.session.session import Session

if TYPE_CHECKING:
    from sfn_tui.lessons.course import Course


class ExplorerApp(App[None]):
    """Shows one session; with `pick` it first asks which machine of the file to show; `lesson` starts at once."""

    TITLE = "sfn-explore"
    # A message must not cover the status line.
    CSS = "ToastRack { margin-bottom: 2; }"
    ENABLE_COMMAND_PALETTE = True
    # Without Textual's own entries in the palette.
    COMMANDS: ClassVar = set()
    # Escape closes dialogs here; the panes have their own way to grow and shrink.
    ESCAPE_TO_MINIMIZE = False

    def __init__(
        self,
        session: Session,
        saved: SavedState | None = None,
        *,
        pick: bool = False,
        lesson: Course | None = None,
    ) -> None:
        super().__init__()
        self.pick = pick
        self.lesson = lesson
        self._session = session
        self.saved = saved if saved is not None else load()

    def on_load(self) -> None:
        """Take the remembered theme, unless the environment names one."""
        theme = self.saved.theme
        if theme in self.available_themes and "TEXTUAL_THEME" not in os.environ:
            self.theme = theme

    def get_default_screen(self) -> Screen[None]:
        """Return the explorer."""
        return MainScreen(self._session, self.saved, pick=self.pick, lesson=self.lesson)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what is selected on the screen or in an input, with control characters escaped."""
        from sfn_tui.io.clipboard import pasteable

        super().copy_to_clipboard(pasteable(text))

    def action_command_palette(self) -> None:
        """Open the palette, unless it is open."""
        # Imported late: nothing before the first opening needs it.
        from sfn_tui.screens.palette import open_palette

        open_palette(self)

    async def action_quit(self) -> None:
        """Quit through the screen, which asks if edits would be lost."""
        screen = self.screen_stack[0]
        if isinstance(screen, MainScreen):
            screen.start(screen.general.quit())
        else:
            self.exit()
