"""Lines that fit the terminal's width, for text of any width and length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_BREAKS = " ,:/.-"
"""Where a name may be broken: after one of these."""


def cells(text: str) -> int:
    """Return the columns that `text` takes on a terminal: wide characters take two."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def padded(text: str, width: int) -> str:
    """Return `text` filled up with blanks to `width` columns."""
    return text + " " * max(0, width - cells(text))


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield the lines of `text` at `width` columns; a name that is longer is broken where it can be."""
    width = max(width, 8)
    while cells(text) > width:
        cut = _fitting(text, width)
        place = max(text.rfind(mark, cut // 2, cut) for mark in _BREAKS) + 1 or cut
        blank = text.rfind(" ", 1, cut + 1)
        place = blank if blank > 0 else place
        yield text[:place].rstrip()
        text = text[place:].lstrip()
    yield text


def flowing(words: Sequence[str], width: int) -> Iterator[str]:
    """Yield lines of comma-separated words; a word is never broken, though it be longer than a line."""
    line = ""
    for place, word in enumerate(words):
        piece = word + ("," if place < len(words) - 1 else "")
        if line and cells(line) + 1 + cells(piece) > width:
            yield line
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    yield line


def _fitting(text: str, width: int) -> int:
    """Return how many characters of `text` fit in `width` columns."""
    if text[:width].isascii():
        return width
    used = 0
    for place, char in enumerate(text):
        used += cells(char)
        if used > width:
            return max(place, 1)
    return len(text)
