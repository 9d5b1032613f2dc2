"""The machines of a file: each keeps its session."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import sfn_engine as sfn
from sfn_engine.machine import open_all
from sfn_tui.screens.main.machines import Machines
from sfn_tui.session.edits import SetDynamic
from sfn_tui.session.session import edit, open_session
from tests.support.engine.machines import HERE
from tests.support.tui.screen_access import FakeScreen
from tests.support.tui.templates import write_template


def made(folder: Path, *answers: Any) -> tuple[FakeScreen, Machines, list[str]]:
    path = write_template(folder)
    opened = sfn.open_all(path)
    machine = opened[0].machine
    assert machine is not None
    screen = FakeScreen(
        open_session(machine, name=path.name, path=str(path), context=HERE, machines=opened), *answers
    )
    shown: list[str] = []
    return screen, Machines(screen, lambda: shown.append(screen.session.machine_name or "")), shown


async def test_another_machine_is_shown_and_the_edits_of_the_one_before_are_kept(tmp_path: Path) -> None:
    screen, machines, shown = made(tmp_path, "SmallMachine", "OrderMachine")
    screen.session = edited = edit(screen.session, SetDynamic(("Keep",), "TableName"))
    await machines.choose()
    assert shown == ["SmallMachine"] and set(machines.sessions()) == {"OrderMachine", "SmallMachine"}
    await machines.choose()
    assert screen.session is edited and shown == ["SmallMachine", "OrderMachine"]


async def test_without_a_choice_or_with_the_same_machine_nothing_changes(tmp_path: Path) -> None:
    screen, machines, shown = made(tmp_path, None, "OrderMachine")
    session = screen.session
    await machines.choose()
    await machines.choose()
    assert screen.session is session and not shown and not machines.kept


async def test_a_machine_is_opened_with_the_values_that_the_person_gave(tmp_path: Path) -> None:
    screen, machines, _ = made(tmp_path, "SmallMachine")
    screen.session = open_session(
        sfn.bind(screen.session.machine, {"TableName": "orders"}), name="t", machines=screen.session.machines
    )
    await machines.choose()
    assert screen.session.machine.bindings == {"TableName": "orders"}


async def test_what_is_wrong_in_the_jsonata_of_another_machine_is_found_when_it_is_shown(tmp_path: Path) -> None:
    wrong = {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": "{% 1 + %}"}}}
    machines = {
        name: {"Type": "AWS::Serverless::StateMachine", "Properties": {"Definition": wrong}} for name in ("One", "Two")
    }
    path = tmp_path / "template.json"
    path.write_text(json.dumps({"Transform": "AWS::Serverless-2016-10-31", "Resources": machines}), "utf-8")
    opened = open_all(str(path), expressions=False)
    first = opened[0].machine
    assert first is not None and first.diagnostics == ()
    screen = FakeScreen(open_session(first, name="t", machines=opened), "Two")
    await Machines(screen, lambda: None).choose()
    assert [entry.check for entry in screen.session.machine.diagnostics] == ["jsonata-syntax"]
