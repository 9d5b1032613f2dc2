"""The session: edits, undo to the very beginning, reload, and what each did to the policy."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_tui.commands.reasons import CommandState, no_other_pattern, no_patterns, no_target
from sfn_tui.session.edits import SetDynamic, SetPattern, SetStatic
from sfn_tui.session.session import (
    Session,
    edit,
    form_notice,
    go_to_step,
    next_pattern,
    open_session,
    redo,
    reloaded,
    select,
    set_scope,
    undo,
)
from sfn_tui.views.boxes import box_texts
from sfn_tui.views.detail import detail_view
from sfn_tui.views.header import header_view
from sfn_tui.views.history import history_rows
from sfn_tui.views.policy import PolicyView, policy_view
from tests.support.engine.machines import chain, task
from tests.support.tui.sessions import NIGHTLY, session_of

RUN, SAVE, TELL = ("Run job",), ("Save",), ("Tell",)


def summary(session: Session) -> str:
    assert session.change is not None
    return session.change.summary


def test_a_session_opens_on_the_first_state_without_a_change() -> None:
    session = session_of()
    assert session.selected == RUN
    assert session.change is None and not session.can_undo and not session.has_unsaved_edits


def test_sync_adds_its_permissions_and_undo_removes_them() -> None:
    before = session_of()
    after = edit(before, SetPattern(RUN, "sync"))
    assert summary(after) == "+5 actions, +1 ARN, +1 wildcard"
    assert after.steps[-1].title == "Run job → .sync"
    back = undo(after)
    assert back.policy.document == before.policy.document
    assert summary(back) == "−5 actions, −1 ARN, −1 wildcard"
    assert redo(back).policy.document == after.policy.document


def test_a_dynamic_target_trades_an_arn_for_a_wildcard() -> None:
    after = edit(session_of(), SetDynamic(SAVE, "TableName"))
    assert summary(after) == "−1 ARN, +1 wildcard"
    again = edit(after, SetStatic(SAVE, "TableName", "orders"))
    assert again.machine.definition == session_of().machine.definition


def test_an_edit_after_undo_forgets_what_was_undone() -> None:
    session = undo(edit(session_of(), SetPattern(RUN, "sync")))
    session = edit(session, SetDynamic(SAVE, "TableName"))
    assert not session.can_redo
    assert [step.title for step in session.steps] == ["Opened", "Save: TableName dynamic"]


def test_a_refused_edit_leaves_the_session_as_it_is() -> None:
    session = session_of()
    with pytest.raises(sfn.EditRefused, match="not supported"):
        edit(session, SetPattern(SAVE, "sync"))


def test_the_next_pattern_goes_round_through_what_is_offered() -> None:
    session, seen = session_of(), []
    for _ in range(3):
        session = edit(session, next_pattern(session, RUN))
        seen.append(session.machine.tasks[0].pattern)
    assert seen == ["sync", "callback", "request-response"]
    with pytest.raises(sfn.EditRefused, match="which supports request-response"):
        next_pattern(session, SAVE)


@pytest.mark.parametrize("resource", ["aws-sdk:s3:getObject.sync", "dynamodb:getItem.sync", "sqs:sendMessage.sync"])
def test_a_pattern_that_is_not_supported_changes_to_the_first_that_is(resource: str) -> None:
    session = session_of(chain(Step=task(resource)))
    detail = detail_view(session)
    assert detail is not None and not no_other_pattern(CommandState(session, detail))
    assert next_pattern(session, ("Step",)) == SetPattern(("Step",), "request-response")


def test_an_express_workflow_changes_only_to_request_response() -> None:
    settings = {"Type": "EXPRESS", "Definition": chain(Step=task("ecs:runTask.sync", {"TaskDefinition": "t:1"}))}
    template = {"Resources": {"M": {"Type": "AWS::Serverless::StateMachine", "Properties": settings}}}
    session = open_session(sfn.parse(json.dumps(template)), name="template.json")
    assert next_pattern(session, ("Step",)) == SetPattern(("Step",), "request-response")


@pytest.mark.parametrize("resource", [f"aws-sdk:s3:{'x' * 9_000}", f"dynamodb:{'x' * 9_000}"])
def test_an_endless_name_has_a_title_and_reasons_that_fit_on_the_screen(resource: str) -> None:
    detail = detail_view(session_of(chain(Step=task(resource))))
    assert detail is not None
    assert len(detail.title) < 150
    assert all(len(option.disabled_reason) < 200 for option in detail.patterns)


def test_the_reasons_of_a_state_with_an_endless_name_fit_on_the_screen() -> None:
    session = session_of(chain(**{"x" * 9_000: {"Type": "Pass"}}))
    given = CommandState(session, detail_view(session))
    assert all(0 < len(reason(given)) < 200 for reason in (no_target, no_other_pattern, no_patterns))


@pytest.mark.parametrize(
    "state",
    [
        task("ecs:runTask", {"TaskDefinition": "nightly:7"}),
        task("sqs:sendMessage", {"QueueUrl.$": "$.queue", "MessageBody": "done"}),
        task("sns:publish.waitForTaskToken", {"TopicArn": "${T}", "Message": {"id.$": "$$.Task.Token", "x": 1}}),
        task("lambda:invoke", {"FunctionName": "f", "Payload.$": "$"}),
        task("states:startExecution.sync", {"StateMachineArn": "${M}", "Input": "text"}),
    ],
)
def test_all_the_way_round_the_patterns_nothing_is_edited(state: dict[str, Any]) -> None:
    session, path = session_of(chain(Step=state)), ("Step",)
    first = session.machine.tasks[0].pattern
    for _ in range(2):
        session = edit(session, next_pattern(session, path))
        assert session.has_unsaved_edits
        while session.machine.tasks[0].pattern != first:
            session = edit(session, next_pattern(session, path))
        assert session.machine.raw == session.steps[0].machine.raw and not session.has_unsaved_edits
        assert undo(session).has_unsaved_edits and not redo(undo(session)).has_unsaved_edits


def test_the_history_and_a_notice_say_which_form_of_sync_was_chosen() -> None:
    start = ("Start",)
    nested = chain(Start=task("states:startExecution", {"StateMachineArn": "${M}"}))
    session = edit(session_of(nested), SetPattern(start, "sync"))
    assert session.steps[-1].title == "Start → .sync:2"
    assert form_notice(session).startswith("The Resource of 'Start' now ends in .sync:2. There is also .sync.")
    assert not form_notice(edit(session, SetPattern(start, "callback")))
    for suffix in (".sync", ".sync:2"):
        own = session_of(chain(Start=task(f"states:startExecution{suffix}", {"StateMachineArn": "m"})))
        there_and_back = edit(edit(own, SetPattern(start, "callback")), SetPattern(start, "sync"))
        assert not form_notice(there_and_back), "it is as it was"
    assert not form_notice(edit(session_of(), SetPattern(RUN, "sync"))) and not form_notice(session_of())


def test_selecting_is_not_a_step_of_the_history() -> None:
    session = select(session_of(), TELL)
    assert session.selected == TELL and len(session.steps) == 1
    assert select(session, ("Nowhere",)) is session


def test_the_scope_is_not_a_step_of_the_history_but_shows_what_it_changes() -> None:
    session = set_scope(session_of(), "least")
    assert session.policy.scope == "least" and len(session.steps) == 1
    assert "−3 actions" in summary(session)


def test_a_reload_keeps_the_selection_and_the_edits_that_fit() -> None:
    session = edit(edit(session_of(), SetPattern(RUN, "sync")), SetDynamic(SAVE, "TableName"))
    session = select(session, TELL)
    newer = copy.deepcopy(NIGHTLY)
    newer["States"]["Save"]["Parameters"] = {"TableName.$": "$.t"}
    newer["States"]["Tell"]["Next"] = "More"
    newer["States"]["Tell"].pop("End")
    newer["States"]["More"] = {"Type": "Pass", "End": True}
    after, changed = reloaded(session, sfn.parse(newer))
    assert [step.title for step in after.steps] == ["Opened", "Run job → .sync"]
    assert after.selected == TELL
    assert changed == "+1 state, 1 edit no longer fits"


def test_a_reload_that_drops_the_selected_state_selects_the_first() -> None:
    after, changed = reloaded(select(session_of(), TELL), sfn.parse(chain(Only={"Type": "Pass"})))
    assert after.selected == ("Only",)
    assert changed.startswith("+1 state, −3 states, ")


def test_a_reload_that_leaves_a_state_unreachable_says_that_there_is_a_problem() -> None:
    newer = {**NIGHTLY, "StartAt": "Save"}
    _, changed = reloaded(session_of(), sfn.parse(newer))
    assert changed == "+1 problem"


STEPS = st.sampled_from(["sync", "callback", "request-response", "dynamic", "undo", "redo", "scope", "jump"])


@given(st.lists(STEPS, max_size=14))
@settings(deadline=None, max_examples=60)
def test_undo_goes_back_to_the_very_beginning_whatever_was_done(steps: list[str]) -> None:
    session = session_of()
    for step in steps:
        try:
            if step in ("undo", "redo"):
                session = undo(session) if step == "undo" else redo(session)
            elif step == "scope":
                session = set_scope(session, "least" if session.scope == "guide" else "guide")
            elif step == "jump":
                session = go_to_step(session, len(session.steps) // 2)
            elif step == "dynamic":
                session = edit(session, SetDynamic(SAVE, "TableName"))
            else:
                session = edit(session, SetPattern(RUN, step))  # type: ignore[arg-type]
        except sfn.EditRefused:
            continue
        assert session.policy.document == sfn.generate(session.machine, session.context, session.scope).document
    while session.can_undo:
        session = undo(session)
    assert session.machine.definition == session_of().machine.definition
    assert not session.has_unsaved_edits


def marks(view: PolicyView) -> dict[str, str]:
    return {row.text.strip().rstrip(","): row.mark for row in view.rows if row.mark}


def test_the_policy_marks_what_an_edit_added() -> None:
    found = marks(policy_view(edit(session_of(), SetPattern(RUN, "sync"))))
    assert found['"ecs:StopTask"'] == found['"events:PutRule"'] == "+"
    assert '"ecs:RunTask"' not in found


def test_the_policy_still_shows_what_an_edit_removed_struck_in_its_place() -> None:
    view = policy_view(edit(session_of(), SetDynamic(SAVE, "TableName")))
    texts = [row.text.strip() for row in view.rows]
    gone = texts.index('"arn:aws:dynamodb:us-east-1:123456789012:table/orders"')
    assert view.rows[gone].mark == "-"
    assert gone < texts.index('"sqs:SendMessage"')
    kept = [row.text for row in view.rows if row.mark != "-"]
    assert "\n".join(kept) == "\n".join(
        line.text for line in edit(session_of(), SetDynamic(SAVE, "TableName")).policy.lines()
    )


def test_an_arn_that_leaves_a_shared_statement_is_marked_alone() -> None:
    machine = chain(A=task("dynamodb:getItem", {"TableName": "a"}), B=task("dynamodb:getItem", {"TableName": "b"}))
    found = marks(policy_view(edit(session_of(machine), SetDynamic(("A",), "TableName"))))
    assert found['"arn:aws:dynamodb:us-east-1:123456789012:table/a"'] == "-"
    assert '"arn:aws:dynamodb:us-east-1:123456789012:table/b"' not in found


def test_each_row_knows_its_owners_and_why_it_is_there() -> None:
    view = policy_view(session_of())
    row = view.rows[view.first_of[SAVE]]
    assert row.owners == (SAVE,) and row.action == "dynamodb:GetItem"
    assert row.why[0].startswith("support: ") and "(Save)" in row.why[0]
    assert view.titles[0].startswith("Policy · incomplete · 3 statements · ")


def test_the_header_counts_and_says_that_there_are_edits() -> None:
    session = session_of(chain(Save=task("dynamodb:putItem", {"TableName": "orders"})))
    assert header_view(session).left == "nightly.asl.json · JSONPath · 1 state · 1 of 1 tasks explained"
    assert " · edited · " in header_view(edit(session, SetDynamic(SAVE, "TableName"))).left


def test_the_header_of_an_incomplete_policy_says_first_what_is_missing() -> None:
    assert header_view(session_of()).left == (
        "nightly.asl.json · ! incomplete · 2 to add by hand · 3 of 3 tasks explained · JSONPath · 3 states"
    )


def test_badges_tell_modes_actions_and_doubt() -> None:
    definition = chain(A=task("dynamodb:getItem", {"TableName.$": "$.t"}), B=task("aws-sdk:${Service}:getObject", {}))
    session = session_of(definition)
    texts = box_texts(session.machine, session.policy)
    assert texts["A",].badge == "◌ 4" and texts["B",].badge == "!"
    assert texts["A",].title == "dynamodb:getItem"


def test_the_detail_tells_patterns_targets_and_permissions() -> None:
    view = detail_view(edit(session_of(), SetPattern(RUN, "sync")))
    assert view is not None
    assert [(option.label, option.chosen, option.disabled_reason) for option in view.patterns] == [
        ("request-response", False, ""),
        (".sync", True, ""),
        ("callback", False, ""),
    ]
    assert [(target.name, target.mode) for target in view.targets] == [("TaskDefinition", "static")]
    assert [grant.reason for grant in view.grants] == ["call", "cancel", "poll", "event"]
    assert "hang" in view.grants[2].without
    other = detail_view(select(session_of(), SAVE))
    assert other is not None and ".sync is not supported by dynamodb:putItem" in other.patterns[1].disabled_reason


def test_a_shared_permission_names_the_other_states() -> None:
    machine = chain(A=task("sns:publish", {"TopicArn": "${T}"}), B=task("sns:publish", {"TopicArn": "${T}"}))
    view = detail_view(session_of(machine))
    assert view is not None and view.grants[0].shared_with == ("B",)


def test_the_history_lists_every_step_and_marks_the_present_one() -> None:
    session = undo(edit(session_of(), SetPattern(RUN, "sync")))
    assert [(row.title, row.current) for row in history_rows(session)] == [
        ("Opened", True),
        ("Run job → .sync", False),
    ]


HOSTILE = "[/x] [red]\x1b[31m\u202e🎉"


def test_hostile_names_are_safe_in_every_view() -> None:
    definition: dict[str, Any] = chain(**{HOSTILE: task("dynamodb:getItem", {"TableName": HOSTILE})})
    session = edit(session_of(definition), SetDynamic((HOSTILE,), "TableName"))
    view = detail_view(session)
    assert view is not None
    texts = [header_view(session).left, view.heading, view.targets[0].value, history_rows(session)[1].title]
    texts += [row.text for row in policy_view(session).rows]
    texts += [text for box in box_texts(session.machine, session.policy).values() for text in (box.title, box.name)]
    assert not any("\x1b" in text or "\u202e" in text for text in texts)
    assert "[/x] [red]\\x1b[31m" in view.heading


def test_a_statement_that_only_gains_an_action_on_its_wildcard_is_one_wildcard_more() -> None:
    sync = edit(session_of(), SetPattern(RUN, "sync"))
    assert summary(edit(sync, SetDynamic(RUN, "TaskDefinition"))) == "−1 ARN, +1 wildcard"
