"""What a path may lead to beside a plain file, and what a file's own name may hold."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import sfn_engine as sfn
from sfn_engine.display import safe
from sfn_engine.sources import files
from tests.engine.bad_input.test_bad_input import PASS


def _directory(folder: Path) -> Path:
    return folder


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def _loop(folder: Path) -> Path:
    (folder / "one").symlink_to(folder / "two")
    (folder / "two").symlink_to(folder / "one")
    return folder / "one"


def _dangling(folder: Path) -> Path:
    (folder / "link").symlink_to(folder / "nowhere")
    return folder / "link"


def _large(folder: Path) -> Path:
    path = folder / "large.json"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    return path


def _link_to_a_device(folder: Path) -> Path:
    (folder / "link.json").symlink_to("/dev/zero")
    return folder / "link.json"


def _socket(folder: Path) -> Path:
    import socket

    os.chdir(folder)  # a socket's own name must be short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("s")
    return folder / "s"


def _below_a_file(folder: Path) -> Path:
    (folder / "plain").write_text(PASS)
    return folder / "plain" / "machine.json"


ODD: dict[Callable[[Path], Path], str] = {
    _directory: "this is a directory",
    _pipe: "not a regular file",
    _loop: "cannot be read: too many levels",
    _dangling: "cannot be read: no such file",
    _large: "larger than 16,000,000 bytes",
    _link_to_a_device: "not a regular file",
    _socket: "cannot be read",
    _below_a_file: "cannot be read: not a directory",
    lambda folder: Path("/dev/null"): "not a regular file",
    lambda folder: Path("/proc/self/mem"): "",
    lambda folder: Path("/proc/self/environ"): "",
    lambda folder: Path("/proc/self/fd"): "directory",
    lambda folder: folder / ("x" * 300): "cannot be read: file name too long",
    lambda folder: folder / ("x/" * 3000): "cannot be read: file name too long",
}


@pytest.mark.parametrize("make", ODD)
def test_what_is_no_plain_file_is_one_line(
    make: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = make(tmp_path)
    with pytest.raises(sfn.DefinitionError) as caught:
        sfn.load(path)
    assert ODD[make] in caught.value.message
    assert str(caught.value).startswith(f"{path}: ") or caught.value.line is not None
    assert safe(str(caught.value)) == str(caught.value)


@pytest.mark.parametrize("mark", ["\n", "\x1b[2J", "\u202e", "\u200b", "\U000e0041", "\udcff", "-", "\t\r", "\x9b"])
def test_a_hostile_file_name_is_shown_in_full_and_does_no_harm(mark: str, tmp_path: Path) -> None:
    name = f"a{mark}b"
    for text in ("{", '{"StartAt": 1}', "a: *b", "\x00", "", '{"States": []}'):
        path = tmp_path / name
        path.write_text(text)
        with pytest.raises(sfn.DefinitionError) as caught:
            sfn.load(path)
        line = str(caught.value)
        assert safe(line) == line and line.startswith(f"{tmp_path}/{safe(name)}:1:")
    with pytest.raises(sfn.DefinitionError) as caught:
        sfn.load(tmp_path / f"{name}.missing")
    assert safe(str(caught.value)) == str(caught.value)


def test_a_machine_in_a_hostile_file_keeps_its_true_name(tmp_path: Path) -> None:
    path = tmp_path / "a\u202e\nb.json"
    path.write_text(PASS)
    assert list(sfn.load_all(path)) == ["a\u202e\nb"]


@pytest.mark.parametrize("name", [b"\xff.json", "a\0b", "", "\ud800.json"])
def test_a_name_that_no_file_can_have_is_one_line(name: str | bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(sfn.DefinitionError) as caught:
        sfn.load(os.fsdecode(name))
    assert safe(str(caught.value)) == str(caught.value)


def test_a_file_that_vanishes_or_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "machine.json"
    path.write_text(PASS)
    true_open = os.open

    def open_and_remove(name: str, flags: int) -> int:
        descriptor = true_open(name, flags)
        path.unlink()
        return descriptor

    monkeypatch.setattr(os, "open", open_and_remove)
    assert len(sfn.load(path).states) == 1
    monkeypatch.setattr(os, "open", true_open)
    with pytest.raises(sfn.DefinitionError, match="no such file"):
        sfn.load(path)
    path.write_bytes(b"[" * 2000)
    monkeypatch.setattr(files, "MAX_BYTES", 1000)
    monkeypatch.setattr(os, "fstat", lambda descriptor: os.stat_result((0o100644, *[0] * 9)))
    with pytest.raises(sfn.DefinitionError, match="larger than"):
        sfn.load(path)


def test_a_disk_that_fails_while_it_is_read_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "machine.json"
    path.write_text(PASS)

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fdopen", fail)
    with pytest.raises(sfn.DefinitionError, match="cannot be read: input/output error"):
        sfn.load(path)


class _Failing(io.RawIOBase):
    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        raise IsADirectoryError(21, "Is a directory")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (None, "standard input is closed"),
        (SimpleNamespace(buffer=io.BufferedReader(_Failing())), "cannot be read: is a directory"),
        (SimpleNamespace(buffer=io.BytesIO(b"")), "empty"),
        (SimpleNamespace(buffer=io.BytesIO(b"x" * 20_000_000)), "larger than"),
    ],
)
def test_a_standard_input_that_cannot_be_used_is_one_line(
    given: object, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", given)
    with pytest.raises(sfn.DefinitionError, match=message) as caught:
        sfn.load("-")
    assert str(caught.value).startswith("-:")


def test_a_plain_json_file_imports_no_other_reader(tmp_path: Path) -> None:
    path = tmp_path / "machine.json"
    path.write_text(PASS)
    code = (
        "import sys, sfn_engine as sfn\n"
        "sfn.generate(sfn.load(sys.argv[1]), sfn.Context())\n"
        "print(sorted(name for name in sys.modules if name.partition('.')[0] in ('yaml', 'jsonata', 'jsonpath_ng')))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
