"""Tasks of AWS SDK integrations work as those of optimized ones do: samples, patterns, edits, finding by name."""

from __future__ import annotations

import pytest

import sfn_engine as sfn
from sfn_engine.asl.model import QueryLanguage
from sfn_engine.catalog import loader
from sfn_engine.catalog.finding import closest_name, find_integrations
from sfn_engine.catalog.model import Integration
from sfn_engine.patterns.compare import compare_integration
from sfn_engine.policy.explain import explain
from sfn_engine.sdk.names import service_calls
from tests.support.engine.machines import HERE, chain, task

SERVICES = ("s3", "dynamodb", "rds", "lambda", "appconfig", "cognitoidentity", "ecs", "apigateway")


def calls(service: str) -> list[Integration]:
    found = [loader.integration(name) for name in service_calls(service)]
    return [known for known in found if known is not None]


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("language", ["JSONPath", "JSONata"])
def test_a_sample_of_each_call_is_a_sound_task_with_a_policy(service: str, language: QueryLanguage) -> None:
    found = calls(service)
    assert len(found) > 10
    for known in found:
        column = compare_integration(known, query_language=language).column("request-response")
        assert column.machine is not None and column.policy is not None
        assert not column.machine.diagnostics, known.name
        assert not column.policy.unexplained, known.name
        (state,) = column.machine.tasks
        assert [target for target in state.targets if target.mode != "static" or target.absent] == [], known.name


@pytest.mark.parametrize("service", SERVICES)
def test_each_target_of_a_sample_can_be_toggled_there_and_back(service: str) -> None:
    for known in calls(service):
        machine = compare_integration(known).column("request-response").machine
        assert machine is not None
        (state,) = machine.tasks
        for target in state.targets:
            if target.name.endswith("}"):
                continue  # a key
            edited = sfn.set_dynamic(machine, state.path, target.name)
            (found,) = (entry for entry in edited.tasks[0].targets if entry.parameter == target.parameter)
            assert found.mode == "dynamic", (known.name, target.name)
            back = sfn.set_static(edited, state.path, found.name, target.value)
            assert back.tasks[0].fields == state.fields, (known.name, target.name)


def test_the_patterns_are_request_response_and_callback() -> None:
    (known,) = find_integrations("aws-sdk:s3:copyObject")
    assert known.patterns == ("request-response", "callback")
    comparison = compare_integration(known)
    assert [bool(column.disabled_reason) for column in comparison.columns] == [False, True, False]
    assert comparison.column("callback").task["Resource"].endswith("aws-sdk:s3:copyObject.waitForTaskToken")


def test_the_pattern_of_a_task_can_be_changed() -> None:
    machine = sfn.parse(chain(Take=task("aws-sdk:sqs:receiveMessage", {"QueueUrl": "q"})))
    assert sfn.set_pattern(machine, "Take", "callback").tasks[0].suffix == ".waitForTaskToken"
    with pytest.raises(sfn.EditRefused, match=r"\.sync is not supported by aws-sdk:sqs:receiveMessage"):
        sfn.set_pattern(machine, "Take", "sync")


def test_a_title_tells_the_two_kinds_of_integration_apart() -> None:
    states = {
        "Optimized": task("dynamodb:getItem", {"TableName": "orders"}),
        "Sdk": task("aws-sdk:dynamodb:getItem", {"TableName": "orders"}),
    }
    machine = sfn.parse(chain(**states))
    told = explain(machine, sfn.generate(machine, HERE))
    assert [entry.title for entry in told] == ["Amazon DynamoDB GetItem", "Amazon DynamoDB GetItem (AWS SDK)"]


@pytest.mark.parametrize(
    "text",
    [
        "aws-sdk:s3:copyObject",
        "aws-sdk:s3:CopyObject",
        "AWS-SDK:S3:copyobject",
        " aws-sdk:s3:copyObject.waitForTaskToken ",
        "arn:aws:states:::aws-sdk:s3:copyObject",
        "arn:aws:states:us-east-1:123456789012:aws-sdk:s3:copyObject.waitForTaskToken",
    ],
)
def test_a_call_is_found_as_people_write_it(text: str) -> None:
    assert [known.name for known in find_integrations(text)] == ["aws-sdk:s3:copyObject"]


def test_a_service_finds_its_calls() -> None:
    names = [known.name for known in find_integrations("aws-sdk:sqs")]
    assert "aws-sdk:sqs:receiveMessage" in names and len(names) > 15
    assert find_integrations("aws-sdk:s3:copyObjects") == find_integrations("aws-sdk:logs") == ()
    logs = [known.name for known in find_integrations("aws-sdk:cloudwatchlogs")]
    assert "aws-sdk:cloudwatchlogs:startQuery" in logs and "aws-sdk:cloudwatchlogs:startLiveTail" not in logs


@pytest.mark.parametrize(
    ("text", "closest"),
    [
        ("sqs:receiveMessage", "aws-sdk:sqs:receiveMessage"),
        ("arn:aws:states:::s3:getObject", "aws-sdk:s3:getObject"),
        ("logs:startQuery", "aws-sdk:cloudwatchlogs:startQuery"),
        ("events:putRule", "aws-sdk:eventbridge:putRule"),
        ("sqs:sendMesage", "sqs:sendMessage"),
        ("sqs:sendmessage", "sqs:sendMessage"),
        ("AWS-SDK:s3:getObject", "aws-sdk:s3:getObject"),
        ("nothing:here", ""),
    ],
)
def test_an_optimized_integration_that_there_is_not_may_be_one_of_the_sdk(text: str, closest: str) -> None:
    assert closest_name(text) == closest
