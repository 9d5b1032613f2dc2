"""The panes of the main screen: which one has the focus, and how they are arranged."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.widget import Widget

from sfn_engine.asl.model import StatePath
from sfn_tui.layout import DEFAULT_SHARE, PANES, Arrangement, Pane, PaneLayout, arrange, clamp_share
from sfn_tui.screens.main.pane_views import PaneViews
from sfn_tui.session.session import Session
from sfn_tui.widgets.bars import Divider, PaneTabs
from sfn_tui.widgets.messages import DividerMoved, GrantChosen, PolicyRowChosen

COMPACT_BELOW = (100, 30)
"""Columns and rows of the screen below which the graph is compact, unless the person chose otherwise."""


class PaneChoices(NamedTuple):
    """What a person has chosen about the panes, restored after a lesson has used them."""

    focused: Pane
    beside: Pane
    maximised: bool
    outlined: bool


class Panes(Container):
    """Holds the panes and handles messages about them; the panes' other messages bubble up to the screen."""

    DEFAULT_CSS = """
    Panes { height: 1fr; }
    Panes > * { position: absolute; }
    GraphPane, OutlinePane, PolicyPane, DetailPane {
        border: round $foreground 40%; border-title-color: $foreground; border-subtitle-color: $foreground;
    }
    GraphPane:focus, OutlinePane:focus, PolicyPane:focus, DetailPane:focus {
        border: round $border; border-title-style: bold;
    }
    """

    def __init__(self, session: Session, share: float | None, changed: Callable[[], None]) -> None:
        super().__init__(id="panes")
        self._changed = changed
        """Called when the focus moves to another pane, or the policy's cursor moves."""
        self.views = PaneViews(session)
        self.divider = Divider()
        self.tabs = PaneTabs()
        """Shown above this container if there is no room for all panes."""
        self.focused: Pane = "graph"
        self.beside: Pane = "policy"
        """The pane beside the graph if there is room for only two."""
        self.share = DEFAULT_SHARE if share is None else clamp_share(share)
        """The graph's share of the width."""
        self.maximised = False
        self.outlined = False
        """True if the outline is shown instead of the graph."""
        self.arrangement: Arrangement = "three"
        self._compact: bool | None = None
        """What the person chose; None leaves it to the size of the screen."""
        self._screen_size = Size(0, 0)
        self._room = 0
        """Rows for the panes and their tabs."""

    def compose(self) -> ComposeResult:
        """Yield the panes."""
        views = self.views
        yield from (views.graph, views.outline, views.policy, self.divider, views.detail)

    # ── Arrangement ──────────────────────────────────────────────────────────────────────────────

    def arrange_in(self, size: Size, room: int) -> None:
        """Lay the panes out on a screen of `size`, with `room` rows left for them and their tabs."""
        self._screen_size, self._room = size, room
        self._lay_out()

    def _lay_out(self) -> None:
        if not self._screen_size:
            return
        found = self._layout_within(self._room)
        if found.arrangement != "three":  # the tabs take a row
            found = self._layout_within(self._room - 1)
        self.arrangement = found.arrangement
        self.screen.set_class(found.arrangement == "too-small", "-too-small")
        self.tabs.display = found.arrangement in ("two", "tabs")
        self.tabs.pane, self.tabs.shown = self.focused, tuple(found.areas)
        graph = found.areas.get("graph")
        for widget, area in (
            (self.views.graph, None if self.outlined else graph),
            (self.views.outline, graph if self.outlined else None),
            (self.views.policy, found.areas.get("policy")),
            (self.views.detail, found.areas.get("detail")),
            (self.divider, found.divider),
        ):
            widget.display = area is not None
            if area is not None:
                widget.styles.offset = (area.x, area.y)
                widget.styles.width, widget.styles.height = area.width, area.height

    def _layout_within(self, rows: int) -> PaneLayout:
        return arrange(
            self._screen_size.width, rows, self.share, pane=self.focused, beside=self.beside, maximised=self.maximised
        )

    def maximise(self, wanted: bool) -> None:
        """Maximise the focused pane, or restore the others."""
        self.maximised = wanted
        self._lay_out()

    def move_divider(self, share: float) -> bool:
        """Give the graph this share of the width. Returns False if there is no divider."""
        if self.arrangement not in ("two", "three"):
            return False
        self.share = clamp_share(share)
        self._lay_out()
        return True

    def choices(self) -> PaneChoices:
        """Return what the person has chosen."""
        return PaneChoices(self.focused, self.beside, self.maximised, self.outlined)

    def restore(self, choices: PaneChoices) -> None:
        """Restore the choices that `choices` returned."""
        self.outlined, self.beside = choices.outlined, choices.beside
        self.focus_pane(choices.focused)
        self.maximise(choices.maximised)

    # ── Focus ────────────────────────────────────────────────────────────────────────────────────

    @property
    def shown_graph(self) -> Widget:
        """The pane that shows the states: the graph, or the outline in its place."""
        return self.views.outline if self.outlined else self.views.graph

    def focus_pane(self, pane: Pane) -> None:
        """Give the focus to a pane, and show it."""
        widgets = {"graph": self.shown_graph, "policy": self.views.policy, "detail": self.views.detail}
        # Focus first, then arrange: hiding the focused pane would move the focus to another.
        widgets[pane].display = True
        self.screen.set_focus(widgets[pane], scroll_visible=False)
        self._note_focus(pane)
        self._lay_out()

    def focus_beside(self, step: int) -> None:
        """Give the focus to the next or the previous pane."""
        self.focus_pane(PANES[(PANES.index(self.focused) + step) % len(PANES)])

    def _note_focus(self, pane: Pane) -> None:
        if pane == self.focused:
            return
        self.focused = pane
        if pane != "graph":
            self.beside = pane
        if pane != "policy":
            self.views.leave_row()
        self._lay_out()
        self._changed()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Note which pane has the focus."""
        panes: dict[str | None, Pane] = {"graph": "graph", "outline": "graph", "policy": "policy", "detail": "detail"}
        found = panes.get(event.widget.id)
        if found is not None:
            self._note_focus(found)
        if found == "policy":
            self.note_row(self.views.policy.cursor_row)

    def settle(self) -> StatePath | None:
        """Adopt the policy's cursor, and return the state selected in the graph or outline.

        The panes report both by messages, and keys can come faster than messages.
        """
        if self.focused == "policy":
            self.views.row = self.views.policy.cursor_row
        return self.views.outline.selected if self.outlined else self.views.graph.selected

    def go_to_row(self, index: int) -> None:
        """Put the policy's cursor on a row, and the focus on the policy."""
        self.focus_pane("policy")
        self.views.policy.go_to_row(index)

    def note_row(self, index: int) -> None:
        """Note that the policy's cursor is on a row, and show why the row is there."""
        self.views.show_row(index)
        self._changed()

    # ── The graph ────────────────────────────────────────────────────────────────────────────────

    @property
    def is_compact(self) -> bool:
        """True if states are drawn in one row each."""
        if self._compact is not None:
            return self._compact
        return self._screen_size.width < COMPACT_BELOW[0] or self._screen_size.height < COMPACT_BELOW[1]

    def toggle_compact(self, session: Session) -> None:
        """Draw states in one row each, or as boxes."""
        self._compact = not self.is_compact
        self.show_graph(session)

    def show_graph(self, session: Session) -> None:
        """Redraw the graph."""
        self.views.show_graph(session, compact=self.is_compact)

    def show_outline(self, wanted: bool) -> None:
        """Show the outline instead of the graph, or the graph again."""
        self.outlined = wanted
        self.focus_pane(self.focused)

    def start_jump(self) -> None:
        """Show a letter on every visible state."""
        self.outlined = False
        self.focus_pane("graph")
        self.views.graph.start_jump()

    # ── A session ────────────────────────────────────────────────────────────────────────────────

    def show(self, session: Session) -> None:
        """Show a session in all panes."""
        self.views.show(session, compact=self.is_compact)

    def show_change(self, before: Session, session: Session) -> None:
        """Show what differs from the previous session."""
        # A person who is moving through the policy must not lose their place.
        self.views.show_change(before, session, compact=self.is_compact, reveal=self.focused != "policy")

    # ── Messages from the panes ──────────────────────────────────────────────────────────────────

    @on(PolicyRowChosen)
    def _policy_row_chosen(self, message: PolicyRowChosen) -> None:
        self.note_row(message.row)

    @on(GrantChosen)
    def _grant_chosen(self, message: GrantChosen) -> None:
        self.views.policy.show_statement(message.statement)

    @on(DividerMoved)
    def _divider_moved(self, message: DividerMoved) -> None:
        self.move_divider(message.column / max(self._screen_size.width, 1))
