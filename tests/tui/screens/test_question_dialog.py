"""The question after a lesson's step: it stays until its right answer is confirmed."""

from __future__ import annotations

from textual.widgets import Static

from sfn_tui.lessons.values import Question
from sfn_tui.screens.dialogs.lesson import QuestionDialog
from tests.support.tui.dialogs import OPEN, press, shown

QUESTION = Question("Which?", ("one", "two"), 1, "So it is.")


async def test_a_question_closes_only_after_its_right_answer() -> None:
    async with shown(QuestionDialog(QUESTION)) as pilot:
        verdict = pilot.app.screen.query_one("#verdict", Static)
        assert await press(pilot, "enter") is OPEN
        assert "Not that one" in str(verdict.content)
        assert await press(pilot, "down", "enter") is OPEN
        assert "So it is." in str(verdict.content)
        assert await press(pilot, "enter") is True


async def test_a_question_can_be_left_before_and_after_its_answer() -> None:
    async with shown(QuestionDialog(QUESTION)) as pilot:
        assert await press(pilot, "escape") is None
    async with shown(QuestionDialog(QUESTION)) as pilot:
        assert await press(pilot, "down", "enter", "escape") is None
