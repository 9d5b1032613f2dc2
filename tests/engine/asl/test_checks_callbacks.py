"""A callback task must be able to pass its token on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.engine.checking import found, machine, names, only, task
from tests.support.engine.files import load

SEND = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"


def waiting(arguments: Any, language: str = "JSONPath") -> dict[str, Any]:
    field = "Arguments" if language == "JSONata" else "Parameters"
    return machine(task(Resource=SEND, **{field: arguments}), language)


@pytest.mark.parametrize(
    ("language", "arguments"),
    [
        ("JSONPath", {"MessageBody": "hello"}),
        ("JSONPath", {"QueueUrl": "${QueueUrl}", "MessageBody": {"Ref": "Body"}}),
        ("JSONPath", {"MessageBody": {"token.$": "$.Task.Token", "id.$": "$$.Execution.Id"}}),
        ("JSONPath", {"MessageBody.$": "$"}),
        ("JSONPath", []),
        ("JSONata", {"MessageBody": "hello"}),
        ("JSONata", {"MessageBody": "{% $states.input %}"}),
        ("JSONata", "{% {'MessageBody': $states.context.Execution.Id} %}"),
    ],
)
def test_arguments_without_the_token_are_found(language: str, arguments: Any) -> None:
    entry = only(waiting(arguments, language))
    assert (entry.check, entry.severity) == ("token-not-passed", "warning")
    assert ("$$.Task.Token" if language == "JSONPath" else "$states.context.Task.Token") in entry.message


@pytest.mark.parametrize(
    ("language", "arguments"),
    [
        ("JSONPath", {"MessageBody": {"TaskToken.$": "$$.Task.Token"}}),
        ("JSONPath", {"MessageBody": {"deep": [{"it.$": "States.Format('{}', $$.Task.Token)"}]}}),
        ("JSONPath", {"MessageBody.$": "$$"}),
        ("JSONPath", {"MessageBody.$": "$$.Task"}),
        ("JSONPath", {"MessageBody.$": "$$['Task']['Token']"}),
        ("JSONPath", {"MessageBody.$": "$$..Token"}),
        ("JSONPath", {"MessageBody.$": "${TokenPath}"}),
        ("JSONPath", "${Parameters}"),
        ("JSONata", {"MessageBody": "{% $states.context.Task.Token %}"}),
        ("JSONata", {"MessageBody": "{% $string($states.context) %}"}),
        ("JSONata", {"MessageBody": "{% $states.context.Task.'Token' %}"}),
        ("JSONata", {"MessageBody": "{% ${Expression} %}"}),
        ("JSONata", "{% $merge([$states.input, {'token': $states.context.Task.Token}]) %}"),
    ],
)
def test_arguments_that_may_hold_the_token_are_left_alone(language: str, arguments: Any) -> None:
    assert found(waiting(arguments, language)) == ()


def test_a_task_without_arguments_passes_no_token() -> None:
    assert names(machine(task(Resource=SEND))) == ["token-not-passed"]


@pytest.mark.parametrize(
    "resource",
    ["arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken", "arn:aws:states:::ecs:runTask.waitForTaskToken"],
)
def test_every_integration_needs_it(resource: str) -> None:
    assert names(machine(task(Resource=resource, Parameters={}))) == ["token-not-passed"]


@pytest.mark.parametrize(
    "resource", ["arn:aws:states:eu-west-1:111122223333:activity:approve", "arn:aws:states:::sqs:sendMessage"]
)
def test_activities_and_other_patterns_need_none(resource: str) -> None:
    assert found(machine(task(Resource=resource, Parameters={"MessageBody": "hello"}))) == ()


def test_a_placeholder_outside_quotes_may_hold_it(tmp_path: Path) -> None:
    parameters = '{"QueueUrl": "q", "MessageBody": ${body}}'
    state = f'{{"Type": "Task", "Resource": "{SEND}", "Parameters": {parameters}, "End": true}}'
    built = load(tmp_path, f'{{"StartAt": "A", "States": {{"A": {state}}}}}', "machine.tftpl")
    assert isinstance(built, sfn.StateMachine)
    assert [entry.check for entry in built.diagnostics if entry.check == "token-not-passed"] == []
