"""The drawing of a machine, row by row: what is in view, in the colours of the theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import work
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.worker import get_current_worker

from sfn_engine.asl.model import StatePath
from sfn_engine.display import counted
from sfn_tui.collector import collector_kept_off
from sfn_tui.graph import Box, GraphLayout, rows
from sfn_tui.views.graph import GraphView
from sfn_tui.views.graph_window import Jump, Window
from sfn_tui.widgets.border_texts import BorderTexts
from sfn_tui.widgets.graph_strips import COMPONENTS, MARK, components_of, row_strip, with_marks, with_text
from sfn_tui.widgets.steady_view import SteadyView

_PAD_X, _PAD_Y = 2, 1
"""Blank cells around a drawing that is larger than the pane."""


class GraphCanvas(SteadyView, BorderTexts):
    """Draws a `GraphView` and keeps the selected state in view; it knows nothing of keys and mouse."""

    # A drag over boxes would select half of them: the picture is copied as a whole.
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    GraphCanvas {
        background: $background;
        color: $foreground;
        scrollbar-size: 1 1;
        scrollbar-color: $foreground 20%; scrollbar-color-hover: $foreground 40%;
        scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-corner-color: $background;
        &:ansi { scrollbar-color: $scrollbar; scrollbar-color-hover: $scrollbar-hover; }
        & > .graph-pane--edge { color: $text-muted; }
        & > .graph-pane--edge-catch { color: $text-error; }
        & > .graph-pane--edge-loop { color: $text-secondary; }
        & > .graph-pane--label { color: $foreground; text-style: italic; }
        & > .graph-pane--name { color: $foreground; }
        & > .graph-pane--box-task { color: $text-primary; }
        & > .graph-pane--box-choice { color: $text-warning; }
        & > .graph-pane--box-wait { color: $text-secondary; }
        & > .graph-pane--box-pass { color: $foreground; }
        & > .graph-pane--box-end { color: $text-success; }
        & > .graph-pane--box-fail { color: $text-error; }
        & > .graph-pane--box-container { color: $text-secondary; }
        & > .graph-pane--pill { color: $text-success; text-style: bold; }
        & > .graph-pane--badge { color: $text-accent; }
        & > .graph-pane--badge-warn { color: $text-error; text-style: bold; }
        & > .graph-pane--selected { color: $text-accent; text-style: bold; }
        & > .graph-pane--selected-name { text-style: bold reverse; }
        & > .graph-pane--marked { color: $text-success; text-style: bold; }
        & > .graph-pane--marked-name { text-style: bold underline; }
        & > .graph-pane--jump { color: $text-warning; text-style: bold reverse; }
        & > .graph-pane--waiting { color: $text-muted; text-style: italic; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)

    view: reactive[GraphView | None] = reactive(None, repaint=False)
    """The view to draw."""
    selected: reactive[StatePath | None] = reactive(None, repaint=False)
    """The state with the double border; it is kept in view."""
    marked: reactive[frozenset[StatePath]] = reactive(frozenset(), repaint=False)
    """States that the policy pane lights up."""
    jumping: reactive[bool] = reactive(False, repaint=False)
    """True while the boxes show letters and the next letter is a jump."""

    @dataclass
    class LaidOut(Message):
        """A large machine's layout is ready; for the pane itself."""

        view: GraphView

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._shown: GraphView | None = None  # The last view whose layout was ready.
        self._jump: Jump | None = None
        self._marked_rows: frozenset[int] = frozenset()
        self._strips: LRUCache[tuple[int, int, int], Strip] = LRUCache(512)
        self._styles: dict[str, Style] = {}
        self._drawn = Window(0, 0, 0, 0)

    # ── What is shown ────────────────────────────────────────────────────────────────────────────

    def watch_view(self, view: GraphView | None) -> None:
        """Draw another view; a large machine's as soon as it is laid out."""
        if view is None or view.is_ready or not view.is_large:
            self._show(view)
            return
        # The previous drawing stays until then, so that an edit does not blank the pane.
        self._lay_out(view)
        self._say()
        self.refresh()

    # Without a description Textual would print the whole view into one, on the main thread.
    @work(thread=True, exclusive=True, group="layout", description="layout")
    def _lay_out(self, view: GraphView) -> None:
        with collector_kept_off(again=self._shown is not None):
            view.drawing.layout()
        if not get_current_worker().is_cancelled:
            self.post_message(self.LaidOut(view))

    def on_graph_canvas_laid_out(self, message: LaidOut) -> None:
        """Draw the layout, unless another view has been set since."""
        message.stop()
        if self.view is not None and self.view.drawing is message.view.drawing:
            self._show(self.view)

    def _show(self, view: GraphView | None) -> None:
        before, self._shown = self._shown, view
        if view is not None and before is not None and before.drawing is view.drawing:
            self._say()
            return
        self.jumping = False
        self._strips.clear()
        if view is None:
            self.set_extent(Size(0, 0))
        else:
            self.set_extent(Size(view.layout.width + 2 * _PAD_X, view.layout.height + 2 * _PAD_Y))
            if before is not None:
                self._stay(before.layout, view.layout)
        self._mark_rows()
        self._reveal()
        self._say()
        self.refresh()

    def _stay(self, before: GraphLayout, after: GraphLayout) -> None:
        """Keep the selected box where it is on the screen."""
        if self.selected is None:
            return
        old, new = before.by_path.get(self.selected), after.by_path.get(self.selected)
        if old is not None and new is not None:
            x, y = self.scroll_offset
            self._scroll(x + new.x - old.x, y + new.y - old.y)

    def watch_selected(self, old: StatePath | None, new: StatePath | None) -> None:
        """Redraw the two boxes."""
        for path in (old, new):
            box = self._box(path)
            if box is not None:
                self._refresh_box(box)
        self._reveal()
        self._say()

    def watch_marked(self) -> None:
        """Redraw, and bring a marked box into view if none is."""
        self._mark_rows()
        if self._shown is not None:
            window = self._window
            boxes = [box for box in map(self._box, self.marked) if box is not None]
            if boxes and not any(window.shows(box) for box in boxes):
                self._scroll_to_box(min(boxes, key=lambda box: (box.y, box.x)))
        self._say()
        self.refresh()

    def _mark_rows(self) -> None:
        boxes = (self._box(path) for path in self.marked)
        self._marked_rows = frozenset(
            y for box in boxes if box is not None for y in range(box.y, box.y + box.h)
        )

    def _say(self) -> None:
        """Write the border's title and subtitle."""
        view = self.view
        title = view.title if view is not None else "State graph"
        subtitle = self._subtitle(view) if view is not None else ""
        self.write_border(title, subtitle)

    def _subtitle(self, view: GraphView) -> str:
        if view is not self._shown and not view.is_ready:
            return _waiting(view)
        text = view.texts.get(self.selected) if self.selected is not None else None
        count = len(view.machine.states)
        parts = [text.name if text is not None else counted(count, "state", separator=",")]
        if self.marked:
            parts.append(f"{MARK} {len(self.marked):,} marked")
        return " · ".join(part for part in parts if part) or "(no name)"

    # ── Drawing ──────────────────────────────────────────────────────────────────────────────────

    @property
    def _window(self) -> Window:
        """The part of the drawing that is in view; a narrow drawing is centred."""
        _, _, width, height = self.scrollable_content_region
        x, y = self.scroll_offset
        return Window(x - self._left(width), y - _PAD_Y, width, height)

    def _left(self, width: int) -> int:
        drawn = self._shown.layout.width if self._shown is not None else 0
        return max((width - drawn) // 2, _PAD_X)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines of the pane."""
        self._drawn = self._window
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the pane."""
        width = self.size.width
        if self._shown is None:
            return self._waiting_line(y, width)
        layout, window = self._shown.layout, self._drawn
        row = window.y + y
        if not 0 <= row < layout.height:
            return Strip.blank(width, self.rich_style)
        box = self._box(self.selected)
        hot = (box is not None and box.y <= row < box.y + box.h) or row in self._marked_rows
        key = (row, window.x, width)
        strip = None if hot else self._strips.get(key)
        if strip is None:
            strip = self._strip(layout, row, window.x, width)
            if not hot:
                self._strips.set(key, strip)
        return strip if self._jump is None else self._with_labels(self._jump, strip, row, window.x)

    def _strip(self, layout: GraphLayout, y: int, start: int, width: int) -> Strip:
        marked = self.marked if y in self._marked_rows else frozenset()
        row = rows(layout, y, 1, selected=self.selected, marked=marked)[0]
        if marked:
            row = with_marks(row, y, marked, layout.by_path)
        return row_strip(row, start, width, self._style, self._style("blank"))

    def _with_labels(self, jump: Jump, strip: Strip, y: int, start: int) -> Strip:
        style = self.get_component_rich_style("graph-pane--jump")
        for label in jump.shown:
            if label.y == y:
                strip = with_text(strip, label.x - start, label.text, style)
        return strip

    def _waiting_line(self, y: int, width: int) -> Strip:
        if self.view is None or y != self.size.height // 2:
            return Strip.blank(width, self.rich_style)
        text = _waiting(self.view).center(width)[:width]
        return with_text(
            Strip.blank(width, self.rich_style), 0, text, self.get_component_rich_style("graph-pane--waiting")
        )

    def _style(self, key: str) -> Style:
        style = self._styles.get(key)
        if style is None:
            style = self.rich_style
            for layer, name in enumerate(components_of(key)):
                # A colour that is made from the background is only known in the whole style.
                own = self.get_component_rich_style(name, partial=layer > 0)
                style = style + own if layer else own
            self._styles[key] = style
        return style

    def notify_style_update(self) -> None:
        """Forget everything that was made with the old colours."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    # ── Scrolling ────────────────────────────────────────────────────────────────────────────────

    def resized(self) -> None:
        """Keep the selected box in view."""
        self.jumping = False
        self._reveal()

    def _box(self, path: StatePath | None) -> Box | None:
        if path is None or self._shown is None:
            return None
        return self._shown.layout.by_path.get(path)

    def _refresh_box(self, box: Box) -> None:
        window = self._window
        region = Region(box.x - window.x, box.y - window.y, box.w, box.h)
        self.refresh(region.intersection(Region(0, 0, window.width, window.height)))

    def _reveal(self) -> None:
        box = self._box(self.selected)
        if box is not None:
            self._scroll_to_box(box)

    def _scroll_to_box(self, box: Box) -> None:
        window = self._window
        if window.width and window.height:
            wanted = window.revealing(box, -self._left(window.width))
            x, y = self.scroll_offset
            self._scroll(x + wanted.x - window.x, y + wanted.y - window.y)

    def _scroll(self, x: int, y: int) -> None:
        self.scroll_to(x, y, animate=False, force=True)


def _waiting(view: GraphView) -> str:
    return f"Laying out {counted(len(view.machine.states), 'state', separator=',')}…"
