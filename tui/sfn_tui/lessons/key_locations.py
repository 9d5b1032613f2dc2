"""The locations of the keys of a TOML file, which Python's own reader does not report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sfn_engine.sources.positions import Location
from sfn_tui.lessons.values import KeyPath

_KEY = r"(?:[A-Za-z0-9_-]+|\"(?:\\.|[^\"\\])*\"|'[^']*')"
_PATH = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"^[ \t]*\[(?P<list>\[)?\s*(?P<path>{_PATH})\s*\]")
_ASSIGNMENT = re.compile(rf"^[ \t]*(?P<path>{_PATH})\s*=")
_PART = re.compile(_KEY)
# What may contain anything, even what looks like a key: strings and comments.
_OPAQUE = re.compile(
    r'"""(?:\\.|[^\\])*?"""|' + r"'''.*?'''|" + r'"(?:\\.|[^"\\\n])*"|' + r"'[^'\n]*'|" + r"#[^\n]*",
    re.DOTALL,
)


class KeyLocations:
    """The locations of the tables and keys of a file that can be read."""

    def __init__(self, text: str) -> None:
        self._locations = dict(reversed(list(_locations(text))))

    def find(self, key_path: KeyPath) -> Location:
        """Return the location of a key or table; where it is unknown, that of the nearest table around it."""
        for end in range(len(key_path), 0, -1):
            location = self._locations.get(key_path[:end])
            if location is not None:
                return location
        return Location(1, 1)


def _locations(text: str) -> Iterator[tuple[KeyPath, Location]]:
    """Yield each table and key; of one that is written twice, the first location is the one to keep."""
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line in enumerate(_without_long_texts(text).split("\n"), 1):
        header = _HEADER.match(line)
        found = header or _ASSIGNMENT.match(line)
        if found is None:
            continue
        location = Location(number, len(line) - len(line.lstrip()) + 1)
        names = tuple(_unquoted(part) for part in _PART.findall(found["path"]))
        if header is None:
            for end in range(1, len(names) + 1):
                yield (*table, *names[:end]), location
            continue
        table = _opened(names, counts, is_list=header["list"] is not None)
        if header["list"] is not None:
            yield table[:-1], location
        yield table, location


def _opened(names: tuple[str, ...], counts: dict[KeyPath, int], *, is_list: bool) -> KeyPath:
    """Return the path of a table that a header opens, with its index in each list around it."""
    path: KeyPath = ()
    for depth, name in enumerate(names, 1):
        path = (*path, name)
        if is_list and depth == len(names):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _without_long_texts(text: str) -> str:
    """Return the text with comments and multi-line strings blanked; lines keep their numbers."""

    def blanked(found: re.Match[str]) -> str:
        part = found[0]
        if part.startswith(('"""', "'''")) or part.startswith("#"):
            return re.sub(r"[^\n]", " ", part)
        return part

    return _OPAQUE.sub(blanked, text)


def _unquoted(key: str) -> str:
    return key[1:-1] if key[:1] in ("'", '"') else key
