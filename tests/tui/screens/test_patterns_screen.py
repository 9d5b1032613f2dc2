"""Patterns side by side in the app: three columns, or one at a time; the choice is an edit."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from sfn_tui.screens.patterns import PatternsScreen
from tests.support.engine.machines import chain, task
from tests.support.tui.dialogs import screen_text
from tests.support.tui.driving import now, press, running, said
from tests.support.tui.sessions import session_of

SMALL, LARGE = (80, 24), (120, 40)
PUBLISH = chain(Tell=task("sns:publish", {"TopicArn": "arn:aws:sns:us-east-1:123456789012:news", "Message": "hi"}))


def comparison(pilot: Pilot[None]) -> PatternsScreen:
    screen = pilot.app.screen
    assert isinstance(screen, PatternsScreen)
    return screen


def shown(pilot: Pilot[None]) -> list[str]:
    return [str(pane.border_title) for pane in comparison(pilot).panes if pane.display]


async def test_three_columns_have_room_on_a_wide_screen() -> None:
    async with running(size=LARGE) as pilot:
        await press(pilot, "c")
        assert shown(pilot) == ["request-response · now", ".sync", "callback"]
        text = screen_text(pilot)
        assert "Run job · Amazon ECS RunTask" in text
        assert text.count("Who can end it") == 3


async def test_one_column_at_a_time_on_a_small_screen() -> None:
    async with running(size=SMALL) as pilot:
        await press(pilot, "c")
        assert shown(pilot) == ["request-response · now"]
        await press(pilot, "right")
        assert shown(pilot) == [".sync"]
        assert "[.sync]" in screen_text(pilot)
        await press(pilot, "l", "l", "h")
        assert shown(pilot) == ["callback"]
        await pilot.resize_terminal(*LARGE)
        await pilot.pause()
        assert len(shown(pilot)) == 3


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_columns_keep_to_one_height(size: tuple[int, int]) -> None:
    async with running(size=size) as pilot:
        await press(pilot, "c", "l", "pagedown", "j", "down", "k")
        panes = comparison(pilot).panes
        height = panes[1].scroll_offset.y
        assert height > 1
        await press(pilot, "l")
        assert panes[2].scroll_offset.y == height
        await press(pilot, "g")
        assert panes[2].scroll_offset.y == 0
        await press(pilot, "h", "G")
        assert '"events:PutRule"' in screen_text(pilot)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_what_sync_adds_is_marked(size: tuple[int, int]) -> None:
    async with running(size=size) as pilot:
        await press(pilot, "c", "l", "G")
        rows = [row for row in screen_text(pilot).splitlines() if "events:PutRule" in row]
        assert rows and all("│+  " in row for row in rows)


@pytest.mark.parametrize("key", ["p", "enter"])
@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_choice_makes_the_task_so(size: tuple[int, int], key: str) -> None:
    async with running(size=size) as pilot:
        await press(pilot, "c", "right", key)
        assert now(pilot).machine.tasks[0].pattern == "sync"
        assert now(pilot).steps[-1].title == "Run job → .sync"
        await press(pilot, "c")
        assert shown(pilot)[comparison(pilot).focused_column if size == LARGE else 0] == ".sync · now"
        await press(pilot, "q", "u")
        assert now(pilot).machine.tasks[0].pattern == "request-response"


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_leaving_changes_nothing(key: str) -> None:
    async with running(size=SMALL) as pilot:
        await press(pilot, "c", "l", key)
        assert not isinstance(pilot.app.screen, PatternsScreen)
        assert not now(pilot).can_undo


async def test_the_present_pattern_and_one_not_supported_cannot_be_chosen() -> None:
    async with running(session_of(PUBLISH), size=SMALL) as pilot:
        await press(pilot, "c", "p")
        assert "already" in said(pilot)[-1]
        await press(pilot, "l", "p")
        assert "not supported" in said(pilot)[-1]
        assert shown(pilot) == [".sync · not supported"]
        assert ".sync is not supported by sns:publish" in screen_text(pilot)
        assert isinstance(pilot.app.screen, PatternsScreen)


async def test_a_column_not_supported_does_not_hold_the_others() -> None:
    async with running(session_of(PUBLISH), size=(120, 24)) as pilot:
        await press(pilot, "c", "l", "G")
        refused, callback = comparison(pilot).panes[1:]
        assert (refused.scroll_offset.y, callback.scroll_offset.y > 0) == (0, True)


async def test_a_state_that_is_not_a_task_is_refused() -> None:
    definition = {"StartAt": "Rest", "States": {"Rest": {"Type": "Wait", "Seconds": 1, "End": True}}}
    async with running(session_of(definition)) as pilot:
        await press(pilot, "c")
        assert said(pilot) == ["Rest is a Wait state; only a Task has a pattern"]


async def test_a_task_of_the_sdk_has_no_sync_to_compare() -> None:
    given = {"Bucket": "b", "Key": "k"}
    async with running(session_of(chain(Get=task("aws-sdk:s3:getObject", given)))) as pilot:
        await press(pilot, "c")
        assert "(AWS SDK)" in screen_text(pilot)
        assert ".sync is not supported by" in " ".join(screen_text(pilot).split())


async def test_a_task_of_an_unknown_sdk_call_is_refused() -> None:
    async with running(session_of(chain(Get=task("aws-sdk:s3:getObjects", {})))) as pilot:
        await press(pilot, "c")
        assert "no known patterns" in said(pilot)[-1]


async def test_the_palette_has_every_integration() -> None:
    async with running(size=SMALL) as pilot:
        await press(pilot, "ctrl+p")
        await press(pilot, *"glue")
        await pilot.pause(0.5)
        await press(pilot, "enter")
        await pilot.pause(0.2)
        assert "glue:startJobRun · AWS Glue StartJobRun" in screen_text(pilot)
        await press(pilot, "p")
        assert "this is an example" in said(pilot)[-1]
