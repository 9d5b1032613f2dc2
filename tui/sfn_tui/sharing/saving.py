"""What writing edits back would change in a file, and whether the file is still the one that was read."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

from sfn_engine.display import safe
from sfn_engine.errors import DefinitionError
from sfn_engine.sources.files import read_bytes
from sfn_tui.text.line_diff import DiffSign


class ChangedLine(NamedTuple):
    """A line of the file that is removed or added."""

    number: int
    """Counted from 1: in the file as it is for removed lines, else as it will be."""
    sign: DiffSign
    text: str
    """Safe to draw."""


def changed_lines(before: str, after: str) -> tuple[ChangedLine, ...]:
    """Return the lines that differ, in the order of the file."""
    old, new = before.splitlines(), after.splitlines()
    first = next((index for index, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    start = first if first is not None else min(len(old), len(new))
    # Only the part that differs is compared: edits are small, files may be large.
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    old_part, new_part = old[start : len(old) - end], new[start : len(new) - end]
    found: list[ChangedLine] = []
    for tag, from_old, to_old, from_new, to_new in SequenceMatcher(None, old_part, new_part, False).get_opcodes():
        if tag == "equal":
            continue
        found += [ChangedLine(start + row + 1, "-", safe(old_part[row])) for row in range(from_old, to_old)]
        found += [ChangedLine(start + row + 1, "+", safe(new_part[row])) for row in range(from_new, to_new)]
    return tuple(found)


def changed_underneath(path: str, known: bytes) -> str:
    """Return why a file must not be overwritten: it is no longer what was read. Empty if it still is."""
    try:
        now = read_bytes(path)
    except DefinitionError as error:
        return error.message
    return "" if now == known else "the file has changed on disk; r reloads it and keeps the edits that still fit"
