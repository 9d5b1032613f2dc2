"""Finds the machine of a file that a name means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from sfn_engine.display import listed, safe, shorten
from sfn_engine.errors import DefinitionError


class Entry(Protocol):
    """A machine that a file holds, or why it cannot be used."""

    @property
    def name(self) -> str:
        """The machine's name in its file."""

    @property
    def error(self) -> DefinitionError | None:
        """Why it cannot be used."""


_Entry = TypeVar("_Entry", bound=Entry)


def machines_named(entries: Sequence[_Entry], name: str | None, path: str) -> tuple[_Entry, ...]:
    """Return the machines of this name, or all where `name` is None. `path` is the file, for messages.

    Raises `DefinitionError` if there is none of that name.
    """
    found = tuple(entry for entry in entries if name is None or entry.name == name)
    if not found:
        message = f"holds no state machine {shorten(name or '')!r}; it holds {_names(entries)}"
        raise DefinitionError(message, path=safe(path))
    return found


def only_machine(entries: Sequence[_Entry], name: str | None, path: str) -> _Entry:
    """Return the machine of this name, or the only one where `name` is None.

    Raises `DefinitionError` if there is none of that name, if there are several, or if the
    one that is meant cannot be used.
    """
    found = machines_named(entries, name, path)
    if len(found) > 1:
        message = f"holds {len(found)} state machines: {_names(found)}; name one of them"
        raise DefinitionError(message, path=safe(path))
    if found[0].error is not None:
        raise found[0].error
    return found[0]


def _names(entries: Sequence[Entry]) -> str:
    return listed(entries, write=lambda entry: shorten(entry.name, 40))
