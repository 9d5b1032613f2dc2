"""The detail pane's rows: pure, at any width."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from sfn_engine.asl.model import StatePath
from sfn_tui.session.edits import SetPattern
from sfn_tui.session.session import edit, select
from sfn_tui.text.pieces import Piece, json_pieces, split_wild, wrap_pieces
from sfn_tui.text.wrap import wrapped
from sfn_tui.views.detail import DetailView, detail_view
from sfn_tui.views.detail_rows import (
    CODE_LIMIT,
    DetailRow,
    GrantItem,
    Item,
    PatternItem,
    TargetItem,
    detail_rows,
)
from sfn_tui.views.grants import GrantView
from tests.support.engine.machines import chain, task
from tests.support.tui.panes import HOSTILE
from tests.support.tui.sessions import session_of

RUN, SAVE, TELL = ("Run job",), ("Save",), ("Tell",)


def view_of(path: StatePath, definition: dict[str, Any] | None = None) -> DetailView:
    """Return the detail of one state."""
    view = detail_view(select(session_of(definition), path))
    assert view is not None
    return view


def synced() -> DetailView:
    """The job after it was made `.sync`."""
    view = detail_view(edit(session_of(), SetPattern(RUN, "sync")))
    assert view is not None
    return view


def texts(rows: tuple[DetailRow, ...]) -> str:
    """Return the rows as text."""
    return "\n".join(row.text.rstrip() for row in rows)


def items(rows: tuple[DetailRow, ...]) -> list[Item]:
    """Return what the cursor stops at, in order."""
    return list(dict.fromkeys(spot.item for row in rows for spot in row.spots))


def test_the_wide_pane_says_all_on_few_rows() -> None:
    rows = detail_rows(synced(), 116)
    lines = texts(rows).split("\n")
    assert lines[0] == (
        "Run job · Amazon ECS RunTask    Pattern  ( ) request-response   (●) .sync   ( ) callback"
    )
    assert lines[1].split() == ["TaskDefinition", "●", "static", "nightly:7", "d", "makes", "it", "dynamic"]
    assert [line.startswith("add by hand iam:PassRole on the task ") for line in lines[2:4]] == [True, True]
    assert lines[4].startswith("call        ecs:RunTask ")
    assert "makes the call" in lines[4] and lines[4].endswith("without it the task fails")
    assert any(line.startswith("event       events:PutTargets +2") for line in lines)


def test_below_100_cells_the_loss_is_below_the_purpose() -> None:
    lines = texts(detail_rows(synced(), 99)).split("\n")
    call = next(index for index, line in enumerate(lines) if line.startswith("call"))
    assert lines[call].endswith("makes the call")
    assert lines[call + 1].strip() == "without it the task fails"


def test_patterns_that_are_not_supported_say_so() -> None:
    rows = detail_rows(view_of(TELL), 116)
    assert "(●) request-response   (—) .sync   ( ) callback" in rows[0].text
    refused = next(item for item in items(rows) if isinstance(item, PatternItem) and item.disabled_reason)
    assert "not supported" not in texts(rows)
    assert refused.disabled_reason in texts(detail_rows(view_of(TELL), 116, refused))


def test_the_spots_of_the_switch_lie_on_its_options() -> None:
    row = detail_rows(view_of(TELL), 116)[0]
    assert [row.text[spot.start : spot.end] for spot in row.spots] == [
        "(●) request-response",
        "(—) .sync",
        "( ) callback",
    ]


def test_a_narrow_switch_is_vertical() -> None:
    rows = [row for row in detail_rows(view_of(TELL), 40) if row.kind == "pattern"]
    assert [row.text for row in rows] == [
        "Pattern  (●) request-response",
        "         (—) .sync",
        "         ( ) callback",
    ]


def test_targets_show_sign_word_and_value() -> None:
    text = texts(detail_rows(view_of(TELL), 116))
    assert "QueueUrl  ◌ dynamic     $.queue    d hard-codes it" in text
    assert TargetItem("QueueUrl") in items(detail_rows(view_of(TELL), 116))


def test_a_target_that_is_not_set_shows_a_default_only_if_there_is_one() -> None:
    call = task("apigateway:invoke", {"ApiEndpoint": "a.execute-api.eu-west-1.amazonaws.com", "Method": "GET"})
    query = task("athena:startQueryExecution", {"QueryString": "SELECT 1"})
    machine = chain(Call=call, Query=query)
    text = texts(detail_rows(view_of(("Call",), machine), 116))
    assert "not set    d makes it dynamic" in text and "the service's default" not in text
    text = texts(detail_rows(view_of(("Query",), machine), 116))
    assert "primary  (not set: the service's default)" in text


def test_an_unfolded_grant_names_all_actions_and_resources() -> None:
    view = synced()
    index = next(index for index, grant in enumerate(view.grants) if grant.reason == "event")
    item = GrantItem(index, view.grants[index].statement)
    text = texts(detail_rows(view, 116, item))
    assert "all events:PutTargets, events:PutRule, events:DescribeRule" in text
    assert "on  arn:aws:events:us-east-1:123456789012:rule/" in text


def test_states_without_permissions_say_why_there_is_nothing() -> None:
    definition: dict[str, Any] = {
        "StartAt": "Wait",
        "States": {"Wait": {"Type": "Wait", "Seconds": 1, "End": True}},
    }
    text = texts(detail_rows(view_of(("Wait",), definition), 80))
    assert "no permission: this Wait state calls nothing" in text
    assert '"Seconds": 1' in text


def test_warnings_remarks_and_comment_are_there() -> None:
    view = replace(
        view_of(TELL),
        unexplained="cannot be read",
        diagnostics=("ends nowhere",),
        other_role="arn:role",
        note="a note",
        pages=("connect-sqs",),
        comment="why",
    )
    text = texts(detail_rows(view, 80))
    for line in (
        "! cannot be read",
        "! ends nowhere",
        "Role     the call's permissions belong to arn:role",
        "Note     a note",
        "Guide    connect-sqs",
        "Comment  why",
    ):
        assert line in text


def test_permissions_of_another_role_sharing_and_inference_are_told() -> None:
    names = tuple(f"S{index}" for index in range(9))
    grant = GrantView("call", ("sqs:SendMessage",), ("*",), "sends", "it fails", None, True, names)
    text = " ".join(texts(detail_rows(replace(view_of(TELL), grants=(grant,)), 400)).split())
    assert "a permission of the other role · shared with S0, S1, S2 and 6 more · not printed" in text


def test_a_long_definition_is_cut_and_says_so() -> None:
    view = replace(view_of(TELL), definition="\n".join(["{"] * 9_000))
    rows = detail_rows(view, 80)
    assert sum(row.kind == "code" for row in rows) == CODE_LIMIT
    assert "… 8,600 more lines" in rows[-1].text


def test_a_megabyte_in_one_name_is_cut_and_holds_nothing_up() -> None:
    name = "東 " * 500_000
    view = replace(view_of(TELL), heading=name, comment=name, definition=name, unexplained=name)
    rows = detail_rows(view, 36)  # without the cut this takes minutes
    assert len(rows) < 2_000 and "…" in texts(rows)


@pytest.mark.parametrize("width", [1, 12, 20, 33, 60, 99, 100, 116, 200])
def test_no_row_is_wider_than_asked(width: int) -> None:
    states = {name: task("ecs:runTask.sync", {"TaskDefinition": name}, Comment=name) for name in HOSTILE}
    for name in HOSTILE:
        view = view_of((name,), chain(**states))
        for unfolded in (None, *items(detail_rows(view, width))):
            for row in detail_rows(view, width, unfolded):
                assert cell_len(row.text) <= max(width, 12), row.text
                assert not set("\x1b\u202e\u200d") & set(row.text)
                assert all(spot.end <= max(width, 12) for spot in row.spots)


@pytest.mark.parametrize("width", [24, 38, 80, 120])
def test_the_path_to_a_target_is_whole_with_its_mode_at_any_width(width: int) -> None:
    items = [{"Put": {"TableName": "orders", "Item": {}}}, {"Update": {"TableName": "counts", "Key": {}}}]
    view = view_of(SAVE, chain(Save=task("aws-sdk:dynamodb:transactWriteItems", {"TransactItems": items})))
    assert len(view.targets) == 2
    rows = [row for row in detail_rows(view, width) if row.kind == "target"]
    shown = "".join("".join(row.text.split()) for row in rows)
    for target in view.targets:
        assert f"{target.name}●static{target.value}" in shown


@pytest.mark.parametrize("width", [24, 38, 60, 118])
def test_why_a_key_cannot_be_toggled_is_whole_at_any_width(width: int) -> None:
    step = task("aws-sdk:dynamodb:batchGetItem", {"RequestItems": {"orders-of-the-last-hundred-years": {}}})
    rows = detail_rows(view_of(("Step",), chain(Step=step)), width)
    assert "a key of the arguments: it cannot be toggled" in " ".join(texts(rows).split())


def test_thousands_of_targets_hold_nothing_up() -> None:
    step = task("aws-sdk:ec2:startInstances", {"InstanceIds": [f"i-{number:08}" for number in range(6_000)]})
    view = view_of(("Step",), chain(Step=step))
    started = time.process_time()
    assert len(detail_rows(view, 38)) > 6_000
    assert time.process_time() - started < 10


def test_hostile_names_are_whole_at_any_width() -> None:
    states = {name: task("dynamodb:putItem", {"TableName": name, "Item": {}}) for name in HOSTILE}
    for name in HOSTILE:
        view = view_of((name,), chain(**states))
        for width in (24, 80, 120):
            shown = "".join(
                "".join(row.text.split()) for row in detail_rows(view, width) if row.kind != "code"
            )
            assert "".join(view.heading.split()) in shown


def test_json_is_told_apart_and_nothing_is_lost() -> None:
    line = '        "Re\\"source": ["arn:*:x/**", true, 1.5],'
    pieces = list(split_wild(json_pieces(line)))
    assert "".join(piece.text for piece in pieces) == line
    assert Piece('"Re\\"source"', "key") in pieces
    assert [piece.text for piece in pieces if piece.kind == "wild"] == ["*", "**"]
    assert Piece("true", "plain") in pieces


@given(st.text(), st.integers(1, 40))
def test_pieces_and_wrapping_keep_every_character(text: str, width: int) -> None:
    assert "".join(piece.text for piece in json_pieces(text)) == text
    lines = wrap_pieces(json_pieces(text), width)
    assert "".join(piece.text for row in lines for piece in row) == text
    assert all(sum(cell_len(piece.text) for piece in row) <= max(width, 2) for row in lines)


@settings(max_examples=300)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"]) | st.sampled_from(" ,:/"),
        max_size=90,
    ),
    st.integers(2, 40),
)
def test_wrapped_lines_fit_and_keep_every_word(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)
