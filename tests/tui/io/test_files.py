"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from sfn_tui.io.files import existing, fingerprint, write_atomically


def test_a_new_file_is_written_with_the_mode_that_any_program_gives(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.json", "{}\n", overwrite=False)
    (tmp_path / "plain").touch()
    assert (tmp_path / "a.json").read_text() == "{}\n"
    assert (tmp_path / "a.json").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_a_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    path.chmod(mode)
    write_atomically(path, "new", overwrite=True)
    assert path.read_text() == "new" and stat.S_IMODE(path.stat().st_mode) == mode


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    with pytest.raises(FileExistsError):
        write_atomically(path, "new", overwrite=False)
    assert path.read_text() == "old" and os.listdir(tmp_path) == ["a.json"]


def test_a_file_that_comes_at_the_last_moment_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    real = os.fsync

    def meanwhile(descriptor: int) -> None:
        real(descriptor)
        path.write_text("somebody else's")

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(FileExistsError):
        write_atomically(path, "new", overwrite=False)
    assert path.read_text() == "somebody else's" and os.listdir(tmp_path) == ["a.json"]


@pytest.mark.parametrize("call", ["replace", "fsync", "chmod"])
def test_a_crash_in_the_middle_keeps_the_old_file_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")

    def crash(*args: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, crash)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, "new" * 100_000, overwrite=True)
    assert path.read_text() == "old" and os.listdir(tmp_path) == ["a.json"]


def test_a_file_system_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*args: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    write_atomically(tmp_path / "a.json", "new", overwrite=False)
    assert (tmp_path / "a.json").read_text() == "new" and os.listdir(tmp_path) == ["a.json"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.json").write_text("old")
    (tmp_path / "a.json").symlink_to(tmp_path / "real" / "a.json")
    write_atomically(tmp_path / "a.json", "new", overwrite=True)
    assert (tmp_path / "a.json").is_symlink() and (tmp_path / "real" / "a.json").read_text() == "new"


@pytest.mark.parametrize("overwrite", [True, False])
def test_folders_missing_folders_and_impossible_names_are_errors_of_the_system(
    tmp_path: Path, overwrite: bool
) -> None:
    for path in (
        tmp_path,
        tmp_path / "no" / "a.json",
        tmp_path / ("n" * 300),
        "",
        "a\0b",
        f"{tmp_path}/\ud800",
    ):
        with pytest.raises(OSError):
            write_atomically(path, "x", overwrite=overwrite)
    assert os.listdir(tmp_path) == []


def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        write_atomically(tmp_path / "pipe", "x", overwrite=True)


@pytest.mark.parametrize("name", ["a b.json", "[red].json", "日本🎉.json", "-x", "a\nb", "\x1b[31m\u202e"])
def test_hostile_names_are_names(tmp_path: Path, name: str) -> None:
    write_atomically(tmp_path / name, "x", overwrite=False)
    assert os.listdir(tmp_path) == [name]


def test_the_text_is_utf_8_and_half_a_surrogate_pair_an_escape(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a", 'é"\ud800"\r\n', overwrite=False)
    assert (tmp_path / "a").read_bytes() == b'\xc3\xa9"\\ud800"\r\n'


def test_a_fingerprint_tells_versions_apart(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert fingerprint(path) is None and existing(path) is None
    path.write_text("old")
    seen = fingerprint(path)
    assert seen is not None and fingerprint(path) == seen
    write_atomically(path, "new", overwrite=True)  # of the same size
    assert fingerprint(path) != seen
    found = existing(path)
    assert found is not None and found.size == 3 and found.modified == path.stat().st_mtime
    assert fingerprint("a\0b") is None
