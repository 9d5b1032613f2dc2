"""Lines that fit a width in cells, for text of any width and length. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sfn_tui.text.cells import cells, fitting

LONGEST = 4_000
"""Characters of one text or line that the app shows: nobody reads a megabyte, and it would take a second."""
BREAKS = ",:/.-"
"""Where a long name may be broken: after one of these."""


def shortened(text: str) -> str:
    """Return a text, cut if it is longer than anybody would read."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def wrapped(text: str, width: int) -> list[str]:
    """Return `text` as lines of at most `width` cells, broken at blanks where possible."""
    width = max(width, 2)
    lines: list[str] = []
    start = 0
    while (end := fitting(text, width, start)) < len(text):
        index = _break(text, start, end)
        lines.append(text[start:index].rstrip())
        start = index
        while text[start : start + 1] == " ":
            start += 1
    if start < len(text) or not lines:
        lines.append(text[start:])
    return lines


def _break(text: str, start: int, end: int) -> int:
    """Return where a line that must end at `end` ends: before a blank, else inside a long name."""
    blank = text.rfind(" ", start + 1, end + 1)
    if blank > 0:
        return blank
    middle = start + (end - start) // 2
    return max(text.rfind(mark, middle, end) for mark in BREAKS) + 1 or end


def flowing(words: Sequence[str], width: int) -> Iterator[str]:
    """Yield lines of comma-separated words; a word is never broken, even if it is longer than a line."""
    line = ""
    for index, word in enumerate(words):
        part = word + ("," if index < len(words) - 1 else "")
        if line and cells(line) + 1 + cells(part) > width:
            yield line
            line = part
        else:
            line = f"{line} {part}" if line else part
    yield line
