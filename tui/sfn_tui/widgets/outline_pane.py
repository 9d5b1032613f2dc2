"""The states as an indented list, for terminals that are too small for the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from sfn_engine.asl.model import StatePath
from sfn_engine.display import counted
from sfn_tui.graph import OutlineRow, outline
from sfn_tui.text.cells import cells, tidy
from sfn_tui.views.graph import GraphView
from sfn_tui.widgets.border_texts import BorderTexts
from sfn_tui.widgets.graph_strips import MARK
from sfn_tui.widgets.line_pane import LinePane, Part
from sfn_tui.widgets.messages import StateOpened
from sfn_tui.widgets.state_choice import StateChoice

_BADGE_CELLS = 8
_STEP_X = 8
"""Cells that one press scrolls to the side."""


class OutlinePane(LinePane, BorderTexts, StateChoice):
    """Draws the machine of a `GraphView` as one row per state."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    OutlinePane {
        background: $background;
        color: $foreground;
        scrollbar-size: 1 1;
        & > .outline-pane--pointer { color: $text-accent; text-style: bold; }
        & > .outline-pane--mark { color: $text-success; text-style: bold; }
        & > .outline-pane--badge { color: $text-accent; }
        & > .outline-pane--badge-warn { color: $text-error; text-style: bold; }
        & > .outline-pane--selected { color: $text-accent; text-style: bold reverse; }
        & > .outline-pane--marked { text-style: bold underline; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"outline-pane--{name}" for name in ("pointer", "mark", "badge", "badge-warn", "selected", "marked")
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "step(1)", "Down", show=False),
        Binding("up,k", "step(-1)", "Up", show=False),
        Binding("left,h", "out", "To the container", show=False),
        Binding("right,l", "into", "Into the container", show=False),
        Binding("home,g", "edge(0)", "First state", show=False),
        Binding("end,G", "edge(-1)", "Last state", show=False),
        Binding("pageup", "page(-1.0)", "Page up", show=False),
        Binding("pagedown", "page(1.0)", "Page down", show=False),
        Binding("ctrl+u", "page(-0.5)", "Half a page up", show=False),
        Binding("ctrl+d", "page(0.5)", "Half a page down", show=False),
        Binding("shift+left", "sideways(-1)", "Scroll left", show=False),
        Binding("shift+right", "sideways(1)", "Scroll right", show=False),
        Binding("enter", "open", "Detail", show=False),
    ]
    PREFIX = "outline-pane--"
    GUTTER = 3 + _BADGE_CELLS

    view: reactive[GraphView | None] = reactive(None, repaint=False)
    """The view to list."""
    selected: reactive[StatePath | None] = reactive(None, repaint=False)
    """The state under the cursor; it is kept in view."""
    marked: reactive[frozenset[StatePath]] = reactive(frozenset(), repaint=False)
    """States that the policy pane lights up."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._listed: GraphView | None = None
        self._rows: tuple[OutlineRow, ...] = ()
        self._indices: Mapping[StatePath, int] = {}

    # ── What is shown ────────────────────────────────────────────────────────────────────────────

    def watch_view(self) -> None:
        """List another machine, if the pane is visible."""
        if self.size:
            self._list()

    def on_resize(self) -> None:
        """List the machine when the pane is first shown, and keep the cursor in view."""
        self._list()
        self._reveal()

    def _list(self) -> None:
        view, before = self.view, self._listed
        if view is before:
            return
        self._listed = view
        if view is None or before is None or view.machine is not before.machine:
            self._rows = outline(view.machine) if view is not None else ()
            self._indices = {row.path: index for index, row in enumerate(self._rows)}
        self.show_rows(max((2 * row.indent + cells(row.text) for row in self._rows), default=0))
        self._reveal()
        self._say()

    def watch_selected(self, old: StatePath | None, new: StatePath | None) -> None:
        """Redraw the two rows."""
        indices = [self._indices[path] for path in (old, new) if path is not None and path in self._indices]
        if indices:
            self.redraw(*indices)
        self._reveal()
        self._say()

    def watch_marked(self) -> None:
        """Redraw, and bring a marked row into view if none is."""
        self.redraw()
        indices = sorted(self._indices[path] for path in self.marked if path in self._indices)
        top = self.scroll_offset.y
        if indices and not any(top <= index < top + self.page for index in indices):
            self.keep_visible(indices[0])
        self._say()

    def _reveal(self) -> None:
        index = self._index
        if index is not None and self.size:
            self.keep_visible(index)

    def _say(self) -> None:
        """Write the border's title and subtitle."""
        index, count = self._index, self.row_count
        parts = [f"{index + 1:,} of {count:,}" if index is not None else counted(count, "state", separator=",")]
        if self.marked:
            parts.append(f"{MARK} {len(self.marked):,} marked")
        self.write_border("State outline", " · ".join(parts))

    # ── Drawing ──────────────────────────────────────────────────────────────────────────────────

    @property
    def row_count(self) -> int:
        """Number of states."""
        return len(self._rows)

    def row_text(self, row: int) -> str:
        """Return a state's row as drawn."""
        return "  " * self._rows[row].indent + self._rows[row].text

    def row_parts(self, row: int) -> tuple[Iterable[Part], Iterable[Part], tuple[str, ...]]:
        """Return signs and badge, the state, and the look of the rest of the row."""
        path = self._rows[row].path
        chosen, marked = path == self.selected, path in self.marked
        look = (*(["marked"] if marked else []), *(["selected"] if chosen else []))
        gutter: list[Part] = [
            ("▸" if chosen else " ", ("pointer",)),
            (f"{MARK} " if marked else "  ", ("mark",)),
            self._badge(path),
        ]
        indent = "  " * self._rows[row].indent
        return gutter, [(indent, ()), (self._rows[row].text, look)], ()

    def _badge(self, path: StatePath) -> Part:
        text = self._listed.texts.get(path) if self._listed is not None else None
        badge = tidy(text.badge, _BADGE_CELLS - 1) if text is not None else ""
        look = "badge-warn" if "!" in badge or "+" in badge else "badge"
        return " " * (_BADGE_CELLS - 1 - cells(badge)) + badge + " ", (look,)

    # ── Choosing ─────────────────────────────────────────────────────────────────────────────────

    @property
    def _index(self) -> int | None:
        return self._indices.get(self.selected) if self.selected is not None else None

    def _go_to(self, index: int) -> None:
        if self._rows:
            self.choose(self._rows[min(max(index, 0), self.row_count - 1)].path)

    def action_step(self, rows: int) -> None:
        """Go up or down."""
        index = self._index
        self._go_to(0 if index is None else index + rows)

    def action_page(self, pages: float) -> None:
        """Go up or down by a part of the pane's height."""
        self.action_step(round(pages * max(self.page - 1, 1)))

    def action_edge(self, index: int) -> None:
        """Go to the first row, or to the last."""
        self._go_to(index % max(self.row_count, 1))

    def action_out(self) -> None:
        """Go to the container around the state."""
        path = self.selected
        while path:
            path = path[:-1]
            if path in self._indices:
                self.choose(path)
                return

    def action_into(self) -> None:
        """Go to the first state inside a container."""
        index = self._index
        if index is None or index + 1 >= self.row_count:
            return
        if self._rows[index + 1].indent > self._rows[index].indent:
            self._go_to(index + 1)

    def action_sideways(self, steps: int) -> None:
        """Scroll to the side."""
        self.scroll_to(x=self.scroll_offset.x + steps * _STEP_X, animate=False)

    def on_click(self, event: events.Click) -> None:
        """Choose the state under the mouse; a double click opens it."""
        found = self.clicked_row(event)
        if found is None:
            return
        path = self._rows[found[0]].path
        self.choose(path)
        if event.chain == 2:
            self.post_message(StateOpened(path))
