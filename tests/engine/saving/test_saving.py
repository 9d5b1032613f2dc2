"""An edited definition is written back into JSON: only the characters of the edit are different."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.engine.machines import chain, task
from tests.support.engine.saving import changed_lines, reread

QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs"


def state(body: str, language: str = "") -> str:
    """A machine of one state, whose fields are `body`."""
    return f'{{"StartAt": "A", {language}"States": {{"A": {{"Type": "Task", "End": true, {body}}}}}}}'


SEND = '"Resource": "arn:aws:states:::sqs:sendMessage"'
CALLBACK = '"Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken"'


def saved(text: str, edit: Any, *arguments: str) -> str:
    edited = edit(sfn.parse(text), "A", *arguments)
    new = sfn.saved_text(edited)
    reread(edited, new)
    return new


def test_without_an_edit_the_text_is_the_files_own() -> None:
    text = '\n{"States" : {"A":{"Type":"Succeed"\n}}\t,"StartAt":"A"}\n\n'
    assert sfn.saved_text(sfn.parse(text)) == text


def test_a_value_gives_way_and_its_name_gets_the_path_sign() -> None:
    text = state(f'{SEND}, "Parameters" : {{ "QueueUrl" :"{QUEUE}" , "MessageBody": "\\u00e9" }}')
    assert saved(text, sfn.set_dynamic, "QueueUrl") == text.replace(
        f'"QueueUrl" :"{QUEUE}"', '"QueueUrl.$" :"$.QueueUrl"'
    )


def test_undo_gives_the_same_text_and_a_way_back_the_same_definition() -> None:
    text = state(f'{SEND}, "Parameters": {{"QueueUrl":   "{QUEUE}", "MessageBody": 1e0}}')
    before = sfn.parse(text)
    edited = sfn.set_dynamic(before, "A", "QueueUrl")
    assert sfn.saved_text(sfn.set_static(edited, "A", "QueueUrl", QUEUE)) == text
    again = reread(edited, sfn.saved_text(edited))
    assert sfn.saved_text(sfn.set_static(again, "A", "QueueUrl", QUEUE)) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"MessageBody.$":"$"}', '{"MessageBody":{"Input.$":"$","TaskToken.$":"$$.Task.Token"}}'),
        ('{ "MessageBody": "a" }', '{ "MessageBody": {"Text": "a", "TaskToken.$": "$$.Task.Token"} }'),
        ('{"MessageBody": {}}', '{"MessageBody": {"TaskToken.$": "$$.Task.Token"}}'),
        ('{"MessageBody": {"a":1}}', '{"MessageBody": {"a":1,"TaskToken.$":"$$.Task.Token"}}'),
        ('{"MessageBody": {"a": 1 , "b": 2}}', '{"MessageBody": {"a": 1 , "b": 2 , "TaskToken.$": "$$.Task.Token"}}'),
        ('{"MessageBody": "\\u0041\\/"}', '{"MessageBody": {"Text": "\\u0041\\/", "TaskToken.$": "$$.Task.Token"}}'),
    ],
)
def test_a_task_token_comes_in_the_style_of_its_neighbours(before: str, after: str) -> None:
    text = state(f'{SEND}, "Parameters": {before}')
    assert saved(text, sfn.set_pattern, "callback") == state(f'{CALLBACK}, "Parameters": {after}')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"TaskToken.$": "$$.Task.Token"}', "{}"),
        ('{ "a" : 1 , "TaskToken.$": "$$.Task.Token" }', '{ "a" : 1 }'),
        ('{ "TaskToken.$": "$$.Task.Token" , "a" : 1 }', '{ "a" : 1 }'),
        ('{"a":1,"TaskToken.$":"$$.Task.Token","b":2,"T.$":"$$.Task.Token"}', '{"a":1,"b":2}'),
    ],
)
def test_a_task_token_goes_with_its_comma(before: str, after: str) -> None:
    text = state(f'{CALLBACK}, "Parameters": {{"MessageBody": {before}}}')
    assert saved(text, sfn.set_pattern, "request-response") == state(
        f'{SEND}, "Parameters": {{"MessageBody": {after}}}'
    )


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("indent", [0, 1, 3, "\t"])
def test_new_members_stand_in_lines_where_their_neighbours_do(indent: int | str, line_break: str) -> None:
    definition = chain(A=task("ecs:runTask", {"TaskDefinition": "t", "Overrides": {}}))
    text = json.dumps(definition, indent=indent).replace("\n", line_break)
    edited = sfn.set_pattern(sfn.parse(text), "A", "callback")
    assert sfn.saved_text(edited) == json.dumps(edited.raw, indent=indent).replace("\n", line_break)


def test_a_list_in_one_line_stays_there_with_its_new_item() -> None:
    containers = '{"Overrides":{"ContainerOverrides":[{"Name":"c","Environment":[{"Name":"K","Value":"v"}%s]}]}}'
    text = state('"Resource": "arn:aws:states:::ecs:runTask", "Parameters":' + containers % "")
    token = ',{"Name":"TASK_TOKEN","Value.$":"$$.Task.Token"}'
    assert saved(text, sfn.set_pattern, "callback").endswith('"Parameters":' + containers % token + "}}}")


def test_a_comma_before_each_line_is_the_style_of_new_lines_too() -> None:
    text = state(f'{SEND}, "Parameters": {{\n  "MessageBody": {{\n    "a": 1\n\n  , "b": 2\n  }}\n}}')
    new = saved(text, sfn.set_pattern, "callback")
    assert changed_lines(text, new)[-1] == '+  , "TaskToken.$": "$$.Task.Token"'


def test_placeholders_outside_quotes_stay_so_where_they_are_not_edited() -> None:
    parameters = '{"MessageBody": ${body}, "DelaySeconds": ${wait}, "QueueUrl": ${queue}}'
    text = state(f'{SEND}, "Parameters": {parameters}')
    dynamic = saved(text, sfn.set_dynamic, "QueueUrl")
    assert dynamic == text.replace('"QueueUrl": ${queue}', '"QueueUrl.$": "$.QueueUrl"')
    assert '"MessageBody": {"Text": ${body}, "TaskToken.$"' in saved(text, sfn.set_pattern, "callback")


@pytest.mark.parametrize(("mark", "encoding"), [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le")])
def test_mark_and_encoding_of_the_file_stay(tmp_path: Path, mark: bytes, encoding: str) -> None:
    text = state(f'"Comment": "é",\r\n{SEND}, "Parameters": {{"MessageBody": "ü", "QueueUrl": "q"}}')
    path = tmp_path / "machine.json"
    path.write_bytes(mark + text.encode(encoding))
    edited = sfn.set_dynamic(sfn.load(path), "A", "QueueUrl")
    assert edited.document is not None
    written = edited.document.file_text.encode(sfn.saved_text(edited))
    wanted = text.replace('"QueueUrl": "q"', '"QueueUrl.$": "$.QueueUrl"')
    assert written == mark + wanted.encode(encoding)


def test_a_definition_that_came_from_no_file_is_refused() -> None:
    with pytest.raises(sfn.EditRefused, match="was not read from a file"):
        sfn.saved_text(sfn.parse(chain(A=task("sqs:sendMessage", {"QueueUrl": "q"}))))
