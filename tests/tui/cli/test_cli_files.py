"""Files that hold several machines, and values for placeholders, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sfn_tui.cli import main
from tests.support.tui.cli_helpers import run
from tests.support.tui.templates import write_template

CONTEXT = ("--region", "eu-west-1", "--account", "123456789012")


def test_each_machine_of_a_template_has_its_policy_and_a_bad_one_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_template(tmp_path)
    done = run(capsys, "policy", path, *CONTEXT)
    assert list(done.json) == [f"{path}#OrderMachine", f"{path}#SmallMachine"]
    assert done.status == 2
    assert done.errors[0].startswith(f"{path}:30:22: DefinitionUri names s3://bucket/machine.json")


def test_one_machine_of_a_template_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_template(tmp_path)
    done = run(capsys, "policy", path, "--machine", "OrderMachine", *CONTEXT)
    assert (done.status, done.err) == (0, "")
    resources = [entry["Resource"] for entry in done.json["Statement"]]
    assert resources == [["${Worker.Arn}"], ["arn:aws:dynamodb:eu-west-1:123456789012:table/${Orders}"]]


def test_a_machine_that_is_not_there_is_refused_with_the_names_that_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_template(tmp_path)
    done = run(capsys, "explain", path, "--machine", "Nobody")
    assert done.status == 2 and done.out == ""
    assert done.errors == [
        f"{path}: holds no state machine 'Nobody'; it holds OrderMachine, SmallMachine, LostMachine"
    ]


def test_check_names_the_file_that_the_fault_is_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_template(tmp_path)
    definition = tmp_path / "machines" / "order.asl.json"
    definition.write_text(definition.read_text().replace('"Next": "Keep"', '"Next": "Kept"'))
    done = run(capsys, "check", path, "--machine", "OrderMachine")
    assert done.status == 1
    assert done.out.splitlines()[0].startswith(f"{definition}:4:")


def test_explain_says_what_stands_for_a_placeholder_and_which_role_the_template_gives(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_template(tmp_path)
    text = run(capsys, "explain", path, "--machine", "OrderMachine", COLUMNS="200").out
    assert "${Orders} (for ${TableName}, AWS::DynamoDB::Table)" in text
    assert "execution role is OrderMachineRole (1 SAM policy template)" in text
    assert "assumed to be a Lambda function" not in text
    data = run(capsys, "explain", path, "--machine", "OrderMachine", "--json").json
    assert data["written_role"]["templates"] == [
        {"name": "LambdaInvokePolicy", "parameters": {"FunctionName": "${Worker}"}}
    ]
    assert data["placeholders"][0]["declared"] == "AWS::Serverless::Function"
    assert (data["tasks"][1]["line"], data["tasks"][1]["column"]) == (5, 5)


def test_set_gives_a_placeholder_its_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "machines"
    write_template(tmp_path)
    values = ("--set", "TableName=orders", "--set", "${WorkerArn}=${Fn.Arn}")
    words = ("policy", path / "order.asl.json", *values, *CONTEXT)
    statements = run(capsys, *words).json["Statement"]
    assert [entry["Resource"] for entry in statements] == [
        ["${Fn.Arn}"],
        ["arn:aws:dynamodb:eu-west-1:123456789012:table/orders"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"TableName": "orders"}',
        '[{"ParameterKey": "TableName", "ParameterValue": "orders"}]',
        '{"Parameters": {"TableName": "orders"}}',
        "# mine\n\nexport TableName = 'orders'\n",
    ],
)
def test_values_come_from_a_file_in_each_of_its_forms(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_template(tmp_path)
    values = tmp_path / "values"
    values.write_text(text)
    done = run(capsys, "policy", tmp_path / "machines" / "order.asl.json", "--set-file", values, *CONTEXT)
    assert done.status == 0 and "table/orders" in done.out


@pytest.mark.parametrize(
    ("option", "text", "message"),
    [
        ("--set", "x", "is not NAME=VALUE"),
        ("--set", "=x", "is not NAME=VALUE"),
        ("--set", "x=", "has no value"),
        ("--set", "x=a\x1bb", "control character"),
        ("--set-file", "missing", "no such file"),
        ("--set-file", "list", "neither an object"),
        ("--set-file", "broken", "not JSON"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_in_one_line(
    option: str, text: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_template(tmp_path)
    (tmp_path / "list").write_text("[1]")
    (tmp_path / "broken").write_text("{,}")
    value = str(tmp_path / text) if option == "--set-file" else text
    assert main(["policy", str(path), option, value]) == 2
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1 and "\x1b" not in error


def test_the_edited_definition_keeps_the_formatting_of_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_template(tmp_path)
    path = tmp_path / "machines" / "order.asl.json"
    done = run(capsys, "policy", path, "--dynamic", "Keep.TableName", "--edited")
    expected = path.read_text().replace('"TableName": "${TableName}"', '"TableName.$": "$.TableName"')
    assert done.out == expected


def test_the_edited_definition_in_a_template_is_printed_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_template(tmp_path)
    done = run(
        capsys, "policy", path, "--machine", "SmallMachine", "--dynamic", "Send.QueueUrl", "--edited"
    )
    assert json.loads(done.out)["States"]["Send"]["Parameters"]["QueueUrl.$"] == "$.QueueUrl"
