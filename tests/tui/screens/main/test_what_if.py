"""What-if edits, and the questions that they ask."""

from __future__ import annotations

from typing import Any

from sfn_tui.screens.main.panes import Panes
from sfn_tui.screens.main.what_if import WhatIf
from sfn_tui.session.session import Session, select
from tests.support.engine.machines import chain, task
from tests.support.tui.screen_access import FakeScreen
from tests.support.tui.sessions import session_of


def made(session: Session, *answers: Any) -> tuple[FakeScreen, WhatIf]:
    screen = FakeScreen(session, *answers)
    return screen, WhatIf(screen, Panes(session, None, lambda: None))


def target(screen: FakeScreen, state: str) -> tuple[str, str]:
    found = screen.session.machine.state(state).targets[0]
    return found.mode, found.value


async def test_a_static_target_becomes_dynamic_without_a_question() -> None:
    screen, what_if = made(select(session_of(), ("Save",)))
    await what_if.toggle_selected_target()
    assert target(screen, "Save")[0] == "dynamic" and not screen.asked


async def test_a_dynamic_target_gets_the_value_that_the_person_gives() -> None:
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs"
    screen, what_if = made(select(session_of(), ("Tell",)), url)
    await what_if.toggle_selected_target()
    assert target(screen, "Tell") == ("static", url)


async def test_without_an_answer_nothing_is_edited() -> None:
    session = select(session_of(), ("Tell",))
    screen, what_if = made(session, None)
    await what_if.toggle_selected_target()
    assert screen.session is session and len(screen.asked) == 1


async def test_a_target_that_is_gone_is_left_alone() -> None:
    session = session_of()
    screen, what_if = made(session)
    await what_if.toggle_target(("Save",), "Nothing")
    assert screen.session is session


def test_an_edit_that_is_refused_says_why() -> None:
    screen, what_if = made(session_of())
    what_if.choose_pattern(("Save",), "sync")
    assert not screen.session.can_undo and len(screen.said) == 1 and "dynamodb" in screen.said[0].lower()


def test_a_pattern_is_chosen_once_and_not_for_a_state_that_is_gone() -> None:
    screen, what_if = made(session_of())
    what_if.choose_pattern(("Run job",), "sync")
    what_if.choose_pattern(("Run job",), "sync")
    what_if.choose_pattern(("Gone",), "sync")
    assert [step.title for step in screen.session.steps] == ["Opened", "Run job → .sync"]


def test_the_form_of_sync_that_was_chosen_is_said() -> None:
    screen, what_if = made(session_of(chain(Start=task("states:startExecution", {"StateMachineArn": "${M}"}))))
    what_if.next_pattern()
    assert len(screen.said) == 1 and "now ends in .sync:2. There is also .sync." in screen.said[0]
    what_if.next_pattern()
    what_if.next_pattern()
    assert len(screen.said) == 1 and not screen.session.has_unsaved_edits


def test_undo_and_redo_are_the_steps_before_and_after() -> None:
    screen, what_if = made(session_of())
    what_if.next_pattern()
    edited = screen.session.machine
    what_if.undo()
    assert screen.session.machine is not edited
    what_if.redo()
    assert screen.session.machine is edited


async def test_the_history_goes_to_the_step_that_is_chosen() -> None:
    screen, what_if = made(session_of(), 0)
    what_if.next_pattern()
    await what_if.history()
    assert screen.session.position == 0


def test_the_scope_is_switched_and_remembered() -> None:
    screen, what_if = made(session_of())
    what_if.toggle_scope()
    assert screen.session.scope == screen.remembered.state.scope == "least"


async def test_placeholders_are_bound_and_taken_back_until_the_person_leaves() -> None:
    from sfn_tui.screens.dialogs import placeholders

    def choice(name: str, unbind: bool) -> Any:
        return lambda dialog: placeholders.PlaceholderChoice(name, unbind)

    session = session_of(chain(Get=task("dynamodb:getItem", {"TableName": "${Table}"})))
    screen, what_if = made(session, choice("Table", False), "orders", choice("Table", True), None)
    await what_if.bind()
    assert [step.title for step in screen.session.steps] == ["Opened", "Table = orders", "Table: value removed"]
    assert not screen.answers
