"""Actions of the main screen that touch the world outside: copy, export, editor, reload, quit."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual import work

import sfn_engine as sfn
from sfn_engine.display import safe
from sfn_engine.sources.choosing import only_machine
from sfn_tui.layout import DEFAULT_SHARE
from sfn_tui.screens.main.base_screen import BaseScreen
from sfn_tui.session.session import read_again, reloaded

if TYPE_CHECKING:
    from sfn_tui.io.clipboard import Clipboard

_WATCH_AFTER = 0.2
"""Seconds after the first frame: loading the watcher must not hold up what completes the screen."""

if TYPE_CHECKING:
    from sfn_tui.io.watch import Watcher


class FileActions(BaseScreen):
    """Mixed into the main screen."""

    _watchers: tuple[Watcher, ...] = ()

    # ── Copy and export ──────────────────────────────────────────────────────────────────────────

    @work
    async def action_copy(self) -> None:
        """Ask what to copy, and copy it."""
        from sfn_tui.screens.dialogs.copy_menu import CopyMenu
        from sfn_tui.sharing.copying import copies

        self.settle()
        if self.session is None:
            return
        choice = await self.ask(CopyMenu(copies(self.session, self.policy_row)))
        if choice is None:
            return
        result = self.clipboard().copy(choice.text)
        if result.ok:
            self.say(f"copied {choice.what}: {result.bytes:,} bytes")
            return
        self.say(f"{result.reason}; it can be written to a file instead", warning=True)
        await self._export(choice.text, choice.what)

    def clipboard(self) -> Clipboard:
        """Return the way to the terminal's clipboard."""
        from sfn_tui.io.clipboard import TerminalClipboard

        driver = self.app._driver
        return TerminalClipboard(driver.write if driver is not None else lambda text: None, os.environ)

    @work
    async def action_export(self) -> None:
        """Ask what to write and where, and write it."""
        await self._export()

    async def _export(self, text: str | None = None, what: str = "") -> None:
        from dataclasses import replace

        from sfn_tui.io.files import write_atomically
        from sfn_tui.screens.dialogs.export_dialog import ExportDialog
        from sfn_tui.sharing.exporting import Export, exports

        if self.session is None:
            return
        offered = exports(self.session, self.graph_layout())
        if text is not None:
            offered = (Export("copied", what, "copied.txt", lambda: text),)
        request = await self.ask(ExportDialog(offered))
        if request is None:
            return
        try:
            write_atomically(request.path, request.export.make(), overwrite=request.overwrite)
        except OSError as error:
            self.say(f"not written: {error.strerror or error}", warning=True)
            return
        self.say(f"written: {safe(str(request.path))}")
        if request.export.id == "definition":
            self.session = replace(self.session, saved_position=self.session.position)

    # ── Editor and reload ────────────────────────────────────────────────────────────────────────

    def action_edit_file(self) -> None:
        """Open the definition in the person's editor, at the selected state."""
        if self.refused("edit-file"):
            return
        from textual.app import SuspendNotSupported

        from sfn_tui.io.editor import EditorError, open_in_editor

        assert self.session is not None and self.session.path is not None
        original = self.session.steps[0].machine
        selected = original.by_path.get(self.session.selected or ())
        place = original.location(selected.pointer, name=True) if selected is not None else None
        file = self.session.definition_file or self.session.path
        try:
            with self.app.suspend():
                open_in_editor(file, place[0] if place else 1, os.environ)
        except (EditorError, SuspendNotSupported) as error:
            self.say(str(error) or "this terminal cannot be lent to an editor", warning=True)
            return
        self.reload(quiet=True)

    def action_reload(self) -> None:
        """Read the file again."""
        if not self.refused("reload"):
            self.reload()

    def reload(self, *, quiet: bool = False) -> None:
        """Read the file again; a file that has become bad keeps the last good view under a banner."""
        from dataclasses import replace

        session = self.session
        if session is None or session.path is None:
            return
        try:
            opened = sfn.open_all(session.path, bindings=session.on_disk.bindings)
            machine = only_machine(opened, session.machine_name, session.path).machine
            assert machine is not None
        except sfn.DefinitionError as error:
            self.session = replace(session, banner=str(error))
            return
        session = replace(session, machines=opened if len(opened) > 1 else ())
        if machine.definition == session.on_disk.definition:
            self.session = read_again(session, machine)
            if not quiet:
                self.say("nothing has changed in the file")
            return
        self.session, changed = reloaded(session, machine)
        self.say(f"read again: {changed}")

    # ── The file on disk ─────────────────────────────────────────────────────────────────────────

    def start_watching(self) -> None:
        """Watch the file, once the first frame stands."""
        if self.opened.path is not None:
            self.call_after_refresh(self.set_timer, _WATCH_AFTER, self.watch_files)

    def watch_files(self) -> None:
        """Watch the file, and the one with the definition where a template names another."""
        from sfn_tui.io.watch import FileWatcher

        session = self.session
        if session is None or session.path is None or not self.is_running:
            return
        self._stop_watching()
        paths = dict.fromkeys((session.path, session.definition_file or session.path))
        self._watchers = tuple(FileWatcher(path, lambda: self.call_later(self.file_changed)) for path in paths)
        for watcher in self._watchers:
            watcher.start()

    def _stop_watching(self) -> None:
        for watcher in self._watchers:
            watcher.stop()
        self._watchers = ()

    def file_changed(self) -> None:
        """The watcher saw a change."""
        self.reload(quiet=True)

    def on_unmount(self) -> None:
        """Stop watching, and keep where the divider was left."""
        if self.share != self.saved.divider and self.share != DEFAULT_SHARE:
            self.remember(divider=self.share)
        self._stop_watching()

    # ── Leaving ──────────────────────────────────────────────────────────────────────────────────

    @work
    async def action_quit(self) -> None:
        """Leave; ask first where edits would be lost."""
        from sfn_tui.screens.dialogs.confirm import Confirm

        lost = [session for session in self.all_sessions().values() if session.has_unsaved_edits]
        if lost:
            count = sum(abs(session.position - max(session.saved_position, 0)) for session in lost)
            question = f"{count} edit{'' if count == 1 else 's'} would be lost. Leave?"
            if not await self.ask(Confirm(question)):
                return
        self.app.exit()
