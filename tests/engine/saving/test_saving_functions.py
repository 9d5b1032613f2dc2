"""Placeholders that an edit writes into a template's own object become the template's functions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sfn_engine as sfn

YAML = """\
Resources:
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionSubstitutions: {Stage: prod}
      Definition:
        StartAt: Send
        States:
          Send:
            Type: Task
            Resource: arn:aws:states:::sqs:sendMessage
            Parameters: {QueueUrl.$: $.url, MessageBody: go}  # to whoever waits
            End: true
"""
JSON = {
    "Resources": {
        "Machine": {
            "Type": "AWS::StepFunctions::StateMachine",
            "Properties": {
                "Definition": {
                    "StartAt": "Send",
                    "States": {
                        "Send": {
                            "Type": "Task",
                            "Resource": "arn:aws:states:::sqs:sendMessage",
                            "Parameters": {"QueueUrl": "x", "MessageBody": "go"},
                            "End": True,
                        }
                    },
                }
            },
        }
    }
}


def saved(path: Path, text: str, value: str) -> str:
    path.write_text(text)
    machine = sfn.load(path)
    edited = sfn.set_static(machine, "Send", "QueueUrl", value)
    new = sfn.saved_text(edited)
    path.write_text(new)
    assert sfn.load(path).definition == edited.definition
    return new


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("${Jobs}", "!Ref Jobs"),
        ("${Jobs.QueueUrl}", "!GetAtt Jobs.QueueUrl"),
        ("${AWS::StackName}", '!Ref "AWS::StackName"'),
        ("https://sqs.eu-west-1.amazonaws.com/${A}/q", '!Sub "https://sqs.eu-west-1.amazonaws.com/${A}/q"'),
        ("https://x/${A}/q-${Stage}", '!Sub "https://x/${A}/q-${!Stage}"'),
        ("${Stage}", '"${Stage}"'),
        ("https://x/1/q", '"https://x/1/q"'),
    ],
)
def test_in_yaml_by_a_short_tag(value: str, written: str, tmp_path: Path) -> None:
    new = saved(tmp_path / "template.yaml", YAML, value)
    assert new == YAML.replace("QueueUrl.$: $.url", f"QueueUrl: {written}")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("${Jobs}", {"Ref": "Jobs"}),
        ("${Jobs.QueueUrl}", {"Fn::GetAtt": ["Jobs", "QueueUrl"]}),
        ("https://x/${A}/q", {"Fn::Sub": "https://x/${A}/q"}),
    ],
)
def test_in_json_by_an_object(value: str, written: object, tmp_path: Path) -> None:
    text = json.dumps(JSON, indent=2)
    new = saved(tmp_path / "template.json", text, value)
    assert new == text.replace('"QueueUrl": "x"', f'"QueueUrl": {json.dumps(written)}')


def test_what_another_function_gives_is_refused(tmp_path: Path) -> None:
    with pytest.raises(sfn.EditRefused, match="write that function into the template by hand"):
        saved(tmp_path / "template.yaml", YAML, "${Fn::ImportValue queue}")


def test_in_a_plain_definition_a_placeholder_stays_one(tmp_path: Path) -> None:
    definition = JSON["Resources"]["Machine"]["Properties"]["Definition"]  # type: ignore[index]
    assert '"QueueUrl": "${Jobs}"' in saved(tmp_path / "machine.json", json.dumps(definition), "${Jobs}")
