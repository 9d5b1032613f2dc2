"""However a definition is laid out: what is saved reads as it was edited, and the rest stays."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.machine import rebuild
from sfn_engine.saving.changes import same
from tests.support.engine.saving import edits_of, reread, stays_near

TOKEN = {"TaskToken.$": "$$.Task.Token"}
TEXTS = st.text("""ab é😀"'\\#:{}[],-&*!|>%@`~$0.=<\n\t""", max_size=6)
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
    kinds: dict[str, dict[str, Any]] = {
        "sqs:sendMessage": {"QueueUrl": "${Queue}", "MessageBody": body},
        "lambda:invoke": {"FunctionName": "work", "Payload.$" if draw(st.booleans()) else "Payload": "$.a"},
        "ecs:runTask": {
            "TaskDefinition": "t",
            "Overrides": {"ContainerOverrides": [{"Name": "one", "Environment": draw(VARIABLES)}, {"Name": "two"}]},
        },
        "events:putEvents": {"Entries": [{"EventBusName": "b", "Detail": body}, {"Detail": TOKEN, "x": 1}]},
    }
    callback = ".waitForTaskToken" if draw(st.booleans()) else ""
    fields = {
        "Type": "Task",
        "Resource": f"arn:aws:states:::{kind}{callback}",
        "Parameters": dict(draw(st.permutations(list({**kinds[kind], **free}.items())))),
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
    text = "# A file that begins with a quote is taken for JSON.\n" + text
    text = text.rstrip("\n") if draw(st.booleans()) else text
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def check(text: str) -> None:
    """Save each edit; read it, undo it, and see that all the rest is as it was."""
    machine = sfn.parse(text)
    assert sfn.saved_text(machine) == text
    for edited in edits_of(machine):
        new = sfn.saved_text(edited.machine)
        assert stays_near(edited, new), new
        again = reread(edited.machine, new)
        assert sfn.saved_text(rebuild(again.raw, again)) == new
        assert same(sfn.parse(sfn.saved_text(rebuild(machine.raw, again))).raw, machine.raw)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_json_in_any_layout(data: st.DataObject) -> None:
    check(data.draw(json_texts(data.draw(definitions()))))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_yaml_in_any_layout(data: st.DataObject) -> None:
    check(data.draw(yaml_texts(data.draw(definitions()))))


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_json_in_a_literal_block_of_a_template(data: st.DataObject) -> None:
    inner = data.draw(json_texts(data.draw(definitions()))).replace("\r", "").strip("\n ")
    lines = inner.replace("\n", "\n        ")
    head = "Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n"
    text = f"{head}      DefinitionString: !Sub |\n        {lines}\n      RoleArn: r\n"
    check(text.replace("\n", "\r\n") if data.draw(st.booleans()) else text)


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_json_in_a_string_of_json(data: st.DataObject) -> None:
    inner = data.draw(json_texts(data.draw(definitions())))
    check(json.dumps({"name": "m", "definition": inner}, indent=1, ensure_ascii=False))


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_yaml_objects_in_a_template(data: st.DataObject) -> None:
    text = data.draw(yaml_texts(data.draw(definitions()))).replace("\r", "")
    lines = "".join(f"        {line}\n" for line in text.split("\n"))
    head = "Resources:\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n"
    check(f"{head}      Name: m\n      Definition:\n{lines}")
