"""What a person chose last time: one small JSON file, which can be deleted at any time."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, get_args

from sfn_engine.catalog.model import Scope
from sfn_tui.io.files import write_atomically

_FOLDER, _NAME = "sfn-explore", "state.json"
_LARGEST = 65_536
"""Characters that are read: a larger file is not one of ours."""
_MOST_LESSONS, _LONGEST_NAME = 50, 500
"""Lessons whose step is remembered, and characters of a name or path; they keep the file below that limit."""


def with_lesson(known: Mapping[str, int] | None, name: str, step: int) -> dict[str, int] | None:
    """Return the lessons' steps with one of them set, without the oldest; None if it cannot be kept."""
    others = {other: reached for other, reached in (known or {}).items() if other != name}
    steps = {**dict(list(others.items())[-(_MOST_LESSONS - 1) :]), name: step}
    return steps if _are_steps(steps) else None


@dataclass(frozen=True, slots=True)
class SavedState:
    """Remembered choices; None for what was never chosen.

    Raises `ValueError` for an impossible value.
    """

    theme: str | None = None
    """The name of a theme, perhaps one that this version does not have."""
    divider: float | None = None
    """The graph's share of the width, between 0 and 1."""
    scope: Scope | None = None
    lessons: Mapping[str, int] | None = None
    """How far each lesson was taken: the step, counted from 1; 0 for one that was finished."""

    def __post_init__(self) -> None:
        """Refuse impossible values."""
        for entry in fields(self):
            value = getattr(self, entry.name)
            if value is not None and not _CHECKS[entry.name](value):
                raise ValueError(f"{entry.name} cannot be {value!r}")


class FileStore:
    """Keeps choices in a file."""

    def __init__(self, path: str) -> None:
        self.path = path

    def load(self) -> SavedState:
        """Return what the file holds, without what cannot be read or makes no sense."""
        try:
            with open(self.path, encoding="utf-8") as file:
                data = json.loads(file.read(_LARGEST))
        except (OSError, ValueError, RecursionError):
            return SavedState()
        return from_data(data)

    def save(self, state: SavedState) -> bool:
        """Write the choices; False if they cannot be written."""
        chosen = {name: value for name, value in asdict(state).items() if value is not None}
        try:
            # 0700, as the XDG specification requires.
            os.makedirs(os.path.dirname(self.path), mode=0o700, exist_ok=True)
            write_atomically(self.path, json.dumps(chosen, indent=2) + "\n", overwrite=True)
        except OSError:
            return False
        return True


def load() -> SavedState:
    """Return the choices of last time."""
    path = state_path()
    return FileStore(path if os.path.lexists(path) else _former_path()).load()


def save(state: SavedState) -> bool:
    """Keep the choices for next time; False if they cannot be kept."""
    return FileStore(state_path()).save(state)


def state_path() -> str:
    """Return the path of the file that keeps the choices, in the folder for state of this system."""
    # Imported late: by then Textual has imported it anyway.
    from platformdirs import user_state_dir

    try:
        return os.path.join(user_state_dir(_FOLDER, appauthor=False), _NAME)
    except RuntimeError:  # no home directory can be found
        return _former_path()


def _former_path() -> str:
    """Return the path that earlier versions used on all systems; on Linux it's the same."""
    folder = os.environ.get("XDG_STATE_HOME", "")
    if not os.path.isabs(folder):
        home = os.environ.get("HOME") or os.path.expanduser("~")
        folder = os.path.join(home, ".local", "state")
    return os.path.join(folder, _FOLDER, _NAME)


def from_data(data: object) -> SavedState:
    """Return the choices in plain data that make sense."""
    if not isinstance(data, Mapping):
        return SavedState()
    kept: dict[str, Any] = {}
    for name, check in _CHECKS.items():
        value = data.get(name)
        if value is not None and check(value):
            kept[name] = value
    return SavedState(**kept)


def _is_theme(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 80 and value.isprintable()


def _is_share(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 1


def _are_steps(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and len(value) <= _MOST_LESSONS
        and all(isinstance(name, str) and 0 < len(name) <= _LONGEST_NAME and name.isprintable() for name in value)
        and all(type(step) is int and 0 <= step <= 1_000 for step in value.values())
    )


_CHECKS: Mapping[str, Callable[[object], bool]] = {
    "theme": _is_theme,
    "divider": _is_share,
    "scope": lambda value: value in get_args(Scope),
    "lessons": _are_steps,
}
