"""The selected state explained: its pattern and targets as switches, its permissions as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive, var

from sfn_tui.text.cells import cells
from sfn_tui.views.detail import DetailView
from sfn_tui.views.detail_rows import DetailRow, GrantItem, Item, ItemSpot, PatternItem, TargetItem, detail_rows
from sfn_tui.widgets.line_pane import LinePane, Part
from sfn_tui.widgets.messages import GrantChosen, PatternChosen, TargetToggled

CURSOR = "▸"
_NOTHING = "No state selected."


class DetailPane(LinePane):
    """Rows of a `DetailView`; the cursor stops at what can be changed or looked up."""

    DEFAULT_CSS = """
    DetailPane {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        scrollbar-size: 1 1;
        scrollbar-gutter: stable;
        & > .detail-pane--heading { color: $text-accent; text-style: bold; }
        & > .detail-pane--title { text-style: bold; }
        & > .detail-pane--label, & > .detail-pane--name { color: $text-primary; }
        & > .detail-pane--chosen { color: $text-success; text-style: bold; }
        & > .detail-pane--refused, & > .detail-pane--hint, & > .detail-pane--rule { text-style: dim; }
        & > .detail-pane--disabled { color: $text-warning; text-style: italic; }
        & > .detail-pane--mode-static { color: $text-success; }
        & > .detail-pane--mode-dynamic { color: $text-warning; text-style: bold; }
        & > .detail-pane--mode-partial, & > .detail-pane--mode-placeholder { color: $text-accent; }
        & > .detail-pane--reason { color: $text-primary; text-style: bold; }
        & > .detail-pane--without { text-style: italic; }
        & > .detail-pane--wildcard { color: $text-warning; }
        & > .detail-pane--warning { color: $text-error; text-style: bold; }
        & > .detail-pane--remark { text-style: italic; }
        & > .detail-pane--key { color: $text-primary; }
        & > .detail-pane--punctuation { color: $text-secondary; }
        & > .detail-pane--pointer { text-style: bold; }
        & > .detail-pane--cursor { background: $block-cursor-blurred-background; }
        & > .detail-pane--cursor-spot { text-style: reverse; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"detail-pane--{name}"
        for name in (
            "heading", "title", "label", "name", "chosen", "option", "refused", "disabled", "hint", "rule",
            "mode-static", "mode-dynamic", "mode-partial", "mode-placeholder", "value", "reason", "action",
            "purpose", "without", "wildcard", "warning", "remark", "key", "string", "punctuation", "plain", "pointer",
            "cursor", "cursor-spot",
        )
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("left,h", "beside(-1)", "Left", show=False),
        Binding("right,l", "beside(1)", "Right", show=False),
        Binding("pageup", "page(-1.0)", "Page up", show=False),
        Binding("pagedown", "page(1.0)", "Page down", show=False),
        Binding("ctrl+u", "page(-0.5)", "Half a page up", show=False),
        Binding("ctrl+d", "page(0.5)", "Half a page down", show=False),
        Binding("home,g", "first", "Top", show=False),
        Binding("end,G", "last", "End", show=False),
        Binding("enter,space", "act", "Change or look up", show=False),
    ]
    BORDER_TITLE = "Detail"
    PREFIX = "detail-pane--"
    GUTTER = 2

    view: reactive[DetailView | None] = reactive(None, always_update=True)
    """What is shown."""
    cursor: var[int] = var(0)
    """Which item the cursor is on, counted over the whole pane."""

    _shown: DetailView | None = None
    """The view that is shown; Textual also calls watchers for values that have not changed."""
    _rows: tuple[DetailRow, ...] = ()
    _stops: tuple[tuple[int, ItemSpot], ...] = ()
    """Row and position of every item, each once."""
    _made_for: tuple[DetailView | None, int, Item | None] | None = None
    """View, width and unfolded item that the rows were made for."""

    @property
    def cursor_item(self) -> Item | None:
        """What the cursor is on."""
        return self._stops[self.cursor][1].item if self.cursor < len(self._stops) else None

    @property
    def cursor_target(self) -> str | None:
        """The name of the target under the cursor."""
        item = self.cursor_item
        return item.name if isinstance(item, TargetItem) else None

    @property
    def row_count(self) -> int:
        """Number of rows."""
        return len(self._rows) if self.view is not None else 1

    def row_text(self, row: int) -> str:
        """Return a row as plain text."""
        return self._rows[row].text if self.view is not None else _NOTHING

    def row_parts(self, row: int) -> tuple[Iterable[Part], Iterable[Part], tuple[str, ...]]:
        """Return the gutter and the text of a row, with their classes."""
        if self.view is None:
            return [(" " * self.GUTTER, ())], [(_NOTHING, ("hint",))], ()
        entry, item = self._rows[row], self.cursor_item if self.has_focus else None
        spot = next((spot for spot in entry.spots if spot.item == item), None)
        pointed = spot is not None and row == self._stops[self.cursor][0]
        # In the switch only the option is marked, elsewhere the whole row.
        ground = ("cursor",) if spot is not None and entry.kind != "pattern" else ()
        text: list[Part] = []
        column = 0
        for piece in entry.pieces:
            under = entry.kind == "pattern" and spot is not None and spot.start <= column < spot.end
            text.append((piece.text, (*ground, piece.kind, *(("cursor-spot",) if under else ()))))
            column += cells(piece.text)
        return [(f"{CURSOR} " if pointed else "  ", (*ground, "pointer"))], text, ground

    # Changes from outside.

    def watch_view(self, view: DetailView | None) -> None:
        """Show another state, or the same one after an edit; then the cursor stays on its item."""
        old = self._shown
        if old is view:
            return
        self._shown = view
        same = old is not None and view is not None and old.path == view.path
        item = self.cursor_item if same else None
        self._make_rows()
        self.set_reactive(DetailPane.cursor, self._cursor_for(item))
        self._make_rows()
        self.border_title = Content(f"Detail · {view.heading}" if view is not None else "Detail")
        line_changed = old is not None and view is not None and old.line != view.line
        if (not same or line_changed) and self.is_attached:
            self.scroll_to(x=0, y=0, animate=False)

    def _cursor_for(self, item: Item | None) -> int:
        """Return the stop for an item that was under the cursor, or where a new state begins."""
        items = [spot.item for _, spot in self._stops]
        if item is not None:
            found = (index for index, other in enumerate(items) if _alike(item, other))
            return next(found, min(self.cursor, max(len(items) - 1, 0)))
        patterns = self.view.patterns if self.view is not None else ()
        return next((index for index, option in enumerate(patterns) if option.chosen), 0)

    def resized(self) -> None:
        """Wrap to the new width."""
        self._make_rows()

    def watch_cursor(self) -> None:
        """Unfold what the cursor is on."""
        self._make_rows()
        self.redraw()

    def on_focus(self) -> None:
        """Show the cursor."""
        self.redraw()

    def on_blur(self) -> None:
        """Hide the cursor. What it unfolded stays open, so that no row moves under the mouse."""
        self.redraw()

    def _make_rows(self) -> None:
        if not self.size:
            # Not laid out, or hidden: the rows are made when the width is known.
            self.fit_when_shown()
            return
        view, item = self.view, self.cursor_item
        # One more cell is left free, so that no text touches the scrollbar.
        width = self.scrollable_content_region.width - self.GUTTER - 1
        if isinstance(item, TargetItem):
            item = None
        if self._made_for is not None and self._made_for[0] is view and self._made_for[1:] == (width, item):
            return
        self._made_for = (view, width, item)
        self._rows = detail_rows(view, width, item) if view is not None else ()
        stops: dict[Item, tuple[int, ItemSpot]] = {}
        for row, entry in enumerate(self._rows):
            for spot in entry.spots:
                stops.setdefault(spot.item, (row, spot))
        self._stops = tuple(stops.values())
        self.show_rows(max(width, 0))

    # What a person does.

    def action_move(self, rows: int) -> None:
        """Go to the item above or below; if there is none, scroll."""
        target = self._stop_below() if rows > 0 else self._stop_above()
        if target is None:
            self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
        else:
            self._go(target)

    def _stop_below(self) -> int | None:
        """Return the next item; after scrolling, the next one to come into view."""
        here = max(self._cursor_line, self.scroll_offset.y - 1)
        return next((index for index, (row, _) in enumerate(self._stops) if row > here), None)

    def _stop_above(self) -> int | None:
        """Return the first item of the nearest row above; None while the cursor is above the window."""
        here = self._cursor_line
        if here < self.scroll_offset.y:
            return None
        row = max((row for row, _ in self._stops if row < here), default=None)
        return next((index for index, stop in enumerate(self._stops) if stop[0] == row), None)

    @property
    def _cursor_line(self) -> int:
        return self._stops[self.cursor][0] if self._stops else 0

    def action_beside(self, items: int) -> None:
        """Go to the pattern to the left or right."""
        if isinstance(self.cursor_item, PatternItem):
            target = self.cursor + items
            if 0 <= target < len(self._stops) and isinstance(self._stops[target][1].item, PatternItem):
                self._go(target)

    def action_page(self, pages: float) -> None:
        """Scroll by pages."""
        self.scroll_to(y=self.scroll_offset.y + round(pages * self.page), animate=False)

    def action_first(self) -> None:
        """Go to the first item and the top."""
        self._go(0)
        self.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """Go to the last item and the end."""
        self._go(len(self._stops) - 1)
        self.scroll_to(y=self.row_count, animate=False)

    def action_act(self) -> None:
        """Act on the item under the cursor."""
        item, view = self.cursor_item, self.view
        if view is None or item is None:
            return
        if isinstance(item, PatternItem):
            if item.disabled_reason:
                self.app.notify(item.disabled_reason, severity="warning", markup=False)
            else:
                self.post_message(PatternChosen(view.path, item.pattern))
        elif isinstance(item, TargetItem):
            self.post_message(TargetToggled(view.path, item.name))
        elif item.statement is not None:
            self.post_message(GrantChosen(item.statement))

    def on_click(self, event: events.Click) -> None:
        """Act on the item under the mouse."""
        clicked = self.clicked_row(event)
        # The second click of a double click would undo the first.
        if clicked is None or self.view is None or event.chain > 1:
            return
        row, offset = clicked
        column = offset.x - self.GUTTER
        for index, (_, stop) in enumerate(self._stops):
            for spot in self._rows[row].spots:
                if spot.item == stop.item and spot.start <= column < spot.end:
                    self.cursor = index
                    self.action_act()
                    return

    def _go(self, stop: int) -> None:
        """Put the cursor on an item; a permission under it shows its statement in the policy."""
        if not 0 <= stop < len(self._stops) or stop == self.cursor:
            return
        self.cursor = stop
        item = self.cursor_item
        rows = [row for row, entry in enumerate(self._rows) if any(spot.item == item for spot in entry.spots)]
        # First its end, then its beginning, which matters more if they do not both fit.
        self.keep_visible(rows[-1])
        self.keep_visible(0 if stop == 0 else rows[0])
        if isinstance(item, GrantItem) and item.statement is not None:
            self.post_message(GrantChosen(item.statement))


def _alike(one: Item, other: Item) -> bool:
    """True for the same item before and after an edit, which may move statements."""
    if isinstance(one, PatternItem) and isinstance(other, PatternItem):
        return one.pattern == other.pattern
    if isinstance(one, GrantItem) and isinstance(other, GrantItem):
        return one.index == other.index
    return one == other
