"""What leaves the app: texts to copy, files to export."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from sfn_engine.display import safe
from sfn_tui.screens.main.access import ScreenAccess
from sfn_tui.screens.main.panes import Panes
from sfn_tui.session.session import exported

if TYPE_CHECKING:
    from pathlib import Path

    from sfn_tui.io.clipboard import Clipboard
    from sfn_tui.sharing.copying import CopyChoice


class Sharing:
    """Copies and exports. Imports late what only these commands need."""

    def __init__(self, screen: ScreenAccess, panes: Panes, write: Callable[[str], object]) -> None:
        self._screen = screen
        self._panes = panes
        self._write = write
        """Sends an escape sequence to the terminal."""

    async def copy(self) -> None:
        """Ask what to copy, and copy it; text that the terminal does not accept can be written to a file."""
        from sfn_tui.screens.dialogs.copy import CopyDialog
        from sfn_tui.sharing.copying import copies

        choice = await self._screen.ask(CopyDialog(copies(self._screen.session, self._panes.views.policy_row)))
        if choice is None:
            return
        result = self._clipboard().copy(choice.text)
        if result.ok:
            self._say(f"copied {choice.what}: {result.bytes:,} bytes", choice.lacks)
            return
        self._screen.say(f"{result.reason}; you can write it to a file instead", warning=True)
        await self._export(choice)

    def _clipboard(self) -> Clipboard:
        from sfn_tui.io.clipboard import Clipboard

        return Clipboard(self._write, os.environ)

    async def export(self) -> None:
        """Ask what to write and where, and write it."""
        await self._export()

    async def _export(self, copied: CopyChoice | None = None) -> None:
        from sfn_tui.io.files import write_atomically
        from sfn_tui.screens.dialogs.export import ExportDialog
        from sfn_tui.sharing.exporting import Export, exports

        offered = exports(self._screen.session, self._panes.views.graph_layout())
        if copied is not None:
            text = copied.text
            offered = (Export("copied", copied.what, "copied.txt", lambda: text, copied.lacks),)
        request = await self._screen.ask(ExportDialog(offered))
        if request is None:
            return
        try:
            write_atomically(request.path, request.export.make(), overwrite=request.overwrite)
        except OSError as error:
            self._screen.say(f"not written: {error.strerror or error}", warning=True)
            return
        self._say(f"written: {safe(str(request.path))}", request.export.lacks)
        if request.export.id == "definition":
            session = self._screen.session
            self._screen.session = exported(session, is_own_file=_is_same(request.path, session.definition_file))

    def _say(self, what: str, lacks: str) -> None:
        """Say what has left the app, and what is missing in it: nobody sees that in the text itself."""
        self._screen.say(f"{what}. {lacks}" if lacks else what, warning=bool(lacks))


def _is_same(path: Path, other: str | None) -> bool:
    return other is not None and os.path.realpath(path) == os.path.realpath(other)
