"""The main screen: its commands, one dialog at a time, leaving."""

from __future__ import annotations

import asyncio

import pytest

from sfn_tui.commands.registry import COMMANDS
from sfn_tui.io.saved_state import SavedState
from sfn_tui.screens.dialogs.confirm import ConfirmDialog
from sfn_tui.screens.main.commands import command_table
from sfn_tui.screens.main.general import General
from sfn_tui.screens.main.panes import Panes
from sfn_tui.screens.main.remembered import Remembered
from sfn_tui.session.edits import SetDynamic
from sfn_tui.session.session import Session, edit
from tests.support.tui.driving import press, running, screen_of
from tests.support.tui.screen_access import FakeScreen
from tests.support.tui.sessions import session_of


async def test_every_command_of_the_registry_has_something_that_runs_it() -> None:
    async with running() as pilot:
        assert set(command_table(screen_of(pilot))) == {command.id for command in COMMANDS}


@pytest.mark.parametrize("keys", ["yy", "HH", "tt", "yH", "Ty"])
async def test_keys_that_come_together_open_one_dialog(keys: str) -> None:
    async with running() as pilot:
        for key in keys:
            screen_of(pilot).run_command({"y": "copy", "H": "history", "t": "theme", "T": "tour"}[key])
        await pilot.pause()
        await asyncio.sleep(0)
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 2
        await press(pilot, "escape")
        assert len(pilot.app.screen_stack) == 1


async def test_leaving_from_within_a_dialog_asks_before_edits_are_lost() -> None:
    async with running(edit(session_of(), SetDynamic(("Save",), "TableName"))) as pilot:
        await press(pilot, "y")
        await press(pilot, "ctrl+q", "ctrl+q")
        assert isinstance(pilot.app.screen, ConfirmDialog) and len(pilot.app.screen_stack) == 3
        await press(pilot, "n")
        assert len(pilot.app.screen_stack) == 2 and not pilot.app._exit
        await press(pilot, "ctrl+q", "y")
        assert pilot.app._exit


def general(session: Session, *answers: bool) -> tuple[General, list[str]]:
    screen = FakeScreen(session, *answers)
    left: list[str] = []
    made = General(
        screen,
        Panes(session, None, lambda: None),
        run_command=left.append,
        own_sessions=lambda: {"": session},
        leave=lambda: left.append("left"),
    )
    return made, left


async def test_without_edits_nobody_is_asked() -> None:
    made, left = general(session_of())
    await made.quit()
    assert left == ["left"]


async def test_with_edits_the_answer_decides() -> None:
    session = edit(session_of(), SetDynamic(("Save",), "TableName"))
    for answer in (True, False):
        made, left = general(session, answer)
        await made.quit()
        assert left == (["left"] if answer else [])


def test_what_is_chosen_is_remembered_but_not_the_scope_of_a_lesson() -> None:
    remembered = Remembered(SavedState())
    remembered.remember(theme="nord", scope="least")
    remembered.keeps_scope = False
    remembered.remember(scope="guide", divider=0.5)
    assert remembered.state == SavedState(theme="nord", scope="least", divider=0.5)
