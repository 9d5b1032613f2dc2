"""The patterns of an integration side by side, or one at a time in a narrow terminal."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sfn_engine.asl.model import Pattern
from sfn_tui.screens.answers_once import AnswersOnce
from sfn_tui.views.patterns import SIDE_BY_SIDE, ColumnView, PatternsView, aligned_rows
from sfn_tui.widgets.pattern_pane import PatternPane

_AROUND = 5
"""Cells of a pane that hold no text: border, mark, scrollbar."""
_KEYS = "←→: column · ↑↓ PgUp PgDn: scroll · "
_OF_TASK = "p, Enter: use pattern · q, Esc: back"
_OF_INTEGRATION = "q, Esc: back"


class PatternsScreen(AnswersOnce[Pattern | None], ModalScreen[Pattern | None]):
    """Answers with the pattern that the task should use."""

    DEFAULT_CSS = """
    PatternsScreen { background: $background; }
    PatternsScreen .-bar { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    PatternsScreen #patterns-title { background: $panel; color: $foreground; }
    PatternsScreen #patterns-keys { background: $panel; color: $foreground; }
    PatternsScreen Horizontal { height: 1fr; }
    PatternsScreen PatternPane { height: 100%; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Back", show=False),
        Binding("left,h,shift+tab", "column(-1)", "Column to the left", show=False, priority=True),
        Binding("right,l,tab", "column(1)", "Column to the right", show=False, priority=True),
        # Before the panes' own bindings: a refused column has nothing to scroll, the others have.
        Binding("up,k", "rows(-1)", "Up", show=False, priority=True),
        Binding("down,j", "rows(1)", "Down", show=False, priority=True),
        Binding("pageup", "pages(-1.0)", "Page up", show=False, priority=True),
        Binding("pagedown,space", "pages(1.0)", "Page down", show=False, priority=True),
        Binding("ctrl+u", "pages(-0.5)", "Half a page up", show=False, priority=True),
        Binding("ctrl+d", "pages(0.5)", "Half a page down", show=False, priority=True),
        Binding("home,g", "rows(-1000000)", "First row", show=False, priority=True),
        Binding("end,G", "rows(1000000)", "Last row", show=False, priority=True),
        Binding("p,enter", "choose", "Use this pattern", show=False),
    ]

    def __init__(self, view: PatternsView) -> None:
        super().__init__()
        self.view = view
        present = (index for index, column in enumerate(view.columns) if column.present)
        self.focused_column = next(present, 0)
        """Position of the column that has the focus."""
        self._height = 0.0
        """The row at the top of the columns."""

    def compose(self) -> ComposeResult:
        """Make a pane for each pattern."""
        yield Static(Content(self.view.title), id="patterns-title", classes="-bar", markup=False)
        yield Static("", id="patterns-tabs", classes="-bar", markup=False)
        with Horizontal():
            for column in self.view.columns:
                pane = PatternPane(classes="-refused" if column.disabled_reason else None)
                pane.border_title = Content(_pane_title(column))
                yield pane
        keys = _KEYS + (_OF_TASK if self.view.is_of_task else _OF_INTEGRATION)
        yield Static(Content(keys), id="patterns-keys", classes="-bar", markup=False)

    @property
    def panes(self) -> tuple[PatternPane, ...]:
        """The panes in the order of the columns."""
        return tuple(self.query(PatternPane))

    @property
    def is_wide(self) -> bool:
        """True if all columns are shown."""
        return self.size.width >= SIDE_BY_SIDE

    def on_mount(self) -> None:
        """Let all panes scroll as one, so that the same heading is in the same row of each."""
        for pane in self.panes:
            self.watch(pane, "scroll_y", self._scrolled, init=False)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the columns to the new width."""
        width, count = self.size.width, len(self.panes)
        share = width // count
        sizes = [share] * (count - 1) + [width - share * (count - 1)] if self.is_wide else [width] * count
        rows = aligned_rows(self.view, [size - _AROUND for size in sizes])
        for pane, size, its_rows in zip(self.panes, sizes, rows, strict=True):
            pane.styles.width = size
            pane.rows = its_rows
        self._show()

    def _show(self) -> None:
        shown = self.panes[self.focused_column]
        for pane in self.panes:
            pane.display = self.is_wide or pane is shown
        tabs = self.query_one("#patterns-tabs", Static)
        tabs.display = not self.is_wide
        names = [
            Content.styled(f"[{name}]", "bold") if index == self.focused_column else Content.styled(f" {name} ", "dim")
            for index, name in enumerate(_pane_title(column) for column in self.view.columns)
        ]
        tabs.update(Content(" ").join(names))
        self.set_focus(shown, scroll_visible=False)

    def _scrolled(self, y: float) -> None:
        if self.view.columns[self.focused_column].disabled_reason and not self.is_wide:
            return
        self._height = y
        for pane in self.panes:
            if pane.display and pane.scroll_y != y:
                pane.scroll_to(y=y, animate=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Note which column a click has chosen."""
        if isinstance(event.widget, PatternPane):
            self.focused_column = self.panes.index(event.widget)

    def action_column(self, step: int) -> None:
        """Go to the next column; if only one is shown at a time, at the same height."""
        self.focused_column = (self.focused_column + step) % len(self.panes)
        self._show()
        if not self.is_wide:
            self.call_after_refresh(self.panes[self.focused_column].scroll_to, y=self._height, animate=False)

    def action_rows(self, rows: int) -> None:
        """Scroll all columns by rows."""
        for pane in self._scrolling():
            pane.scroll_relative(y=rows, animate=False)

    def action_pages(self, pages: float) -> None:
        """Scroll all columns by a part of what is visible."""
        for pane in self._scrolling():
            pane.scroll_relative(y=int(pages * pane.page), animate=False)

    def _scrolling(self) -> tuple[PatternPane, ...]:
        """Return the pane that the others follow: the focused one, or if it is refused the first that is not."""
        columns = zip(self.panes, self.view.columns, strict=True)
        shown = [pane for pane, column in columns if pane.display and not column.disabled_reason]
        focused = self.panes[self.focused_column]
        return (focused,) if focused in shown else tuple(shown[:1])

    def action_choose(self) -> None:
        """Answer with the pattern of this column, or say why it is not available."""
        column = self.view.columns[self.focused_column]
        reason = _disabled_reason(self.view, column)
        if reason:
            self.notify(reason, severity="warning", markup=False)
        else:
            self.dismiss(column.pattern)

    def action_leave(self) -> None:
        """Close without a change."""
        self.dismiss(None)


def _pane_title(column: ColumnView) -> str:
    return column.title + (" · now" if column.present else "") + (" · not supported" if column.disabled_reason else "")


def _disabled_reason(view: PatternsView, column: ColumnView) -> str:
    if column.disabled_reason:
        return column.disabled_reason
    if not view.is_of_task:
        return "this is an example, not a task of the definition; press c on a task to compare its patterns"
    return f"the task already uses {column.title}" if column.present else ""
