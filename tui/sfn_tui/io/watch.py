"""Sees that a file has changed on the disk, whoever changed it and however."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from threading import Event, Thread

from sfn_tui.io.files import fingerprint

QUIET = 100
"""Milliseconds without a change after which a change is told: an editor writes in several steps."""
LOOK = 1_000
"""Milliseconds after which the file is looked at though nobody has told of a change.

This sees what happened before the watch stood, and changes on network drives, which tell nothing.
"""


class FileWatcher:
    """Watches one file in a thread of its own.

    The folder is watched, not the file: many editors write a new file and give it the old one's name.
    `changed` is called in that thread, with nothing but the fact; it should return at once.
    """

    def __init__(self, path: str | os.PathLike[str], changed: Callable[[], object]) -> None:
        self.path = os.path.abspath(path)
        self._changed = changed
        self._seen = fingerprint(self.path)
        self._missing = False
        self._stopped = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin to watch; what has changed since the watcher was made counts."""
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
                    break  # a folder has gone or come, or the link leads elsewhere now: watch anew

    def _rounds(self, folders: tuple[str, ...]) -> Iterator[None]:
        """Come back whenever it is time to look, as long as these folders can be watched."""
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
                # No watch to be had (no right to the folder, too many watches): looking has to do.
                pass
        if not self._stopped.wait(LOOK / 1000):
            yield

    def _folders(self) -> tuple[str, ...]:
        """Return the folder of the file, and of the file that it leads to if it is a link."""
        both = (os.path.dirname(self.path), os.path.dirname(os.path.realpath(self.path)))
        return tuple(folder for folder in dict.fromkeys(both) if os.path.isdir(folder))

    def _is_ours(self, change: object, path: str) -> bool:
        names = (os.path.basename(self.path), os.path.basename(os.path.realpath(self.path)))
        return os.path.basename(path) in names

    def _look(self) -> None:
        """Tell of a change if there is one."""
        now = fingerprint(self.path)
        if now == self._seen:
            self._missing = False
            return
        if now is None and not self._missing:
            # An editor may be about to put the new file there: a file is gone if it is twice not seen.
            self._missing = True
            return
        self._missing = False
        self._seen = now
        if self._stopped.is_set():
            return
        try:
            self._changed()
        except Exception:
            if not self._stopped.is_set():  # an app that has been left cannot be told anything
                raise
