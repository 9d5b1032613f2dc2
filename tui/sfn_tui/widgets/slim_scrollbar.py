"""A horizontal scrollbar as a thin line: a row of full cells would be the heaviest thing in a pane."""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender

_THUMB, _TRACK = "━", "─"
_BACK, _BAR = Color.parse("#555555"), Color.parse("bright_magenta")
"""Textual's defaults where a style has no colour."""


class SlimScrollBarRender(ScrollBarRender):
    """Draws a heavy line on a light one; both can be told apart without colours, too."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = _BACK,
        bar_color: Color = _BAR,
    ) -> Segments:
        """Return the cells of the bar, with what a press on each of them does."""
        # Textual gives no window where everything is in view.
        hidden = virtual_size - window_size if window_size else 0
        thumb = min(max(round(size * window_size / virtual_size), 1), size) if hidden > 0 else 0
        before = round((size - thumb) * min(position / hidden, 1)) if hidden > 0 else 0
        segments = [
            Segment(glyph * width, Style(color=bar_color, bgcolor=back_color, meta={"@mouse.down": action}))
            for glyph, width, action in (
                (_TRACK, before, "scroll_up"),
                (_THUMB, thumb, "grab"),
                (_TRACK, size - before - thumb, "scroll_down"),
            )
            if width
        ]
        return Segments([*segments, Segment.line()] * thickness)


class SlimScrollView(ScrollView):
    """Scrolls with a thin line at the bottom."""

    @property
    def horizontal_scrollbar(self) -> ScrollBar:
        """The horizontal scrollbar, made when first needed."""
        bar = super().horizontal_scrollbar
        bar.renderer = SlimScrollBarRender  # type: ignore[misc]
        return bar
