"""``sfn-explore patterns``: three columns, a list, data, and one line for a name that is none."""

from __future__ import annotations

import pytest

from sfn_engine.catalog.loader import all_integrations
from sfn_tui.text.cells import cells
from tests.support.tui.cli_helpers import run


def test_three_columns_where_they_have_room(capsys: pytest.CaptureFixture[str]) -> None:
    lines = run(capsys, "patterns", "ecs:runTask", COLUMNS="120").out.splitlines()
    assert max(map(cells, lines)) <= 120
    (heads,) = (line for line in lines if line.startswith("── "))
    assert heads.index("request-response") < heads.index(".sync") < heads.index("callback")
    (row,) = (line for line in lines if "Who can end it" in line)
    assert row.count("Who can end it") == 3
    assert [line for line in lines if '+         "ecs:DescribeTasks"' in line]
    assert not [line for line in lines if line.startswith("+ ")]


@pytest.mark.parametrize("width", ["40", "80", "99"])
def test_one_below_the_other_where_they_have_not(capsys: pytest.CaptureFixture[str], width: str) -> None:
    lines = run(capsys, "patterns", "ecs:runTask", COLUMNS=width).out.splitlines()
    assert max(map(cells, lines)) <= int(width)
    assert len([line for line in lines if line.startswith("── ")]) == 3


def test_what_is_not_offered_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "patterns", "sqs", COLUMNS="90").out
    assert ".sync is not supported by sqs:sendMessage, which supports request-response and callback." in out
    assert "The same as" not in out and "the same as request-response" in out


def test_both_forms_of_sync_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "patterns", "states:startExecution", COLUMNS="90").out
    assert "── .sync:2 ─" in out
    assert "There is also .sync." in out


def test_without_a_name_every_integration_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    head, *rows = run(capsys, "patterns").out.splitlines()
    assert head.split() == ["Integration", "request-response", ".sync", "callback"]
    assert [row.split()[0] for row in rows] == [known.name for known in all_integrations()]
    by_name = {row.split()[0]: row.split()[1:] for row in rows}
    assert by_name["ecs:runTask"] == ["yes", ".sync", ".waitForTaskToken"]
    assert by_name["states:startExecution"] == ["yes", ".sync:2,", ".sync", ".waitForTaskToken"]
    assert by_name["sns:publish"] == ["yes", "-", ".waitForTaskToken"]


def test_a_name_that_says_too_little_lists_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    rows = run(capsys, "patterns", "startJobRun").out.splitlines()[1:]
    assert {row.split()[0] for row in rows} == {
        "databrew:startJobRun",
        "emr-containers:startJobRun",
        "emr-serverless:startJobRun",
        "glue:startJobRun",
    }


def test_json_has_policy_rights_and_what_is_not_offered(capsys: pytest.CaptureFixture[str]) -> None:
    data = run(capsys, "patterns", "glue", "--json").json
    plain, sync, callback = data["patterns"]
    assert plain["more_than_request_response"] == {}
    assert sync["more_than_request_response"] == {"poll": 2, "cancel": 1}
    assert sync["policy"]["Statement"][0]["Action"]
    assert callback == {"pattern": "callback", "offered": False, "refusal": callback["refusal"]}
    listed = run(capsys, "patterns", "--json").json
    assert {entry["integration"] for entry in listed} == {known.name for known in all_integrations()}


def test_scope_language_and_region_are_followed(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("patterns", "ecs", "--json", "--jsonata", "--scope", "least", "--region", "eu-west-1")
    data = run(capsys, *words).json
    assert (data["query_language"], data["scope"]) == ("JSONata", "least")
    sync = data["patterns"][1]
    assert "Arguments" in sync["task"]
    assert '"arn:aws:ecs:eu-west-1:123456789012:task/my-cluster/*"' in run(capsys, *words).out


@pytest.mark.parametrize(
    ("name", "hint"),
    [("ecs:runTsk", "did you mean 'ecs:runTask'?"), ("nothing", "lists all of them"), ("\x1b[31m", "\\x1b[31m")],
)
def test_an_unknown_name_is_one_line_and_status_2(capsys: pytest.CaptureFixture[str], name: str, hint: str) -> None:
    done = run(capsys, "patterns", name)
    assert (done.status, done.out) == (2, "")
    assert len(done.errors) == 1
    assert hint in done.errors[0] and "\x1b" not in done.err
