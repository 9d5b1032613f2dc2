"""Sessions on files: several machines, the file read again, what writing back would change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import sfn_engine as sfn
from sfn_engine.sources.choosing import only_machine
from sfn_tui.session.edits import Bind, SetDynamic
from sfn_tui.session.session import Session, edit, open_session, read_again, reloaded, saved, select, undo
from sfn_tui.sharing.saving import changed_lines, changed_underneath
from sfn_tui.views.machines import machine_rows
from sfn_tui.views.placeholders import binding_disabled_reason, of_selected, placeholder_rows, value_suggestions
from tests.support.engine.machines import HERE
from tests.support.tui.templates import ORDER, write_template


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write_template(tmp_path)
    return tmp_path / "machines" / "order.asl.json"


def session_on(path: Path) -> Session:
    return open_session(sfn.load(path), name=path.name, path=str(path), context=HERE)


def test_a_binding_is_a_step_but_no_edit_that_could_be_lost(file: Path) -> None:
    session = edit(session_on(file), Bind("TableName", "orders"))
    assert session.can_undo and not session.has_unsaved_edits
    assert undo(session).machine.bindings == {}


def test_an_edit_reverted_by_another_cannot_be_lost(file: Path) -> None:
    session = edit(session_on(file), SetDynamic(("Keep",), "TableName"))
    assert session.has_unsaved_edits
    assert not undo(session).has_unsaved_edits


def test_bindings_live_on_when_the_file_is_read_again(file: Path) -> None:
    session = edit(session_on(file), Bind("TableName", "orders"))
    file.write_text(ORDER.replace('"Work"', '"Toil"'))
    after, told = reloaded(session, sfn.load(file, bindings=session.on_disk.bindings))
    assert after.machine.bindings == {"TableName": "orders"}
    assert "+1 state" in told and "no longer" not in told


def test_another_form_of_the_same_definition_is_what_later_writing_rests_on(file: Path) -> None:
    session = edit(session_on(file), SetDynamic(("Keep",), "TableName"))
    file.write_text(f"\n{ORDER}")
    after = read_again(session, sfn.load(file))
    assert after.machine.location(("States",)) == (4, 13)
    assert sfn.saved_text(after.machine).startswith("\n{")


def test_what_was_written_here_is_not_an_outside_change(file: Path) -> None:
    session = edit(session_on(file), SetDynamic(("Keep",), "TableName"))
    text = sfn.saved_text(session.machine)
    session = saved(session, text)
    file.write_text(text)
    assert not session.has_unsaved_edits
    assert read_again(session, sfn.load(file)) is session
    # Undone and written again, the file is what it was at first, to the last character.
    assert sfn.saved_text(undo(session).machine) == ORDER


def test_a_machine_that_is_gone_from_the_file_is_named(tmp_path: Path) -> None:
    opened = sfn.open_all(write_template(tmp_path))
    assert only_machine(opened, "SmallMachine", "t.yaml") is opened[1]
    with pytest.raises(sfn.DefinitionError, match="holds no state machine 'Gone'; it holds OrderMachine"):
        only_machine(opened, "Gone", "t.yaml")
    with pytest.raises(sfn.DefinitionError, match="holds 3 state machines: OrderMachine, SmallMachine, LostMachine"):
        only_machine(opened, None, "t.yaml")
    with pytest.raises(sfn.DefinitionError, match="s3://bucket"):
        only_machine(opened, "LostMachine", "t.yaml")


def test_the_machines_of_a_file_are_listed_with_what_they_hold(tmp_path: Path) -> None:
    opened = sfn.open_all(write_template(tmp_path))
    rows = machine_rows(opened, "OrderMachine", ["SmallMachine"])
    assert [row.text for row in rows[:2]] == [
        "▶ OrderMachine  2 states · 2 tasks · machines/order.asl.json",
        "  SmallMachine  1 state · 1 task · edited",
    ]
    assert rows[2].text.startswith("! LostMachine")
    assert rows[2].disabled_reason.endswith("open the definition's own file")


def test_placeholders_have_a_value_and_its_source(tmp_path: Path) -> None:
    opened = sfn.open_all(write_template(tmp_path))
    assert opened[0].machine is not None
    session = open_session(opened[0].machine, name="t", context=HERE)
    work, table = placeholder_rows(session)
    assert (work.label, work.value) == ("${WorkerArn}", "${Worker.Arn} (AWS::Serverless::Function)")
    assert (table.source, table.used) == ("file", "Keep")
    assert of_selected(session) == "WorkerArn"
    assert of_selected(select(session, ("Keep",))) == "TableName"
    bound = edit(session, Bind("TableName", "mine"))
    assert placeholder_rows(bound)[1].given


def test_values_for_a_placeholder_are_those_that_its_target_can_have(file: Path) -> None:
    session = session_on(file)
    assert value_suggestions(session, "TableName")
    assert binding_disabled_reason(session, "TableName", "orders") == ""
    assert binding_disabled_reason(session, "TableName", " ") == "TableName must have a value"
    assert "not of 'dynamodb'" in binding_disabled_reason(session, "TableName", "arn:aws:sqs:us-east-1:123456789012:q")
    assert binding_disabled_reason(session, "TableName", "x-${Stage}") == ""


def test_the_lines_that_change_have_their_numbers() -> None:
    before, after = "a\nb\nc\nd\n", "a\nB\nc\nnew\nd\n"
    assert [(line.number, line.sign, line.text) for line in changed_lines(before, after)] == [
        (2, "-", "b"),
        (2, "+", "B"),
        (4, "+", "new"),
    ]
    assert changed_lines(before, before) == ()
    assert [line.text for line in changed_lines("a", "\x1b")] == ["a", "\\x1b"]


def test_a_file_that_has_changed_or_gone_is_not_written_over(file: Path) -> None:
    assert changed_underneath(str(file), ORDER.encode()) == ""
    assert "has changed on disk" in changed_underneath(str(file), b"other")
    assert "no such file" in changed_underneath(str(file.with_name("gone")), b"")


def test_a_session_of_one_machine_has_no_name_for_it(file: Path) -> None:
    session = session_on(file)
    assert session.machine_name is None
    assert replace(session, machines=sfn.open_all(file)).machine_name == "order"
