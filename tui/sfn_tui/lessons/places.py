"""Where in a TOML file a key stands. Python's own reader of TOML tells no places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sfn_tui.lessons.values import Where

_KEY = r"(?:[A-Za-z0-9_-]+|\"(?:\\.|[^\"\\])*\"|'[^']*')"
_PATH = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"^[ \t]*\[(?P<list>\[)?\s*(?P<path>{_PATH})\s*\]")
_ASSIGNMENT = re.compile(rf"^[ \t]*(?P<path>{_PATH})\s*=")
_PART = re.compile(_KEY)
# What may hold anything, also what looks like a key: texts of several lines, texts, comments.
_OPAQUE = re.compile(
    r'"""(?:\\.|[^\\])*?"""|' + r"'''.*?'''|" + r'"(?:\\.|[^"\\\n])*"|' + r"'[^'\n]*'|" + r"#[^\n]*",
    re.DOTALL,
)


class Spot(NamedTuple):
    """A place, both counted from 1."""

    line: int
    column: int


class Places:
    """The places of the tables and keys of a file that can be read."""

    def __init__(self, text: str) -> None:
        self._spots = dict(reversed(list(_spots(text))))

    def find(self, where: Where) -> Spot:
        """Return the place; where it is not known, that of the nearest thing around it."""
        for end in range(len(where), 0, -1):
            spot = self._spots.get(where[:end])
            if spot is not None:
                return spot
        return Spot(1, 1)


def _spots(text: str) -> Iterator[tuple[Where, Spot]]:
    """Yield each table and key; of one that is written twice, the first place is the one to keep."""
    counts: dict[Where, int] = {}
    table: Where = ()
    for number, line in enumerate(_without_long_texts(text).split("\n"), 1):
        header = _HEADER.match(line)
        found = header or _ASSIGNMENT.match(line)
        if found is None:
            continue
        spot = Spot(number, len(line) - len(line.lstrip()) + 1)
        names = tuple(_unquoted(part) for part in _PART.findall(found["path"]))
        if header is None:
            for end in range(1, len(names) + 1):
                yield (*table, *names[:end]), spot
            continue
        table = _opened(names, counts, is_list=header["list"] is not None)
        if header["list"] is not None:
            yield table[:-1], spot
        yield table, spot


def _opened(names: tuple[str, ...], counts: dict[Where, int], *, is_list: bool) -> Where:
    """Return the place of a table that a header opens, with the numbers of the lists it stands in."""
    place: Where = ()
    for depth, name in enumerate(names, 1):
        place = (*place, name)
        if is_list and depth == len(names):
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place


def _without_long_texts(text: str) -> str:
    """Return the text with nothing in comments and in texts of several lines; lines keep their numbers."""

    def blanked(found: re.Match[str]) -> str:
        piece = found[0]
        if piece.startswith(('"""', "'''")) or piece.startswith("#"):
            return re.sub(r"[^\n]", " ", piece)
        return piece

    return _OPAQUE.sub(blanked, text)


def _unquoted(key: str) -> str:
    return key[1:-1] if key[:1] in ("'", '"') else key
