"""Tables in Markdown, for the generated documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table. A cell may hold anything but a line break."""
    yield from (_row(columns), _row(("---",) * len(columns)))
    for row in rows:
        yield _row(tuple(cell.replace("|", "\\|") for cell in row))


def code(text: str) -> str:
    """Return the text as code."""
    return f"`{text}`"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
