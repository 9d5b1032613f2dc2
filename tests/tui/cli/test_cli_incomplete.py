"""A policy that lacks something: the status, what is said on stderr, and what stands in its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.tui.cli_helpers import machine, orders, run, task, write

PLACE = ("--region", "eu-west-1", "--account", "123456789012")
JOB = task("ecs:runTask.sync", Parameters={"TaskDefinition": "report:3"})
UNKNOWN = task("palace:openGate", Parameters={})
CERTAIN = "add by hand: iam:PassRole on the task role of the task definition, if it has one."
EMPTY = "The only task is unexplained: this is not the policy that the role needs."


def written(folder: Path, *tasks: dict[str, Any], name: str = "machine.asl.json") -> Path:
    """Write a machine that runs the tasks one after the other: T1, T2 …"""
    named = {f"T{number}": dict(state) for number, state in enumerate(tasks, 1)}
    for number, state in enumerate(list(named.values())[:-1], 2):
        del state["End"]
        state["Next"] = f"T{number}"
    return write(folder, machine(named), name)


@pytest.mark.parametrize("incomplete", [JOB, UNKNOWN], ids=["by-hand", "unexplained"])
@pytest.mark.parametrize("form", ["json", "yaml", "table"])
def test_an_incomplete_policy_is_printed_and_the_status_is_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], incomplete: dict[str, Any], form: str
) -> None:
    table = task("dynamodb:putItem", Parameters={"TableName": "orders", "Item": {}})
    path = written(tmp_path, table, incomplete)
    done = run(capsys, "policy", path, *PLACE, "--format", form)
    assert done.status == 1
    assert "dynamodb:PutItem" in done.out
    allowed = run(capsys, "policy", path, *PLACE, "--format", form, "--allow-incomplete")
    assert (allowed.status, allowed.out, allowed.err) == (0, done.out, done.err)


def test_each_thing_that_is_missing_is_a_line_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # The service-linked role is not certain to be missing; it is named all the same.
    cluster = task("eks:createCluster", Parameters={"Name": "c", "RoleArn": "arn:aws:iam::123456789012:role/eks"})
    path = written(tmp_path, JOB, UNKNOWN, cluster, JOB)
    errors = run(capsys, "policy", path, *PLACE).errors
    assert f"{path}: T1, T4: {CERTAIN}" in errors
    assert any(line.startswith(f"{path}: T3: add by hand: iam:CreateServiceLinkedRole") for line in errors)
    assert any(line.startswith(f"{path}: T2: unexplained: ") for line in errors)
    assert errors[-1] == f"{path}: Incomplete: 1 of 4 tasks unexplained; 3 permissions to add by hand."
    assert len(errors) == 5


def test_what_is_not_certain_to_be_missing_leaves_the_status_at_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cluster = task("eks:createCluster", Parameters={"Name": "c", "RoleArn": "arn:aws:iam::123456789012:role/eks"})
    done = run(capsys, "policy", written(tmp_path, cluster), *PLACE)
    assert done.status == 0
    assert "add by hand" in done.err and "Incomplete" not in done.err


def test_one_incomplete_policy_of_several_makes_the_status_1_and_an_error_makes_it_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fine, incomplete, bad = orders(tmp_path), written(tmp_path, UNKNOWN), tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    assert run(capsys, "policy", fine, incomplete).status == 1
    assert run(capsys, "policy", fine, incomplete, "--allow-incomplete").status == 0
    assert run(capsys, "policy", fine, incomplete, bad, "--allow-incomplete").status == 2


def test_the_edited_definition_is_not_a_policy_so_the_status_is_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "policy", written(tmp_path, UNKNOWN), "--edited").status == 0


@pytest.mark.parametrize("command", ["explain", "graph"])
def test_other_commands_leave_the_status_at_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert run(capsys, command, written(tmp_path, UNKNOWN)).status == 0


def test_without_a_command_the_status_is_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, UNKNOWN)
    assert run(capsys, path).status == 1
    assert run(capsys, path, "--allow-incomplete").status == 0


def test_yaml_says_what_is_missing_in_comments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, JOB)
    done = run(capsys, "policy", path, *PLACE, "--format", "yaml")
    assert done.out.startswith(f"# Incomplete: 2 permissions to add by hand.\n# T1: {CERTAIN}\n")
    assert yaml.safe_load(done.out) == run(capsys, "policy", path, *PLACE).json


def test_comments_of_several_files_name_their_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = written(tmp_path, UNKNOWN, name="a.json"), orders(tmp_path, "b.json")
    out = run(capsys, "policy", first, second, "--format", "yaml").out
    comments = [line for line in out.split("\n") if "#" in line]
    assert comments[0] == f"# {first}: {EMPTY}"
    assert all(line.startswith(f"# {first}: ") for line in comments)


def test_a_name_cannot_leave_its_comment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, machine({"a\nEvil: true\x1b[2J": UNKNOWN}))
    done = run(capsys, "policy", path, *PLACE, "--format", "yaml")
    assert set(yaml.safe_load(done.out)) == {"Version", "Statement"}
    assert "\x1b" not in done.out + done.err


def test_where_nothing_can_be_explained_a_sentence_stands_instead_of_a_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, UNKNOWN)
    table = run(capsys, "policy", path, "--format", "table").out.splitlines()
    assert table[0] == EMPTY
    assert "(no statements)" not in table
    told = run(capsys, "explain", path).out
    assert EMPTY in told.split("\n\n", maxsplit=1)[0]
    assert "do not attach" not in told and "No permissions are known" not in told


def test_a_machine_without_tasks_may_still_be_told_that_nothing_is_needed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(capsys, "policy", write(tmp_path, machine({"Rest": {"Type": "Succeed"}})), *PLACE)
    assert (done.status, done.err) == (0, "")


def test_explain_says_what_to_add_by_hand_under_the_task_and_before_the_other_notes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = run(capsys, "explain", written(tmp_path, JOB, UNKNOWN)).out
    assert f"\n  {CERTAIN}\n" in out[out.index("T1  line") : out.index("T2  line")]
    headings = [out.index(f"\n{heading}") for heading in ("Add by hand\n", "Unexplained: ", "Unknown\n")]
    assert headings == sorted(headings)
    assert out.count("Incomplete: 1 of 2 tasks unexplained; 2 permissions to add by hand.") == 2


def test_explain_says_below_each_wildcard_why_it_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    queue = task("sqs:sendMessage", Parameters={"QueueUrl.$": "$.way.out", "MessageBody": "m"})
    other = task("sqs:sendMessage", Parameters={"QueueUrl.$": "$.elsewhere", "MessageBody": "m"})
    path = written(tmp_path, queue, other, JOB)
    out = run(capsys, "explain", path).out
    first = out[out.index("T1  line") : out.index("T2  line")]
    assert " on *\n      * because QueueUrl is only known at run time: $.way.out\n" in first
    assert "$.elsewhere" not in first.replace("QueueUrl.$", "")
    assert " on *\n      * because " in out[out.index("T3  line") :]
    table = " ".join(run(capsys, "policy", path, "--format", "table", COLUMNS="300").out.split())
    assert "* because QueueUrl is only known at run time: $.elsewhere" in table


@pytest.mark.parametrize(
    ("resource", "parameters", "who", "action"),
    [
        ("sqs:sendMessage.waitForTaskToken", {"QueueUrl": "q"}, "sender of the token", "states:SendTaskHeartbeat"),
        ("", {}, "activity's worker", "states:GetActivityTask"),
    ],
)
def test_explain_says_what_the_sender_of_a_token_needs(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    resource: str,
    parameters: dict[str, Any],
    who: str,
    action: str,
) -> None:
    state = task(resource, Parameters=parameters)
    activity = "arn:aws:states:eu-west-1:123456789012:activity:stamp"
    if not resource:
        state["Resource"] = activity
    path = written(tmp_path, state)
    options = (*PLACE, "--name", "letters")
    own = activity if not resource else "arn:aws:states:eu-west-1:123456789012:stateMachine:letters"
    out = run(capsys, "explain", path, *options, COLUMNS="70").out
    told = " ".join(out.split())
    assert f"The {who} needs, on its own role: " in told and action in told
    assert f"{own}\n" in out, "the ARN is in one piece"
    (entry,) = run(capsys, "explain", path, "--json", *options).json["tasks"]
    assert entry["token_sender"]["resource"] == own
    assert action in entry["token_sender"]["actions"]


def test_json_tells_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    queue = task("sqs:sendMessage", Parameters={"QueueUrl.$": "$.q", "MessageBody": "m"})
    data = run(capsys, "explain", "--json", written(tmp_path, JOB, queue)).json
    assert (data["complete"], data["incomplete_because"]) == (False, "Incomplete: 2 permissions to add by hand.")
    assert [(note["certain"], note["actions"], note["states"]) for note in data["by_hand"]] == [
        (True, ["iam:PassRole"], [["T1"]])
    ] * 2
    job, send = data["tasks"]
    assert [note["text"] for note in job["by_hand"]] == [note["text"] for note in data["by_hand"]]
    assert (send["by_hand"], send["token_sender"]) == ([], None)
    (grant,) = send["grants"]
    assert grant["wildcards"] == [
        {"kind": "run-time", "text": "QueueUrl is only known at run time: $.q", "states": [["T2"]]}
    ]
    complete = run(capsys, "explain", "--json", orders(tmp_path)).json
    assert (complete["complete"], complete["incomplete_because"], complete["by_hand"]) == (True, None, [])
