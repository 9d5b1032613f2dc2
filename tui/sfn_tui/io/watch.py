"""Notices that a file has changed on the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from threading import Event, Thread

from sfn_tui.io.files import fingerprint

QUIET = 100
"""Milliseconds without a change before a change is reported: an editor writes in several steps."""
LOOK = 1_000
"""Milliseconds after which the file is checked although no change was reported.

This catches changes made before the watch was set up, and on network drives, which report nothing.
"""


class FileWatcher:
    """Watches one file in a thread of its own.

    The folder is watched, not the file: many editors write a new file and rename it.
    `changed` is called in that thread, without arguments; it should return at once.
    """

    def __init__(self, path: str | os.PathLike[str], changed: Callable[[], object]) -> None:
        self.path = os.path.abspath(path)
        self._changed = changed
        self._seen = fingerprint(self.path)
        self._missing = False
        self._stopped = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin to watch; changes since the watcher was created count."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="sfn-explore-watch", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop for good. Does not wait for the thread, which may be waiting for the caller."""
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            folders = self._folders()
            for _ in self._rounds(folders):
                self._look()
                if self._folders() != folders:
                    break  # a folder was added or removed, or the link changed: watch again

    def _rounds(self, folders: tuple[str, ...]) -> Iterator[None]:
        """Yield whenever it is time to check, as long as these folders can be watched."""
        # Imported here: nothing before the first frame needs it.
        from watchfiles import watch

        if folders:
            try:
                for _ in watch(
                    *folders,
                    watch_filter=self._is_ours,
                    recursive=False,
                    step=QUIET,
                    rust_timeout=LOOK,
                    yield_on_timeout=True,
                    stop_event=self._stopped,
                    raise_interrupt=False,
                ):
                    yield
            except (OSError, RuntimeError):
                # Not watchable (no permission on the folder, too many watches): regular checks have to be enough.
                pass
        if not self._stopped.wait(LOOK / 1000):
            yield

    def _folders(self) -> tuple[str, ...]:
        """Return the folder of the file, and of the file that it links to."""
        both = (os.path.dirname(self.path), os.path.dirname(os.path.realpath(self.path)))
        return tuple(folder for folder in dict.fromkeys(both) if os.path.isdir(folder))

    def _is_ours(self, change: object, path: str) -> bool:
        names = (os.path.basename(self.path), os.path.basename(os.path.realpath(self.path)))
        return os.path.basename(path) in names

    def _look(self) -> None:
        """Report a change if there is one."""
        now = fingerprint(self.path)
        if now == self._seen:
            self._missing = False
            return
        if now is None and not self._missing:
            # An editor may be about to put the new file there: it is gone if it is missing twice.
            self._missing = True
            return
        self._missing = False
        self._seen = now
        if self._stopped.is_set():
            return
        try:
            self._changed()
        except Exception:
            if not self._stopped.is_set():  # an app that has exited cannot be told anything
                raise
