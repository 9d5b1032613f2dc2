"""What the AWS command line prints of a state machine, and what it takes to make one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sfn_engine as sfn
from tests.support.engine.files import fault, load, rest_in_file

DEFINITION = """\
{
  "StartAt": "Send it",
  "States": {
    "Send it": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
      "Parameters": {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:done", "Message": "\\u00e9"}, "End": true}
  }
}"""
DESCRIPTION = {
    "stateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:orders",
    "name": "orders",
    "status": "ACTIVE",
    "definition": DEFINITION,
    "roleArn": "arn:aws:iam::123456789012:role/orders",
    "type": "EXPRESS",
    "creationDate": "2024-01-01T00:00:00+00:00",
    "loggingConfiguration": {"level": "ALL", "includeExecutionData": False},
    "tracingConfiguration": {"enabled": True},
    "encryptionConfiguration": {"type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "1234abcd"},
}
QUOTED = json.dumps(DEFINITION)
AS_YAML = {
    "in double quotes": QUOTED,
    # As the command line breaks it: the blank after the break is written as an escape.
    "over lines": QUOTED.replace("\\n ", "\\n\\\n  \\ "),
    "in single quotes": "'" + DEFINITION.replace("\n", "\n\n  ") + "'",
    "in a block": "|-\n" + "".join(f"    {line}\n" for line in DEFINITION.splitlines()),
}


def described(folder: Path) -> sfn.StateMachine:
    return load(folder, json.dumps(DESCRIPTION, indent=4), "described.json")


def test_the_definition_is_found_with_its_places(tmp_path: Path) -> None:
    machine = described(tmp_path)
    assert machine.document is not None
    assert (machine.document.name, machine.document.form) == ("orders", "description of a state machine")
    assert machine.definition == json.loads(DEFINITION)
    assert rest_in_file(machine, machine.states[0].pointer, name=True).startswith('\\"Send it\\": {')
    assert rest_in_file(machine, machine.states[0].targets[0].pointer).startswith('\\"arn:aws:sns')


def test_what_stands_beside_it_is_known(tmp_path: Path) -> None:
    document = described(tmp_path).document
    assert document is not None and document.role is not None
    assert document.role.name == "arn:aws:iam::123456789012:role/orders"
    settings = document.settings
    assert (settings.partition, settings.region, settings.account) == ("aws", "eu-west-1", "123456789012")
    assert (settings.name, settings.kms_key_id) == ("orders", "1234abcd")
    assert settings.tracing and settings.logging and settings.express


def test_the_policy_takes_it_and_says_so(tmp_path: Path) -> None:
    policy = sfn.generate(described(tmp_path))
    text = json.dumps(policy.document)
    assert "xray:PutTraceSegments" in text and "logs:CreateLogDelivery" in text
    assert "arn:aws:kms:eu-west-1:123456789012:key/1234abcd" in text
    assert any("the region, the account, the partition" in note.text for note in policy.notes)


def test_an_option_wins_over_the_file(tmp_path: Path) -> None:
    machine = load(tmp_path, json.dumps({**DESCRIPTION, "name": "other"}), "d.json")
    policy = sfn.generate(machine, sfn.Context(region="us-east-1", account="999999999999", kms_key_id="mine"))
    assert "arn:aws:kms:us-east-1:999999999999:key/mine" in json.dumps(policy.document)


@pytest.mark.parametrize("way", AS_YAML)
def test_the_output_may_be_yaml(way: str, tmp_path: Path) -> None:
    text = f"definition: {AS_YAML[way]}\nloggingConfiguration:\n  level: 'OFF'\nname: orders\ntype: STANDARD\n"
    machine = load(tmp_path, text, "described.yaml")
    assert machine.definition == json.loads(DEFINITION)
    assert rest_in_file(machine, machine.states[0].pointer, name=True).lstrip('\\"').startswith("Send it")
    assert rest_in_file(machine, machine.states[0].targets[0].pointer).lstrip('\\"').startswith("arn:aws:sns")
    assert machine.document is not None and not machine.document.settings.logging


@pytest.mark.parametrize("holder", ["stateMachine", "requestParameters"])
def test_a_description_may_be_held_by_another_object(holder: str, tmp_path: Path) -> None:
    machine = load(tmp_path, json.dumps({"version": 1, holder: DESCRIPTION}), "event.json")
    assert machine.document is not None and machine.document.name == "orders"


def test_the_input_of_create_state_machine_is_read(tmp_path: Path) -> None:
    skeleton = {"name": "new", "definition": DEFINITION, "roleArn": "", "type": "STANDARD", "publish": True}
    machine = load(tmp_path, json.dumps(skeleton), "input.json")
    assert machine.document is not None
    assert (machine.document.name, machine.document.role) == ("new", None)
    assert any("the state machine's name" in note.text for note in sfn.generate(machine).notes)


def test_the_definition_may_be_an_object(tmp_path: Path) -> None:
    machine = load(tmp_path, json.dumps({"name": "n", "definition": json.loads(DEFINITION)}, indent=1), "o.json")
    assert rest_in_file(machine, machine.states[0].pointer, name=True) == '"Send it": {'


@pytest.mark.parametrize(
    ("definition", "at", "message"),
    [
        ('{"StartAt": "A", "States": {,}}', ",}}", "not JSON"),
        ('{"StartAt": "A",\n"States": []}', "[]", "must be an object"),
        ('{"States": 5, "StartAt": "A"}', "5,", "must be an object"),
    ],
)
def test_a_fault_in_the_definition_has_its_place_in_the_file(
    definition: str, at: str, message: str, tmp_path: Path
) -> None:
    text = json.dumps({"definition": definition, "name": "x"})
    error = fault(tmp_path, text, "d.json")
    assert (error.line, error.column) == (1, text.index(at) + 1)
    assert message in error.message


def test_a_finding_in_the_definition_has_its_place_in_the_file(tmp_path: Path) -> None:
    text = json.dumps({"definition": '{"StartAt": "A",\n"States": {"A": {"Type": "Pas"}}}', "name": "x"})
    machine = load(tmp_path, text, "d.json")
    (found,) = machine.diagnostics
    assert machine.location(found.pointer) == (1, text.index('\\"Pas') + 1)
    assert "did you mean 'Pass'?" in found.message


def test_a_name_given_twice_around_the_definition_is_found(tmp_path: Path) -> None:
    definition = json.dumps('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}')
    text = f'{{"name": "x", "name": "y", "definition": {definition}}}'
    (found,) = load(tmp_path, text, "d.json").diagnostics
    assert (found.check, found.pointer) == ("repeated-name", ())
    assert "'name' is given twice in one object, at 1:2 and 1:15" in found.message


def test_a_description_without_definition_is_no_machine(tmp_path: Path) -> None:
    error = fault(tmp_path, '{"name": "n", "definition": "", "roleArn": ""}', "d.json")
    assert "not a state machine" in error.message
