"""The dialogs of lessons: choose one, resume one, answer the question after a step."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from sfn_tui.lessons.choices import LessonRow, first_to_take
from sfn_tui.lessons.values import Question
from sfn_tui.screens.dialogs.dialog import ChoiceList, Dialog


class LessonDialog(Dialog[str | None]):
    """Answers with a lesson's key, or with None."""

    DEFAULT_CSS = """
    LessonDialog ChoiceList { max-height: 12; }
    LessonDialog #summary { height: 2; margin: 1 0 0 0; }
    """

    def __init__(self, rows: Sequence[LessonRow]) -> None:
        super().__init__()
        self._rows = tuple(rows)

    def compose(self) -> ComposeResult:
        """Make the list, and the summary of the lesson under the cursor."""
        with Vertical() as box:
            box.border_title = "Learn"
            box.border_subtitle = "Enter: start · Esc: cancel"
            yield ChoiceList(*(row.text for row in self._rows))
            yield Static("", id="summary", classes="-quiet", markup=False)

    def on_mount(self) -> None:
        """Start at the lesson most likely wanted."""
        found = self.query_one(ChoiceList)
        found.highlighted = first_to_take(self._rows)
        found.focus()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one("#summary", Static).update(self._rows[event.option_index].summary)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._rows[event.option_index].key)


class ResumeDialog(Dialog[int | None]):
    """Answers with the step to start at, counted from 1, or with None."""

    DEFAULT_CSS = """
    ResumeDialog > Vertical { max-width: 60; }
    """

    def __init__(self, title: str, step: int, count: int) -> None:
        super().__init__()
        self._title, self._step, self._count = title, step, count

    def compose(self) -> ComposeResult:
        """Make the two rows."""
        with Vertical() as box:
            box.border_title = self._title
            box.border_subtitle = "Enter: choose · Esc: cancel"
            yield ChoiceList(f"Resume at step {self._step} of {self._count}", "Start over")

    def on_mount(self) -> None:
        """Start at the row that resumes."""
        found = self.query_one(ChoiceList)
        found.highlighted = 0
        found.focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._step if event.option_index == 0 else 1)


class QuestionDialog(Dialog[bool | None]):
    """Asks one question, until the right answer is given. Answers True then, and None for Escape."""

    DEFAULT_CSS = """
    QuestionDialog #asked { margin: 0 0 1 0; }
    QuestionDialog #verdict { min-height: 3; margin: 1 0 0 0; text-style: bold; }
    """

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question
        self._is_solved = False

    def compose(self) -> ComposeResult:
        """Make the question, its answers, and a line for the verdict."""
        with Vertical() as box:
            box.border_title = "Question"
            box.border_subtitle = "Enter: answer · Esc: skip"
            yield Static(self._question.ask, id="asked", markup=False)
            yield ChoiceList(*self._question.answers)
            yield Static("", id="verdict", markup=False)

    def on_mount(self) -> None:
        """Start at the first answer."""
        found = self.query_one(ChoiceList)
        found.highlighted = 0
        found.focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if self._is_solved:
            self.dismiss(True)
            return
        self._is_solved = event.option_index == self._question.right
        verdict = self.query_one("#verdict", Static)
        if not self._is_solved:
            verdict.update("✗ Not that one. Try another.")
            return
        verdict.update(f"✓ Right. {self._question.because}  (Enter: continue)")
