"""Lessons on the main screen: they borrow the explorer, and give the person's own session back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType

from sfn_engine.errors import DefinitionError
from sfn_tui.io.saved_state import with_lesson
from sfn_tui.layout import Pane
from sfn_tui.screens.main.file_actions import FileActions
from sfn_tui.session.session import Session
from sfn_tui.widgets.graph_pane import GraphPane
from sfn_tui.widgets.messages import LessonKeyClicked
from sfn_tui.widgets.policy_pane import PolicyPane
from sfn_tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from sfn_tui.lessons.course import Course, Stage
    from sfn_tui.widgets.lesson_panel import LessonPanel


FEWEST_ROWS = 10
"""Rows for which panes and their tabs can be laid out."""


@dataclass(frozen=True, slots=True)
class _Lent:
    """What belongs to the person while a lesson runs."""

    session: Session
    kept: dict[str, Session]
    pane: Pane
    beside: Pane
    maximised: bool
    outlined: bool


class LessonActions(FileActions):
    """Mixed into the main screen. What a lesson needs is loaded when one begins."""

    # Before the panes: in a lesson these keys turn its pages, wherever the focus is.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,right_square_bracket", "lesson_next", "Next step", show=False, priority=True),
        Binding("left_square_bracket", "lesson_back", "Step before", show=False, priority=True),
        Binding("escape", "lesson_leave", "Leave the lesson", show=False, priority=True),
    ]

    own_lesson: Course | None = None
    """The lesson that the command line named."""
    course: Course | None = None
    """The lesson that runs."""
    place: int = 0
    """Its step, counted from 0."""
    _lent: _Lent | None = None
    _panel: LessonPanel | None = None
    _is_done: bool = False
    _entering: bool = False
    _asking: bool = False
    _noticing: bool = False

    @property
    def lesson_rows(self) -> int:
        """Rows of the screen that the lesson takes."""
        if self.course is None:
            return 0
        from sfn_tui.lessons.panel_view import panel_height

        return panel_height(self.course, self.size.width - 2, self.size.height)

    def rows_for_panes(self, rows: int) -> int:
        """Return the part of these rows that the panes are laid out in beside a lesson."""
        # In a small terminal the panel covers the end of the panes, rather than leaving none.
        return max(rows - self.lesson_rows, min(rows, FEWEST_ROWS))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave a lesson's keys to the panes where none runs, and to what else waits for them."""
        if action in ("lesson_next", "lesson_back", "lesson_leave"):
            busy = self.query_one(SearchBar).is_open or self.query_one(GraphPane).jumping
            return self.course is not None and not busy
        return super().check_action(action, parameters)

    # ── Beginning ────────────────────────────────────────────────────────────────────────────────

    @work
    async def action_tour(self) -> None:
        """Ask which lesson, and begin or resume it."""
        from sfn_tui.lessons.choices import lesson_rows
        from sfn_tui.lessons.reading import course
        from sfn_tui.screens.dialogs.lesson import LessonDialog

        rows = lesson_rows(self.saved.lessons or {}, self.own_lesson)
        key = await self.ask(LessonDialog(rows))
        if key is None:
            return
        try:
            chosen = course(key)
        except DefinitionError as error:
            self.say(str(error), warning=True)
            return
        await self._offer(chosen)

    @work
    async def offer_lesson(self, course: Course) -> None:
        """Begin a lesson; ask first where it was left in the middle."""
        self.own_lesson = course
        await self._offer(course)

    async def _offer(self, course: Course) -> None:
        from sfn_tui.lessons.choices import resumed_at
        from sfn_tui.screens.dialogs.lesson import ResumeDialog

        step: int | None = resumed_at(self.saved.lessons or {}, course)
        if step is not None:
            step = await self.ask(ResumeDialog(course.title, step, len(course.stages)))
            if step is None:
                return
        await self._begin(course, (step or 1) - 1)

    async def _begin(self, course: Course, place: int) -> None:
        from sfn_tui.widgets.lesson_panel import LessonPanel

        if self.session is None:
            return
        if self._lent is None:
            self._lent = _Lent(self.session, self.kept, self.pane, self.beside, self.maximised, self.outlined)
            self.kept = {}
            self.outlined = False
        if not self._noticing:
            self._noticing = True
            self.watch(self, "session", self._notice, init=False)
            self.watch(self, "pane", self._notice, init=False)
        self.course = course
        if self._panel is None:
            self._panel = LessonPanel(id="lesson")
            self._size_panel()
            await self.mount(self._panel, before=self.query_one(SearchBar))
        self._enter(place)

    def _size_panel(self) -> None:
        if self._panel is not None:
            self._panel.styles.height = self.lesson_rows

    def on_resize(self, event: events.Resize) -> None:
        """Give the panel the rows that fit the new size."""
        self._size_panel()

    # ── Steps ────────────────────────────────────────────────────────────────────────────────────

    @property
    def stage(self) -> Stage | None:
        """The step that is shown."""
        return self.course.stages[self.place] if self.course is not None else None

    def _enter(self, place: int) -> None:
        """Put the session into a step's state, whatever was done to it in between."""
        self.place, self._is_done = place, False
        stage = self.stage
        assert stage is not None
        self._size_panel()
        # A sentence about what was before would lie over the text.
        self.app.clear_notifications()
        # What the step does is nothing that the learner has done.
        self._entering = True
        self.maximised = False
        # First the pane: the policy goes to the state's lines only where nobody walks in it.
        if stage.pane == "graph":
            # Where only two panes have room, a step at the graph is about the policy.
            self.beside = "policy"
        self.focus_pane(stage.pane)
        self.session = stage.session
        if stage.row is not None:
            self.query_one(PolicyPane).go_to_row(stage.row)
        self._entering = False
        self._show_step()
        self._remember_step(place + 1)

    def _show_step(self, done: str = "") -> None:
        from sfn_tui.lessons.panel_view import lesson_view

        assert self.course is not None and self._panel is not None
        self._panel.view = lesson_view(self.course, self.place, done)

    def _notice(self) -> None:
        """See whether the learner has done what the step asks for."""
        stage, session = self.stage, self.session
        if self._entering or self._is_done or stage is None or session is None or stage.step.expect is None:
            return
        from sfn_tui.lessons.acting import is_done
        from sfn_tui.lessons.course import done_text
        from sfn_tui.lessons.values import Fault

        try:
            self._is_done = is_done(stage.step.expect, stage.session, session, self.pane)
        except Fault:  # an edit has taken away what the step speaks of
            return
        if self._is_done:
            self._show_step(done_text(stage, session) or "Done.")

    def action_lesson_next(self) -> None:
        """Turn the page, or go to the next step; after the last one the lesson ends."""
        stage = self.stage
        # Keys can come faster than a question is shown.
        if stage is None or self._asking or (self._panel is not None and self._panel.turn(1)):
            return
        if stage.questions:
            self._asking = True
            self._ask_and_go_on(stage)
        else:
            self._go_on()

    @work
    async def _ask_and_go_on(self, stage: Stage) -> None:
        from sfn_tui.screens.dialogs.lesson import QuestionDialog

        for question in stage.questions:
            await self.ask(QuestionDialog(question))
        self._asking = False
        # Whoever left meanwhile is not called back.
        if self.stage is stage:
            self._go_on()

    def _go_on(self) -> None:
        assert self.course is not None
        if self.place + 1 < len(self.course.stages):
            self._enter(self.place + 1)
            return
        from sfn_tui.lessons.choices import FINISHED

        self._remember_step(FINISHED)
        self._give_back()
        self.say("finished; T has more lessons")

    def action_lesson_back(self) -> None:
        """Turn a page back, or go to the step before."""
        if self._panel is not None and not self._panel.turn(-1) and self.place > 0:
            self._enter(self.place - 1)

    def action_lesson_leave(self) -> None:
        """Leave the lesson; how far it came is remembered."""
        if self.course is None:
            return
        where = f"left at step {self.place + 1} of {len(self.course.stages)}"
        self._give_back()
        self.say(f"{where}; T goes on from there")

    @work
    async def _remove_panel(self, panel: LessonPanel) -> None:
        await panel.remove()

    def _give_back(self) -> None:
        """Give the person their session and their view again, as they were."""
        lent, panel = self._lent, self._panel
        self.course = self._lent = self._panel = None
        if panel is not None:
            panel.display = False
            self._remove_panel(panel)
        if lent is None:
            return
        self.kept = lent.kept
        self.session = lent.session
        self.outlined, self.beside = lent.outlined, lent.beside
        self.focus_pane(lent.pane)
        self.maximised = lent.maximised
        if lent.session.path is not None:
            # The file may have changed while the lesson ran.
            self.reload(quiet=True)

    @on(LessonKeyClicked)
    async def _lesson_key_clicked(self, message: LessonKeyClicked) -> None:
        await self.run_action(message.action)

    # ── What is remembered ───────────────────────────────────────────────────────────────────────

    def _remember_step(self, step: int) -> None:
        assert self.course is not None
        steps = with_lesson(self.saved.lessons, self.course.key, step)
        if steps is not None:
            self.remember(lessons=steps)

    def remember(self, **choices: Any) -> None:
        """Keep choices for the next time; the scope of a lesson is no choice of the person's."""
        if self.course is not None:
            choices.pop("scope", None)
        if choices:
            super().remember(**choices)

    def all_sessions(self) -> dict[str, Session]:
        """Return the person's own sessions: a lesson's edits are nothing that could be lost."""
        lent = self._lent
        if lent is None:
            return super().all_sessions()
        return {**lent.kept, lent.session.machine_name or "": lent.session}
