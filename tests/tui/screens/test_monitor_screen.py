"""The job monitor through its keys and mouse."""

from __future__ import annotations

import asyncio

import pytest
from textual.pilot import Pilot

from sfn_tui.screens.main.main_screen import MainScreen
from sfn_tui.screens.monitor import MonitorScreen
from sfn_tui.widgets.monitor_pane import MonitorPane
from tests.support.engine.machines import chain, task
from tests.support.tui.dialogs import screen_text
from tests.support.tui.driving import press, running, said
from tests.support.tui.sessions import session_of

SMALL, LARGE = (80, 24), (120, 40)
JOBS = chain(
    **{
        "Run job": task("ecs:runTask.sync", {"TaskDefinition": "nightly:7"}),
        "Clean": task("glue:startJobRun.sync", {"JobName": "clean"}),
    }
)
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])


def monitor(pilot: Pilot[None]) -> MonitorScreen:
    screen = pilot.app.screen
    assert isinstance(screen, MonitorScreen)
    return screen


@SIZES
async def test_the_monitor_is_opened_used_and_left(size: tuple[int, int]) -> None:
    async with running(session_of(JOBS), size) as pilot:
        await press(pilot, "M")
        assert "Job monitor · Run job · ecs:runTask.sync" in screen_text(pilot)
        assert "✓ Outcome: The event reports at once" in screen_text(pilot)
        await press(pilot, "down", "space")
        assert "removed" in screen_text(pilot)
        assert "the mistake stays hidden" in screen_text(pilot)
        await press(pilot, "e")
        assert "hangs" in screen_text(pilot) and "▶ still waiting" in screen_text(pilot)
        await press(pilot, "r")
        assert monitor(pilot).state.setup == monitor(pilot).state.task.setup
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, MainScreen)


@SIZES
async def test_everything_that_teaches_is_seen_without_scrolling(size: tuple[int, int]) -> None:
    async with running(session_of(JOBS), size) as pilot:
        await press(pilot, "M")
        shown = screen_text(pilot)
        for text in ("Step Functions", "EventBridge", "Outcome", "Without poll, and the event lost: hangs", "q: back"):
            assert text in shown


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        ("1", "fails-at-once"), ("2", "noticed-at-once"), ("3", "noticed-late"), ("4", "noticed-at-once"),
        ("e", "noticed-late"), ("d", "noticed-at-once"), ("s", "job-stopped"), ("b", "job-stopped"),
        ("f", "noticed-at-once"), ("x", "noticed-late"),
    ],
)
async def test_each_key_switches_its_own(key: str, outcome: str) -> None:
    async with running(session_of(JOBS), SMALL) as pilot:
        await press(pilot, "M", key)
        assert monitor(pilot).state.setup != monitor(pilot).state.task.setup
        assert monitor(pilot).state.run.outcome.kind == outcome
        await press(pilot, key)
        assert monitor(pilot).state.setup == monitor(pilot).state.task.setup


async def test_what_cannot_be_switched_is_told_on_the_screen() -> None:
    async with running(session_of(JOBS), SMALL) as pilot:
        await press(pilot, "down", "M", "e")
        assert "no event to lose: there is no managed rule" in screen_text(pilot)
        await press(pilot, "3")
        assert "event: nothing to switch, there is no managed rule" in screen_text(pilot)


async def test_time_is_stepped_through() -> None:
    async with running(session_of(JOBS), SMALL) as pilot:
        await press(pilot, "M", "left", "h")
        assert monitor(pilot).state.moment == 3
        await press(pilot, "right")
        assert monitor(pilot).state.moment == 4


async def test_pages_are_shown_and_escape_goes_back_one_by_one() -> None:
    async with running(session_of(JOBS), SMALL) as pilot:
        await press(pilot, "M", "t")
        assert "Delete the managed rule" in screen_text(pilot)
        await press(pilot, "pagedown", "j")
        assert "aws-stepfunctions-local" in screen_text(pilot)
        await press(pilot, "question_mark")
        assert "grant or remove the permission" in screen_text(pilot)
        await press(pilot, "escape")
        assert "Outcome" in screen_text(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MainScreen)


@SIZES
async def test_a_click_switches_and_goes_to_a_moment(size: tuple[int, int]) -> None:
    async with running(session_of(JOBS), size) as pilot:
        await press(pilot, "M")
        rows = monitor(pilot).query_one(MonitorPane).rows
        row, spot = next(
            (row, spot) for row, entry in enumerate(rows) for spot in entry.spots if spot.switch == "event-lost"
        )
        # One cell of border, one of gutter.
        await pilot.click(MonitorPane, offset=(spot.start + 2 + 1, row + 1))
        await pilot.pause()
        assert monitor(pilot).state.setup.incidents == {"event-lost"}
        await pilot.click(MonitorPane, offset=(10, 2 + 1 - 1))
        await pilot.pause()
        assert not monitor(pilot).state.setup.granted.poll
        if size == LARGE:
            rows = monitor(pilot).query_one(MonitorPane).rows
            first = next(row for row, entry in enumerate(rows) if entry.moment == 0)
            await pilot.click(MonitorPane, offset=(10, first + 1))
            await pilot.pause()
            assert monitor(pilot).state.moment == 0


async def test_another_size_makes_other_rows() -> None:
    async with running(session_of(JOBS), SMALL) as pilot:
        await press(pilot, "M")
        small = monitor(pilot).query_one(MonitorPane).rows
        await pilot.resize_terminal(200, 50)
        await pilot.pause()
        assert monitor(pilot).query_one(MonitorPane).rows != small
        assert "calls ecs:RunTask" in screen_text(pilot)


async def test_a_task_that_runs_no_job_says_what_to_do() -> None:
    async with running() as pilot:
        await press(pilot, "M")
        assert said(pilot)[-1] == "Run job is request-response; change it to .sync to run a job (p)"
        await press(pilot, "down", "M")
        assert ".sync is not supported by dynamodb:putItem" in said(pilot)[-1]
        await press(pilot, "up", "p", "M")
        assert "Job monitor · Run job" in screen_text(pilot)


async def test_a_state_that_is_not_a_task_says_so() -> None:
    async with running(session_of(chain(Rest={"Type": "Wait", "Seconds": 1}))) as pilot:
        await press(pilot, "M")
        assert said(pilot)[-1] == "Rest is a Wait state; only a .sync task runs a job"


async def test_keys_in_a_burst_open_the_monitor_of_the_state_they_led_to() -> None:
    async with running(session_of(JOBS)) as pilot:
        await pilot.press("down", "M")
        await asyncio.sleep(0)
        await pilot.pause()
        assert monitor(pilot).state.task.task.name == "Clean"
