"""The app on files with several machines, on placeholders, and writing edits back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

import sfn_engine as sfn
from sfn_tui.app import ExplorerApp
from sfn_tui.io.saved_state import SavedState
from sfn_tui.screens.dialogs.machine import MachineDialog
from sfn_tui.screens.dialogs.save import SaveDialog
from sfn_tui.session.session import Session, open_session
from tests.support.engine.machines import HERE
from tests.support.tui.driving import now, press, running, said
from tests.support.tui.templates import ORDER, TEMPLATE, write_template

OTHER = """Definition:
        StartAt: Call
        States:
          Call:
            Type: Task
            Resource: arn:aws:states:::sns:publish
            Parameters: {Message: hello, TopicArn: !Ref Topic}
            End: true
"""


def session_on(path: Path, machine: str) -> Session:
    opened = sfn.open_all(path)
    found = next(entry.machine for entry in opened if entry.name == machine)
    assert found is not None
    return open_session(found, name=path.name, path=str(path), context=HERE, machines=opened)


def order_session(folder: Path) -> Session:
    write_template(folder)
    path = folder / "machines" / "order.asl.json"
    return open_session(sfn.load(path), name=path.name, path=str(path), context=HERE)


def resources(pilot: Pilot[None]) -> list[str]:
    return [resource for statement in now(pilot).policy.statements for resource in statement.resources]


def highlight(pilot: Pilot[None], text: str) -> None:
    rows = pilot.app.screen.query_one(OptionList)
    rows.highlighted = next(
        index for index in range(rows.option_count) if text in str(rows.get_option_at_index(index).prompt)
    )


async def choose(pilot: Pilot[None], row: int) -> None:
    await press(pilot, "m")
    pilot.app.screen.query_one(OptionList).highlighted = row
    await press(pilot, "enter")


async def test_a_file_with_several_machines_asks_which_is_meant(tmp_path: Path) -> None:
    path = write_template(tmp_path)
    app = ExplorerApp(session_on(path, "OrderMachine"), SavedState(), pick=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, MachineDialog)
        await press(pilot, "down", "enter")
        assert now(pilot).machine_name == "SmallMachine"


async def test_a_machine_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    path = write_template(tmp_path)
    async with running(session_on(path, "OrderMachine")) as pilot:
        await choose(pilot, 2)
        assert isinstance(pilot.app.screen, MachineDialog)
        shown = str(pilot.app.screen.query_one("#reason").render())
        assert "template.yaml:30:22" in shown and "s3://bucket/machine.json" in shown
        await press(pilot, "escape")
        assert now(pilot).machine_name == "OrderMachine"


async def test_edits_of_one_machine_are_kept_while_another_is_looked_at(tmp_path: Path) -> None:
    path = write_template(tmp_path)
    async with running(session_on(path, "OrderMachine")) as pilot:
        await press(pilot, "down", "d")
        assert now(pilot).has_unsaved_edits
        await choose(pilot, 1)
        assert not now(pilot).has_unsaved_edits
        await press(pilot, "q")
        assert not pilot.app._exit and len(pilot.app.screen_stack) == 2
        await press(pilot, "n")
        await choose(pilot, 0)
        assert now(pilot).has_unsaved_edits


async def test_m_on_a_file_with_one_machine_says_so(tmp_path: Path) -> None:
    async with running(order_session(tmp_path)) as pilot:
        await press(pilot, "m")
        assert said(pilot)[-1] == "this file holds only one state machine"


async def test_a_placeholder_is_bound_and_unbound_and_the_policy_follows(tmp_path: Path) -> None:
    async with running(order_session(tmp_path)) as pilot:
        assert resources(pilot)[1].endswith("table/${TableName}")
        await press(pilot, "b")
        highlight(pilot, "TableName")
        await press(pilot, "enter")
        pilot.app.screen.query_one(Input).value = "orders"
        await press(pilot, "enter", "escape")
        assert resources(pilot)[1].endswith("table/orders")
        assert not now(pilot).has_unsaved_edits
        assert now(pilot).steps[-1].title == "TableName = orders"
        await press(pilot, "b")
        highlight(pilot, "TableName")
        await press(pilot, "delete", "escape")
        assert resources(pilot)[1].endswith("table/${TableName}")
        await press(pilot, "u")
        assert resources(pilot)[1].endswith("table/orders")


async def test_a_value_that_the_target_cannot_have_is_refused(tmp_path: Path) -> None:
    async with running(order_session(tmp_path)) as pilot:
        await press(pilot, "b")
        highlight(pilot, "TableName")
        await press(pilot, "enter")
        pilot.app.screen.query_one(Input).value = "arn:aws:sqs:us-east-1:123456789012:queue"
        await press(pilot, "enter")
        assert "not of 'dynamodb'" in str(pilot.app.screen.query_one("#reason").render())
        await press(pilot, "escape", "escape")


async def test_a_definition_without_placeholders_says_so() -> None:
    async with running() as pilot:
        await press(pilot, "b")
        assert said(pilot)[-1] == "this definition has no placeholders"


async def test_w_writes_only_the_edit_into_the_file_and_undo_brings_the_same_bytes_back(tmp_path: Path) -> None:
    session = order_session(tmp_path)
    path = tmp_path / "machines" / "order.asl.json"
    path.chmod(0o640)
    async with running(session) as pilot:
        await press(pilot, "w")
        assert said(pilot)[-1] == "nothing has been edited since the file was read or written"
        await press(pilot, "down", "d", "w")
        assert isinstance(pilot.app.screen, SaveDialog)
        await press(pilot, "n")
        assert path.read_text() == ORDER
        await press(pilot, "w", "y")
        assert path.read_text() == ORDER.replace('"TableName": "${TableName}"', '"TableName.$": "$.TableName"')
        assert path.stat().st_mode & 0o777 == 0o640
        assert not now(pilot).has_unsaved_edits
        await press(pilot, "u", "w", "y")
        assert path.read_text() == ORDER


async def test_w_refuses_a_file_that_has_changed_underneath(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "machines" / "order.asl.json"
    monkeypatch.setattr("sfn_tui.screens.main.files.Files.changed", lambda files: None)
    async with running(order_session(tmp_path)) as pilot:
        await press(pilot, "down", "d", "w")
        path.write_text(ORDER + "\n")
        await press(pilot, "y")
        assert said(pilot)[-1].startswith("not written: the file has changed on disk")
        assert path.read_text() == ORDER + "\n"
        # Another form of the same definition: read again, the edit is there still and can be written.
        await press(pilot, "r", "w", "y")
        assert path.read_text().endswith("}\n\n") and '"TableName.$"' in path.read_text()


async def test_w_writes_into_the_template_and_keeps_its_comments(tmp_path: Path) -> None:
    path = write_template(tmp_path)
    before = path.read_text()
    async with running(session_on(path, "SmallMachine")) as pilot:
        await press(pilot, "d", "w", "y")
        assert path.read_text() == before.replace("QueueUrl: !Ref Jobs", "QueueUrl.$: $.QueueUrl")


async def test_a_change_of_the_file_that_the_template_names_is_seen_on_reload(tmp_path: Path) -> None:
    path = write_template(tmp_path)
    async with running(session_on(path, "OrderMachine")) as pilot:
        definition = tmp_path / "machines" / "order.asl.json"
        definition.write_text(ORDER.replace("${WorkerArn}", "arn:aws:states:::lambda:invoke"))
        await press(pilot, "r")
        assert any("reloaded" in text for text in said(pilot))
        assert now(pilot).definition_file == os.fspath(definition)


async def test_two_machines_of_one_file_are_edited_and_written_one_after_the_other(tmp_path: Path) -> None:
    small = TEMPLATE.replace("DefinitionUri: s3://bucket/machine.json", OTHER)
    path = tmp_path / "template.yaml"
    path.write_text(small)
    (tmp_path / "machines").mkdir()
    (tmp_path / "machines" / "order.asl.json").write_text(ORDER)
    async with running(session_on(path, "SmallMachine")) as pilot:
        await press(pilot, "d", "w", "y")
        await choose(pilot, 2)
        assert now(pilot).machine_name == "LostMachine"
        await press(pilot, "d", "w", "y")
        await choose(pilot, 1)
        assert not now(pilot).has_unsaved_edits
        await press(pilot, "u", "w", "y")
    expected = small.replace("{Message: hello, TopicArn: !Ref Topic}", "{Message: hello, TopicArn.$: $.TopicArn}")
    assert path.read_text() == expected
