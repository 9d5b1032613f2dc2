"""The structural checks: recovery, choices, numbers, Distributed Map."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.engine.checking import (
    DISTRIBUTED,
    choice,
    ending,
    machine,
    map_state,
    names,
    only,
    task,
)

# Retry and Catch


def test_error_equals_is_not_empty() -> None:
    assert names(machine(task(Retry=[{"ErrorEquals": []}]))) == ["error-equals"]
    assert names(machine(task(Retry=[{"MaxAttempts": 1}]))) == ["error-equals"]
    assert names(machine(task(Retry=[{"ErrorEquals": ["A", "States.Timeout"]}]))) == []


def test_states_all_is_alone_and_last() -> None:
    alone, other = {"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["A"]}
    assert names(machine(task(Retry=[other, alone]))) == []
    assert names(machine(task(Retry=[alone, other]))) == ["states-all"]
    assert names(machine(task(Retry=[{"ErrorEquals": ["A", "States.ALL"]}]))) == ["states-all"]


def test_a_catcher_has_next() -> None:
    assert names(machine(task(Catch=[{"ErrorEquals": ["A"]}]))) == ["catch-without-next"]


def test_the_fields_of_retriers_and_catchers_are_checked() -> None:
    assert names(machine(task(Retry=[{"ErrorEquals": ["A"], "MaxAttempt": 1}]))) == ["unknown-field"]
    assert names(machine(task(Retry=[{"ErrorEquals": ["A"], "BackoffRate": 0.5}]))) == ["number"]
    assert names(machine(task(Retry=[{"ErrorEquals": ["A"], "JitterStrategy": "SOME"}]))) == ["jitter"]
    assert names(machine(task(Retry=[{"ErrorEquals": ["A"], "IntervalSeconds": 9, "MaxDelaySeconds": 9}]))) == [
        "number"
    ]
    good = {
        "ErrorEquals": ["A"],
        "IntervalSeconds": 1,
        "MaxAttempts": 0,
        "BackoffRate": 1.5,
        "MaxDelaySeconds": 60,
        "JitterStrategy": "FULL",
        "Comment": "patient",
    }
    assert names(machine(task(Retry=[good]))) == []
    catcher = {"ErrorEquals": ["A"], "Next": "B", "Output": {}}
    assert names(machine(task(Catch=[catcher]), B={"Type": "Fail"})) == ["wrong-language"]
    assert names(machine(task(Catch=[catcher]), "JSONata", B={"Type": "Fail"})) == []
    assert names(machine(task(Catch=[{**catcher, "ResultPath": "$.e"}]), "JSONata", B={"Type": "Fail"})) == [
        "wrong-language"
    ]


# Choice


def test_a_choice_has_rules() -> None:
    assert "no-rules" in names(choice())
    assert "no-rules" in names(machine({"Type": "Choice", "Default": "B"}, B={"Type": "Succeed"}))
    assert "no-rules" in names(choice(Choices="RULES"))
    assert "no-rules" not in names(choice(Choices="${Rules}"))


@pytest.mark.parametrize(
    "rule",
    [
        {"Variable": "$.x", "StringEquals": "a"},
        {"Variable": "$.x", "StringMatches": "a*", "Assign": {"y.$": "$.y"}, "Comment": "why"},
        {"Variable": "$$.x", "NumericLessThanEqualsPath": "$.y"},
        {"Variable": "$x", "BooleanEquals": False},
        {"Variable": "$.x", "TimestampGreaterThan": "2016-03-14T01:59:00Z"},
        {"Not": {"Variable": "$.x", "IsPresent": True}},
        {"And": [{"Variable": "$.x", "IsNull": True}, {"Or": [{"Variable": "$.x", "IsString": False}]}]},
        {"Variable": "$.x", "NumericEquals": "${Limit}"},
        {"Variable": "$.x", "NumericEquals": {"Ref": "Limit"}},
        {"And": [{"Fn::If": ["C", 1, 2]}]},
    ],
)
def test_sound_rules_are_left_in_peace(rule: dict[str, Any]) -> None:
    assert names(choice({**rule, "Next": "B"})) == []


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"Variable": "$.x"}, "rule-without-test"),
        ({"Variable": "$.x", "StringEqual": "a"}, "unknown-field"),
        ({"Variable": "$.x", "StringEquals": "a", "IsNull": True}, "one-comparison"),
        ({"StringEquals": "a"}, "rule"),
        ({"Variable": "$.x", "StringEquals": 1}, "operand"),
        ({"Variable": "$.x", "NumericEquals": "1"}, "operand"),
        ({"Variable": "$.x", "NumericEquals": True}, "operand"),
        ({"Variable": "$.x", "IsPresent": "true"}, "operand"),
        ({"Variable": "$.x[", "IsPresent": True}, "path"),
        ({"Variable": "$.x", "StringEqualsPath": "y"}, "path"),
        ({"And": []}, "rule"),
        ({"Or": {"Variable": "$.x", "IsNull": True}}, "rule"),
        ({"Not": [1]}, "rule"),
        ({"Not": {"Variable": "$.x", "IsNull": True, "Next": "B"}}, "nested-rule"),
        ({"And": [{"Variable": "$.x", "IsNull": True}], "Variable": "$.x"}, "rule"),
        ({"Condition": "{% true %}"}, "wrong-language"),
    ],
)
def test_faults_of_jsonpath_rules_are_found(rule: dict[str, Any], expected: str) -> None:
    assert names(choice({**rule, "Next": "B"})) == [expected]


def test_a_top_rule_has_next() -> None:
    assert names(choice({"Variable": "$.x", "IsNull": True})) == ["rule-without-next"]


@pytest.mark.parametrize("condition", ["{% $states.input.x > 1 %}", True, "${Condition}", {"Ref": "Condition"}])
def test_jsonata_conditions_are_left_in_peace(condition: Any) -> None:
    assert names(choice({"Condition": condition, "Next": "B", "Output": {}}, QueryLanguage="JSONata")) == []


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({}, "rule-without-test"),
        ({"Condition": "$x > 1"}, "condition"),
        ({"Condition": "{% $x > 1"}, "condition"),
        ({"Condition": 1}, "condition"),
        ({"Variable": "$.x", "IsNull": True}, "wrong-language"),
        ({"Condition": True, "When": 1}, "unknown-field"),
    ],
)
def test_faults_of_jsonata_rules_are_found(rule: dict[str, Any], expected: str) -> None:
    assert set(names(choice({**rule, "Next": "B"}, QueryLanguage="JSONata"))) == {expected}


# Numbers


@pytest.mark.parametrize("value", [0, -1, 1.5, 100_000_000, "5", "{% $x %}"])
def test_a_timeout_is_a_whole_number_of_seconds(value: Any) -> None:
    assert names(machine(task(TimeoutSeconds=value))) == ["number"]


@pytest.mark.parametrize("value", [1, 99_999_999, "${Seconds}", {"Ref": "Seconds"}])
def test_sound_timeouts_are_left_in_peace(value: Any) -> None:
    assert names({**machine(task(TimeoutSeconds=value)), "TimeoutSeconds": value}) == []


def test_in_jsonata_a_number_can_be_an_expression() -> None:
    assert names(machine(task(TimeoutSeconds="{% $states.input.x %}"), "JSONata")) == []
    assert names(machine(task(TimeoutSeconds="$x"), "JSONata")) == ["number"]


def test_the_heartbeat_is_shorter_than_the_timeout() -> None:
    assert names(machine(task(TimeoutSeconds=10, HeartbeatSeconds=9))) == []
    assert names(machine(task(TimeoutSeconds=10, HeartbeatSeconds=10))) == ["heartbeat"]


def test_the_timeout_of_the_machine_is_checked() -> None:
    assert only({**machine(ending()), "TimeoutSeconds": 0}).pointer == ("TimeoutSeconds",)


# Distributed Map


def test_distributed_mode_needs_an_execution_type() -> None:
    assert names(machine(map_state(config=DISTRIBUTED))) == []
    assert names(machine(map_state(config={"Mode": "DISTRIBUTED"}))) == ["execution-type"]
    assert names(machine(map_state(config={"Mode": "DISTRIBUTED", "ExecutionType": "FAST"}))) == ["execution-type"]
    assert names(machine(map_state(config={"Mode": "DISTRIBUTED", "ExecutionType": "${Type}"}))) == []


def test_a_mode_is_inline_or_distributed() -> None:
    assert names(machine(map_state(config={"Mode": "PARALLEL"}))) == ["map-mode"]
    assert names(machine(map_state(config={"Mode": "INLINE"}))) == []
    assert names(machine(map_state(config={"Mode": "${Mode}"}, Label="x"))) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"ItemReader": {"Resource": "arn:aws:states:::s3:getObject"}},
        {"ItemBatcher": {"MaxItemsPerBatch": 2}},
        {"ResultWriter": {"Resource": "arn:aws:states:::s3:putObject"}},
        {"Label": "x"},
        {"ToleratedFailureCount": 1},
        {"ToleratedFailurePercentagePath": "$.p"},
    ],
)
def test_some_fields_need_distributed_mode(fields: dict[str, Any]) -> None:
    assert names(machine(map_state(**fields))) == ["only-distributed"]
    assert names(machine(map_state(config=DISTRIBUTED, **fields))) == []


def test_an_item_reader_names_its_resource() -> None:
    assert names(machine(map_state(config=DISTRIBUTED, ItemReader={}))) == ["missing-field"]
    both = {
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"MaxItems": 1, "MaxItemsPath": "$.m"},
    }
    assert names(machine(map_state(config=DISTRIBUTED, ItemReader=both))) == ["exclusive-fields"]
    wrong = {"Resource": "arn:aws:states:::s3:getObject", "Arguments": {}}
    assert names(machine(map_state(config=DISTRIBUTED, ItemReader=wrong))) == ["wrong-language"]


def test_an_item_batcher_has_a_limit() -> None:
    assert names(machine(map_state(config=DISTRIBUTED, ItemBatcher={"BatchInput": {}}))) == ["missing-field"]
    twin = {"MaxItemsPerBatch": 1, "MaxItemsPerBatchPath": "$.m"}
    assert names(machine(map_state(config=DISTRIBUTED, ItemBatcher=twin))) == ["exclusive-fields"]


def test_a_result_writer_has_a_resource_or_a_form() -> None:
    assert names(machine(map_state(config=DISTRIBUTED, ResultWriter={}))) == ["missing-field"]
    form = {"WriterConfig": {"Transformation": "FLATTEN", "OutputType": "JSONL"}}
    assert names(machine(map_state(config=DISTRIBUTED, ResultWriter=form))) == []


@pytest.mark.parametrize("label", ["", "n" * 41, "two words", "a:b", "a*b"])
def test_a_label_is_short_and_plain(label: str) -> None:
    assert names(machine(map_state(config=DISTRIBUTED, Label=label))) == ["label"]


def test_labels_are_unique_in_the_machine() -> None:
    first = {**map_state(config=DISTRIBUTED, Label="x"), "Next": "B"}
    del first["End"]
    second = {
        **map_state(config=DISTRIBUTED, Label="x"),
        "ItemProcessor": {"ProcessorConfig": DISTRIBUTED, "StartAt": "J", "States": {"J": ending()}},
    }
    assert only(machine(first, B=second)).check == "label"


def test_limits_of_zero_mean_no_limit() -> None:
    reader = {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"MaxItems": 0}}
    for batcher in ({"MaxItemsPerBatch": 0}, {"MaxInputBytesPerBatch": 0}):
        assert names(machine(map_state(config=DISTRIBUTED, ItemReader=reader, ItemBatcher=batcher))) == []
    for wrong in ({"MaxItemsPerBatch": -1}, {"MaxInputBytesPerBatch": 262_145}):
        assert names(machine(map_state(config=DISTRIBUTED, ItemBatcher=wrong))) == ["number"]
