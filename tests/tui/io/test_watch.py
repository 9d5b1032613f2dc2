"""Changes of a file are seen, however an editor writes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, get_ident

import pytest

from sfn_tui.io.watch import QUIET, FileWatcher

LONG = 60.0
"""Seconds after which a change counts as never seen: so long, that a busy machine is not taken for a fault."""


class Told:
    """Counts what the watcher tells."""

    def __init__(self) -> None:
        self.times = 0
        self.thread = 0

    def __call__(self) -> None:
        self.times += 1
        self.thread = get_ident()

    def wait(self, times: int = 1) -> bool:
        """Wait until it was told so often."""
        end = time.monotonic() + LONG
        while self.times < times and time.monotonic() < end:
            time.sleep(0.02)
        return self.times >= times


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "machine.json"
    path.write_text("old")
    return path


@pytest.fixture
def told(file: Path) -> Iterator[Told]:
    found = Told()
    watcher = FileWatcher(file, found)
    watcher.start()
    time.sleep(0.3)
    yield found
    watcher.stop()


def rename(path: Path) -> None:
    (path.parent / "new").write_text("newer")
    os.replace(path.parent / "new", path)


def remove_and_write(path: Path) -> None:
    path.unlink()
    path.write_text("newer")


def backup_and_write(path: Path) -> None:
    path.rename(path.with_suffix(".json~"))
    path.write_text("newer")


def write_again(path: Path) -> None:
    path.write_text("newer")


@pytest.mark.parametrize("write", [write_again, rename, remove_and_write, backup_and_write])
def test_a_change_is_told_in_each_way_of_writing(
    file: Path, told: Told, write: Callable[[Path], None]
) -> None:
    write(file)
    assert told.wait() and told.thread != get_ident()
    write(file)
    assert told.wait(2)


def test_many_writes_are_told_once_for_each_quiet_time_at_most(file: Path, told: Told) -> None:
    begin = time.monotonic()
    for number in range(200):
        file.write_text("x" * number)
    assert told.wait()
    time.sleep(0.5)
    times = told.times
    # How often depends on how long the writing took, and a busy machine may take very long.
    assert times <= 1 + (time.monotonic() - begin) * 1000 / QUIET


def test_other_files_in_the_folder_are_not_told(file: Path, told: Told) -> None:
    (file.parent / "other.json").write_text("x")
    file.read_text()
    time.sleep(0.5)
    assert told.times == 0


def test_a_file_that_is_gone_is_told_and_so_is_its_return(file: Path, told: Told) -> None:
    file.unlink()
    assert told.wait()
    file.write_text("back")
    assert told.wait(2)


def test_a_folder_that_is_replaced_is_watched_anew(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a").write_text("old")
    told = Told()
    watcher = FileWatcher(folder / "a", told)
    watcher.start()
    time.sleep(0.3)
    folder.rename(tmp_path / "elsewhere")
    assert told.wait()
    folder.mkdir()
    (folder / "a").write_text("newer")
    assert told.wait(2)
    watcher.stop()


def test_the_file_behind_a_link_is_watched(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "other-name.json"
    real.write_text("old")
    (tmp_path / "link.json").symlink_to(real)
    told = Told()
    watcher = FileWatcher(tmp_path / "link.json", told)
    watcher.start()
    time.sleep(0.3)
    rename(real)
    assert told.wait()
    watcher.stop()


def test_a_change_before_the_watch_stands_is_not_lost(file: Path) -> None:
    told = Told()
    watcher = FileWatcher(file, told)
    file.write_text("newer than the watcher")
    watcher.start()
    assert told.wait()
    watcher.stop()


def test_after_stop_nothing_is_told(file: Path) -> None:
    told = Told()
    watcher = FileWatcher(file, told)
    watcher.start()
    time.sleep(0.3)
    watcher.stop()
    file.write_text("newer")
    time.sleep(0.5)
    assert told.times == 0


def test_stop_does_not_wait_for_a_listener_that_waits_for_the_caller(file: Path) -> None:
    inside, go, ended = Event(), Event(), Event()

    def slow() -> None:
        inside.set()
        go.wait(LONG)
        ended.set()

    watcher = FileWatcher(file, slow)
    watcher.start()
    file.write_text("newer")
    assert inside.wait(LONG)
    watcher.stop()
    assert not ended.is_set()
    go.set()


def test_watchfiles_is_loaded_with_the_first_watch_only() -> None:
    code = "import sys, sfn_tui.io.watch; print('watchfiles' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "False\n"
