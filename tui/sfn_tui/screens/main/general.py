"""What concerns the app as a whole: notes, theme, help, quitting."""

from __future__ import annotations

from collections.abc import Callable

from sfn_engine.display import counted
from sfn_tui.screens.main.access import ScreenAccess
from sfn_tui.screens.main.panes import Panes
from sfn_tui.session.session import Session


class General:
    """Opens the dialogs that concern the whole app, and quits it."""

    def __init__(
        self,
        screen: ScreenAccess,
        panes: Panes,
        *,
        run_command: Callable[[str], None],
        own_sessions: Callable[[], dict[str, Session]],
        leave: Callable[[], None],
    ) -> None:
        self._screen = screen
        self._panes = panes
        self._run_command = run_command
        self._own_sessions = own_sessions
        """Returns the sessions whose edits would be lost."""
        self._leave = leave
        self._is_leaving = False

    async def notes(self) -> None:
        """Show what to add by hand, and what is unexplained, wrong or assumed."""
        from sfn_tui.screens.dialogs.notes import NotesDialog
        from sfn_tui.views.notes import note_rows

        chosen = await self._screen.ask(NotesDialog(note_rows(self._screen.session)))
        if chosen is not None:
            self._screen.select_state(chosen)
            self._panes.focus_pane("graph")

    async def theme(self) -> None:
        """Choose the colours."""
        from sfn_tui.screens.dialogs.theme import ThemeDialog

        chosen = await self._screen.ask(ThemeDialog())
        if chosen is not None:
            self._screen.remembered.remember(theme=chosen)

    async def help(self) -> None:
        """Show every key; the chosen command is run."""
        from sfn_tui.screens.help import HelpScreen

        chosen = await self._screen.ask(HelpScreen(self._screen.command_state))
        if chosen is not None:
            self._run_command(chosen)

    async def quit(self) -> None:
        """Quit; ask first if edits would be lost."""
        from sfn_tui.screens.dialogs.confirm import ConfirmDialog

        lost = [session for session in self._own_sessions().values() if session.has_unsaved_edits]
        if lost:
            if self._is_leaving:
                return
            self._is_leaving = True
            edits = sum(abs(session.position - max(session.saved_position, 0)) for session in lost)
            # The question is shown even above an open dialog, so that no edits are lost.
            question = ConfirmDialog(f"{counted(edits, 'edit')} will be lost. Quit?")
            answer = await self._screen.ask(question, above=True)
            self._is_leaving = False
            if not answer:
                return
        self._leave()
