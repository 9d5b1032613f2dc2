"""The state graph with its keys and mouse: moving along edges, scrolling, jumping."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from sfn_tui.graph import Direction, navigate
from sfn_tui.views.graph_window import box_at, start_jump
from sfn_tui.widgets.graph_canvas import GraphCanvas
from sfn_tui.widgets.messages import StateOpened
from sfn_tui.widgets.state_choice import StateChoice

_STEP_X, _STEP_Y = 8, 2
"""Cells that one press scrolls."""


class GraphPane(GraphCanvas, StateChoice, can_focus=True):
    """A drawing to move through; it posts what was chosen and opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move('down')", "Successor", show=False),
        Binding("up,k", "move('up')", "Predecessor", show=False),
        Binding("left,h", "move('left')", "Branch to the left", show=False),
        Binding("right,l", "move('right')", "Branch to the right", show=False),
        Binding("home,g", "move('first')", "First state", show=False),
        Binding("end,G", "move('last')", "Last state", show=False),
        Binding("enter", "open", "Detail", show=False),
        Binding("pageup", "page(-1.0)", "Page up", show=False),
        Binding("pagedown", "page(1.0)", "Page down", show=False),
        Binding("ctrl+u", "page(-0.5)", "Half a page up", show=False),
        Binding("ctrl+d", "page(0.5)", "Half a page down", show=False),
        Binding("shift+up", "scroll_by(0, -1)", "Scroll up", show=False),
        Binding("shift+down", "scroll_by(0, 1)", "Scroll down", show=False),
        Binding("shift+left", "scroll_by(-1, 0)", "Scroll left", show=False),
        Binding("shift+right", "scroll_by(1, 0)", "Scroll right", show=False),
    ]

    def action_page(self, pages: float) -> None:
        """Scroll up or down by a part of the pane's height."""
        x, y = self.scroll_offset
        self._scroll(x, y + round(pages * max(self._window.height - 2, 1)))

    def action_scroll_by(self, columns: int, lines: int) -> None:
        """Scroll a few cells."""
        x, y = self.scroll_offset
        self._scroll(x + columns * _STEP_X, y + lines * _STEP_Y)

    # ── Choosing ─────────────────────────────────────────────────────────────────────────────────

    def action_move(self, direction: Direction) -> None:
        """Go along the graph."""
        view = self._shown
        if view is not None:
            start = self.selected
            found = navigate(view.layout, view.machine, start or (), direction if start else "first")
            self.choose(found)

    def on_click(self, event: events.Click) -> None:
        """Choose the state under the mouse; a double click opens it."""
        offset = event.get_content_offset(self)
        self.jumping = False
        if offset is None or self._shown is None:
            return
        window = self._window
        box = box_at(self._shown.layout, window.x + offset.x, window.y + offset.y)
        if box is None:
            return
        self.choose(box.path)
        if event.chain == 2:
            self.post_message(StateOpened(box.path))

    # ── Jumping ──────────────────────────────────────────────────────────────────────────────────

    def start_jump(self) -> None:
        """Put letters on the boxes in view; typing them chooses, any other key ends it."""
        if self._shown is not None:
            self._jump = start_jump(self._shown.layout, self._window)
            self.jumping = bool(self._jump.labels)

    def watch_jumping(self, jumping: bool) -> None:
        """Draw with or without letters."""
        if jumping and self._jump is None:
            self.start_jump()
        elif not jumping:
            self._jump = None
        self.refresh()

    def on_blur(self) -> None:
        """End a jump: its letters would go elsewhere."""
        self.jumping = False

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """End a jump: the boxes have moved away from their letters."""
        super().watch_scroll_x(old_value, new_value)
        self.jumping = False

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """End a jump: the boxes have moved away from their letters."""
        super().watch_scroll_y(old_value, new_value)
        self.jumping = False

    def on_key(self, event: events.Key) -> None:
        """Read the letters of a jump."""
        if self._jump is None:
            return
        event.stop()
        event.prevent_default()
        self._jump = self._jump.with_letter((event.character or " ").lower())
        chosen = self._jump.chosen if self._jump is not None else None
        if self._jump is None or chosen is not None:
            self.jumping = False
        if chosen is not None:
            self.choose(chosen)
        self.refresh()
