"""What-if flags: how a text finds its state, and what the edits do."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.tui.cli_helpers import Result, machine, run, task, write

PLACE = ("--region", "eu-west-1", "--account", "123456789012")


def save(table: str, **fields: Any) -> dict[str, Any]:
    return task("dynamodb:putItem", Parameters={"TableName": table, "Item": {}}, **fields)


def resources(done: Result) -> list[str]:
    assert done.status == 0, done.err
    found = [entry["Resource"] for entry in done.json["Statement"]]
    return [text for entry in found for text in ([entry] if isinstance(entry, str) else entry)]


def arn(table: str) -> str:
    return f"arn:aws:dynamodb:eu-west-1:123456789012:table/{table}"


@pytest.mark.parametrize("language", ["JSONPath", "JSONata"])
def test_targets_become_dynamic_and_static_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    key = "Arguments" if language == "JSONata" else "Parameters"
    state = task("dynamodb:putItem", **{key: {"TableName": "orders", "Item": {}}})
    path = write(tmp_path, machine({"Save": state}, QueryLanguage=language))
    assert resources(run(capsys, "policy", path, *PLACE, "--dynamic", "Save.TableName")) == ["*"]
    edited = run(capsys, "policy", path, "--dynamic", "Save.TableName", "--edited").json
    wanted = (
        {"TableName": "{% $states.input.TableName %}"}
        if language == "JSONata"
        else {"TableName.$": "$.TableName"}
    )
    assert edited["States"]["Save"][key].items() >= wanted.items()
    both = ("--dynamic", "Save.TableName", "--static", "Save.TableName=returns")
    assert resources(run(capsys, "policy", path, *PLACE, *both)) == [arn("returns")]


def test_edits_are_made_in_the_order_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, machine({"Save": save("orders")}))
    static, dynamic = ("--static", "Save.TableName=returns"), ("--dynamic", "Save.TableName")
    assert resources(run(capsys, "policy", path, *PLACE, *static, *dynamic)) == ["*"]
    assert resources(run(capsys, "policy", path, *PLACE, *dynamic, *static)) == [arn("returns")]


def test_a_pattern_adds_its_rights_and_the_edited_definition_can_be_read_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, machine({"Run": task("ecs:runTask", Parameters={"TaskDefinition": "t:1"})}))
    done = run(capsys, "policy", path, *PLACE, "--pattern", "Run=sync", "--allow-incomplete")
    assert any("StepFunctionsGetEventsForECSTaskRule" in text for text in resources(done))
    edited = run(capsys, "policy", path, "--pattern", "Run=sync", "--edited")
    assert sfn.parse(edited.out).tasks[0].pattern == "sync"


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("Save.TableName=new", "Save"),
        ("Save.Order.TableName=new", "Save.Order"),
        ("Save.Order=1.TableName=new", "Save.Order=1"),
        ("A / B.TableName=new", "A / B"),
    ],
)
def test_the_longest_state_name_is_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, changed: str
) -> None:
    names = ["Save", "Save.Order", "Save.Order=1", "A / B"]
    states = {name: save("old", Next=after) for name, after in pairwise(names)}
    path = write(tmp_path, machine({**states, names[-1]: save("old")}))
    edited = run(capsys, "policy", path, "--static", text, "--edited").json
    assert [name for name in names if edited["States"][name]["Parameters"]["TableName"] == "new"] == [changed]


def test_a_name_with_a_dot_does_not_hide_a_target_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_task = task(
        "ecs:runTask",
        Parameters={"TaskDefinition": "t:1", "Overrides": {"TaskRoleArn": "r"}},
        Next="Run.Overrides",
    )
    path = write(tmp_path, machine({"Run": run_task, "Run.Overrides": {"Type": "Succeed"}}))
    edited = run(capsys, "policy", path, "--dynamic", "Run.Overrides.TaskRoleArn", "--edited").json
    assert edited["States"]["Run"]["Parameters"]["Overrides"] == {"TaskRoleArn.$": "$.TaskRoleArn"}


@pytest.mark.parametrize("label", ["Outer / Inner", "Inner"])
def test_a_nested_state_is_found_by_its_path_and_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], label: str
) -> None:
    outer = {"Type": "Parallel", "Branches": [machine({"Inner": save("orders")})], "End": True}
    path = write(tmp_path, machine({"Outer": outer}))
    assert resources(run(capsys, "policy", path, *PLACE, "--dynamic", f"{label}.TableName")) == ["*"]


@pytest.mark.parametrize(
    ("flag", "text", "told"),
    [
        ("--dynamic", "Sav.TableName", "did you mean 'Save'?"),
        ("--dynamic", "Save", "not a STATE.TARGET"),
        ("--dynamic", "Save.QueueUrl", "it has TableName"),
        ("--static", "Save.TableName", "the value is missing"),
        ("--static", "Save.TableName=", "TableName needs a value"),
        ("--pattern", "Save=sync", ".sync is not supported by dynamodb:putItem"),
        ("--pattern", "Save=often", "is not a pattern"),
        ("--pattern", "Nope=sync", "not a STATE=PATTERN"),
    ],
)
def test_an_edit_that_is_refused_says_why_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], flag: str, text: str, told: str
) -> None:
    path = write(tmp_path, machine({"Save": save("orders")}))
    done = run(capsys, "policy", path, flag, text)
    assert (done.status, done.out, len(done.errors)) == (2, "", 1)
    assert done.err.startswith(f'{path}: {flag} "{text}": ')
    assert told in done.err


def test_explain_takes_the_same_flags(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, machine({"Save": save("orders")}))
    (entry,) = run(capsys, "explain", path, "--json", "--dynamic", "Save.TableName").json["tasks"]
    assert [target["mode"] for target in entry["targets"]] == ["dynamic"]
    assert "$.TableName" in run(capsys, "explain", path, "--dynamic", "Save.TableName").out


def test_the_file_is_never_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    definition = machine({"Save": save("orders")})
    path = write(tmp_path, definition)
    run(capsys, "policy", path, "--dynamic", "Save.TableName")
    assert json.loads(path.read_text(encoding="utf-8")) == definition


@pytest.mark.parametrize(
    ("pattern", "suffix", "is_said"),
    [("sync", ".sync:2", True), (".sync", ".sync", False), (".sync:2", ".sync:2", False)],
)
def test_the_form_of_sync_is_the_one_that_is_named_or_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pattern: str, suffix: str, is_said: bool
) -> None:
    nested = task("states:startExecution", Parameters={"StateMachineArn": "${Child}"})
    path = write(tmp_path, machine({"Start": nested}))
    done = run(capsys, "policy", path, "--pattern", f"Start={pattern}", "--edited")
    assert done.json["States"]["Start"]["Resource"].endswith(f"startExecution{suffix}")
    assert (f"The Resource of 'Start' now ends in {suffix}. There is also .sync." in done.err) is is_said
