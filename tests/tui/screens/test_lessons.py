"""Lessons in the whole app: from start to end, left and resumed, with the person's own session untouched."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

import sfn_engine as sfn
from sfn_engine.asl.model import Task
from sfn_tui.app import ExplorerApp
from sfn_tui.io.saved_state import SavedState, load
from sfn_tui.lessons.course import Course
from sfn_tui.lessons.reading import course
from sfn_tui.screens.dialogs.lesson import LessonDialog, QuestionDialog, ResumeDialog
from sfn_tui.screens.main.main_screen import MainScreen
from sfn_tui.session.session import Session, open_session
from sfn_tui.widgets.lesson_panel import LessonPanel
from sfn_tui.widgets.policy_pane import PolicyPane
from tests.support.tui.cli_helpers import orders
from tests.support.tui.driving import now, press, running, said, screen_of
from tests.support.tui.lessons import FIRST, HEAD, read
from tests.support.tui.sessions import session_of

SIZES = [(80, 24), (160, 48)]


@asynccontextmanager
async def taking(
    found: Course, size: tuple[int, int] = (80, 24), session: Session | None = None, saved: SavedState | None = None
) -> AsyncIterator[Pilot[None]]:
    """Run the app on a session, with a lesson that begins at once."""
    app = ExplorerApp(session or session_of(), saved or SavedState(), lesson=found)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await pilot.pause()
        yield pilot


def shown(pilot: Pilot[None]) -> str:
    """Return what stands on the screen."""
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


def panel(pilot: Pilot[None]) -> LessonPanel:
    return screen_of(pilot).query_one(LessonPanel)


def is_taking(pilot: Pilot[None]) -> bool:
    return screen_of(pilot).lesson.is_running


@pytest.mark.parametrize("size", SIZES)
async def test_the_tour_from_start_to_end(size: tuple[int, int]) -> None:
    tour = course("tour")
    person = session_of()
    async with taking(tour, size, person) as pilot:
        for number, stage in enumerate(tour.stages, 1):
            screen = shown(pilot)
            assert stage.heading in screen and f"step {number} of {len(tour.stages)}" in screen
            # All of the text, on one page.
            words = " ".join(screen.split())
            assert all(" ".join(text.split()[-3:]) in words for text in stage.paragraphs)
            assert now(pilot) is stage.session and screen_of(pilot).panes.focused == stage.pane
            if stage.row is not None:
                assert screen_of(pilot).panes.views.row == stage.row
            await press(pilot, "enter")
        assert not is_taking(pilot) and "finished" in said(pilot)[-1]
        assert now(pilot) is person and not screen_of(pilot).query(LessonPanel)
    assert load().lessons == {"tour": 0}


@pytest.mark.parametrize("name", ["static-and-dynamic", "sync", "human-approval", "aws-sdk"])
async def test_a_lesson_with_all_that_the_learner_is_asked_to_do(name: str) -> None:
    found = course(name)
    async with taking(found) as pilot:
        for stage in found.stages:
            expected = stage.step.expect
            if expected is not None:
                assert "▸ " in shown(pilot) and "✓ " not in shown(pilot)
                await press(pilot, "p" if expected.pattern else "s" if expected.scope else "d")
                # ECS offers three patterns: from the first, .sync is the next.
                assert "✓ " in shown(pilot) and stage.done.split(".")[0] in " ".join(shown(pilot).split())
            await press(pilot, "right_square_bracket")
            for question in stage.questions:
                assert isinstance(pilot.app.screen, QuestionDialog)
                pilot.app.screen.query_one(OptionList).highlighted = question.right
                await press(pilot, "enter", "enter")
        assert not is_taking(pilot)


async def test_what_the_learner_did_is_told_with_its_own_figures() -> None:
    async with taking(course("tour")) as pilot:
        await press(pilot, "space", "down")
        view = panel(pilot).view
        assert view is not None and view.done.startswith('"Keep the number" calls dynamodb:UpdateItem')
        await press(pilot, "space", "space", "d")
        view = panel(pilot).view
        assert view is not None and view.done.startswith("−1 ARN, +1 wildcard")


async def test_back_and_forth_is_the_same_whatever_was_done_in_between() -> None:
    tour = course("tour")
    async with taking(tour) as pilot:
        await press(pilot, *["enter"] * 4)
        await press(pilot, "p", "d", "s", "down", "d", "u", "3", "z", "left_square_bracket")
        assert now(pilot) is tour.stages[3].session
        await press(pilot, "enter")
        assert now(pilot) is tour.stages[4].session and not screen_of(pilot).panes.maximised
        await press(pilot, *["left_square_bracket"] * 9)
        assert now(pilot) is tour.stages[0].session


async def test_leaving_in_the_middle_gives_back_the_session_with_its_edits_and_its_view() -> None:
    async with running() as pilot:
        await press(pilot, "down", "d", "2", "z")
        before = now(pilot)
        await press(pilot, "T", "enter")
        assert is_taking(pilot) and now(pilot) is not before and not screen_of(pilot).panes.maximised
        await press(pilot, "enter", "p", "d", "enter", "s", "escape")
        assert now(pilot) is before and before.can_undo
        assert screen_of(pilot).panes.focused == "policy" and screen_of(pilot).panes.maximised
        assert said(pilot)[-1] == "left at step 3 of 10; press T to resume"
        await press(pilot, "u")
        assert now(pilot).machine.definition == session_of().machine.definition
        await press(pilot, "q")
    state = load()
    assert (state.lessons, state.scope) == ({"tour": 3}, None)


async def test_quitting_in_a_lesson_asks_about_the_persons_edits_and_not_about_the_lessons() -> None:
    async with running() as pilot:
        await press(pilot, "T", "enter", "p", "q")
        assert pilot.app._exit
    async with running() as pilot:
        await press(pilot, "p", "T", "j", "enter", "q")
        assert not pilot.app._exit
        assert "1 edit will be lost" in shown(pilot)


async def test_resuming_or_starting_over() -> None:
    tour = course("tour")
    saved = SavedState(lessons={"tour": 4})
    for keys, place in ((("enter",), 3), (("down", "enter"), 0)):
        async with taking(tour, saved=saved) as pilot:
            assert isinstance(pilot.app.screen, ResumeDialog)
            assert "Resume at step 4 of 10" in shown(pilot)
            await press(pilot, *keys)
            assert now(pilot) is tour.stages[place].session
    async with taking(tour, saved=saved) as pilot:
        await press(pilot, "escape")
        assert not is_taking(pilot)


@pytest.mark.parametrize("step", [0, 1, 11, 1000])
async def test_a_step_that_makes_no_sense_begins_again(step: int) -> None:
    async with taking(course("tour"), saved=SavedState(lessons={"tour": step})) as pilot:
        assert is_taking(pilot) and screen_of(pilot).lesson.index == 0


async def test_the_list_says_how_far_one_came_and_begins_where_one_was() -> None:
    async with running() as pilot:
        screen_of(pilot).remembered.state = SavedState(lessons={"tour": 0, "sync": 3})
        await press(pilot, "T")
        assert isinstance(pilot.app.screen, LessonDialog)
        text = shown(pilot)
        assert "✓ A guided tour" in text and "finished" in text and "at step 3 of 8" in text
        assert pilot.app.screen.query_one(OptionList).highlighted == 2
        await press(pilot, "escape")
        assert not is_taking(pilot)


async def test_a_lesson_of_ones_own_is_in_the_list_and_another_can_be_taken_from_it(tmp_path: Path) -> None:
    own = read(tmp_path, HEAD + FIRST)
    person = session_of()
    async with taking(own, session=person) as pilot:
        assert "step 1 of 1" in shown(pilot)
        await press(pilot, "T", "G", "k", "k", "enter")
        assert "step 1 of 7" in shown(pilot)
        await press(pilot, "escape", "T")
        assert "Orders" in shown(pilot)
        await press(pilot, "escape")
        assert now(pilot) is person
        (tmp_path / "lesson.toml").write_text("title = 1")
        await press(pilot, "T", "G", "enter")
        assert "title: must be a string" in said(pilot)[-1]


async def test_the_keys_of_search_jump_and_dialogs_stay_theirs() -> None:
    async with taking(course("tour")) as pilot:
        await press(pilot, "slash", *"tell", "space", "escape")
        await press(pilot, "slash", *"tell", "enter")
        assert (now(pilot).selected, screen_of(pilot).lesson.index) == (("Tell the team",), 0)
        await press(pilot, "f", "escape", "question_mark", "escape", "ctrl+p")
        await press(pilot, "escape")
        assert is_taking(pilot) and screen_of(pilot).lesson.index == 0
        await press(pilot, "escape")
        assert not is_taking(pilot)


async def test_without_a_lesson_its_keys_are_the_panes_own() -> None:
    async with running() as pilot:
        await press(pilot, "left_square_bracket", "right_square_bracket", "space", "escape", "enter")
        assert screen_of(pilot).panes.focused == "detail" and not is_taking(pilot)


async def test_a_question_is_asked_until_it_is_answered_or_left(tmp_path: Path) -> None:
    body = "[[steps.questions]]\nask = 'Which [red]?'\nanswers = ['[/x]', 'two']\nright = 2\nbecause = 'So it is.'\n"
    second = '[[steps]]\nheading = "Two"\ntext = "Second."\n'
    async with taking(read(tmp_path, HEAD + FIRST + body + second)) as pilot:
        await press(pilot, "enter")
        assert "Which [red]?" in shown(pilot) and "[/x]" in shown(pilot)
        await press(pilot, "enter")
        verdict = pilot.app.screen.query_one("#verdict", Static)
        assert "Not that one" in str(verdict.render())
        await press(pilot, "down", "enter")
        assert "Right. So it is." in str(verdict.render())
        await press(pilot, "enter")
        assert screen_of(pilot).lesson.index == 1
        await press(pilot, "left_square_bracket", "enter", "escape")
        assert screen_of(pilot).lesson.index == 1
        await press(pilot, "left_square_bracket")
        for _ in range(2):
            pilot.app.post_message(Key("enter", None))
        await pilot.pause()
        await pilot.pause()
        # One question; the second Enter is an answer to it, or nothing.
        assert len(pilot.app.screen_stack) == 2


async def test_a_long_text_has_pages_and_the_keys_can_be_clicked(tmp_path: Path) -> None:
    text = HEAD + f'[[steps]]\nheading = "Long"\ntext = "{"word " * 300}"\n' + FIRST
    async with taking(read(tmp_path, text)) as pilot:
        assert panel(pilot).page_count > 1 and "page 1 of" in shown(pilot)
        bottom = panel(pilot).size.height - 1
        await pilot.click(LessonPanel, offset=(3, bottom))
        assert panel(pilot).page == 1
        await pilot.click(LessonPanel, offset=(15, bottom))
        assert panel(pilot).page == 0
        await press(pilot, *["enter"] * panel(pilot).page_count)
        assert screen_of(pilot).lesson.index == 1
        await press(pilot, "left_square_bracket")
        await pilot.click(LessonPanel, offset=(24, bottom))
        await pilot.pause()
        assert not is_taking(pilot)


@pytest.mark.parametrize("size", [(40, 14), (60, 18), (80, 24), (120, 40), (200, 50)])
async def test_graph_or_policy_stay_readable_at_any_size(size: tuple[int, int]) -> None:
    async with taking(course("tour"), size) as pilot:
        screen = screen_of(pilot)
        assert screen.panes.arrangement != "too-small"
        rows = screen.query_one("#panes").size.height
        assert rows >= (4 if size[1] < 18 else 8)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert panel(pilot).size.height == 7
        assert "step 1 of 10" in shown(pilot)


async def test_a_step_at_the_graph_has_the_policy_beside_it() -> None:
    async with taking(course("human-approval")) as pilot:
        await press(pilot, *["enter"] * 2)
        assert screen_of(pilot).lesson.index == 2 and not screen_of(pilot).query_one(PolicyPane).display
        await press(pilot, "enter")
        assert screen_of(pilot).query_one(PolicyPane).display


async def test_hostile_text_of_a_lesson_is_shown_as_it_is(tmp_path: Path) -> None:
    text = HEAD + '[[steps]]\nheading = "[/x] [red]\\u001b"\ntext = "[@click=app.quit]x[/] \\u202e"\n'
    async with taking(read(tmp_path, text)) as pilot:
        assert "[/x] [red]\\x1b" in shown(pilot) and "[@click=app.quit]x[/] \\u202e" in shown(pilot)


async def test_a_lessons_session_belongs_to_no_file() -> None:
    async with taking(course("sync")) as pilot:
        await press(pilot, "w")
        assert "did not come from a file" in said(pilot)[-1]
        task = now(pilot).machine.state("Clean the raw data")
        assert isinstance(task, Task) and isinstance(pilot.app.screen, MainScreen)


async def test_a_file_that_changed_while_a_lesson_ran_is_read_when_it_is_given_back(tmp_path: Path) -> None:
    path = orders(tmp_path)
    person = open_session(sfn.load(path), name="orders.asl.json", path=str(path))
    async with taking(course("tour"), session=person) as pilot:
        path.write_text(path.read_text().replace('"orders"', '"archive"'))
        screen_of(pilot).files.changed()
        assert is_taking(pilot) and now(pilot).path is None
        await press(pilot, "escape")
        assert now(pilot).machine.state("Save order").targets[0].value == "archive"


async def test_a_step_that_brings_the_detail_back_shows_its_own_state(tmp_path: Path) -> None:
    second = '[[steps]]\nheading = "b"\ntext = "b"\nselect = "Queue shipment"\n'
    third = '[[steps]]\nheading = "c"\ntext = "c"\nselect = "Confirm to customer"\npane = "detail"\n'
    text = f'{HEAD}{FIRST}select = "Save order"\npane = "detail"\n{second}{third}'
    async with taking(read(tmp_path, text)) as pilot:
        assert "Save order · Amazon DynamoDB" in shown(pilot)
        await press(pilot, "enter", "enter")
        assert "Confirm to customer · Amazon SNS" in shown(pilot)
