"""Which statements are the same ones after an edit, and what is shown of those that went."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sfn_engine.policy.model import Statement
from sfn_tui.session.edits import SetDynamic, SetPattern
from sfn_tui.session.session import Session, edit, set_scope
from sfn_tui.views.policy import policy_view
from sfn_tui.views.policy_diff import pair_statements
from tests.support.engine.machines import chain, task
from tests.support.tui.sessions import session_of


def statement(actions: str, resources: str, *, dynamic: bool = False) -> Statement:
    return Statement(tuple(actions.split()), tuple(resources.split()), dynamic=dynamic)


def test_the_same_actions_on_other_resources_are_the_same_statement() -> None:
    pairs = pair_statements([statement("a", "x")], [statement("a", "*", dynamic=True)])
    assert pairs.earlier == {0: 0} and pairs.gone == {}


def test_a_statement_of_the_same_form_is_matched_before_one_of_the_other_form() -> None:
    before = [statement("a", "x"), statement("a", "*", dynamic=True)]
    assert pair_statements(before, [statement("a", "*", dynamic=True)]).earlier == {0: 1}


def test_what_has_no_match_was_added_or_removed_and_removed_ones_keep_their_position() -> None:
    before = [statement("gone", "g"), statement("a", "x"), statement("lost", "l")]
    pairs = pair_statements(before, [statement("new", "n"), statement("a", "x")])
    assert pairs.earlier == {1: 1}
    assert pairs.gone == {-1: (0,), 1: (2,)}


def test_a_statement_that_loses_actions_is_still_the_same_one() -> None:
    assert pair_statements([statement("a b c", "x")], [statement("a", "x")]).earlier == {0: 0}


def shown(session: Session) -> list[str]:
    return [f"{row.mark or ' '}{row.text.strip().rstrip(',')}" for row in policy_view(session).rows if row.mark]


def test_a_target_that_becomes_dynamic_changes_only_the_resource_of_its_statement() -> None:
    table = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
    assert shown(edit(session_of(), SetDynamic(("Save",), "TableName"))) == ['+"Resource": "*"', f'-"{table}"']


def test_a_table_that_leaves_a_shared_list_is_struck_inside_it() -> None:
    machine = chain(A=task("dynamodb:getItem", {"TableName": "a"}), B=task("dynamodb:getItem", {"TableName": "b"}))
    view = policy_view(edit(session_of(machine), SetDynamic(("A",), "TableName")))
    texts = [row.text.strip() for row in view.rows]
    struck = next(index for index, row in enumerate(view.rows) if row.mark == "-")
    assert texts[struck - 1].endswith('table/b"') and texts[struck + 1] == "]"


def test_scope_least_strikes_the_actions_that_it_leaves_out() -> None:
    machine = chain(A=task("dynamodb:getItem", {"TableName": "a"}))
    assert shown(set_scope(session_of(machine), "least")) == [
        '-"dynamodb:PutItem"',
        '-"dynamodb:UpdateItem"',
        '-"dynamodb:DeleteItem"',
    ]


EDITS = st.sampled_from(["sync", "callback", "request-response", "save", "scope"])


@given(st.lists(EDITS, min_size=1, max_size=6))
@settings(deadline=None, max_examples=50)
def test_the_rows_without_the_struck_ones_are_always_the_document(edits: list[str]) -> None:
    session = session_of()
    for wanted in edits:
        try:
            if wanted == "scope":
                session = set_scope(session, "least" if session.scope == "guide" else "guide")
            elif wanted == "save":
                session = edit(session, SetDynamic(("Save",), "TableName"))
            else:
                session = edit(session, SetPattern(("Run job",), wanted))  # type: ignore[arg-type]
        except ValueError:
            continue
        kept = [row.text for row in policy_view(session).rows if row.mark != "-"]
        assert kept == [line.text for line in session.policy.lines()]
