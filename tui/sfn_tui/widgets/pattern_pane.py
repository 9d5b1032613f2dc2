"""One pattern of a comparison: rows with the mark of what differs from request-response."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.reactive import reactive

from sfn_tui.views.patterns import PatternRow
from sfn_tui.widgets.line_pane import LinePane, Part


class PatternPane(LinePane):
    """Scrolls over the rows of one column."""

    DEFAULT_CSS = """
    PatternPane {
        background: $background; color: $foreground; scrollbar-size: 1 1;
        border: round $foreground 40%; border-title-color: $foreground;
        & > .pattern-pane--heading { color: $text-accent; text-style: bold; }
        & > .pattern-pane--warning { color: $text-warning; }
        & > .pattern-pane--more { color: $text-success; text-style: bold; }
        & > .pattern-pane--added { color: $text-success; text-style: bold; }
        & > .pattern-pane--removed { color: $text-error; text-style: strike; }
        & > .pattern-pane--key { color: $text-primary; }
        & > .pattern-pane--string { color: $foreground; }
        & > .pattern-pane--punctuation { color: $text-secondary; }
        & > .pattern-pane--wild { color: $text-warning; text-style: bold underline reverse; }
    }
    PatternPane:focus { border: round $border; border-title-style: bold; }
    PatternPane.-refused { border-title-color: $text-muted; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"pattern-pane--{name}"
        for name in (
            "heading", "text", "warning", "more", "added", "removed",
            "key", "string", "punctuation", "plain", "wild",
        )
    }
    PREFIX = "pattern-pane--"
    GUTTER = 2

    rows: reactive[tuple[PatternRow, ...]] = reactive[tuple[PatternRow, ...]]((), always_update=True)
    """What is shown."""

    def watch_rows(self, rows: tuple[PatternRow, ...]) -> None:
        """Draw the rows."""
        # They are wrapped to the pane's width, so nothing is ever scrolled sideways.
        self.show_rows(0)

    @property
    def row_count(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def row_text(self, row: int) -> str:
        """Return a row without its mark."""
        return self.rows[row].text

    def row_parts(self, row: int) -> tuple[Iterable[Part], Iterable[Part], tuple[str, ...]]:
        """Return the mark and the text of a row, with their classes."""
        entry = self.rows[row]
        if entry.mark:
            over: tuple[str, ...] = ("added" if entry.mark == "+" else "removed",)
            return [(f"{entry.mark} ", over)], [(entry.text, over)], ()
        if entry.kind != "code":
            return [("  ", ())], [(entry.text, (entry.kind,) if entry.text else ())], ()
        return [("  ", ())], [(piece.text, (piece.kind,)) for piece in entry.pieces], ()
