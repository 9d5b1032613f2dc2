"""Paths and expressions in a place where AWS takes them as text."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.engine.checking import choice, ending, found, machine, map_state, names, only, task

SEND = "arn:aws:states:::sqs:sendMessage"


def send(**parameters: Any) -> dict[str, Any]:
    return machine(task(Resource=SEND, Parameters={"QueueUrl": "${Url}", **parameters}))


@pytest.mark.parametrize(
    "text",
    [
        "$.url",
        "$$.Execution.Id",
        "$.urls[0]",
        "$['the url']",
        "States.Format('{}-{}', $.a, $.b)",
        "States.UUID()",
    ],
)
def test_a_path_without_the_suffix_is_found(text: str) -> None:
    entry = only(send(MessageBody=text))
    assert (entry.check, entry.severity) == ("path-as-text", "warning")
    assert entry.pointer == ("States", "A", "Parameters", "MessageBody")
    assert '"MessageBody.$"' in entry.message


@pytest.mark.parametrize(
    "text",
    [
        "$5.00",
        "$",
        "US$.",
        "costs $.50",
        "$HOME",
        "States.Nothing($.a)",
        "States.",
        "$.a[",
        "$name",
        "${Url}",
        "$.${x}",
        "{%",
        "",
    ],
)
def test_other_texts_with_dollars_are_left_alone(text: str) -> None:
    assert found(machine(task(Resource="${Function}", Parameters={"text": text}))) == ()


def test_the_whole_input_as_an_argument_of_a_call_is_a_path() -> None:
    assert names(send(MessageBody="$")) == ["path-as-text"]
    assert names(send(MessageBody={"currency": "$"})) == []


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (task(Parameters={"Payload": {"deep": [{"a": "$.a"}]}}), ("Parameters", "Payload", "deep", 0, "a")),
        (task(Parameters={"Args": ["x", "$.a"]}), ("Parameters", "Args", 1)),
        (task(ResultSelector={"a": "$.a"}), ("ResultSelector", "a")),
        (task(Credentials={"RoleArn": "$.role"}), ("Credentials", "RoleArn")),
        (task(Parameters="$.all"), ("Parameters",)),
        (ending(Assign={"a": "$.a"}), ("Assign", "a")),
        (ending(Result={"a": "$.a"}), ("Result", "a")),
        (map_state(ItemSelector={"a": "$$.Map.Item.Value"}), ("ItemSelector", "a")),
        ({"Type": "Fail", "Cause": "$.cause"}, ("Cause",)),
        ({"Type": "Fail", "Error": "States.Format('{}', $.e)"}, ("Error",)),
        (ending("Wait", Timestamp="$.until"), ("Timestamp",)),
    ],
)
def test_every_field_with_text_is_looked_at(state: dict[str, Any], steps: tuple[str | int, ...]) -> None:
    entry = only(machine(state))
    assert (entry.check, entry.pointer) == ("path-as-text", ("States", "A", *steps))


def test_the_fix_is_named_for_what_has_no_suffix() -> None:
    assert '"CausePath"' in only(machine({"Type": "Fail", "Cause": "$.cause"})).message
    assert "States.Array" in only(machine(task(Parameters={"Args": ["$.a"]}))).message
    assert 'use "Parameters"' in only(machine(ending(Result={"a": "$.a"}))).message


def test_readers_writers_batches_catchers_and_rules_are_looked_at() -> None:
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    reader = {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "$.b", "Key.$": "$.k"}}
    writer = {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b", "Prefix": "$.p"}}
    batcher = {"MaxItemsPerBatch": 2, "BatchInput": {"a": "$.a"}}
    state = map_state(config=config, ItemReader=reader, ResultWriter=writer, ItemBatcher=batcher)
    assert names(machine(state)) == ["path-as-text"] * 3
    catcher = {"ErrorEquals": ["States.ALL"], "Next": "B", "Assign": {"a": "$.a"}}
    assert names(machine(task(Catch=[catcher]), B=ending())) == ["path-as-text"]
    assert names(choice({"Variable": "$.x", "IsNull": True, "Next": "B", "Assign": {"a": "$.a"}})) == ["path-as-text"]


@pytest.mark.parametrize("test", ["StringEquals", "TimestampLessThan"])
def test_a_rule_that_compares_with_the_text_of_a_path_is_found(test: str) -> None:
    entry = only(choice({"Variable": "$.x", test: "$.other", "Next": "B"}))
    assert entry.check == "path-as-text"
    assert f'"{test}Path"' in entry.message
    assert names(choice({"Not": {"Variable": "$.x", test: "$.other"}, "Next": "B"})) == ["path-as-text"]
    assert found(choice({"Variable": "$.x", "StringMatches": "$.*", "Next": "B"})) == ()


def test_paths_that_a_service_reads_itself_are_left_alone() -> None:
    transformer = {"InputPathsMap": {"id": "$.detail.id"}, "InputTemplate": "<id>"}
    targets = [{"Id": "1", "Arn": "${Arn}", "InputTransformer": transformer}, {"Id": "2", "InputPath": "$.detail"}]
    state = task(Resource="arn:aws:states:::aws-sdk:eventbridge:putTargets", Parameters={"Targets": targets})
    assert found(machine(state)) == ()


@pytest.mark.parametrize(
    ("language", "value", "check"),
    [
        ("JSONPath", "{% $states.input.url %}", "expression-as-text"),
        ("JSONata", "$.url", "path-as-text"),
        ("JSONata", "$$.Execution.Id", "path-as-text"),
        ("JSONata", "States.UUID()", "path-as-text"),
        ("JSONata", "$states.input.url", "expression-as-text"),
    ],
)
def test_the_other_language_is_text_in_this_one(language: str, value: str, check: str) -> None:
    field = "Parameters" if language == "JSONPath" else "Arguments"
    assert names(machine(task(**{field: {"Payload": {"url": value}}}), language)) == [check]


@pytest.mark.parametrize("value", ["url", "{% $states.input.url %}", 5, None, ["{% $states.input %}"]])
def test_what_jsonata_reads_is_fine(value: Any) -> None:
    assert found(machine(task(Arguments={"Payload": {"url": value}}), "JSONata")) == ()
