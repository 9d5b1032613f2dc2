"""What a search finds, and in which order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_tui.session.edits import SetDynamic
from sfn_tui.session.session import Session, edit, open_session
from sfn_tui.text.matching import fold, match_word
from sfn_tui.views.policy import PolicyView, policy_view
from sfn_tui.views.search import KINDS, LIMIT, Hit, parse_query, search
from sfn_tui.widgets.hit_list import hit_location
from tests.support.engine.machines import chain, task
from tests.support.tui.finding import HOSTILE, SHOWN, viewed

_VIEWED = viewed()


@pytest.fixture(scope="module")
def plain() -> tuple[Session, PolicyView]:
    return viewed()


def find(at: tuple[Session, PolicyView], text: str) -> tuple[Hit, ...]:
    return search(*at, text)


def texts(hits: tuple[Hit, ...], kind: str = "") -> list[str]:
    return [hit.text for hit in hits if not kind or hit.kind == kind]


def test_nothing_is_found_for_nothing(plain: tuple[Session, PolicyView]) -> None:
    for text in ("", "   ", "state:", '""'):
        assert find(plain, text) == ()


def test_a_state_comes_before_the_arn_of_the_same_name(plain: tuple[Session, PolicyView]) -> None:
    hits = find(plain, "ORDER")
    assert (hits[0].kind, hits[0].text, hits[0].path, hits[0].row) == (
        "state",
        "Save order",
        ("Save order",),
        None,
    )
    assert [hit.kind for hit in hits] == ["state", "resource"]
    assert hits[0].spans == ((5, 10),)


def test_an_action_leads_to_its_row(plain: tuple[Session, PolicyView]) -> None:
    hit = find(plain, "sqs:send")[0]
    assert hit.kind == "action" and hit.row is not None
    assert plain[1].rows[hit.row].action == hit.text == "sqs:SendMessage"
    assert hit.path == ("Tell",)


def test_a_state_is_found_by_what_it_calls_but_after_actions(plain: tuple[Session, PolicyView]) -> None:
    hits = find(plain, "sqs:send")
    assert [(hit.kind, hit.text) for hit in hits] == [("action", "sqs:SendMessage"), ("state", "Tell")]
    assert hits[1].spans == ()


def test_all_words_must_match(plain: tuple[Session, PolicyView]) -> None:
    assert texts(find(plain, "item dynamodb"), "action") == texts(find(plain, "dynamodb:"), "action")
    assert find(plain, "save nowhere") == ()


def test_letters_alone_come_last(plain: tuple[Session, PolicyView]) -> None:
    hits = find(plain, "so")
    assert texts(hits)[0] == "Save order"
    assert hits[0].spans == ((0, 1), (5, 6))
    better = find(plain, "ell")
    assert texts(better)[0] == "Tell" and better[0].score > hits[0].score


def test_a_statement_is_found_by_its_number(plain: tuple[Session, PolicyView]) -> None:
    hit = next(hit for hit in find(plain, "statement 2"))
    assert (hit.kind, hit.text) == ("statement", "Statement 2")
    assert hit.row is not None and plain[1].rows[hit.row].text.strip() == "{"


def test_only_wildcards(plain: tuple[Session, PolicyView]) -> None:
    hits = find(plain, "is:wild")
    assert hits and all("*" in hit.text and hit.kind in ("action", "resource") for hit in hits)
    wanted = {index for index, row in enumerate(plain[1].rows) if row.is_wild}
    assert {hit.row for hit in hits if hit.kind == "resource"} == wanted


def test_only_dynamic(plain: tuple[Session, PolicyView]) -> None:
    hits = find(plain, "IS:Dynamic")
    assert texts(hits, "state") == ["Tell"]
    assert "sqs:SendMessage" in texts(hits, "action")
    assert not any("dynamodb" in text for text in texts(hits))


def test_only_unexplained(plain: tuple[Session, PolicyView]) -> None:
    assert [(hit.kind, hit.text) for hit in find(plain, "is:unexplained")] == [("state", "Mystery")]


def test_only_one_state(plain: tuple[Session, PolicyView]) -> None:
    hits = find(plain, 'state:"save ord"')
    assert texts(hits, "state") == ["Save order"]
    assert {kind for kind in KINDS if texts(hits, kind)} == {*KINDS} - {"by-hand"}
    assert all("dynamodb" in text for text in (*texts(hits, "action"), *texts(hits, "resource")))
    assert texts(find(plain, "state:each"), "state") == ["Each item", "Pack"]


def test_filters_and_words_together(plain: tuple[Session, PolicyView]) -> None:
    assert find(plain, "is:wild state:save") == ()
    assert texts(find(plain, "state:tell send"), "action") == ["sqs:SendMessage"]


def test_lines_that_the_last_edit_took_away_are_not_found(plain: tuple[Session, PolicyView]) -> None:
    after = edit(plain[0], SetDynamic(("Save order",), "TableName"))
    view = policy_view(after)
    assert any(row.mark == "-" and row.resource for row in view.rows)
    assert all(view.rows[hit.row].mark != "-" for hit in search(after, view, "orders") if hit.row is not None)


def test_a_new_policy_is_searched_again(plain: tuple[Session, PolicyView]) -> None:
    before = texts(find(plain, "is:wild"))
    after = edit(plain[0], SetDynamic(("Save order",), "TableName"))
    assert len(search(after, policy_view(after), "is:wild")) > len(before)
    assert texts(find(plain, "is:wild")) == before


def test_hostile_names_are_safe() -> None:
    hit = search(*viewed(hostile=True), "click")[0]
    assert hit.text == SHOWN and hit.path == (HOSTILE,)


@given(st.text(alphabet='abd eST:/*."\u0130ß[]x1-ő', max_size=14))
def test_spans_lie_in_the_text_and_spell_what_was_typed(text: str) -> None:
    words = parse_query(text).words
    for hit in search(*_VIEWED, text):
        assert 0 < hit.score <= 1
        ends = [index for span in hit.spans for index in span]
        assert ends == sorted(set(ends)) and all(0 <= index <= len(hit.text) for index in ends)
        if len(words) == 1 and hit.spans:
            assert fold("".join(hit.text[start:end] for start, end in hit.spans)) == words[0]


@given(st.text(min_size=1, max_size=12), st.text(max_size=30), st.text(max_size=30))
def test_a_piece_is_always_found(word: str, before: str, after: str) -> None:
    text = before + word + after
    found = match_word(fold(word), text, fold(text))
    assert found is not None and not found.fuzzy
    ((start, end),) = found.spans
    assert fold(text)[start:end] == fold(word)


@given(st.text())
def test_folding_moves_nothing(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=40))
def test_any_text_can_be_searched(text: str) -> None:
    assert len(search(*_VIEWED, text)) <= LIMIT


def test_a_large_machine() -> None:
    names = [f"Send message {number}" for number in range(1000)]
    states = {
        name: {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": f"https://sqs.eu-west-1.amazonaws.com/123456789012/q{name[13:]}"},
            **({"Next": names[index + 1]} if index + 1 < len(names) else {"End": True}),
        }
        for index, name in enumerate(names)
    }
    session = open_session(sfn.parse({"StartAt": names[0], "States": states}), name="large")
    view = policy_view(session)
    hits = search(session, view, "send")
    assert len(hits) == LIMIT
    assert "sqs:SendMessage" in texts(hits, "action"), "states must not hide the only action"
    assert [hit.kind for hit in hits] == sorted((hit.kind for hit in hits), key=KINDS.index)
    assert len(search(session, view, "message 99")) >= 11


BY_HAND = open_session(
    sfn.parse(
        chain(
            Job=task("ecs:runTask", {"TaskDefinition": "report:3"}),
            Send=task("sqs:sendMessage", {"QueueUrl.$": "$.q"}),
        )
    ),
    name="jobs",
)


def test_what_to_add_by_hand_is_found_by_its_words_its_actions_and_a_filter() -> None:
    at = (BY_HAND, policy_view(BY_HAND))
    for text in ("passrole", "execution role of", "is:by-hand state:job"):
        hits = [hit for hit in find(at, text) if hit.kind == "by-hand"]
        assert hits and all(hit.path == ("Job",) and hit.row is None for hit in hits)
    assert {hit.kind for hit in find(at, "is:by-hand")} == {"state", "by-hand"}
    assert texts(find(at, "is:by-hand"), "state") == ["Job"]


def test_a_wildcard_that_is_found_says_why_it_is_one() -> None:
    (hit,) = find((BY_HAND, policy_view(BY_HAND)), "is:wild state:send")
    assert hit.because == "because QueueUrl is only known at run time: $.q"
    assert hit_location(hit) == "for Send because QueueUrl is only known at run time: $.q"
