"""The hits of a search, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from sfn_engine.display import safe
from sfn_tui.text.cells import cells, cut, padded

if TYPE_CHECKING:
    from sfn_tui.text.matching import MatchSpan
    from sfn_tui.views.search import Hit

KIND_TITLES = {"state": "state", "by-hand": "by hand", "action": "action", "resource": "ARN", "statement": "statement"}
ROWS = 8
"""Most rows shown."""
_KIND_WIDTH = 10


def hit_location(hit: Hit) -> str:
    """Return where a hit is: what is around a state, the state behind a line, or the line's number.

    A wildcard says why it is one.
    """
    if hit.kind == "state":
        around = hit.path[:-1] if hit.path is not None else ()
        return f"in {safe(' / '.join(around))}" if around else ""
    if hit.kind != "statement" and hit.path is not None:
        where = f"for {safe(hit.path[-1])}"
    else:
        where = f"line {hit.row + 1}" if hit.row is not None else ""
    return f"{where} {hit.because}" if hit.because else where


def shown_text(hit: Hit, room: int) -> tuple[str, list[MatchSpan]]:
    """Return a hit's text in at most `room` cells, and where the matched parts are in it.

    An ARN loses its beginning, which is the same for many, and everything else its end.
    """
    text = hit.text
    if cells(text) <= room:
        return text, list(hit.spans)
    if hit.kind != "resource":
        text = cut(text, room)
        return text, _clipped(hit.spans, 0, 0, len(text) - 1)
    while text and cells(text) > room - 1:
        text = text[1:]
    return f"…{text}", _clipped(hit.spans, 1 - (len(hit.text) - len(text)), 1, len(text) + 1)


def _clipped(spans: Iterable[MatchSpan], shift: int, low: int, high: int) -> list[MatchSpan]:
    """Move spans, and leave out what is no longer between `low` and `high`."""
    moved = ((max(start + shift, low), min(end + shift, high)) for start, end in spans)
    return [(start, end) for start, end in moved if start < end]


class HitList(Widget):
    """Hits with the matched pieces marked; the cursor scrolls them, a click chooses one."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"hit-list--kind", "hit-list--match", "hit-list--cursor"}
    DEFAULT_CSS = """
    HitList {
        height: auto; background: $surface; color: $foreground; pointer: pointer;
        & > .hit-list--kind { text-style: dim; }
        & > .hit-list--match { color: $text-accent; text-style: bold underline; }
        & > .hit-list--cursor {
            color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
        }
    }
    """

    @dataclass
    class Chosen(Message):
        """A hit was clicked."""

        hit: Hit

    @dataclass
    class Moved(Message):
        """The cursor moved to another hit."""

        index: int

    hits: reactive[tuple[Hit, ...]] = reactive((), layout=True)
    """What is shown."""
    cursor: reactive[int] = reactive(0)
    """The hit that Enter chooses."""

    _top: int = 0

    @property
    def chosen(self) -> Hit | None:
        """The hit under the cursor."""
        return self.hits[self.cursor] if self.hits else None

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Be as high as the hits that are shown."""
        return min(len(self.hits), ROWS)

    def watch_hits(self) -> None:
        """Begin at the best hit."""
        self._top = 0
        self.cursor = 0

    def validate_cursor(self, index: int) -> int:
        """Stay within the hits."""
        return min(max(index, 0), max(len(self.hits) - 1, 0))

    def watch_cursor(self, index: int) -> None:
        """Keep the cursor in sight."""
        self._top = min(max(self._top, index - ROWS + 1), index)
        self.post_message(self.Moved(index))

    def move(self, step: int) -> None:
        """Move the cursor; a single step wraps around at either end."""
        if not self.hits:
            return
        last = len(self.hits) - 1
        if step == 1 and self.cursor == last:
            self.cursor = 0
        elif step == -1 and self.cursor == 0:
            self.cursor = last
        else:
            self.cursor += step

    def render_line(self, y: int) -> Strip:
        """Draw one hit."""
        index, width = self._top + y, self.size.width
        if index >= len(self.hits):
            return Strip.blank(width, self.rich_style)
        return Strip(self._row(index, width).render_segments(self.visual_style)).adjust_cell_length(width)

    def _row(self, index: int, width: int) -> Content:
        hit, here = self.hits[index], index == self.cursor
        kind = f"{'▸' if here else ' '} {KIND_TITLES[hit.kind]:{_KIND_WIDTH}}"
        room = max(width - len(kind) - 1, 0)
        # A wildcard is short, and its cause is not.
        beside = cut(hit_location(hit), max(room // 3, room - cells(hit.text) - 2 if hit.because else 0))
        text, spans = shown_text(hit, room - cells(beside) - 2 if beside else room)
        gap = " " * (room - cells(text) - cells(beside))
        row = Content.assemble((kind, self._style("kind")), text, gap, (beside, self._style("kind")), " ")
        match = self._style("match")
        if here:
            # Under the cursor only its own colours are readable; the match keeps its underline.
            row = Content(padded(row.plain, width)).stylize(self.get_visual_style("hit-list--cursor"))
            match = Style(underline=True)
            if self.app.no_color:
                row = row.stylize(Style(reverse=True))
        for start, end in spans:
            row = row.stylize(match, len(kind) + start, len(kind) + end)
        return row

    def _style(self, name: str) -> Style:
        return self.get_visual_style(f"hit-list--{name}", partial=True)

    def on_click(self, event: events.Click) -> None:
        """Choose the hit under the mouse."""
        event.stop()
        index = self._top + event.y
        if index < len(self.hits):
            self.cursor = index
            self.post_message(self.Chosen(self.hits[index]))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go to the next hit."""
        event.stop()
        self.cursor += 1

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go to the previous hit."""
        event.stop()
        self.cursor -= 1
