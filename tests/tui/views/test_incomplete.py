"""What a policy lacks, and why a wildcard is one, in every view of a session."""

from __future__ import annotations

import pytest

from sfn_engine.asl.model import StatePath
from sfn_tui.session.edits import SetDynamic
from sfn_tui.session.session import Session, edit, select
from sfn_tui.sharing.copying import copies
from sfn_tui.text.cells import cells
from sfn_tui.views.boxes import box_texts
from sfn_tui.views.detail import DetailView, detail_view, with_line
from sfn_tui.views.detail_rows import detail_rows
from sfn_tui.views.header import header_view
from sfn_tui.views.notes import note_rows
from sfn_tui.views.policy import PolicyRow, policy_view
from sfn_tui.views.search import search
from sfn_tui.views.status import status_view
from tests.support.engine.machines import chain, task
from tests.support.tui.panes import HOSTILE
from tests.support.tui.sessions import session_of

JOB = task("ecs:runTask.sync", {"TaskDefinition": "report:3"})
SEND = task("sqs:sendMessage", {"QueueUrl.$": "$.queue", "MessageBody": "m"})
UNKNOWN = task("palace:openGate", {})


def detail(session: Session, *path: str) -> DetailView:
    view = detail_view(select(session, path))
    assert view is not None
    return view


def text(view: DetailView, width: int = 116) -> str:
    return "\n".join(row.text.rstrip() for row in detail_rows(view, width))


def wild_row(session: Session, owner: StatePath) -> PolicyRow:
    return next(row for row in policy_view(session).rows if row.is_wild and owner in row.owners)


# ── What is missing ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_status_line_counts_what_to_add_by_hand_first_and_apart_from_assumptions() -> None:
    session = session_of(chain(Job=JOB, Gate=UNKNOWN, Call=task("${FnArn}")))
    parts = status_view(session, "graph", None).left.split(" · ")
    assert parts[:3] == ["2 to add by hand", "1 unexplained", "1 problem"]
    assert parts[-1].endswith("assumption") and "note" not in " ".join(parts)


def test_every_view_has_the_same_number_of_permissions_to_add_by_hand() -> None:
    query = task("athena:startQueryExecution", {"QueryString": "SELECT 1", "WorkGroup": "w"})
    session = session_of(chain(Job=JOB, Query=query))
    assert "! incomplete · 3 to add by hand · 2 of 2 tasks explained" in header_view(session).left
    assert status_view(session, "graph", None).left.startswith("3 to add by hand")
    assert [row.kind for row in note_rows(session)].count("add-by-hand") == 3
    assert copies(session)[0].lacks == "Incomplete: 3 permissions to add by hand."
    hits = search(session, policy_view(session), "is:by-hand")
    assert [hit.kind for hit in hits] == ["state", "state", "by-hand", "by-hand", "by-hand"]


def test_a_state_of_unknown_type_is_not_said_to_need_no_permission() -> None:
    session = session_of(chain(Odd={"Type": "Magic", "Resource": 5}, Send=SEND))
    told = text(detail(session, "Odd"))
    assert "! The state has no known Type, so it may be a task that needs permissions." in told
    assert "no permission" not in told
    copied = next(choice for choice in copies(select(session, ("Odd",))) if choice.id == "explanation").text
    assert "unexplained: The state has no known Type" in copied and "no permission" not in copied
    assert [row.text for row in note_rows(session) if row.kind == "unexplained"] == [
        "The state has no known Type, so it may be a task that needs permissions."
    ]


def test_the_header_says_that_a_part_of_a_map_is_what_makes_the_policy_incomplete() -> None:
    reader = {"Resource": "arn:aws:states:::dynamodb:scan", "Parameters": {"TableName": "t"}}
    processor = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **chain(Send=SEND)}
    session = session_of(chain(Each={"Type": "Map", "ItemReader": reader, "ItemProcessor": processor}))
    facts = "! incomplete · 1 of 1 tasks explained · 1 part of a Distributed Map unexplained · "
    assert header_view(session).facts.startswith(facts)
    assert status_view(session, "graph", None).left.startswith("1 unexplained")


def test_a_machine_without_tasks_says_so() -> None:
    assert " · no tasks" in header_view(session_of(chain(Wait={"Type": "Wait", "Seconds": 1}))).left


def test_the_status_line_counts_conflicts_and_the_notes_list_them() -> None:
    states = chain(Get=task("dynamodb:getItem", {"TableName": "books", "Key": {}}))
    states["States"]["Get"]["Resource"] = "arn:aws-cn:states:::dynamodb:getItem"
    session = session_of(states)  # its region is in another partition
    assert "1 conflict" in status_view(session, "graph", None).left.split(" · ")
    assert [row.kind for row in note_rows(session)][:1] == ["conflict"]


def test_the_notes_begin_with_what_to_add_by_hand() -> None:
    kinds = [row.kind for row in note_rows(session_of(chain(Job=JOB, Gate=UNKNOWN)))]
    assert kinds[:3] == ["add-by-hand", "add-by-hand", "unexplained"]


def test_the_detail_says_it_above_the_permissions_at_any_width() -> None:
    view = detail(session_of(chain(Job=JOB)), "Job")
    lines = text(view).split("\n")
    by_hand = [index for index, line in enumerate(lines) if line.startswith("add by hand iam:PassRole on the task")]
    assert len(by_hand) == 2
    assert by_hand[-1] < next(index for index, line in enumerate(lines) if line.startswith("call"))
    for width in range(12, 60):
        rows = detail_rows(view, width)
        assert all(cells(row.text) <= width for row in rows)
        assert "iam:Pass" in "".join(row.text.strip() for row in rows)


def test_the_box_of_a_state_has_a_plus_beside_the_number_of_its_actions() -> None:
    session = session_of(chain(Job=JOB, Send=SEND, Gate=UNKNOWN))
    texts = box_texts(session.machine, session.policy)
    assert [texts[path,].badge for path in ("Job", "Send", "Gate")] == ["● 6+", "◌ 1", "!"]


def test_a_policy_that_says_nothing_has_a_sentence_above_it_that_is_not_part_of_it() -> None:
    view = policy_view(session_of(chain(A=UNKNOWN, B=UNKNOWN, C=UNKNOWN)))
    notice = [row.text for row in view.rows if row.notice]
    assert " ".join(notice) == "All 3 tasks are unexplained: this is not the policy that the role needs."
    assert all(cells(line) <= 36 for line in notice)
    assert [row.notice for row in view.rows] == [True] * len(notice) + [False] * (len(view.rows) - len(notice))
    assert view.titles[0].startswith("Policy · incomplete · 0 statements")


def test_statements_of_a_map_alone_do_not_look_like_an_answer() -> None:
    processor = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **chain(Gate=UNKNOWN)}
    view = policy_view(session_of(chain(Each={"Type": "Map", "ItemProcessor": processor})))
    assert "states:StartExecution" in [row.action for row in view.rows]
    assert " ".join(row.text for row in view.rows if row.notice).startswith("The only task is unexplained: ")


def test_a_document_with_statements_is_not_pushed_down() -> None:
    view = policy_view(session_of(chain(Job=JOB, Gate=UNKNOWN)))
    assert not any(row.notice for row in view.rows)
    assert view.titles[0].startswith("Policy · incomplete · ")
    complete = policy_view(session_of(chain(Send=SEND)))
    assert "incomplete" not in complete.titles[0]


# ── Why this wildcard ────────────────────────────────────────────────────────────────────────────────────────


def test_the_status_line_says_reason_and_cause_of_a_wildcard() -> None:
    session = session_of(chain(Send=SEND))
    view = status_view(session, "policy", wild_row(session, ("Send",)))
    assert view[:2] == ("call · * because QueueUrl is only known at run time: $.queue", "Send")


def test_a_policy_that_denies_everything_says_why() -> None:
    session = session_of(chain(Wait={"Type": "Wait", "Seconds": 1}))
    row = next(row for row in policy_view(session).rows if row.resource == "*")
    assert status_view(session, "policy", row).left.startswith("* · no task needs a permission, so the policy denies")
    assert "Why      no task needs a permission" in text(with_line(detail(session, "Wait"), row))


def test_a_line_that_is_no_wildcard_says_only_its_reason() -> None:
    session = session_of(chain(Job=JOB))
    row = next(row for row in policy_view(session).rows if row.action == "ecs:RunTask")
    assert row.because == ()
    assert status_view(session, "policy", row).left.startswith("ecs:RunTask · call: ")


def test_the_detail_says_below_the_line_under_the_cursor_why_it_is_a_wildcard() -> None:
    session = session_of(chain(Send=SEND, Other=task("sqs:sendMessage", {"QueueUrl.$": "$.b", "MessageBody": "m"})))
    row = wild_row(session, ("Send",))
    lines = text(with_line(detail(session, "Send"), row)).split("\n")
    assert lines[0] == "Line     *"
    assert lines[2] == "Why *    because QueueUrl is only known at run time: $.queue (Send)"
    assert lines[3] == "         because QueueUrl is only known at run time: $.b (Other)"
    assert with_line(with_line(detail(session, "Send"), row), None) == detail(session, "Send")


def test_a_permission_on_a_wildcard_says_why_and_tells_only_the_cause_of_its_own_state() -> None:
    session = session_of(chain(Send=SEND, Other=task("sqs:sendMessage", {"QueueUrl.$": "$.b", "MessageBody": "m"})))
    told = text(detail(session, "Other"))
    assert "* because QueueUrl is only known at run time: $.b\n" in told
    assert "$.queue" not in told


def test_many_causes_of_one_wildcard_are_counted() -> None:
    states = {f"S{n:02}": task("sqs:sendMessage", {"QueueUrl.$": f"$.q{n}", "MessageBody": "m"}) for n in range(30)}
    session = session_of(chain(**states))
    because = wild_row(session, ("S00",)).because
    assert len(because) == 9 and because[-1] == "and for 22 more reasons"
    assert "(+29 more reasons)" in status_view(session, "policy", wild_row(session, ("S00",))).left


def test_a_wildcard_that_an_edit_makes_has_its_cause_at_once() -> None:
    session = edit(session_of(), SetDynamic(("Save",), "TableName"))
    assert wild_row(session, ("Save",)).because == ("because TableName is only known at run time: $.TableName",)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_told_is_safe_to_draw(name: str) -> None:
    send = task("sqs:sendMessage", {"QueueUrl.$": f"$.{name}", "MessageBody": "m"})
    session = session_of(chain(**{name: send}))
    row = wild_row(session, (name,))
    shown = [*row.because, status_view(session, "policy", row).left, text(detail(session, name))]
    assert not [found for found in shown if "\x1b" in found or "\u202e" in found]


# ── Tokens ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_detail_of_a_callback_says_what_the_sender_of_its_token_needs() -> None:
    ask = task("sqs:sendMessage.waitForTaskToken", {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"})
    session = session_of(chain(Ask=ask, Send=SEND))
    told = " ".join(text(detail(session, "Ask")).split())
    assert "Token The sender of the token needs, on its own role: states:SendTaskSuccess, " in told
    assert "arn:aws:states:us-east-1:123456789012:stateMachine:orders" in told
    assert detail(session, "Send").token_sender == ""
