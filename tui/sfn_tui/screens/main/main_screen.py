"""The explorer: graph, policy and detail as views of one session."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.command import Provider
from textual.containers import Container
from textual.widget import Widget

from sfn_tui.graph import GraphLayout
from sfn_tui.io.collector import collect_again
from sfn_tui.io.saved_state import SavedState
from sfn_tui.layout import Pane, arrange
from sfn_tui.screens.bindings import screen_bindings
from sfn_tui.screens.main.learn_actions import LearnActions
from sfn_tui.screens.main.lesson_actions import LessonActions
from sfn_tui.screens.main.look_actions import LookActions
from sfn_tui.screens.main.machine_actions import MachineActions
from sfn_tui.screens.main.pane_messages import PaneMessages
from sfn_tui.screens.main.search_actions import SearchActions
from sfn_tui.session.session import Session
from sfn_tui.views.detail import detail_view
from sfn_tui.views.graph import GraphView, graph_view
from sfn_tui.views.header import header_view
from sfn_tui.views.policy import policy_view
from sfn_tui.views.status import status_view
from sfn_tui.widgets.bars import Divider, HeaderBar, PaneTabs, StatusBar
from sfn_tui.widgets.detail_pane import DetailPane
from sfn_tui.widgets.graph_pane import GraphPane
from sfn_tui.widgets.key_footer import KeyFooter
from sfn_tui.widgets.outline_pane import OutlinePane
from sfn_tui.widgets.policy_pane import PolicyPane
from sfn_tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from sfn_tui.commands.palette import PaletteItem
    from sfn_tui.lessons.course import Course


def _palette() -> type[Provider]:
    # Loaded when the palette is opened.
    from sfn_tui.screens.palette import PaletteCommands

    return PaletteCommands


class MainScreen(PaneMessages, LessonActions, MachineActions, LearnActions, LookActions, SearchActions):
    """Holds the session; every change of it becomes new views for the panes."""

    BINDINGS = screen_bindings()
    AUTO_FOCUS = ""
    COMMANDS: ClassVar = {_palette}
    DEFAULT_CSS = """
    MainScreen { layers: base over; }
    #panes { height: 1fr; }
    #panes > * { position: absolute; }
    GraphPane, OutlinePane, PolicyPane, DetailPane {
        border: round $foreground 40%; border-title-color: $foreground; border-subtitle-color: $foreground;
    }
    GraphPane:focus, OutlinePane:focus, PolicyPane:focus, DetailPane:focus {
        border: round $border; border-title-style: bold;
    }
    #too-small { width: 100%; height: 100%; content-align: center middle; display: none; }
    MainScreen.-too-small #too-small { display: block; }
    MainScreen.-too-small #panes, MainScreen.-too-small #lesson, MainScreen.-too-small StatusBar { display: none; }
    """

    def __init__(
        self, session: Session, saved: SavedState, *, pick: bool = False, lesson: Course | None = None
    ) -> None:
        super().__init__(session, saved)
        self._pick = pick
        self._lesson = lesson
        self._graph_view: GraphView | None = None

    def compose(self) -> ComposeResult:
        """Make the panes; where they stand is decided by the size of the screen."""
        yield HeaderBar()
        yield PaneTabs()
        with Container(id="panes"):
            yield GraphPane(id="graph")
            yield OutlinePane(id="outline")
            yield PolicyPane(id="policy")
            yield Divider()
            yield DetailPane(id="detail")
        yield TooSmall(id="too-small")
        yield SearchBar()
        yield StatusBar()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the session that was opened."""
        # Placed before the first layout, which would otherwise be made and drawn twice.
        self.focus_pane(self.pane)
        self.session = self.opened
        self.start_watching()
        self.call_after_refresh(collect_again)
        if self._lesson is not None:
            self.call_after_refresh(self.offer_lesson, self._lesson)
        elif self._pick:
            self.call_after_refresh(self.action_choose_machine)

    # ── Views ────────────────────────────────────────────────────────────────────────────────────

    def watch_session(self, old: Session | None, new: Session | None) -> None:
        """Give the panes their views, and only those whose values have changed."""
        if new is None or new is old:
            return
        if old is None or old.policy is not new.policy or old.change is not new.change:
            if old is not None:  # The first one is there already.
                self.policy_view = policy_view(new)
            self.query_one(PolicyPane).view = self.policy_view
            self.row = None
            self.search_again()
        if old is None or old.policy is not new.policy:
            self.show_graph(new)
        if old is None or old.policy is not new.policy or old.selected != new.selected:
            self.query_one(DetailPane).view = detail_view(new)
            self._show_selection(new)
        if old is not None and old.change is not new.change:
            # What came or went is what a person wants to see after an edit.
            self.query_one(PolicyPane).show_change()
        self.query_one(HeaderBar).view = header_view(new)
        self.show_status()

    def show_graph(self, session: Session) -> None:
        """Give graph and outline their view."""
        self._graph_view = graph_view(session, self.is_compact, self._graph_view)
        self.query_one(GraphPane).view = self._graph_view
        self.query_one(OutlinePane).view = self._graph_view

    def _show_selection(self, session: Session) -> None:
        for pane in (self.query_one(GraphPane), self.query_one(OutlinePane)):
            pane.selected = session.selected
            pane.marked = frozenset()
        policy = self.query_one(PolicyPane)
        policy.selected = session.selected
        if session.selected is not None and self.pane != "policy":
            policy.show_state(session.selected)

    def show_status(self) -> None:
        """Give status line and footer their views."""
        session = self.session
        if session is None:
            return
        self.query_one(StatusBar).view = status_view(session, self.pane, self.policy_row)
        self.query_one(KeyFooter).command_state = self.command_state

    # ── Where the panes stand ────────────────────────────────────────────────────────────────────

    def on_resize(self, event: events.Resize) -> None:
        """Lay the panes out anew."""
        self._place_panes()
        if self.session is not None and self._graph_view is not None:
            self.show_graph(self.session)

    def watch_share(self) -> None:
        """The divider was moved."""
        self._place_panes()

    def watch_maximised(self) -> None:
        """A pane got the whole screen, or gave it back."""
        self._place_panes()

    def watch_outlined(self) -> None:
        """The graph gave way to the outline, or came back."""
        if self.is_mounted:
            self.focus_pane(self.pane)

    def watch_pane(self, pane: Pane) -> None:
        """Another pane has the focus."""
        if pane != "graph":
            self.beside = pane
        if pane != "policy" and self.children:
            self.light_up(frozenset())
            self.explain_line(None)
        self._place_panes()
        self.show_status()

    def _place_panes(self) -> None:
        if not self.children:
            return
        width, height = self.size
        rows = self.rows_for_panes(height - 3)
        found = arrange(width, rows, self.share, pane=self.pane, beside=self.beside, maximised=self.maximised)
        if found.arrangement != "three":  # the tabs take a row
            found = arrange(width, rows - 1, self.share, pane=self.pane, beside=self.beside, maximised=self.maximised)
        self.arrangement = found.arrangement
        self.set_class(found.arrangement == "too-small", "-too-small")
        tabs = self.query_one(PaneTabs)
        tabs.display = found.arrangement in ("two", "tabs")
        tabs.pane, tabs.shown = self.pane, tuple(found.areas)
        for widget, area in (
            (self.query_one(GraphPane), found.areas.get("graph") if not self.outlined else None),
            (self.query_one(OutlinePane), found.areas.get("graph") if self.outlined else None),
            (self.query_one(PolicyPane), found.areas.get("policy")),
            (self.query_one(DetailPane), found.areas.get("detail")),
            (self.query_one(Divider), found.divider),
        ):
            widget.display = area is not None
            if area is not None:
                widget.styles.offset = (area.x, area.y)
                widget.styles.width, widget.styles.height = area.width, area.height

    # ── Doing things ─────────────────────────────────────────────────────────────────────────────

    def focus_pane(self, pane: Pane) -> None:
        """Give the focus to a pane, and show it."""
        widgets: dict[Pane, Widget] = {
            "graph": self.query_one(OutlinePane) if self.outlined else self.query_one(GraphPane),
            "policy": self.query_one(PolicyPane),
            "detail": self.query_one(DetailPane),
        }
        # First the focus, then the places: hiding the focused pane would hand the focus to another.
        widgets[pane].display = True
        self.set_focus(widgets[pane], scroll_visible=False)
        self.pane = pane
        self._place_panes()

    def settle(self) -> None:
        """Take over the state and the row that the panes show as chosen."""
        shown = self.query_one(OutlinePane) if self.outlined else self.query_one(GraphPane)
        if shown.selected is not None:
            self.select_state(shown.selected)
        if self.pane == "policy":
            self.row = self.query_one(PolicyPane).cursor_row

    def graph_layout(self) -> GraphLayout | None:
        """Return the layout that is drawn."""
        return self._graph_view.layout if self._graph_view is not None else None

    def palette_items(self) -> Iterable[PaletteItem]:
        """Return everything that the palette finds."""
        from sfn_tui.screens.main.palette_items import items

        return items(self, self.policy_view)


class TooSmall(Widget):
    """One sentence for a terminal that is too small to show anything else."""

    def render(self) -> str:
        """Say it."""
        return "sfn-explore needs 40 columns and 12 rows"
