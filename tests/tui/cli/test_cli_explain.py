"""``sfn-explore explain``, and what happens without a command."""

from __future__ import annotations

from pathlib import Path

import pytest

import sfn_engine as sfn
from sfn_engine.policy.reasons import MEANINGS
from sfn_tui import samples
from tests.support.tui.cli_helpers import FUNCTION, machine, orders, run, task, write


def test_without_a_command_and_a_terminal_the_policy_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = orders(tmp_path)
    assert run(capsys, path) == run(capsys, "policy", path)
    assert run(capsys, "--sample", "nightly-etl", "--json").out == (
        run(capsys, "explain", "--sample", "nightly-etl", "--json").out
    )


def test_each_task_tells_integration_pattern_targets_rights_and_reasons(
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = run(capsys, "explain", "--sample", "nightly-etl", COLUMNS="500").out
    start = out.index("Count visits  line ")
    told = out[start : out.index("Refresh the report  line ")]
    assert "Amazon ECS RunTask, .sync (also offers request-response and callback)" in told
    assert "TaskDefinition  static" in told
    for reason in ("call", "poll", "cancel", "event"):
        assert MEANINGS[reason].purpose in told
        assert f"; without it {MEANINGS[reason].without}" in told
    assert "statement 3 on arn:aws:ecs:" in told


def test_the_tasks_stand_in_document_order(capsys: pytest.CaptureFixture[str]) -> None:
    for name in samples.names():
        out = run(capsys, "explain", "--sample", name).out
        tasks = [task for machine in sfn.load_all(samples.path(name)).values() for task in machine.tasks]
        positions = [out.index(f"\n{' / '.join(task.path)}  line ") for task in tasks]
        assert positions == sorted(positions)


def test_the_end_tells_what_is_assumed_what_is_unexplained_and_the_sizes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    states = {
        "Copy": task("aws-sdk:${Service}:copyObject", Parameters={}, Next="Run"),
        "Run": task("ecs:runTask.sync", Parameters={"TaskDefinition": "t:1"}),
    }
    out = run(capsys, "explain", write(tmp_path, machine(states))).out
    for heading in ("Unknown", "Add by hand", "Unexplained"):
        assert f"\n{heading}" in out
    assert "1 of 2 tasks explained" in out
    assert "of 10,240 characters" in out
    assert "of 6,144 characters" in out


def test_another_roles_rights_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    role = "arn:aws:iam::210987654321:role/other"
    state = task(
        "lambda:invoke", Parameters={"FunctionName": FUNCTION.format("f")}, Credentials={"RoleArn": role}
    )
    path = write(tmp_path, machine({"Call": state}))
    out = run(capsys, "explain", path).out
    assert "sts:AssumeRole" in out
    assert f"the call's own permissions belong to the role {role}\n  its statement 1 on" in out
    (entry,) = run(capsys, "explain", path, "--json").json["tasks"]
    assert entry["other_role"]["role"] == role
    assert [grant["action"] for grant in entry["other_role"]["grants"]] == ["lambda:InvokeFunction"]
    assert [grant["action"] for grant in entry["grants"]] == ["sts:AssumeRole"]


def test_a_machine_that_needs_nothing_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "explain", write(tmp_path, machine({"Rest": {"Type": "Succeed"}}))).out
    assert "No task needs a permission" in out
    assert "0 of 0 tasks explained" in out


def test_settings_have_a_part_of_their_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "explain", orders(tmp_path), "--tracing").out
    assert "xray:PutTraceSegments" in out[out.index("Settings of the state machine") :]


def test_diagnostics_are_told_at_the_task_and_at_the_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    states = {
        "Run": task("glue:startJobRun.waitForTaskToken", Parameters={"JobName": "j"}),
        "Lost": {"Type": "Succeed"},
    }
    done = run(capsys, "explain", write(tmp_path, machine(states)))
    assert "wrong: .waitForTaskToken is not supported by glue:startJobRun" in done.out
    assert "Problems in the definition" in done.out
    assert done.status == 0


def test_json_holds_what_a_program_needs(capsys: pytest.CaptureFixture[str]) -> None:
    data = run(capsys, "explain", "--sample", "order-processing", "--json").json
    machine_ = sfn.load(samples.path("order-processing"))
    policy = sfn.generate(machine_)
    assert data["statements"] == policy.document["Statement"]
    assert (data["explained"], data["task_count"]) == (policy.explained_count, len(machine_.tasks))
    assert data["size"]["characters"] == policy.size
    assert [tuple(entry["path"]) for entry in data["tasks"]] == [entry.path for entry in machine_.tasks]
    assert [tuple(map(tuple, grant["states"])) for grant in data["grants"]] == [
        grant.states for grant in policy.grants
    ]
    assert data["context"]["region"] == "eu-west-1"
    assert (data["file"], data["scope"], data["query_language"]) == ("order-processing", "guide", "JSONPath")
    text = samples.text("order-processing").splitlines()
    for entry in data["tasks"]:
        assert text[entry["line"] - 1][entry["column"] - 1 :].startswith(f'"{entry["state"]}"')
        for grant in entry["grants"]:
            assert grant["why"]
            assert grant["states"] == [entry["path"]]
            assert grant["action"] in data["statements"][grant["statement"]]["Action"]
        for target in entry["targets"]:
            assert text[target["line"] - 1][target["column"] - 1 :].startswith(f'"{target["value"]}"')


def test_json_of_several_files_is_an_object_by_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [str(orders(tmp_path, name)) for name in ("a.json", "b.json")]
    assert list(run(capsys, "explain", "--json", *paths).json) == paths


def test_no_line_is_wider_than_the_terminal_but_for_names(capsys: pytest.CaptureFixture[str]) -> None:
    for width in (60, 100):
        out = run(capsys, "explain", "--sample", "nightly-etl", COLUMNS=str(width)).out
        wide = [line for line in out.splitlines() if len(line) > width]
        assert all("arn:" in line or "offers" in line for line in wide)


def test_the_source_of_the_region_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    states = {"Get": task("dynamodb:getItem", Parameters={"TableName": "orders", "Key": {}})}
    bare = write(tmp_path, machine(states), "bare.asl.json")
    assert "region eu-west-3 (from AWS_REGION)" in run(capsys, "explain", bare, AWS_REGION="eu-west-3").out


def test_the_environment_does_not_overrule_what_the_definition_states(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = " ".join(run(capsys, "explain", orders(tmp_path), AWS_REGION="eu-west-3").out.split())
    assert "region eu-west-1," in text and "from AWS_REGION" not in text
    assert "Region eu-west-3 of the environment is not used: the ARNs in the definition say eu-west-1." in text


def test_json_grows_with_the_machine_and_not_with_its_square(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def size(tasks: int) -> int:
        state = task("lambda:invoke", Parameters={"FunctionName": FUNCTION.format("f")})
        states = {
            f"State {number:03}": {**state, "Next": f"State {number + 1:03}"} for number in range(tasks)
        }
        path = write(tmp_path, machine({**states, f"State {tasks:03}": state}))
        return len(run(capsys, "explain", "--json", path).out)

    assert size(400) < 12 * size(40)
