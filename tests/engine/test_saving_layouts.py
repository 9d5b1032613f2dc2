"""However a definition is laid out: what is saved reads as it was edited, and the rest stays."""

from __future__ import annotations

import json
from os.path import commonprefix
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import sfn_engine as sfn
from tests.engine.saving import changed_lines, edits_of, reread

TOKEN = {"TaskToken.$": "$$.Task.Token"}
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x85\u2028\u2029"), max_size=8)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.just(1.5), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(TEXTS, inner, max_size=2)),
    max_leaves=5,
)
VARIABLES = st.lists(
    st.sampled_from([{"Name": "K", "Value": "v"}, {"Name": "TASK_TOKEN", "Value.$": "$$.Task.Token"}]), max_size=3
)


@st.composite
def tasks(draw: st.DrawFn) -> dict[str, Any]:
    """A task that can be edited, its fields in any order."""
    kind = draw(st.sampled_from(["sqs:sendMessage", "lambda:invoke", "ecs:runTask", "events:putEvents"]))
    free = draw(st.dictionaries(TEXTS.map(lambda text: "x" + text), VALUES, max_size=2))
    body = draw(st.one_of(VALUES, st.just({**TOKEN, "a": 1}), st.just(TOKEN), st.just({"a": 1, **TOKEN})))
    parameters: dict[str, Any] = {
        "sqs:sendMessage": {"QueueUrl": "${Queue}", "MessageBody": body},
        "lambda:invoke": {"FunctionName": "work", "Payload.$" if draw(st.booleans()) else "Payload": "$.a"},
        "ecs:runTask": {
            "TaskDefinition": "t",
            "Overrides": {"ContainerOverrides": [{"Name": "one", "Environment": draw(VARIABLES)}, {"Name": "two"}]},
        },
        "events:putEvents": {"Entries": [{"EventBusName": "b", "Detail": body}, {"Detail": TOKEN, "x": 1}]},
    }[kind]
    callback = ".waitForTaskToken" if draw(st.booleans()) else ""
    fields = {
        "Type": "Task",
        "Resource": f"arn:aws:states:::{kind}{callback}",
        "Parameters": dict(draw(st.permutations(list({**parameters, **free}.items())))),
        "End": True,
    }
    return dict(draw(st.permutations(list(fields.items()))))


@st.composite
def definitions(draw: st.DrawFn) -> dict[str, Any]:
    return {"Comment": draw(TEXTS), "StartAt": "A", "States": {"A": draw(tasks())}}


@st.composite
def json_texts(draw: st.DrawFn, data: dict[str, Any]) -> str:
    """The data as JSON in some layout."""
    indent = draw(st.sampled_from([None, 0, 1, 2, 3, "\t"]))
    separators = draw(st.sampled_from([(",", ":"), (", ", ": "), (" , ", " : "), (",", ": ")]))
    text = json.dumps(data, indent=indent, separators=separators, ensure_ascii=draw(st.booleans()))
    if indent is not None and draw(st.booleans()):
        text = text.replace(",\n", ",\n\n")
    text = draw(st.sampled_from(["", "\n", " \n"])) + text + draw(st.sampled_from(["", "\n", "\n\n"]))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@st.composite
def yaml_texts(draw: st.DrawFn, data: dict[str, Any]) -> str:
    """The data as YAML in some layout, with a comment after some of its lines."""
    flow = draw(st.sampled_from([False, None, True]))
    style = draw(st.sampled_from([None, None, "'", '"']))
    text: str = yaml.dump(
        data,
        default_flow_style=flow,
        default_style=style,
        sort_keys=False,
        allow_unicode=draw(st.booleans()),
        indent=draw(st.sampled_from([2, 4])),
        width=draw(st.sampled_from([20, 1000])),
        Dumper=yaml.SafeDumper,
    )
    comment = draw(st.sampled_from(["", " # note: it's"]))
    text = text.replace("Task\n", f"Task{comment}\n").replace("Parameters:\n", f"Parameters:{comment}\n")
    text = text.rstrip("\n") if draw(st.booleans()) else text
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def check(text: str, budget: int) -> None:
    """Save each edit; read it, undo it, and see that it changes few lines."""
    try:
        machine = sfn.parse(text)
    except sfn.DefinitionError:
        return
    assert sfn.saved_text(machine) == text
    for edited in edits_of(machine):
        try:
            new = sfn.saved_text(edited)
        except sfn.EditRefused as refused:
            assert "reads the same" not in str(refused), (text, edited.raw)
            continue
        again = reread(edited, new)
        assert len(changed_lines(text, new)) <= budget
        before = len(commonprefix([text, new]))
        after = len(commonprefix([text[before:][::-1], new[before:][::-1]]))
        assert '"StartAt"' in text[:before] or "StartAt" in text[: before or len(text)] or after
        back = sfn.saved_text(_put_back(again, machine))
        assert sfn.parse(back).raw == machine.raw


def _put_back(edited: sfn.StateMachine, machine: sfn.StateMachine) -> sfn.StateMachine:
    from sfn_engine.machine import rebuild

    return rebuild(machine.raw, edited)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_json_in_any_layout(data: st.DataObject) -> None:
    check(data.draw(json_texts(data.draw(definitions()))), budget=30)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_yaml_in_any_layout(data: st.DataObject) -> None:
    check(data.draw(yaml_texts(data.draw(definitions()))), budget=40)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_json_in_a_literal_block_of_a_template(data: st.DataObject) -> None:
    inner = data.draw(json_texts(data.draw(definitions()))).replace("\r", "").strip("\n ")
    lines = inner.replace("\n", "\n        ")
    head = "Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n"
    text = f"{head}      DefinitionString: !Sub |\n        {lines}\n      RoleArn: r\n"
    check(text.replace("\n", "\r\n") if data.draw(st.booleans()) else text, budget=30)


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_json_in_a_string_of_json(data: st.DataObject) -> None:
    inner = data.draw(json_texts(data.draw(definitions())))
    check(json.dumps({"name": "m", "definition": inner}, indent=1, ensure_ascii=False), budget=4)


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_yaml_objects_in_a_template(data: st.DataObject) -> None:
    text = data.draw(yaml_texts(data.draw(definitions()))).replace("\r", "")
    lines = "".join(f"        {line}\n" for line in text.split("\n"))
    head = "Resources:\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n"
    check(f"{head}      Name: m\n      Definition:\n{lines}", budget=40)
