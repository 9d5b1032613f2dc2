"""An edited definition is written back into the string of a template or description that holds it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.engine.machines import chain, task
from tests.support.engine.saving import changed_lines, reread

DEFINITION = chain(
    A=task("sqs:sendMessage", {"QueueUrl": "${Queue}", "MessageBody": 'a "quoted" \\ é'}),
    B=task("dynamodb:getItem", {"TableName": "orders", "Key": {}}),
)


def template(text: str) -> str:
    """A YAML template whose machine has these lines as its properties."""
    lines = text.replace("\n", "\n      ")
    head = "# head\nResources:\n  Other: {}\n  M: # it\n    Type: AWS::StepFunctions::StateMachine\n"
    return f"{head}    Properties:\n      {lines}\n      RoleArn: r\n"


def saved(text: str) -> tuple[str, str]:
    """Return the text with one value replaced, and with a task token."""
    made = []
    for edited in (
        sfn.set_dynamic(sfn.parse(text), "B", "TableName"),
        sfn.set_pattern(sfn.parse(text), "A", "callback"),
    ):
        made.append(sfn.saved_text(edited))
        reread(edited, made[-1])
    return made[0], made[1]


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("header", ["|", "!Sub |-", "!Sub\n  - |", "\n  Fn::Sub: |"])
def test_a_definition_in_a_literal_block_gets_lines_in_the_indent_of_the_block(header: str, line_break: str) -> None:
    body = json.dumps(DEFINITION, indent=2).replace("\n", "\n      ")
    values = "\n  - {X: y}" if "- |" in header else ""
    text = template(f"DefinitionString: {header}\n      {body}{values}").replace("\n", line_break)
    dynamic, callback = saved(text)
    assert dynamic == text.replace('"TableName": "orders"', '"TableName.$": "$.TableName"')
    assert callback.count("\n") == callback.count(line_break) == text.count("\n") + 3
    token = f'{" " * 22}"TaskToken.$": "$$.Task.Token"'
    assert line_break + token + line_break in callback


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_definition_in_quotes_gets_their_escapes(quote: str) -> None:
    body = json.dumps(DEFINITION, ensure_ascii=False)
    inner = body.replace("'", "''") if quote == "'" else json.dumps(body)[1:-1]
    text = template(f"DefinitionString: !Sub {quote}{inner}{quote} # end")
    dynamic, callback = saved(text)
    old, new = '"TableName": "orders"', '"TableName.$": "$.TableName"'
    if quote == '"':
        old, new = json.dumps(old)[1:-1], json.dumps(new)[1:-1]
    assert dynamic == text.replace(old, new)
    assert callback.endswith(" # end\n      RoleArn: r\n")


def test_a_definition_in_a_folded_block_gets_its_token_in_one_line() -> None:
    body = json.dumps(DEFINITION, indent=1).replace("\n", "\n       ")
    text = template(f"DefinitionString: >\n       {body}")
    _, callback = saved(text)
    assert callback.count("\n") == text.count("\n")


@pytest.mark.parametrize("indent", [None, 2])
def test_a_definition_in_a_string_of_json_gets_its_escapes(indent: int | None) -> None:
    inner = json.dumps(DEFINITION, indent=indent)
    for whole in (
        {"Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": inner}}}},
        {"name": "m", "definition": inner, "roleArn": "r"},
        {"stateMachine": {"definition": inner}},
    ):
        text = json.dumps(whole, indent=3)
        dynamic, callback = saved(text)
        assert dynamic == text.replace(r"\"TableName\": \"orders\"", r"\"TableName.$\": \"$.TableName\"")
        assert len(changed_lines(text, callback)) == 2
        assert callback.count(r"\n") == text.count(r"\n") + (3 if indent else 0)


def joined(*parts: Any) -> str:
    body = {"DefinitionString": {"Fn::Join": ["", list(parts)]}}
    machine = {"Type": "AWS::StepFunctions::StateMachine", "Properties": body}
    return json.dumps({"Resources": {"M": machine}}, indent=1)


def test_a_text_joined_from_parts_is_edited_inside_a_part_and_refused_across_them() -> None:
    before, after = json.dumps(DEFINITION).split("${Queue}")
    text = joined(before, {"Ref": "Queue"}, after)
    machine = sfn.parse(text)
    edited = sfn.set_dynamic(machine, "B", "TableName")
    new = sfn.saved_text(edited)
    reread(edited, new)
    assert len(changed_lines(text, new)) == 2
    with pytest.raises(sfn.EditRefused, match="comes from a function of the template"):
        sfn.saved_text(sfn.set_dynamic(machine, "A", "QueueUrl"))


def test_a_definition_as_an_object_keeps_its_functions() -> None:
    text = template(
        "Definition:\n  StartAt: A\n  States:\n    A: {Type: Task, End: true, Resource: !Sub '${F.Arn}'}\n"
        "    B:\n      Type: Task\n      End: true\n      Resource: arn:aws:states:::sqs:sendMessage\n"
        "      Parameters:\n        QueueUrl: !Ref Queue\n        MessageBody: !Sub 'x ${A}'"
    )
    machine = sfn.parse(text)
    assert [*changed_lines(text, sfn.saved_text(sfn.set_dynamic(machine, "B", "QueueUrl")))] == [
        "-              QueueUrl: !Ref Queue",
        "+              QueueUrl.$: $.QueueUrl",
    ]
    assert "  Text: !Sub 'x ${A}'\n" in sfn.saved_text(sfn.set_pattern(machine, "B", "callback"))


def test_placeholders_outside_quotes_in_a_block_stay_so() -> None:
    body = json.dumps(DEFINITION, indent=1).replace('"${Queue}"', "${Queue}").replace("\n", "\n  ")
    text = template(f"DefinitionString: !Sub |\n  {body}")
    dynamic, callback = saved(text)
    assert '"QueueUrl": ${Queue}' in dynamic and '"QueueUrl": ${Queue}' in callback


def test_the_file_that_a_template_names_is_the_one_that_is_written(tmp_path: Path) -> None:
    (tmp_path / "machine.asl.json").write_text(json.dumps(DEFINITION, indent=1), "utf-8")
    (tmp_path / "template.yaml").write_text(
        "Resources:\n  M:\n    Type: AWS::Serverless::StateMachine\n"
        "    Properties:\n      DefinitionUri: machine.asl.json\n",
        "utf-8",
    )
    edited = sfn.set_dynamic(sfn.load(tmp_path / "template.yaml"), "B", "TableName")
    assert edited.file == str(tmp_path / "machine.asl.json")
    assert sfn.saved_text(edited) == json.dumps(edited.raw, indent=1)


def test_of_several_machines_in_a_template_only_the_edited_one_changes(tmp_path: Path) -> None:
    body = json.dumps(DEFINITION)
    machine = "    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionString: !Sub "
    path = tmp_path / "template.yaml"
    path.write_text(f"Resources:\n  One:\n{machine}|\n        {body}\n  Two:\n{machine}|\n        {body}\n", "utf-8")
    edited = sfn.set_dynamic(sfn.load(path, "Two"), "B", "TableName")
    path.write_text(sfn.saved_text(edited), "utf-8")
    assert sfn.load(path, "Two").raw == edited.raw
    assert sfn.load(path, "One").raw == DEFINITION
