"""How sure a permission is, and where a policy tells it."""

from __future__ import annotations

import pytest

from sfn_engine.policy.reasons import CERTAINTY
from sfn_engine.sdk.certainty import Certainty
from tests.support.engine.machines import chain, policy_of, task
from tests.support.engine.sdk_certainty import ACTION, RECEIVE, make_certainty

SEND = task("sqs:sendMessage", {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/orders"})


@pytest.mark.parametrize("certainty", ["documented", "by-name", "unconfirmed"])
def test_a_grant_is_as_sure_as_its_statement(monkeypatch: pytest.MonkeyPatch, certainty: Certainty) -> None:
    make_certainty(monkeypatch, certainty)
    policy = policy_of(chain(A=RECEIVE, B=SEND))
    assert {grant.action: grant.certainty for grant in policy.grants} == {
        ACTION: certainty,
        "sqs:SendMessage": "documented",
    }


def test_what_is_unconfirmed_is_counted_and_noted_once_for_all_its_states(monkeypatch: pytest.MonkeyPatch) -> None:
    make_certainty(monkeypatch, "unconfirmed")
    other = {**RECEIVE, "Parameters": {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/other"}}
    policy = policy_of(chain(A=RECEIVE, B=other, C=SEND))
    assert {grant.action for grant in policy.unconfirmed} == {ACTION}
    assert policy.unconfirmed_in_words == "1 permission unconfirmed"
    (note,) = (note for note in policy.notes if note.kind == "unconfirmed")
    assert (note.states, note.actions) == ((("A",), ("B",)), (ACTION,))
    assert note.text.endswith("check it before you rely on it.")


def test_the_permissions_of_another_role_are_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    make_certainty(monkeypatch, "unconfirmed")
    role = {"RoleArn": "arn:aws:iam::123456789012:role/other"}
    policy = policy_of(chain(A={**RECEIVE, "Credentials": role}))
    assert [grant.action for grant in policy.unconfirmed] == [ACTION]
    assert [note.kind for note in policy.notes].count("unconfirmed") == 1


@pytest.mark.parametrize("certainty", ["documented", "by-name"])
def test_nothing_else_is_counted(monkeypatch: pytest.MonkeyPatch, certainty: Certainty) -> None:
    make_certainty(monkeypatch, certainty)
    policy = policy_of(chain(A=RECEIVE))
    assert (policy.unconfirmed, policy.unconfirmed_in_words) == ((), "")
    assert not [note for note in policy.notes if note.kind == "unconfirmed"]


def test_what_is_unconfirmed_does_not_make_a_policy_incomplete(monkeypatch: pytest.MonkeyPatch) -> None:
    make_certainty(monkeypatch, "unconfirmed")
    assert policy_of(chain(A=RECEIVE)).is_complete


def test_each_certainty_but_documented_has_a_clause() -> None:
    assert [name for name, clause in CERTAINTY.items() if not clause] == ["documented"]
