"""What can be copied, from the policy's cursor and from the selected state."""

from __future__ import annotations

import json

import pytest

from sfn_engine.display import safe
from sfn_tui.session.edits import SetPattern
from sfn_tui.session.session import Session, edit, select
from sfn_tui.sharing.copying import CopyChoice, copies
from sfn_tui.views.policy import PolicyRow, policy_view
from tests.support.engine.machines import chain, task
from tests.support.tui.panes import HOSTILE
from tests.support.tui.sessions import session_of


def choice(session: Session, wanted: str, row: PolicyRow | None = None) -> CopyChoice:
    return {entry.id: entry for entry in copies(session, row)}[wanted]


def row_of(session: Session, *, action: str | None = None, resource: str | None = None) -> PolicyRow:
    return next(row for row in policy_view(session).rows if (action, resource) == (row.action, row.resource))


def test_each_choice_has_a_key_of_its_own() -> None:
    session = session_of()
    for row in (None, *policy_view(session).rows):
        keys = [entry.key for entry in copies(session, row)]
        assert len(set(keys)) == len(keys) and keys[0] == "p"
    assert [entry.key for entry in copies(session)] == ["p", "s", "a", "d", "e"]


def test_the_policy_is_all_of_it() -> None:
    session = session_of()
    assert json.loads(choice(session, "policy").text) == session.policy.document


def test_the_statement_is_the_one_under_the_cursor() -> None:
    session = session_of()
    found = choice(session, "statement", row_of(session, action="dynamodb:PutItem"))
    assert json.loads(found.text) == session.policy.statements[1].document
    assert (found.title, found.what) == ("Statement 2", "statement 2")


def test_without_a_cursor_it_is_what_the_selected_state_asks_for() -> None:
    session = session_of()
    assert choice(session, "statement").title == "Statement 1 of Run job"
    session = edit(session, SetPattern(("Run job",), "sync"))
    found = choice(session, "statement")
    mine = {grant.statement for grant in session.policy.grants if ("Run job",) in grant.states}
    assert json.loads(found.text) == [session.policy.statements[number].document for number in sorted(mine)]
    assert found.title.startswith("Statements 1, 2") and found.title.endswith(" of Run job")


def test_the_name_is_the_action_or_the_arn_under_the_cursor() -> None:
    session = session_of()
    found = choice(session, "action", row_of(session, action="sqs:SendMessage"))
    assert (found.text, found.what) == ("sqs:SendMessage", "the action sqs:SendMessage")
    arn = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
    assert choice(session, "arn", row_of(session, resource=arn)).text == arn
    assert choice(session, "arn", row_of(session, resource="*")).what == "the resource *"


def test_without_a_cursor_the_arns_are_those_of_the_selected_state() -> None:
    session = select(session_of(), ("Save",))
    found = choice(session, "arn")
    assert (found.text, found.what) == (
        "arn:aws:dynamodb:us-east-1:123456789012:table/orders",
        "the ARN of Save",
    )
    assert "arn" not in [entry.id for entry in copies(select(session, ("Tell",)))]  # only a wildcard


def test_a_line_that_has_just_gone_can_still_be_copied() -> None:
    session = edit(session_of(), SetPattern(("Run job",), "sync"))
    session = edit(session, SetPattern(("Run job",), "request-response"))
    row = next(row for row in policy_view(session).rows if row.mark == "-" and row.action == "ecs:StopTask")
    assert choice(session, "action", row).text == "ecs:StopTask"


def test_the_state_is_its_definition_and_the_explanation_what_explain_prints() -> None:
    session = select(session_of(), ("Save",))
    assert json.loads(choice(session, "state").text) == session.machine.by_path[("Save",)].fields
    told = choice(session, "explanation").text
    assert told.startswith("Save\n  Amazon DynamoDB PutItem") and "makes the call" in told
    assert "TableName  static      orders" in told


def test_a_state_without_permissions_says_so() -> None:
    session = session_of(chain(Wait={"Type": "Wait", "Seconds": 1}))
    assert choice(session, "explanation").text == "Wait\n  Wait: needs no permission of the execution role\n"
    assert [entry.key for entry in copies(session)] == ["p", "d", "e"]


def test_with_nothing_selected_there_is_the_policy() -> None:
    assert [entry.id for entry in copies(select(session_of(), None))] == ["policy"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_copied_and_shown_safe(name: str) -> None:
    session = session_of(chain(**{name: task("dynamodb:getItem", {"TableName": name})}))
    arn = f"arn:aws:dynamodb:us-east-1:123456789012:table/{name}"
    found = copies(session, row_of(session, resource=arn))
    assert {entry.id: entry for entry in found}["arn"].text == safe(arn)
    for entry in (*found, *copies(session)):
        assert safe(entry.title) == entry.title and safe(entry.what) == entry.what and "\n" not in entry.title
    assert json.loads(choice(session, "state").text)["Parameters"] == {"TableName": name}
    for entry in (*found, *copies(session)):
        assert all(safe(line) == line for line in entry.text.split("\n"))
    told = choice(session, "explanation").text
    assert all(safe(line) == line for line in told.split("\n")) and safe(name)[:40] in told


def test_a_name_that_would_run_a_command_where_it_is_pasted_stays_one_harmless_line() -> None:
    name = "t\x1b[201~\ntouch x\n"
    session = session_of(chain(A=task("dynamodb:getItem", {"TableName": name})))
    row = row_of(session, resource=f"arn:aws:dynamodb:us-east-1:123456789012:table/{name}")
    copied = choice(session, "arn", row).text
    assert copied == "arn:aws:dynamodb:us-east-1:123456789012:table/t\\x1b[201~\\x0atouch x\\x0a"
    assert choice(session, "arn").text == copied
