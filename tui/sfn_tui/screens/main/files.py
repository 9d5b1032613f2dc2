"""The file on disk: watch it, read it again, edit it, write edits back into it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

import sfn_engine as sfn
from sfn_engine.display import safe
from sfn_engine.sources.choosing import only_machine
from sfn_tui.screens.main.access import ScreenAccess
from sfn_tui.session.session import read_again, reloaded, saved

if TYPE_CHECKING:
    from sfn_tui.io.watch import FileWatcher


class Files:
    """Holds the watchers of the shown machine's files."""

    def __init__(
        self,
        screen: ScreenAccess,
        *,
        suspended: Callable[[], AbstractContextManager[None]],
        call_later: Callable[[Callable[[], None]], object],
    ) -> None:
        self._screen = screen
        self._suspended = suspended
        """Gives the terminal to another program for a while."""
        self._call_later = call_later
        """Passes a call from a watcher's thread to the app's."""
        self._watchers: tuple[FileWatcher, ...] = ()

    # ── Reading ──────────────────────────────────────────────────────────────────────────────────

    def edit(self) -> None:
        """Open the definition in the person's editor, at the selected state."""
        from textual.app import SuspendNotSupported

        from sfn_tui.io.editor import EditorError, open_in_editor

        session = self._screen.session
        file = session.definition_file
        assert file is not None  # else the command would have been refused
        original = session.steps[0].machine
        selected = original.by_path.get(session.selected or ())
        location = original.location(selected.pointer, name=True) if selected is not None else None
        try:
            with self._suspended():
                open_in_editor(file, location[0] if location else 1, os.environ)
        except (EditorError, SuspendNotSupported) as error:
            self._screen.say(str(error) or "cannot open an editor from this terminal", warning=True)
            return
        self.reload(quiet=True)

    def reload(self, *, quiet: bool = False) -> None:
        """Read the file again; if it can no longer be read, the last good version stays, under a banner."""
        session = self._screen.session
        if session.path is None:
            return
        try:
            opened = sfn.open_all(session.path, bindings=session.on_disk.bindings)
            machine = only_machine(opened, session.machine_name, session.path).machine
        except sfn.DefinitionError as error:
            self._screen.session = replace(session, banner=str(error))
            return
        assert machine is not None
        session = replace(session, machines=opened if len(opened) > 1 else ())
        if machine.definition == session.on_disk.definition:
            self._screen.session = read_again(session, machine)
            if not quiet:
                self._screen.say("the file has not changed")
            return
        self._screen.session, changed = reloaded(session, machine)
        self._screen.say(f"reloaded: {changed}")

    # ── Watching ─────────────────────────────────────────────────────────────────────────────────

    def watch(self) -> None:
        """Watch the file, and the definition's own file if a template names one."""
        from sfn_tui.io.watch import FileWatcher

        session = self._screen.session
        if session.path is None:
            return
        self.stop_watching()
        paths = dict.fromkeys((session.path, session.definition_file or session.path))
        self._watchers = tuple(FileWatcher(path, self._told) for path in paths)
        for watcher in self._watchers:
            watcher.start()

    def follow(self) -> None:
        """Watch the files of another machine, which may have changed while it was not shown."""
        self.watch()
        self.changed()

    def _told(self) -> None:
        self._call_later(self.changed)

    @property
    def is_watching(self) -> bool:
        """True while a file is watched."""
        return bool(self._watchers)

    def stop_watching(self) -> None:
        """Stop watching."""
        for watcher in self._watchers:
            watcher.stop()
        self._watchers = ()

    def changed(self) -> None:
        """Read the file again after it has changed on disk."""
        self.reload(quiet=True)

    # ── Writing ──────────────────────────────────────────────────────────────────────────────────

    async def save(self) -> None:
        """Write the edits into the file they belong to, and change nothing else in it."""
        from sfn_tui.screens.dialogs.save import SaveDialog
        from sfn_tui.sharing.saving import changed_lines, changed_underneath

        session = self._screen.session
        path, document = session.definition_file, session.machine.document
        assert path is not None and document is not None  # else the command would have been refused
        try:
            text = sfn.saved_text(session.machine)
        except sfn.EditRefused as refused:
            self._screen.say(f"{refused}; press x to write the edited definition to a new file", warning=True)
            return
        before = session.written if session.written is not None else document.file_text.text
        if not await self._screen.ask(SaveDialog(safe(path), changed_lines(before, text))):
            return
        reason = changed_underneath(path, document.file_text.encode(before))
        reason = reason or _written(path, document.file_text.encode(text))
        if reason:
            self._screen.say(f"not written: {reason}", warning=True)
            return
        self._screen.session = saved(self._screen.session, text)
        self._screen.say(f"written: {safe(os.path.basename(path))}")


def _written(path: str, data: bytes) -> str:
    """Write a file. Returns why it cannot be written; empty if it was."""
    from sfn_tui.io.files import write_atomically

    try:
        write_atomically(path, data, overwrite=True)
    except OSError as error:
        return str(error.strerror or error)
    return ""
