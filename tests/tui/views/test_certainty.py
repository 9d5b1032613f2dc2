"""How sure a permission is, in every view of a session."""

from __future__ import annotations

import pytest

from sfn_engine.sdk.certainty import Certainty
from sfn_tui.session.session import Session, select
from sfn_tui.views.boxes import box_texts
from sfn_tui.views.detail import detail_view
from sfn_tui.views.detail_rows import detail_rows
from sfn_tui.views.header import header_view
from sfn_tui.views.notes import note_rows
from sfn_tui.views.policy import policy_view
from sfn_tui.views.search import search
from sfn_tui.views.status import status_view
from tests.support.engine.machines import chain, task
from tests.support.engine.sdk_certainty import ACTION, RECEIVE, make_certainty
from tests.support.tui.sessions import session_of

SEND = task("sqs:sendMessage", {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/orders"})


def opened(monkeypatch: pytest.MonkeyPatch, certainty: Certainty) -> Session:
    make_certainty(monkeypatch, certainty)
    return session_of(chain(Take=RECEIVE, Send=SEND))


def detail(session: Session, width: int) -> str:
    view = detail_view(select(session, ("Take",)))
    assert view is not None
    return " ".join(" ".join(row.text for row in detail_rows(view, width) if row.kind != "code").split())


def test_what_is_unconfirmed_is_counted_where_people_look_first(monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened(monkeypatch, "unconfirmed")
    assert " · 1 permission unconfirmed · 2 of 2 tasks explained" in header_view(session).left
    assert status_view(session, "graph", None).left.startswith("1 permission unconfirmed")
    assert [row.state for row in note_rows(session) if row.kind == "unconfirmed"] == [("Take",)]
    badges = {path: text.badge for path, text in box_texts(session.machine, session.policy).items()}
    assert badges["Take",].endswith("1?") and "?" not in badges["Send",]


@pytest.mark.parametrize("width", [120, 70, 30])
def test_the_detail_says_how_sure_a_permission_is(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    assert "! unconfirmed: AWS's authorization data has no such action" in detail(
        opened(monkeypatch, "unconfirmed"), width
    )


def test_the_detail_says_what_is_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "by name: the action has the name of the operation" in detail(opened(monkeypatch, "by-name"), 60)
    assert "name of the operation" not in detail(opened(monkeypatch, "documented"), 60)


@pytest.mark.parametrize(
    ("certainty", "clause"),
    [("unconfirmed", "; unconfirmed: "), ("by-name", "; by name: "), ("documented", "call: makes the call (Take)")],
)
def test_the_line_of_the_action_says_it_too(monkeypatch: pytest.MonkeyPatch, certainty: Certainty, clause: str) -> None:
    session = opened(monkeypatch, certainty)
    row = next(row for row in policy_view(session).rows if row.action == ACTION)
    assert clause in row.why[0]
    assert clause in status_view(session, "policy", row).left


def test_the_search_finds_what_is_unconfirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened(monkeypatch, "unconfirmed")
    hits = search(session, policy_view(session), "is:unconfirmed")
    assert [(hit.kind, hit.path) for hit in hits if hit.kind in ("state", "action")] == [
        ("state", ("Take",)),
        ("action", ("Take",)),
    ]
    assert all(hit.path == ("Take",) for hit in hits)


@pytest.mark.parametrize("certainty", ["by-name", "documented"])
def test_what_the_data_knows_is_not_counted_as_unconfirmed(
    monkeypatch: pytest.MonkeyPatch, certainty: Certainty
) -> None:
    session = opened(monkeypatch, certainty)
    assert "unconfirmed" not in header_view(session).left + status_view(session, "graph", None).left
    assert search(session, policy_view(session), "is:unconfirmed") == ()
