"""Widths and cuts in terminal cells, for text that comes from a definition."""

from __future__ import annotations

from sfn_engine.display import safe


def cells(text: str) -> int:
    """Return the width of `text` in terminal cells: wide characters count two."""
    if text.isascii():
        return len(text)
    # Imported late: a machine with plain names never needs rich's tables.
    from rich.cells import cell_len

    return cell_len(text)


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
    # A definition may hold a megabyte in one name: what lies behind the limit is not looked at.
    return cut(safe(text[: limit + 1]), limit)


def padded(text: str, width: int) -> str:
    """Return `text` filled with blanks at the right up to `width` cells."""
    return text + " " * (width - cells(text))
