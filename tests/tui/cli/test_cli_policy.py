"""``sfn-explore policy``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

import sfn_engine as sfn
from tests.support.tui.cli_helpers import FUNCTION, machine, orders, run, task, write

CONTEXT = ("--region", "eu-west-1", "--account", "123456789012")


@pytest.mark.parametrize("scope", ["guide", "least"])
def test_one_file_gives_the_document_line_by_line_as_the_engine_prints_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], scope: str
) -> None:
    path = orders(tmp_path)
    done = run(capsys, "policy", path, "--scope", scope, *CONTEXT)
    policy = sfn.generate(sfn.load(path), sfn.Context(region="eu-west-1", account="123456789012"), scope)  # type: ignore[arg-type]
    assert done.out == "\n".join(line.text for line in policy.lines()) + "\n"
    assert done.json == policy.document
    assert (done.status, done.err) == (0, "")


def test_yaml_holds_the_same_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = orders(tmp_path)
    done = run(capsys, "policy", "--format", "yaml", path)
    assert yaml.safe_load(done.out) == run(capsys, "policy", path).json


def test_several_files_give_one_object_by_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = orders(tmp_path, "a.json", "apples"), orders(tmp_path, "b.json", "bananas")
    done = run(capsys, "policy", first, second)
    assert list(done.json) == [str(first), str(second)]
    assert "table/bananas" in json.dumps(done.json[str(second)])
    assert yaml.safe_load(run(capsys, "policy", first, second, "--format", "yaml").out) == done.json


def test_a_bad_file_among_several_is_named_and_the_others_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = orders(tmp_path), tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    done = run(capsys, "policy", bad, good, *CONTEXT)
    assert list(done.json) == [str(good)]
    assert done.status == 2
    assert [line.startswith(f"{bad}:1:") for line in done.errors] == [True]


def test_a_table_has_a_row_for_each_statement_and_fits_the_width(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "a" * 63
    states = {
        "S" * 80: task("lambda:invoke", Parameters={"FunctionName": FUNCTION.format(long)}, Next="T"),
        "T": task("glue:startJobRun.sync", Parameters={"JobName": "j"}),
    }
    for width in (40, 80, 200):
        done = run(
            capsys, "policy", write(tmp_path, machine(states)), "--format", "table", COLUMNS=str(width)
        )
        assert max(map(len, done.out.splitlines())) <= max(width, 58)
        assert "glue:Start" in done.out
    for text in ("call", "poll", "cancel", "glue:BatchStopJobRun", "S" * 40):
        assert text in done.out


def test_tables_of_several_files_have_a_heading_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [orders(tmp_path, name) for name in ("a.json", "b.json")]
    lines = run(capsys, "policy", "--format", "table", *paths).out.splitlines()
    assert [str(path) in lines for path in paths] == [True, True]


def test_unexplained_tasks_and_unknown_regions_are_written_on_stderr_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    states = {
        "Copy": task("aws-sdk:${Service}:copyObject", Parameters={}, Next="Save"),
        "Save": task("dynamodb:putItem", Parameters={"TableName": "orders"}),
    }
    path = write(tmp_path, machine(states))
    done = run(capsys, "policy", path)
    assert done.status == 1
    assert "Copy" not in done.out
    told = "\n".join(done.errors)
    assert f"{path}: Copy: unexplained: Which operation aws-sdk:" in told
    assert "<region>" in told
    assert "<account>" in told
    assert done.errors[-1] == f"{path}: Incomplete: 1 of 2 tasks unexplained."


def test_the_count_is_told_on_a_terminal_even_if_all_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = orders(tmp_path)
    assert "tasks explained" not in run(capsys, "policy", path).err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert "2 of 2 tasks explained" in run(capsys, "policy", path).err


@pytest.mark.parametrize(
    ("options", "environment", "region", "account"),
    [
        ((), {}, "<region>", "<account>"),
        ((), {"AWS_DEFAULT_REGION": "eu-north-1"}, "eu-north-1", "<account>"),
        ((), {"AWS_REGION": "eu-west-3", "AWS_DEFAULT_REGION": "eu-north-1"}, "eu-west-3", "<account>"),
        ((), {"AWS_REGION": "", "AWS_ACCOUNT_ID": "210987654321"}, "<region>", "210987654321"),
        (CONTEXT, {"AWS_REGION": "eu-west-3", "AWS_ACCOUNT_ID": "210987654321"}, "eu-west-1", "123456789012"),
        (("--region", "${AWS::Region}"), {}, "${AWS::Region}", "<account>"),
    ],
)
def test_region_and_account_come_from_the_option_else_the_environment_else_the_definition(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    environment: dict[str, str],
    region: str,
    account: str,
) -> None:
    path = write(tmp_path, machine({"Save": task("dynamodb:putItem", Parameters={"TableName": "orders"})}))
    done = run(capsys, "policy", path, *options, **environment)
    assert done.json["Statement"][0]["Resource"] == [f"arn:aws:dynamodb:{region}:{account}:table/orders"]


def test_stderr_says_where_the_environment_contradicts_the_definition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arn = "arn:aws:lambda:eu-west-1:123456789012:function:pay"
    path = write(tmp_path, machine({"Pay": {"Type": "Task", "Resource": arn, "End": True}}))
    done = run(capsys, "policy", path, AWS_REGION="us-east-2", AWS_ACCOUNT_ID="210987654321")
    assert done.status == 0
    assert [line.partition(" is not used")[0] for line in done.errors] == [
        f"{path}: Region us-east-2 of the environment",
        f"{path}: Account 210987654321 of the environment",
    ]


@pytest.mark.parametrize(
    ("options", "action"),
    [
        (("--tracing",), "xray:PutTraceSegments"),
        (("--logging",), "logs:CreateLogDelivery"),
        (("--redrive", "--name", "orders"), "states:RedriveExecution"),
        (("--kms-key-id", "1234", "--name", "orders"), "kms:GenerateDataKey"),
    ],
)
def test_settings_of_the_machine_add_their_statements(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], action: str
) -> None:
    assert f'"{action}"' in run(capsys, "policy", orders(tmp_path), *options).out


def test_the_partition_and_the_name_stand_in_the_arns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    states = {
        "Each": {
            "Type": "Map",
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                **machine({"Rest": {"Type": "Succeed"}}),
            },
            "End": True,
        }
    }
    options = (
        "--partition",
        "aws-cn",
        "--name",
        "night",
        "--region",
        "cn-north-1",
        "--account",
        "123456789012",
    )
    done = run(capsys, "policy", write(tmp_path, machine(states)), *options)
    assert '"arn:aws-cn:states:cn-north-1:123456789012:stateMachine:night"' in done.out


@pytest.mark.parametrize(
    "options",
    [
        ("--region", "here"),
        ("--account", "12"),
        ("--partition", "moon"),
        ("--name", "a:b"),
        ("--kms-key-id", " "),
        ("--scope", "most"),
        ("--format", "xml"),
        ("--format", "table", "--edited"),
    ],
)
def test_an_option_that_cannot_be_used_is_one_line_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    done = run(capsys, "policy", orders(tmp_path), *options)
    assert (done.status, done.out, len(done.errors)) == (2, "", 1)


def test_a_bad_variable_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "policy", orders(tmp_path), AWS_ACCOUNT_ID="me")
    assert (done.status, done.errors) == (
        2,
        ["sfn-explore: AWS_ACCOUNT_ID: 'me' is not a 12-digit account ID"],
    )
