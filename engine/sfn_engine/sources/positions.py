"""How a location in a text is written: by offsets, and by lines and columns."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

PointerToken: TypeAlias = str | int
"""A name in an object, or a position in a list."""

Pointer: TypeAlias = tuple[PointerToken, ...]
"""The way to a value: object names and list positions from the outside in."""

MAX_DEPTH = 400
"""Levels of brackets. A Map inside a Map adds four; deeper text is an attack, not a machine."""


class Span(NamedTuple):
    """Where a value is in a text: offsets in characters."""

    name: int
    """The start of its name; in a list, of the value itself."""
    start: int
    end: int


class Location(NamedTuple):
    """A location in a file, as a person counts: both from 1."""

    line: int
    column: int


class RepeatedName(NamedTuple):
    """A name that one object of a text gives more than once; the last value counts."""

    pointer: Pointer
    """The value with this name."""
    offsets: tuple[int, ...]
    """Where the name is given, in the order of the text."""


_BREAK = re.compile(r"\r\n?|\n")


def line_and_column(text: str, offset: int) -> Location:
    """Return the line and column, both from 1, of the character at `offset`."""
    # Counting is many times faster than a search, and large templates can have thousands of errors.
    line_feeds, returns = text.count("\n", 0, offset), text.count("\r", 0, offset)
    both = text.count("\r\n", 0, offset) if returns else 0
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset) if returns else -1) + 1
    return Location(line_feeds + returns - both + 1, offset - start + 1)


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line begins."""
    return [0, *(found.end() for found in _BREAK.finditer(text))]
