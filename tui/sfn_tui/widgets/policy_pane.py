"""The policy as printed, with a gutter that shows which states need each line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.reactive import reactive, var

from sfn_engine.asl.model import StatePath
from sfn_tui.text.cells import cells
from sfn_tui.text.pieces import Piece, json_pieces, split_wild
from sfn_tui.text.wrap import shortened
from sfn_tui.views.owner_labels import owner_label
from sfn_tui.views.policy import PolicyRow, PolicyView
from sfn_tui.views.policy_owners import figures, first_row, owners_of
from sfn_tui.widgets.border_texts import BorderTexts
from sfn_tui.widgets.line_pane import LinePane, Part
from sfn_tui.widgets.messages import PolicyRowChosen, PolicyRowOpened

BAR = "▌"
CURSOR = "▸"
_SIDEWAYS = 8
"""Cells that one press scrolls to the side."""


class PolicyPane(LinePane, BorderTexts):
    """Rows of a `PolicyView`; those of the selected state are highlighted."""

    DEFAULT_CSS = """
    PolicyPane {
        background: $background;
        color: $foreground;
        scrollbar-size: 1 1;
        & > .policy-pane--bar { color: $text-accent; text-style: bold; }
        & > .policy-pane--owner { color: $text-accent; }
        & > .policy-pane--pointer { text-style: bold; }
        & > .policy-pane--key { color: $text-primary; }
        & > .policy-pane--string { color: $foreground; }
        & > .policy-pane--punctuation { color: $text-secondary; }
        & > .policy-pane--wild { color: $text-warning; text-style: bold underline reverse; }
        & > .policy-pane--added { color: $text-success; text-style: bold; }
        & > .policy-pane--removed { color: $text-error; text-style: strike; }
        & > .policy-pane--removed-mark { color: $text-error; text-style: bold; }
        & > .policy-pane--dim { text-style: dim; }
        & > .policy-pane--notice { color: $text-warning; text-style: bold; }
        & > .policy-pane--cursor { background: $block-cursor-blurred-background; }
    }
    PolicyPane.-is-over-quota { border-title-color: $text-error; border-title-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"policy-pane--{name}"
        for name in (
            "bar", "owner", "pointer", "key", "string", "punctuation", "plain", "wild",
            "added", "removed", "removed-mark", "dim", "notice", "cursor",
        )
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1.0)", "Page up", show=False),
        Binding("pagedown", "page(1.0)", "Page down", show=False),
        Binding("ctrl+u", "page(-0.5)", "Half a page up", show=False),
        Binding("ctrl+d", "page(0.5)", "Half a page down", show=False),
        Binding("home,g", "first", "First row", show=False),
        Binding("end,G", "last", "Last row", show=False),
        Binding("left,h", "sideways(-1)", "Left", show=False),
        Binding("right,l", "sideways(1)", "Right", show=False),
        Binding("enter", "open", "Go to the state", show=False),
    ]
    BORDER_TITLE = "Policy"
    PREFIX = "policy-pane--"
    GUTTER = 5

    # Views are compared by identity: comparing thousands of rows would cost more than drawing.
    view: reactive[PolicyView | None] = reactive(None, always_update=True)
    """What is shown."""
    selected: reactive[StatePath | None] = reactive(None, repaint=False)
    """The state whose lines are highlighted."""
    cursor_row: var[int] = var(0)
    """The row under the cursor; setting it posts nothing."""

    _shown: PolicyView | None = None
    """The view that is shown; Textual also calls watchers for values that have not changed."""
    _wanted_row: int | None = None
    """A row to show as soon as the pane has a size."""
    _owners: frozenset[StatePath] = frozenset()
    """The selected state; for a container without lines of its own the states inside it."""

    @property
    def row_count(self) -> int:
        """Number of rows."""
        return len(self.view.rows) if self.view is not None else 0

    def row_text(self, row: int) -> str:
        """Return a line of the policy."""
        return self.view.rows[row].text if self.view is not None else ""

    def copied_rows(self, rows: range) -> Sequence[int]:
        """Leave out removed lines and notices: what is copied is the policy as it is now."""
        assert self.view is not None
        present = [row for row in rows if self.view.rows[row].mark != "-" and not self.view.rows[row].notice]
        return present or rows

    def row_parts(self, row: int) -> tuple[Iterable[Part], Iterable[Part], tuple[str, ...]]:
        """Return the gutter and the text of a row, with their classes."""
        assert self.view is not None
        entry = self.view.rows[row]
        # The classes of what lies under everything else in the row.
        ground: tuple[str, ...] = ("cursor",) if row == self.cursor_row and self.has_focus else ()
        over: tuple[str, ...] = ()
        if entry.mark == "-":
            over = ("removed",)
        elif self._owners and not (entry.mark or entry.notice) and not self._is_own(entry):
            over = ("dim",)
        code = shortened(entry.text)
        line = code.lstrip()
        pieces: Iterable[Piece] = [Piece(line, "notice")] if entry.notice else json_pieces(line)
        if entry.is_wild and entry.mark != "-":
            pieces = split_wild(pieces)
        text: list[Part] = [(piece.text, (*ground, piece.kind, *over)) for piece in pieces]
        # The indent is not struck out.
        return self._gutter(entry, ground), [(" " * (len(code) - len(line)), ground), *text], ground

    def _gutter(self, entry: PolicyRow, ground: tuple[str, ...]) -> list[Part]:
        own = self._is_own(entry)
        labels = self.view.labels if self.view is not None else {}
        parts: tuple[Part, ...] = (
            (entry.mark or " ", ("removed-mark" if entry.mark == "-" else "added",)),
            (BAR if own else " ", ("bar",)),
            (owner_label(entry.owners, labels), ("owner", *(() if own or not self._owners else ("dim",)))),
            (CURSOR if ground else " ", ("pointer",)),
        )
        return [(text, ground if text.isspace() else (*ground, *look)) for text, look in parts]

    def _is_own(self, entry: PolicyRow) -> bool:
        return not self._owners.isdisjoint(entry.owners)

    # Changes from outside.

    def watch_view(self, view: PolicyView | None) -> None:
        """Show another policy; the cursor and the scroll position stay if they can."""
        if self._shown is view:
            return
        self._shown = view
        rows = view.rows if view is not None else ()
        self._find_owners()
        self.set_reactive(PolicyPane.cursor_row, min(self.cursor_row, max(len(rows) - 1, 0)))
        self.set_class(view is not None and view.over_quota, "-is-over-quota")
        self.show_rows(max((cells(shortened(row.text)) for row in rows), default=0))

    def watch_selected(self) -> None:
        """Mark the lines of another state."""
        before = self._owners
        self._find_owners()
        if not self._strips or bool(before) != bool(self._owners) or self.text_selection is not None:
            self.redraw()
            return
        # Every other row is as dim as it was.
        changed = before ^ self._owners
        rows = self.view.rows if self.view is not None else ()
        touched = [row for row in self._strips if row < len(rows) and not changed.isdisjoint(rows[row].owners)]
        if touched:
            self.redraw(*touched)

    def watch_cursor_row(self, old: int, row: int) -> None:
        """Move the cursor's mark."""
        self.redraw(old, row)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.redraw(self.cursor_row)

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.redraw(self.cursor_row)

    def show_state(self, path: StatePath) -> None:
        """Scroll to the first line that a state needs; the focus stays where it is."""
        row = first_row(self.view, path)
        # If this pane has the focus, the state was selected because of the line under the cursor.
        if row is not None and not (self.has_focus and self._cursor_owned_by(path)):
            self._show_row(row)

    def show_statement(self, statement: int) -> None:
        """Scroll to a statement; the focus stays where it is."""
        rows = self.view.rows if self.view is not None else ()
        row = next((index for index, row in enumerate(rows) if row.statement == statement), None)
        if row is not None:
            self._show_row(row)

    def show_change(self) -> None:
        """Scroll to the first line that the last edit added or removed; the focus stays where it is."""
        if self.view is not None and self.view.first_change is not None:
            self._show_row(self.view.first_change)

    def go_to_row(self, row: int) -> None:
        """Put the cursor on a row that a person asked for, and post that."""
        if self.row_count:
            # Not at the edge, where a message may cover it.
            self._show_row(row)
            self._go(row, again=True)

    def _cursor_owned_by(self, path: StatePath) -> bool:
        return self.view is not None and path in self.view.rows[self.cursor_row].owners

    def _show_row(self, row: int) -> None:
        if not self.size.height:
            # Not laid out yet, so there is no window that could be moved.
            self._wanted_row = row
            return
        self.cursor_row = min(row, self.row_count - 1)
        third = self.page // 3
        if not self.scroll_offset.y <= row <= self.scroll_offset.y + 2 * third:
            self.scroll_to(x=0, y=max(row - third, 0), animate=False)

    def resized(self) -> None:
        """Write the title that fits, and show the row that was asked for before the pane had a size."""
        self._find_owners()
        if self._wanted_row is not None and self.size.height:
            row, self._wanted_row = self._wanted_row, None
            self._show_row(row)

    def _find_owners(self) -> None:
        self._owners = owners_of(self.view, self.selected)
        general = self.view.subtitle if self.view is not None else ""
        subtitle = " · ".join(filter(None, (figures(self.view, self.selected, self._owners), general)))
        self.write_border(self._title(), subtitle)

    def _title(self) -> str:
        if self.view is None:
            return "Policy"
        titles = self.view.titles
        # The border keeps four cells beside the title.
        room = self.size.width - 4 if self.size.width else cells(titles[0])
        return next((title for title in titles if cells(title) <= room), titles[-1])

    # What a person does.

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self._go(self.cursor_row + rows)

    def action_page(self, pages: float) -> None:
        """Move the cursor by pages."""
        self._go(self.cursor_row + round(pages * self.page))

    def action_first(self) -> None:
        """Go to the first row."""
        self._go(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self._go(self.row_count - 1)

    def action_sideways(self, steps: int) -> None:
        """Scroll to the side."""
        self.scroll_to(x=self.scroll_offset.x + steps * _SIDEWAYS, animate=False)

    def action_open(self) -> None:
        """Ask the screen to go to the state that needs the row."""
        if self.row_count:
            self.post_message(PolicyRowOpened(self.cursor_row))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row; a double click opens it."""
        clicked = self.clicked_row(event)
        if clicked is None:
            return
        if event.chain > 1:
            self.action_open()
        else:
            self._go(clicked[0], again=True)

    def _go(self, row: int, *, again: bool = False) -> None:
        if not self.row_count:
            return
        row = min(max(row, 0), self.row_count - 1)
        self.keep_visible(row)
        if row != self.cursor_row or again:
            self.cursor_row = row
            self.post_message(PolicyRowChosen(row))
