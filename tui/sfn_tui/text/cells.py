"""Text in terminal cells: how wide it is, and how it is cut and filled. The one measure of the app and of print."""

from __future__ import annotations

import re

from sfn_engine.display import safe

_ONE_CELL = re.compile("[ -~\xa0-\u02ff\u0370-\u0482\u2010-\u2027\u2500-\u25fc]*")
"""Text whose characters all take one cell: Latin, Greek, Cyrillic, dashes, quotes, boxes and bars."""


def cells(text: str) -> int:
    """Return the width of `text` in terminal cells: wide characters take two, combining marks none.

    Widths are rich's, because the app is drawn with them; a printed table then agrees with the app.
    """
    if text.isascii() or _ONE_CELL.fullmatch(text):
        return len(text)
    # Imported late: most definitions never need rich's tables, which take 5 ms.
    from rich.cells import cell_len

    return cell_len(text)


def fitting(text: str, width: int, start: int = 0) -> int:
    """Return where the part of `text` from `start` that fits in `width` cells ends.

    That is at least one character after `start`, so that a loop ends.
    """
    # One character more is looked at: a combining mark stays with its letter.
    if text[start : start + width + 1].isascii():
        return max(min(start + width, len(text)), start + 1)
    used = 0
    for index in range(start, len(text)):
        used += cells(text[index])
        if used > width:
            return max(index, start + 1)
    return len(text)


def cut(text: str, limit: int) -> str:
    """Return `text` cut to at most `limit` cells, with an ellipsis where something is missing."""
    if cells(text) <= limit:
        return text
    kept = text[: max(limit - 1, 0)]
    while kept and cells(kept) > limit - 1:
        kept = kept[:-1]
    return f"{kept}…" if limit > 0 else ""


def tidy(text: str, limit: int) -> str:
    """Return `text` made safe to draw on one line, cut to at most `limit` cells."""
    # A definition may hold a megabyte in one name: what comes after the limit is not looked at.
    return cut(safe(text[: limit + 1]), limit)


def padded(text: str, width: int) -> str:
    """Return `text` filled with blanks on the right up to `width` cells."""
    return text + " " * (width - cells(text))


def column(text: str, width: int) -> str:
    """Return `text` cut or filled to `width` cells, of which the last is blank."""
    return padded(cut(text, max(width - 1, 1)), width)
