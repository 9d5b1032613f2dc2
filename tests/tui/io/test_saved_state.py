"""Choices that are remembered."""

from __future__ import annotations

import json
import os
import stat
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from sfn_tui.io.saved_state import FileStore, SavedState, from_data, load, save, state_path

CHOSEN = SavedState(theme="nord", divider=0.6, scope="least", lessons={"tour": 4, "sync": 0})


def test_what_is_kept_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert load() == SavedState()
    assert save(CHOSEN)
    assert load() == CHOSEN
    path = tmp_path / "state" / "sfn-explore" / "state.json"
    assert json.loads(path.read_text()) == asdict(CHOSEN)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert os.listdir(path.parent) == ["state.json"]


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG specification")
def test_the_folder_is_xdgs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/h")
    monkeypatch.setenv("XDG_STATE_HOME", "/x")
    assert state_path() == "/x/sfn-explore/state.json"
    for relative in ("", "x/y", "."):
        monkeypatch.setenv("XDG_STATE_HOME", relative)
        assert state_path() == "/h/.local/state/sfn-explore/state.json"
    monkeypatch.delenv("XDG_STATE_HOME")
    assert state_path() == "/h/.local/state/sfn-explore/state.json"


def test_choices_at_the_path_of_an_older_version_are_read_until_new_ones_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert FileStore(str(tmp_path / ".local" / "state" / "sfn-explore" / "state.json")).save(CHOSEN)
    # As on macOS and Windows, where the folder for state is another one.
    monkeypatch.setattr("platformdirs.user_state_dir", lambda name, **_: str(tmp_path / "Library" / name))
    assert load() == CHOSEN
    newer = replace(CHOSEN, theme="dracula")
    assert save(newer) and load() == newer
    assert state_path() == str(tmp_path / "Library" / "sfn-explore" / "state.json")


def test_without_a_home_directory_nothing_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(*_: object, **__: object) -> str:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_state_dir", homeless)
    assert load() == SavedState()


def test_a_pane_that_an_older_version_kept_is_left_out() -> None:
    assert from_data({**asdict(CHOSEN), "pane": "policy"}) == CHOSEN


BAD = [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'"nord"', b"1" * 5_000, b"{}" * 100_000]


@pytest.mark.parametrize("content", BAD, ids=range(len(BAD)))
def test_content_that_makes_no_sense_is_ignored_and_overwritten(tmp_path: Path, content: bytes) -> None:
    store = FileStore(str(tmp_path / "state.json"))
    (tmp_path / "state.json").write_bytes(content)
    assert store.load() == SavedState()
    assert store.save(CHOSEN) and store.load() == CHOSEN


WRONG: dict[str, list[Any]] = {
    "theme": ["", "x" * 81, "a\x1b[31m", "a\nb", 7, ["nord"], {}],
    "divider": [0, 1, -0.5, 7, "0.5", True, float("nan"), float("inf")],
    "scope": ["all", "", 1, [], {}],
    "lessons": [
        "tour",
        [],
        {"tour": -1},
        {"tour": True},
        {"tour": "2"},
        {"": 1},
        {"a\x1b": 1},
        {"x" * 501: 1},
        dict.fromkeys(map(str, range(51)), 1),
    ],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in WRONG for value in WRONG[name]])
def test_a_field_that_makes_no_sense_is_left_out_and_the_others_stay(name: str, value: Any) -> None:
    found = from_data({**asdict(CHOSEN), name: value, "of-a-later-version": 1})
    assert found == replace(CHOSEN, **{name: None})
    with pytest.raises(ValueError, match=name):
        SavedState(**{name: value})


def test_where_nothing_can_be_kept_nothing_breaks(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    store = FileStore(str(tmp_path / "file" / "state.json"))
    assert not store.save(CHOSEN) and store.load() == SavedState()
    (tmp_path / "state.json").mkdir()
    store = FileStore(str(tmp_path / "state.json"))
    assert not store.save(CHOSEN) and store.load() == SavedState()


def test_a_crash_while_writing_keeps_the_old_choices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FileStore(str(tmp_path / "state.json"))
    store.save(CHOSEN)

    def crash(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", crash)
    assert not store.save(SavedState())
    assert store.load() == CHOSEN and os.listdir(tmp_path) == ["state.json"]
