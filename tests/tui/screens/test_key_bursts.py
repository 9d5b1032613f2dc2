"""Keys that come faster than the app can answer them: several at once, and one by one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

import sfn_engine as sfn
from sfn_tui.session.edits import SetDynamic, SetStatic
from sfn_tui.session.session import Session, edit, open_session
from tests.support.engine.machines import HERE, chain, task
from tests.support.tui.driving import now, press, running, screen_of

DIALOGS = {
    "value prompt": ("d",),
    "history": ("H",),
    "copy menu": ("y",),
    "export": ("x",),
    "save": ("w",),
    "notes": ("i",),
    "help": ("question_mark",),
    "palette": ("ctrl+p",),
    "palette, something typed": ("ctrl+p", *"undo"),
    "theme": ("t",),
    "lessons": ("T",),
    "placeholders": ("b",),
    "machines": ("m",),
    "patterns": ("c",),
    "monitor": ("M",),
}
"""The keys that open each dialog and screen."""

BURSTS = (
    ("enter",) * 3,
    ("escape",) * 3,
    ("escape", "enter", "escape"),
    ("p", "p"),
    ("q", "q"),  # the last one: here it may be the answer of somebody who leaves
)
SMALL = (80, 24)
"""Columns and rows: the fewer there are, the less is drawn at each key."""

FILE = {
    "Resources": {
        name: {
            "Type": "AWS::StepFunctions::StateMachine",
            "Properties": {
                "Definition": chain(
                    **{"Run job": task("ecs:runTask.sync", {"TaskDefinition": "${Job}"})}
                )
            },
        }
        for name in ("Nightly", "Hourly")
    }
}
"""A template with two machines, so that every dialog has something to show."""


def edited(folder: Path) -> Session:
    """Return a session on a file in `folder` with two edits that nobody has saved."""
    path = folder / "template.json"
    path.write_text(json.dumps(FILE))
    opened = sfn.open_all(path)
    machine = opened[0].machine
    assert machine is not None
    session = open_session(machine, name=path.name, path=str(path), context=HERE, machines=opened)
    once = edit(session, SetStatic(("Run job",), "TaskDefinition", "nightly:7"))
    return edit(once, SetDynamic(("Run job",), "TaskDefinition"))


def send(pilot: Pilot[None], keys: Sequence[str]) -> None:
    """Hand keys to the app as a terminal does that delivers them in one piece."""
    for key in keys:
        character = key if len(key) == 1 else {"enter": "\r", "escape": "\x1b"}.get(key)
        pilot.app.post_message(events.Key(_character_to_key(key) if len(key) == 1 else key, character))


async def closed(pilot: Pilot[None]) -> None:
    """Leave whatever is open."""
    for _ in range(12):
        await pilot.pause()
        if len(pilot.app.screen_stack) == 1:
            return
        await press(pilot, "escape")
    raise AssertionError(pilot.app.screen_stack)


@pytest.mark.parametrize("dialog", DIALOGS)
async def test_a_dialog_answers_once_and_no_edit_is_lost(
    dialog: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where an export is written
    async with running(edited(tmp_path), SMALL) as pilot:
        titles = [step.title for step in now(pilot).steps]
        for number, keys in enumerate(BURSTS, list(DIALOGS).index(dialog)):
            together = number % 2 == 0  # each burst comes together in one dialog, and one by one in the next
            await press(pilot, *DIALOGS[dialog])
            for part in [keys] if together else [[key] for key in keys]:
                send(pilot, part)
                await asyncio.sleep(0)
            await pilot.pause()
            if pilot.app._exit:
                assert keys[0] == "q"
                return
            await closed(pilot)
            screen = screen_of(pilot)
            screen.lesson.leave()
            kept = [now(pilot), *screen.machines.sessions().values()]
            assert any([step.title for step in session.steps[: len(titles)]] == titles for session in kept), keys
