"""The state machines of a file that holds several: each has a session, which is kept while another is shown."""

from __future__ import annotations

from collections.abc import Callable

import sfn_engine as sfn
from sfn_engine.display import safe
from sfn_tui.screens.main.access import ScreenAccess
from sfn_tui.session.session import Session, open_session


class Machines:
    """Holds the sessions of the machines that are not shown."""

    def __init__(self, screen: ScreenAccess, shown: Callable[[], None]) -> None:
        self._screen = screen
        self._shown = shown
        """Called when another machine is shown."""
        self.kept: dict[str, Session] = {}
        """The sessions as they were left, by the machine's name."""

    def sessions(self) -> dict[str, Session]:
        """Return the sessions of all machines that have been looked at, by name."""
        session = self._screen.session
        return {**self.kept, session.machine_name or "": session}

    async def choose(self) -> None:
        """Ask which machine of the file to show, and show it; edits to the previous one are kept."""
        from sfn_tui.screens.dialogs.machine import MachineDialog
        from sfn_tui.views.machines import machine_rows

        session = self._screen.session
        edited = [name for name, other in self.sessions().items() if other.has_unsaved_edits]
        rows = machine_rows(session.machines, session.machine_name, edited)
        name = await self._screen.ask(MachineDialog(rows, safe(session.path or session.name)))
        if name is not None and name != self._screen.session.machine_name:
            self._show(name)

    def _show(self, name: str) -> None:
        self.kept = self.sessions()
        session = self.kept.get(name) or self._opened(name)
        if session is not None:
            self._screen.session = session
            self._shown()

    def _opened(self, name: str) -> Session | None:
        """Return a new session for a machine, set up like the current one; None if the file has no such machine."""
        like = self._screen.session
        machine = next((entry.machine for entry in like.machines if entry.name == name), None)
        if machine is None:
            return None
        return open_session(
            sfn.bind(machine, like.machine.bindings),
            name=like.name,
            path=like.path,
            context=like.context,
            scope=like.scope,
            machines=like.machines,
        )
