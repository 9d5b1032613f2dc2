"""A scrolling pane drawn row by row: however many rows there are, only the visible ones are built."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Size
from textual.selection import Selection
from textual.strip import Strip

from sfn_tui.text.cells import cells
from sfn_tui.widgets.steady_view import SteadyView

Part = tuple[str, tuple[str, ...]]
"""Text and the component classes, without their prefix, that style it one over the other."""


class LinePane(SteadyView, can_focus=True):
    """Rows with a gutter that stays in place sideways, and text that the mouse can select."""

    ALLOW_SELECT = True
    DEFAULT_CSS = """
    LinePane {
        scrollbar-color: $foreground 20%; scrollbar-color-hover: $foreground 40%;
        scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-corner-color: $background;
    }
    LinePane:ansi { scrollbar-color: $scrollbar; scrollbar-color-hover: $scrollbar-hover; }
    """
    PREFIX: ClassVar[str]
    """Begins the name of every component class."""
    GUTTER: ClassVar[int]
    """Cells at the left that do not scroll and are not selected."""

    _strips: dict[int, Strip]
    """Rows as drawn for the present window."""
    _window: tuple[int, int] = (0, 0)
    """Horizontal scroll position and width that they were drawn for."""
    _styles: dict[tuple[str, ...], Style]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._strips = {}
        self._styles = {}

    # What a pane must define.

    @property
    def row_count(self) -> int:
        """Number of rows."""
        raise NotImplementedError

    def row_text(self, row: int) -> str:
        """Return a row's text, without the gutter."""
        raise NotImplementedError

    def row_parts(self, row: int) -> tuple[Iterable[Part], Iterable[Part], tuple[str, ...]]:
        """Return a row's gutter, its text, and the classes of the blank behind it."""
        raise NotImplementedError

    def copied_rows(self, rows: range) -> Sequence[int]:
        """Return which of the selected rows are copied."""
        return rows

    # Drawing.

    def show_rows(self, width: int) -> None:
        """Redraw with `width` cells of text; `row_count` gives the number of rows."""
        self.set_extent(Size(width + self.GUTTER, self.row_count))
        self.redraw()

    def redraw(self, *rows: int) -> None:
        """Forget how rows look and draw them again: the given ones, or all."""
        if not rows:
            self._strips.clear()
            self.refresh()
            return
        for row in rows:
            if self._strips.pop(row, None) is not None:
                self.refresh_line(row)

    def style_of(self, classes: tuple[str, ...]) -> Style:
        """Return the widget's own style with the component classes laid over it."""
        style = self._styles.get(classes)
        if style is None:
            style = self.rich_style
            for name in classes:
                full = f"{self.PREFIX}{name}"
                style += self.get_component_rich_style(full, partial=True)
                if self.get_component_styles(full).has_rule("background"):
                    # A half-transparent background must be blended with what lies under it.
                    style += Style(bgcolor=self.get_component_rich_style(full).bgcolor)
            self._styles[classes] = style
        return style

    def notify_style_update(self) -> None:
        """Forget everything that was made with the old colours."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        scroll_x, scroll_y = self.scroll_offset
        width, row = self.size.width, scroll_y + y
        if row >= self.row_count:
            return Strip.blank(width, self.rich_style)
        if self._window != (scroll_x, width):
            self._window = (scroll_x, width)
            self._strips.clear()
        selection = self.text_selection
        span = selection.get_span(row) if selection is not None else None
        if span is not None:
            return self._build(row, scroll_x, width, span)
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = self._build(row, scroll_x, width, None)
        return strip

    def _build(self, row: int, scroll_x: int, width: int, selected: tuple[int, int] | None) -> Strip:
        gutter, given, blank = self.row_parts(row)
        parts = _joined(given)
        segments: Iterable[Segment] = [Segment(part, self.style_of(classes)) for part, classes in parts]
        if selected is not None:
            start, end = selected
            style = self.screen.get_component_rich_style("screen--selection")
            segments = _restyled(segments, max(start, 0), None if end == -1 else end, style)
        text = Strip(segments, sum(cells(part) for part, _ in parts))
        hidden, room = 0, max(width - self.GUTTER, 0)
        if scroll_x:
            # The selection counts characters, not cells: those that are scrolled out must be counted too.
            hidden = len(text.text) - len(text.crop(scroll_x).text)
        if scroll_x or text.cell_length > room:
            text = text.crop(scroll_x, scroll_x + room)
        lead = Strip([Segment(part, self.style_of(classes)) for part, classes in _joined(gutter)], self.GUTTER)
        # A drag that begins in the gutter begins before the text, not behind it.
        lead = lead.apply_meta({"offset": (-self.GUTTER, row)})
        used = self.GUTTER + text.cell_length
        made = [*lead, *text.apply_offsets(hidden, row)]
        made.append(Segment(" " * max(width - used, 0), self.style_of(blank)))
        strip = Strip(made, max(used, width))
        return strip if used <= width else strip.crop(0, width)

    # Selecting text.

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text and what ends it."""
        first = selection.start.y if selection.start is not None else 0
        last = selection.end.y if selection.end is not None else self.row_count - 1
        texts = []
        for row in self.copied_rows(range(max(first, 0), min(last, self.row_count - 1) + 1)):
            span = selection.get_span(row)
            if span is not None:
                start, end = max(span[0], 0), span[1]
                texts.append(
                    self.row_text(row)[start:] if end == -1 else self.row_text(row)[start : max(end, 0)]
                )
        return ("\n".join(texts), "\n") if texts else None

    # Positions.

    def clicked_row(self, event: events.Click) -> tuple[int, Offset] | None:
        """Return the row under a click and the cell in it; None outside rows and after a drag."""
        # The base class would select the whole text on a double click.
        event.prevent_default()
        offset = event.get_content_offset(self)
        if offset is None or self.text_selection is not None:
            return None
        row = self.scroll_offset.y + offset.y
        return (row, offset) if row < self.row_count else None

    @property
    def page(self) -> int:
        """Rows that are visible at once."""
        return max(self.scrollable_content_region.height, 1)

    def keep_visible(self, row: int) -> None:
        """Scroll no more than needed to show a row."""
        top = self.scroll_offset.y
        if row < top:
            self.scroll_to(y=row, animate=False)
        elif row >= top + self.page:
            self.scroll_to(y=row - self.page + 1, animate=False)


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Join neighbours of one look: each part costs time in every layer that it passes through."""
    return [("".join(text for text, _ in group), classes) for classes, group in groupby(parts, itemgetter(1))]


def _restyled(segments: Iterable[Segment], start: int, end: int | None, style: Style) -> Iterable[Segment]:
    """Yield segments with a style over the characters from `start` to `end`."""
    offset = 0
    for text, own, _ in segments:
        low = min(max(start - offset, 0), len(text))
        high = len(text) if end is None else min(max(end - offset, low), len(text))
        for part, chosen in ((text[:low], False), (text[low:high], True), (text[high:], False)):
            if part:
                yield Segment(part, own + style if own and chosen else own)
        offset += len(text)
