"""A task in another pattern: its Resource, its token, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.engine.edits import JSONATA, arguments, machine
from tests.support.engine.machines import HERE, chain


@pytest.mark.parametrize("language", [{}, JSONATA])
@pytest.mark.parametrize(
    ("resource", "parameters"),
    [
        ("lambda:invoke", {"FunctionName": "f", "Payload": {"a": 1}}),
        ("lambda:invoke", {"FunctionName": "f"}),
        ("sqs:sendMessage", {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/1/q", "MessageBody": "text"}),
        ("sns:publish", {"TopicArn": "${T}", "Message": {"a": 1}}),
        ("events:putEvents", {"Entries": [{"Detail": {"a": 1}}]}),
        ("ecs:runTask", {"TaskDefinition": "t", "Overrides": {"ContainerOverrides": [{"Name": "c"}]}}),
        ("ecs:runTask", {"TaskDefinition": "t"}),
        ("states:startExecution", {"StateMachineArn": "${M}", "Input": {"a": 1}}),
        ("apigateway:invoke", {"ApiEndpoint": "a.execute-api.us-east-1.amazonaws.com", "Method": "GET"}),
        ("bedrock:invokeModel", {"ModelId": "a.b"}),
    ],
)
def test_a_callback_hands_the_token_on_and_no_other_pattern_keeps_it(
    resource: str, parameters: dict[str, Any], language: dict[str, Any]
) -> None:
    before = machine(resource, parameters, **language)
    callback = sfn.set_pattern(before, "Step", "callback")
    text = json.dumps(callback.definition)
    assert callback.tasks[0].pattern == "callback"
    assert "Task.Token" in text
    back = sfn.set_pattern(callback, "Step", "request-response")
    assert "Task.Token" not in json.dumps(back.definition)
    assert back.tasks[0].resource == before.tasks[0].resource
    assert [target.value for target in back.tasks[0].targets] == [target.value for target in before.tasks[0].targets]


def test_a_payload_that_is_a_path_is_kept_beside_the_token() -> None:
    callback = sfn.set_pattern(machine("lambda:invoke", {"FunctionName": "f", "Payload.$": "$"}), "Step", "callback")
    assert arguments(callback)["Payload"] == {"Input.$": "$", "TaskToken.$": "$$.Task.Token"}


def test_sync_is_added_and_taken_and_brings_its_permissions() -> None:
    before = machine("ecs:runTask", {"TaskDefinition": "t:1"})
    sync = sfn.set_pattern(before, "Step", "sync")
    assert sync.definition["States"]["Step"]["Resource"] == "arn:aws:states:::ecs:runTask.sync"
    assert len(sfn.generate(sync, HERE).grants) == len(sfn.generate(before, HERE).grants) + 5
    assert sfn.set_pattern(sync, "Step", "request-response").definition == before.definition


def test_a_nested_machine_gets_the_newer_sync() -> None:
    edited = sfn.set_pattern(machine("states:startExecution", {"StateMachineArn": "${M}"}), "Step", "sync")
    assert edited.tasks[0].suffix == ".sync:2"


@pytest.mark.parametrize(
    ("resource", "pattern", "reason"),
    [
        (
            "sqs:sendMessage",
            "sync",
            r"\.sync is not supported by sqs:sendMessage, which supports request-response and callback",
        ),
        ("glue:startJobRun", "callback", "callback is not supported by glue:startJobRun"),
        ("glue:startJobRun", "request-response", "already"),
        ("glue:startJobRun", "later", "is not a pattern"),
        ("aws-sdk:s3:copyObjects", "callback", "no operation 'copyObjects' in s3"),
        ("nothing:here", "sync", "does not name an integration"),
    ],
)
def test_a_pattern_that_is_not_offered_is_refused_with_the_ones_that_are(
    resource: str, pattern: str, reason: str
) -> None:
    with pytest.raises(sfn.EditRefused, match=reason):
        sfn.set_pattern(machine(resource, {}), "Step", pattern)


def test_a_suffix_names_one_form_of_sync() -> None:
    before = machine("states:startExecution", {"StateMachineArn": "${M}", "Input": "text"})
    older = sfn.set_pattern(before, "Step", ".sync")
    assert older.tasks[0].suffix == ".sync"
    newer = sfn.set_pattern(older, "Step", ".sync:2")
    assert newer.tasks[0].suffix == ".sync:2"
    assert sfn.set_dynamic(newer, "Step", "StateMachineArn").tasks[0].suffix == ".sync:2"
    with pytest.raises(sfn.EditRefused, match=r"already \.sync:2"):
        sfn.set_pattern(newer, "Step", "sync")
    with pytest.raises(sfn.EditRefused, match="sync:2 is not supported by ecs:runTask"):
        sfn.set_pattern(machine("ecs:runTask", {}), "Step", ".sync:2")
    assert sfn.set_pattern(newer, "Step", "request-response").definition == before.definition


@pytest.mark.parametrize(
    ("parameters", "added"),
    [
        ({"Overrides.$": "$.o"}, None),
        ({"Overrides": {"ContainerOverrides.$": "$.c"}}, None),
        ({"Overrides": {"ContainerOverrides": [{"Name": "app", "Environment.$": "$.e"}]}}, None),
        ({"Overrides": {"ContainerOverrides": []}}, "${ContainerName}"),
    ],
)
def test_the_token_is_never_put_beside_a_path_of_the_same_name(parameters: dict[str, Any], added: str | None) -> None:
    callback = sfn.set_pattern(machine("ecs:runTask", parameters), "Step", "callback")
    assert (added in json.dumps(arguments(callback))) if added else arguments(callback) == parameters


@pytest.mark.parametrize("language", [{}, JSONATA])
def test_the_token_takes_no_name_that_is_in_use(language: dict[str, Any]) -> None:
    payload = {"TaskToken": "mine"}
    callback = sfn.set_pattern(machine("sns:publish", {"Message": payload}, **language), "Step", "callback")
    message = arguments(callback)["Message"]
    assert message.pop("TaskToken") == "mine"
    ((name, value),) = message.items()
    assert name.startswith("TaskToken2") and "Task.Token" in value


def test_only_a_task_has_a_pattern() -> None:
    with pytest.raises(sfn.EditRefused, match="Pass state"):
        sfn.set_pattern(sfn.parse(chain(P={"Type": "Pass"})), "P", "sync")
