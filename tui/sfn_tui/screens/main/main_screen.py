"""The explorer: graph, policy and detail as views of one session."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from sfn_engine.asl.model import StatePath
from sfn_tui.collector import collect_again
from sfn_tui.commands.reasons import CommandState
from sfn_tui.commands.registry import disabled_reason
from sfn_tui.io.saved_state import SavedState
from sfn_tui.layout import DEFAULT_SHARE
from sfn_tui.screens.asking_screen import AskingScreen
from sfn_tui.screens.bindings import lesson_bindings, palette_provider, screen_bindings
from sfn_tui.screens.main.commands import command_table
from sfn_tui.screens.main.files import Files
from sfn_tui.screens.main.general import General
from sfn_tui.screens.main.learning import Learning
from sfn_tui.screens.main.lesson_run import LessonHost, LessonRun
from sfn_tui.screens.main.machines import Machines
from sfn_tui.screens.main.panes import Panes
from sfn_tui.screens.main.remembered import Remembered
from sfn_tui.screens.main.search import Search
from sfn_tui.screens.main.sharing import Sharing
from sfn_tui.screens.main.what_if import WhatIf
from sfn_tui.session.session import Session, select
from sfn_tui.views.header import header_view
from sfn_tui.views.status import status_view
from sfn_tui.widgets.bars import HeaderBar, StatusBar, TooSmall
from sfn_tui.widgets.key_footer import KeyFooter
from sfn_tui.widgets.messages import (
    CommandRun,
    LessonKeyClicked,
    PatternChosen,
    PolicyRowOpened,
    StateChosen,
    StateOpened,
    TargetToggled,
)
from sfn_tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from sfn_tui.commands.palette import PaletteItem
    from sfn_tui.lessons.course import Course

_WATCH_AFTER = 0.2
"""Seconds to wait after the first frame, so that loading the watcher does not delay the rest of the screen."""
_BARS = 3
"""Rows of header, status line and footer."""


class MainScreen(AskingScreen):
    """Holds the session and the parts that change it. Every change gives the panes new views."""

    BINDINGS: ClassVar[list[BindingType]] = [*screen_bindings(), *lesson_bindings()]
    AUTO_FOCUS = ""
    COMMANDS: ClassVar = {palette_provider}
    DEFAULT_CSS = """
    MainScreen { layers: base over; }
    #too-small { width: 100%; height: 100%; content-align: center middle; display: none; }
    MainScreen.-too-small #too-small { display: block; }
    MainScreen.-too-small #panes, MainScreen.-too-small #lesson, MainScreen.-too-small StatusBar { display: none; }
    """

    def __init__(
        self, session: Session, saved: SavedState, *, pick: bool = False, lesson: Course | None = None
    ) -> None:
        super().__init__()
        self._session = session
        self.remembered = Remembered(saved)
        self._pick = pick
        self._lesson_at_start = lesson
        self._is_shown = False
        self.panes = Panes(session, saved.divider, self._panes_changed)
        self.search = Search(self, self.panes)
        self.what_if = WhatIf(self, self.panes)
        self.learning = Learning(self, self.what_if)
        self.files = Files(self, suspended=lambda: self.app.suspend(), call_later=self.call_later)
        self.machines = Machines(self, self.files.follow)
        self.sharing = Sharing(self, self.panes, self.write_to_terminal)
        host = LessonHost(
            mount=lambda panel: self.mount(panel, before=self.search.bar),
            arrange=self._arrange,
            clear_notifications=lambda: self.app.clear_notifications(),
            reload=self.files.changed,
        )
        self.lesson = LessonRun(self, self.panes, self.machines, host)
        self.general = General(
            self,
            self.panes,
            run_command=self.run_command,
            own_sessions=self.lesson.own_sessions,
            leave=lambda: self.app.exit(),
        )
        self._header, self._status, self._footer = HeaderBar(), StatusBar(), KeyFooter()
        self._commands = command_table(self)

    def compose(self) -> ComposeResult:
        """Yield the panes and bars; the size of the screen decides how the panes are arranged."""
        yield self._header
        yield self.panes.tabs
        yield self.panes
        yield TooSmall(id="too-small")
        yield self.search.bar
        yield self._status
        yield self._footer

    def on_mount(self) -> None:
        """Show the session that was opened."""
        # Arrange before the first layout, which would otherwise be made and drawn twice.
        self._arrange()
        self.panes.focus_pane(self.panes.focused)
        self._is_shown = True
        self.panes.show(self._session)
        self._show_bars()
        if self._session.path is not None:
            self.call_after_refresh(self.set_timer, _WATCH_AFTER, self._watch)
        self.call_after_refresh(collect_again)
        course = self._lesson_at_start
        if course is not None:
            self.call_after_refresh(lambda: self.start(self.lesson.offer(course)))
        elif self._pick:
            self.call_after_refresh(self.run_command, "choose-machine")

    def on_unmount(self) -> None:
        """Stop watching, and remember where the divider was left."""
        if self.panes.share not in (self.remembered.state.divider, DEFAULT_SHARE):
            self.remembered.remember(divider=self.panes.share)
        self.files.stop_watching()

    # ── The session and its views ────────────────────────────────────────────────────────────────

    @property
    def session(self) -> Session:
        """What is shown. Setting it gives the panes new views."""
        return self._session

    @session.setter
    def session(self, session: Session) -> None:
        before, self._session = self._session, session
        if session is before or not self._is_shown:
            return
        self.panes.show_change(before, session)
        if before.policy is not session.policy or before.change is not session.change:
            self.search.find_again()
        self._show_bars()
        self.lesson.notice()

    def select_state(self, path: StatePath) -> None:
        """Select a state."""
        self.session = select(self._session, path)

    @property
    def command_state(self) -> CommandState:
        """What decides which commands can be run."""
        return CommandState(self._session, self.panes.views.detail.view, self.panes.focused)

    def _show_bars(self) -> None:
        self._header.view = header_view(self._session)
        self._show_status()

    def _show_status(self) -> None:
        self._status.view = status_view(self._session, self.panes.focused, self.panes.views.policy_row)
        self._footer.command_state = self.command_state

    def _panes_changed(self) -> None:
        if self._is_shown:
            self._show_status()
            self.lesson.notice()

    def _watch(self) -> None:
        if self.is_running:
            self.files.watch()

    # ── Arrangement ──────────────────────────────────────────────────────────────────────────────

    def on_resize(self, event: events.Resize) -> None:
        """Lay everything out for the new size."""
        self._arrange()
        if self._is_shown:
            self.panes.show_graph(self._session)

    def _arrange(self) -> None:
        self.lesson.resize(self.size)
        self.panes.arrange_in(self.size, self.lesson.rows_for_panes(self.size, self.size.height - _BARS))

    # ── Commands ─────────────────────────────────────────────────────────────────────────────────

    def action_run_command(self, command_id: str) -> None:
        """Run the command of a key."""
        self.run_command(command_id)

    def run_command(self, command_id: str) -> None:
        """Run a command by its id, or say why it cannot be run."""
        self._settle()
        reason = disabled_reason(command_id, self.command_state)
        if reason:
            self.say(reason, warning=True)
            return
        work = self._commands[command_id]()
        if work is not None:
            self.start(work)

    def _settle(self) -> None:
        """Adopt what the panes have chosen but not yet reported: keys can come faster than messages."""
        chosen = self.panes.settle()
        if chosen is not None:
            self.select_state(chosen)

    def palette_items(self) -> Iterable[PaletteItem]:
        """Return everything that the palette finds."""
        from sfn_tui.screens.main.palette_items import palette_items

        return palette_items(
            self.command_state,
            self.panes.views.policy_view,
            run_command=self.run_command,
            go_to_hit=self.search.go_to,
            compare_integration=lambda name: self.start(self.learning.compare_integration(name)),
        )

    # ── A lesson's keys ──────────────────────────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable a lesson's keys only while one runs and neither the search nor a jump needs them."""
        if action.startswith("lesson_"):
            return self.lesson.is_running and not self.search.bar.is_open and not self.panes.views.graph.jumping
        return super().check_action(action, parameters)

    def action_lesson_next(self) -> None:
        """Turn the page, or go to the next step."""
        self.lesson.next()

    def action_lesson_back(self) -> None:
        """Turn back a page, or go to the previous step."""
        self.lesson.back()

    def action_lesson_leave(self) -> None:
        """Leave the lesson."""
        self.lesson.leave()

    # ── Messages from the widgets ────────────────────────────────────────────────────────────────

    @on(StateChosen)
    async def _state_chosen(self) -> None:
        # The pane may have moved to another state since it posted this message.
        self._settle()
        # Let the panes request their redraws first, so that everything is drawn in one frame.
        await sleep(0)

    @on(StateOpened)
    def _state_opened(self, message: StateOpened) -> None:
        self.select_state(message.path)
        self.panes.focus_pane("detail")

    @on(PolicyRowOpened)
    def _policy_row_opened(self, message: PolicyRowOpened) -> None:
        self.panes.views.row = message.row
        # Pressing Enter again selects the next state that needs the same line.
        path = self.panes.views.next_owner(self._session)
        if path is not None:
            self.select_state(path)
            self.panes.note_row(message.row)

    @on(TargetToggled)
    def _target_toggled(self, message: TargetToggled) -> None:
        self.start(self.what_if.toggle_target(message.path, message.target))

    @on(PatternChosen)
    def _pattern_chosen(self, message: PatternChosen) -> None:
        self.what_if.choose_pattern(message.path, message.pattern)

    @on(CommandRun)
    def _command_run(self, message: CommandRun) -> None:
        self.run_command(message.id)

    @on(LessonKeyClicked)
    async def _lesson_key_clicked(self, message: LessonKeyClicked) -> None:
        await self.run_action(message.action)

    @on(SearchBar.TextChanged)
    def _search_text_changed(self, message: SearchBar.TextChanged) -> None:
        self.search.find(message.text)

    @on(SearchBar.HitChosen)
    def _hit_chosen(self, message: SearchBar.HitChosen) -> None:
        self.search.choose(message.hit)

    @on(SearchBar.Closed)
    def _search_closed(self) -> None:
        self.panes.focus_pane(self.panes.focused)
