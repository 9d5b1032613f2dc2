"""The job monitor drawn: switches to click, the time line, the outcome."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from sfn_tui.text.cells import cells
from sfn_tui.views.monitor import MonitorRow
from sfn_tui.views.monitor_state import Switch
from sfn_tui.widgets.line_pane import LinePane, Part


class MonitorPane(LinePane, can_focus=False):
    """Rows of the monitor; the screen makes them for the size that the pane reports, and handles all keys."""

    DEFAULT_CSS = """
    MonitorPane {
        background: $background; color: $foreground; overflow-x: hidden; scrollbar-size: 1 1;
        & > .monitor-pane--on, & > .monitor-pane--good, & > .monitor-pane--sign { color: $text-success; }
        & > .monitor-pane--off, & > .monitor-pane--gone, & > .monitor-pane--fair { color: $text-warning; }
        & > .monitor-pane--gone { text-style: strike; }
        & > .monitor-pane--bad, & > .monitor-pane--warning { color: $text-error; text-style: bold; }
        & > .monitor-pane--good, & > .monitor-pane--fair { text-style: bold; }
        & > .monitor-pane--name, & > .monitor-pane--label, & > .monitor-pane--key { color: $text-primary; }
        & > .monitor-pane--key { text-style: bold; }
        & > .monitor-pane--open { color: $text-warning; text-style: italic; }
        & > .monitor-pane--hint, & > .monitor-pane--idle, & > .monitor-pane--later, & > .monitor-pane--axis {
            text-style: dim;
        }
        & > .monitor-pane--cursor, & > .monitor-pane--now { text-style: bold reverse; }
        & > .monitor-pane--value { color: $text-accent; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"monitor-pane--{name}"
        for name in (
            "on", "off", "good", "fair", "bad", "sign", "gone", "warning", "name", "label", "key", "open", "hint",
            "idle", "later", "axis", "cursor", "now", "value", "option", "text", "word", "line",
        )
    }
    PREFIX = "monitor-pane--"
    GUTTER = 1

    rows: reactive[tuple[MonitorRow, ...]] = reactive((), always_update=True)
    """What is shown."""

    class SwitchClicked(Message):
        """A permission or an incident was clicked."""

        def __init__(self, switch: Switch) -> None:
            super().__init__()
            self.switch = switch

    class MomentClicked(Message):
        """A moment of the time line was clicked."""

        def __init__(self, moment: int) -> None:
            super().__init__()
            self.moment = moment

    class Resized(Message):
        """The pane has a new size."""

    @property
    def text_size(self) -> Size:
        """Cells that a row and the window have for text."""
        region = self.scrollable_content_region
        # The last column stays free for the scrollbar, so that nothing moves when it appears.
        return Size(max(self.size.width - self.GUTTER - 2, 20), region.height)

    @property
    def row_count(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def row_text(self, row: int) -> str:
        """Return a row as plain text."""
        return self.rows[row].text

    def row_parts(self, row: int) -> tuple[Iterable[Part], Iterable[Part], tuple[str, ...]]:
        """Return the gutter and the text of a row, with their classes."""
        return [(" ", ())], [(piece.text, (piece.kind,)) for piece in self.rows[row].pieces], ()

    def watch_rows(self) -> None:
        """Draw the new rows."""
        self.show_rows(max((cells(row.text) for row in self.rows), default=0))

    def resized(self) -> None:
        """Ask for rows of the new width."""
        self.post_message(self.Resized())

    def scroll_rows(self, rows: int) -> None:
        """Scroll by rows."""
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)

    def show_cursor(self) -> None:
        """Scroll no more than needed to show the switch under the cursor."""
        for row, entry in enumerate(self.rows):
            if any(piece.kind == "cursor" for piece in entry.pieces):
                self.keep_visible(row)
                return

    def on_click(self, event: events.Click) -> None:
        """Switch what is under the mouse, or go to the moment there."""
        clicked = self.clicked_row(event)
        if clicked is None:
            return
        row, offset = clicked
        entry = self.rows[row]
        for spot in entry.spots:
            if spot.start <= offset.x - self.GUTTER < spot.end:
                self.post_message(self.SwitchClicked(spot.switch))
                return
        if entry.moment is not None:
            self.post_message(self.MomentClicked(entry.moment))
