"""A lesson on the main screen: it uses the explorer, and restores the person's own session afterwards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.geometry import Size

from sfn_engine.errors import DefinitionError
from sfn_tui.io.saved_state import with_lesson
from sfn_tui.screens.main.access import ScreenAccess
from sfn_tui.screens.main.machines import Machines
from sfn_tui.screens.main.panes import PaneChoices, Panes
from sfn_tui.session.session import Session

if TYPE_CHECKING:
    from sfn_tui.lessons.course import Course, Stage
    from sfn_tui.widgets.lesson_panel import LessonPanel

FEWEST_ROWS = 10
"""The fewest rows in which panes and their tabs can be laid out."""


@dataclass(frozen=True, slots=True)
class _Lent:
    """The person's own sessions and view, kept while a lesson runs."""

    session: Session
    kept: dict[str, Session]
    panes: PaneChoices


@dataclass(slots=True)
class _Running:
    """A lesson that runs: which step is shown, and how far the learner has come in it."""

    course: Course
    panel: LessonPanel
    lent: _Lent
    index: int = 0
    """The step, counted from 0."""
    is_done: bool = False
    """True if the learner has done what the step asks for."""

    @property
    def stage(self) -> Stage:
        """The step that is shown."""
        return self.course.stages[self.index]


@dataclass(frozen=True, slots=True)
class LessonHost:
    """What a lesson does to the screen beyond its session and panes."""

    mount: Callable[[LessonPanel], Awaitable[None]]
    """Puts the panel below the panes."""
    arrange: Callable[[], None]
    """Lays the panes out again in the rows that the panel leaves."""
    clear_notifications: Callable[[], None]
    reload: Callable[[], None]
    """Reads the person's file again, quietly."""


class LessonRun:
    """Runs one lesson at a time. What lessons need is imported when one begins."""

    def __init__(self, screen: ScreenAccess, panes: Panes, machines: Machines, host: LessonHost) -> None:
        self._screen = screen
        self._panes = panes
        self._machines = machines
        self._host = host
        self._own: Course | None = None
        """The lesson that the command line named."""
        self._running: _Running | None = None
        self._is_entering = False
        """True while a step sets up the screen, so that its changes do not count as the learner's."""
        self._is_asking = False

    # ── For the screen ───────────────────────────────────────────────────────────────────────────

    @property
    def is_running(self) -> bool:
        """True while a lesson runs."""
        return self._running is not None

    @property
    def index(self) -> int:
        """The step that is shown, counted from 0; 0 if no lesson runs."""
        return self._running.index if self._running is not None else 0

    def own_sessions(self) -> dict[str, Session]:
        """Return the person's own sessions by name; a lesson's edits are not worth keeping."""
        if self._running is None:
            return self._machines.sessions()
        lent = self._running.lent
        return {**lent.kept, lent.session.machine_name or "": lent.session}

    def rows_for_panes(self, size: Size, rows: int) -> int:
        """Return how many of these rows the panes get on a screen of `size`."""
        # In a small terminal the panel covers the end of the panes, rather than leaving none.
        return max(rows - self._panel_height(size), min(rows, FEWEST_ROWS))

    def resize(self, size: Size) -> None:
        """Give the panel the rows that fit the size of the screen."""
        if self._running is not None:
            self._running.panel.styles.height = self._panel_height(size)

    def _panel_height(self, size: Size) -> int:
        if self._running is None:
            return 0
        from sfn_tui.lessons.panel_view import panel_height

        return panel_height(self._running.course, size.width - 2, size.height)

    # ── Beginning ────────────────────────────────────────────────────────────────────────────────

    async def choose(self) -> None:
        """Ask which lesson, and begin or resume it."""
        from sfn_tui.lessons.choices import lesson_rows
        from sfn_tui.lessons.reading import course
        from sfn_tui.screens.dialogs.lesson import LessonDialog

        rows = lesson_rows(self._screen.remembered.state.lessons or {}, self._own)
        key = await self._screen.ask(LessonDialog(rows))
        if key is None:
            return
        try:
            chosen = course(key)
        except DefinitionError as error:
            self._screen.say(str(error), warning=True)
            return
        await self._offer(chosen)

    async def offer(self, course: Course) -> None:
        """Begin the lesson that the command line named; ask first if it was left unfinished."""
        self._own = course
        await self._offer(course)

    async def _offer(self, course: Course) -> None:
        from sfn_tui.lessons.choices import resumed_at
        from sfn_tui.screens.dialogs.lesson import ResumeDialog

        step: int | None = resumed_at(self._screen.remembered.state.lessons or {}, course)
        if step is not None:
            step = await self._screen.ask(ResumeDialog(course.title, step, len(course.stages)))
            if step is None:
                return
        await self._begin(course, (step or 1) - 1)

    async def _begin(self, course: Course, index: int) -> None:
        from sfn_tui.widgets.lesson_panel import LessonPanel

        if self._running is None:
            lent = _Lent(self._screen.session, self._machines.kept, self._panes.choices())
            self._machines.kept = {}
            panel = LessonPanel(id="lesson")
            self._running = _Running(course, panel, lent)
            # The scope that a step shows is not the person's choice.
            self._screen.remembered.keeps_scope = False
            self._panes.show_outline(False)
            self._host.arrange()
            await self._host.mount(panel)
        self._running.course = course
        self._enter(self._running, index)

    # ── Steps ────────────────────────────────────────────────────────────────────────────────────

    def _enter(self, running: _Running, index: int) -> None:
        """Put the session into a step's state, whatever was done in the meantime."""
        running.index, running.is_done = index, False
        stage = running.stage
        self._host.arrange()
        # A notification about the previous step would cover the text.
        self._host.clear_notifications()
        self._is_entering = True
        self._panes.maximise(False)
        # Focus the pane first: the policy scrolls to the state's lines only if it does not have the focus.
        if stage.pane == "graph":
            # If there is room for only two panes, a step in the graph is about the policy.
            self._panes.beside = "policy"
        self._panes.focus_pane(stage.pane)
        self._screen.session = stage.session
        if stage.row is not None:
            self._panes.views.policy.go_to_row(stage.row)
        self._is_entering = False
        self._show_step(running)
        self._remember_step(running.course, index + 1)

    def _show_step(self, running: _Running, done: str = "") -> None:
        from sfn_tui.lessons.panel_view import lesson_view

        running.panel.view = lesson_view(running.course, running.index, done)

    def notice(self) -> None:
        """Check whether the learner has done what the step asks for."""
        running, session = self._running, self._screen.session
        if running is None or self._is_entering or running.is_done or running.stage.step.expect is None:
            return
        from sfn_tui.lessons.acting import is_done
        from sfn_tui.lessons.course import done_text
        from sfn_tui.lessons.values import LessonError

        stage = running.stage
        try:
            running.is_done = is_done(running.stage.step.expect, stage.session, session, self._panes.focused)
        except LessonError:  # an edit has removed what the step is about
            return
        if running.is_done:
            self._show_step(running, done_text(stage, session) or "Done.")

    def next(self) -> None:
        """Turn the page, or go to the next step; after the last one the lesson ends."""
        running = self._running
        # Keys can come faster than a question is shown.
        if running is None or self._is_asking or running.panel.turn(1):
            return
        if running.stage.questions:
            self._is_asking = True
            self._screen.start(self._ask_and_go_on(running, running.stage))
        else:
            self._go_on(running)

    async def _ask_and_go_on(self, running: _Running, stage: Stage) -> None:
        from sfn_tui.screens.dialogs.lesson import QuestionDialog

        for question in stage.questions:
            await self._screen.ask(QuestionDialog(question))
        self._is_asking = False
        # The learner may have left the lesson in the meantime.
        if self._running is running and running.stage is stage:
            self._go_on(running)

    def _go_on(self, running: _Running) -> None:
        if running.index + 1 < len(running.course.stages):
            self._enter(running, running.index + 1)
            return
        from sfn_tui.lessons.choices import FINISHED

        self._remember_step(running.course, FINISHED)
        self._give_back(running)
        self._screen.say("finished; press T for more lessons")

    def back(self) -> None:
        """Turn back a page, or go to the previous step."""
        running = self._running
        if running is not None and not running.panel.turn(-1) and running.index > 0:
            self._enter(running, running.index - 1)

    def leave(self) -> None:
        """Leave the lesson; the step is remembered."""
        running = self._running
        if running is None:
            return
        self._give_back(running)
        self._screen.say(f"left at step {running.index + 1} of {len(running.course.stages)}; press T to resume")

    # ── Ending ───────────────────────────────────────────────────────────────────────────────────

    def _give_back(self, running: _Running) -> None:
        """Restore the person's session and view as they were."""
        self._running = None
        self._screen.remembered.keeps_scope = True
        running.panel.display = False
        self._screen.start(_removed(running.panel))
        lent = running.lent
        self._machines.kept = lent.kept
        self._screen.session = lent.session
        self._host.arrange()
        self._panes.restore(lent.panes)
        if lent.session.path is not None:
            # The file may have changed while the lesson ran.
            self._host.reload()

    def _remember_step(self, course: Course, step: int) -> None:
        steps = with_lesson(self._screen.remembered.state.lessons, course.key, step)
        if steps is not None:
            self._screen.remembered.remember(lessons=steps)


async def _removed(panel: LessonPanel) -> None:
    await panel.remove()
