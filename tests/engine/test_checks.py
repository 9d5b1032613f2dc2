"""The structural checks: what each finds, and what each leaves in peace."""

from __future__ import annotations

import copy
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sfn_engine.asl.checks import check
from sfn_engine.asl.checks.paths import path_fault
from sfn_engine.asl.model import Diagnostic
from sfn_engine.asl.parser import TargetReader, build
from sfn_engine.asl.shapes import WrongShape

SHARED = Path(__file__).resolve().parents[3] / "shared"
NO_TARGETS = TargetReader(lambda *_: (), lambda *_: ())
LAMBDA = "arn:aws:states:::lambda:invoke"

needs_corpus = pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(), reason="the corpus of real definitions (../shared/corpus) is not here"
)


def found(definition: dict[str, Any]) -> tuple[Diagnostic, ...]:
    return check(build(definition, NO_TARGETS))


def names(definition: dict[str, Any]) -> list[str]:
    return [diagnostic.check for diagnostic in found(definition)]


def only(definition: dict[str, Any]) -> Diagnostic:
    diagnostics = found(definition)
    assert len(diagnostics) == 1, diagnostics
    return diagnostics[0]


def machine(_first: dict[str, Any], _language: str | None = None, **others: dict[str, Any]) -> dict[str, Any]:
    """A machine that starts at the state `A`; the others go by their names."""
    definition: dict[str, Any] = {"StartAt": "A", "States": {"A": _first, **others}}
    if _language is not None:
        definition["QueryLanguage"] = _language
    return definition


def task(**fields: Any) -> dict[str, Any]:
    state = {"Type": "Task", "Resource": LAMBDA, **fields}
    return state if "Next" in state or "End" in state else {**state, "End": True}


def ending(kind: str = "Pass", **fields: Any) -> dict[str, Any]:
    return {"Type": kind, **fields, "End": True}


def choice(*rules: Any, **fields: Any) -> dict[str, Any]:
    """A machine whose first state has the given rules; each leads to `B`."""
    state = {"Type": "Choice", "Choices": list(rules), "Default": "B", **fields}
    return machine(state, B={"Type": "Succeed"})


def map_state(*, config: Any = None, **fields: Any) -> dict[str, Any]:
    body: dict[str, Any] = {"StartAt": "Inner", "States": {"Inner": ending()}}
    if config is not None:
        body["ProcessorConfig"] = config
    return {"Type": "Map", "ItemProcessor": body, **fields, "End": True}


DISTRIBUTED = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}


# Flow


def test_a_sound_machine_has_no_diagnostics() -> None:
    assert found(machine(task(Next="B"), B={"Type": "Succeed"})) == ()


def test_a_missing_target_is_found_and_the_nearest_name_offered() -> None:
    diagnostic = found(machine({"Type": "Pass", "Next": "Saev"}, Save=ending()))[0]
    assert diagnostic.check == "missing-target"
    assert "did you mean 'Save'" in diagnostic.message
    assert diagnostic.state == ("A",)
    assert diagnostic.pointer == ("States", "A", "Next")


def test_targets_of_rules_default_and_catchers_are_checked() -> None:
    rules = choice({"Variable": "$.x", "IsNull": True, "Next": "Nowhere"}, Default="Nobody")
    pointers = [d.pointer[2:] for d in found(rules) if d.check == "missing-target"]
    assert pointers == [("Choices", 0, "Next"), ("Default",)]
    caught = machine(task(Catch=[{"ErrorEquals": ["States.ALL"], "Next": "Nowhere"}]))
    assert only(caught).pointer == ("States", "A", "Catch", 0, "Next")


def test_a_target_outside_the_own_list_of_states_is_missing() -> None:
    inner = {"StartAt": "I", "States": {"I": {"Type": "Pass", "Next": "B"}}}
    definition = machine({"Type": "Parallel", "Branches": [inner], "Next": "B"}, B={"Type": "Succeed"})
    assert only(definition).state == ("A", "I")


def test_a_placeholder_as_target_is_no_fault_and_leaves_reachability_open() -> None:
    assert found(machine({"Type": "Pass", "Next": "${Step}"}, B=ending())) == ()


@pytest.mark.parametrize("kind", ["Pass", "Task", "Wait", "Parallel", "Map"])
def test_next_and_end_exclude_each_other_and_one_is_needed(kind: str) -> None:
    bodies: dict[str, dict[str, Any]] = {
        "Pass": {"Type": "Pass"},
        "Task": {"Type": "Task", "Resource": LAMBDA},
        "Wait": {"Type": "Wait", "Seconds": 1},
        "Parallel": {"Type": "Parallel", "Branches": [{"StartAt": "I", "States": {"I": ending()}}]},
        "Map": {"Type": "Map", "ItemProcessor": {"StartAt": "I", "States": {"I": ending()}}},
    }
    body = bodies[kind]
    assert names(machine({**body, "End": True})) == []
    assert names(machine(body)) == ["next-or-end"]
    assert names(machine({**body, "Next": "B", "End": True}, B={"Type": "Succeed"})) == ["next-or-end"]


def test_end_false_is_refused() -> None:
    assert names(machine({"Type": "Pass", "Next": "B", "End": False}, B={"Type": "Succeed"})) == ["end-false"]
    assert names(machine({"Type": "Pass", "End": False})) == ["end-false"]


def test_an_unreachable_state_is_found() -> None:
    diagnostic = only(machine(ending(), Lost=ending()))
    assert (diagnostic.check, diagnostic.state) == ("unreachable", ("Lost",))


def test_a_state_reached_by_a_catcher_only_is_reachable() -> None:
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "B"}]
    assert found(machine(task(Catch=catch), B={"Type": "Fail"})) == ()


def test_a_loop_without_a_way_out_has_no_end() -> None:
    loop = machine({"Type": "Pass", "Next": "B"}, B={"Type": "Pass", "Next": "A"})
    assert only(loop).check == "no-end"
    way_out = machine(
        {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsNull": True, "Next": "B"}], "Default": "A"},
        B={"Type": "Succeed"},
    )
    assert found(way_out) == ()


def test_a_name_used_twice_anywhere_in_the_machine_is_found() -> None:
    branch = {"StartAt": "B", "States": {"B": ending()}}
    parallel = {"Type": "Parallel", "Branches": [branch, copy.deepcopy(branch)], "End": True}
    diagnostic = only(machine(parallel))
    assert diagnostic.check == "duplicate-name"
    assert diagnostic.pointer == ("States", "A", "Branches", 1, "States", "B")


def test_names_may_have_80_characters_and_no_more() -> None:
    assert names({"StartAt": "n" * 80, "States": {"n" * 80: ending()}}) == []
    assert names({"StartAt": "n" * 81, "States": {"n" * 81: ending()}}) == ["name-too-long"]


# Fields


def test_an_unknown_field_is_found_and_the_nearest_name_offered() -> None:
    diagnostic = only(machine(task(TimeoutSecond=3)))
    assert diagnostic.check == "unknown-field"
    assert "did you mean 'TimeoutSeconds'" in diagnostic.message


def test_an_unknown_field_of_the_machine_or_a_branch_is_found() -> None:
    assert only({**machine(ending()), "Logging": {}}).pointer == ("Logging",)
    branch = {"StartAt": "I", "States": {"I": ending()}, "TimeoutSeconds": 3}
    parallel = machine({"Type": "Parallel", "Branches": [branch], "End": True})
    assert only(parallel).pointer == ("States", "A", "Branches", 0, "TimeoutSeconds")


def test_a_field_of_the_other_language_is_named_as_such() -> None:
    assert only(machine(task(Arguments={}))).check == "wrong-language"
    assert only(machine(task(Parameters={}), "JSONata")).check == "wrong-language"
    assert found(machine(task(Arguments={}, QueryLanguage="JSONata"))) == ()


def test_a_field_of_another_type_says_where_it_belongs() -> None:
    diagnostic = only(machine(ending(Resource=LAMBDA)))
    assert diagnostic.check == "wrong-type"
    assert "Task" in diagnostic.message


@pytest.mark.parametrize("kind", ["Succeed", "Fail"])
def test_an_end_state_has_neither_next_nor_end(kind: str) -> None:
    assert names(machine({"Type": kind})) == []
    assert names(machine({"Type": kind, "End": True})) == ["wrong-type"]


def test_a_choice_has_no_end() -> None:
    assert names(choice({"Variable": "$.x", "IsNull": True, "Next": "B"}, End=True)) == ["wrong-type"]


def test_a_jsonata_machine_holds_no_jsonpath_state() -> None:
    assert names(machine(task(QueryLanguage="JSONPath"), "JSONata")) == ["query-language"]
    assert names(machine(task(QueryLanguage="JSONata"), "JSONPath")) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"TimeoutSeconds": 3, "TimeoutSecondsPath": "$.t"},
        {"HeartbeatSeconds": 3, "HeartbeatSecondsPath": "$.t"},
    ],
)
def test_a_value_and_its_path_exclude_each_other(fields: dict[str, Any]) -> None:
    assert names(machine(task(**fields))) == ["exclusive-fields"]
    for name, value in fields.items():
        assert names(machine(task(**{name: value}))) == []


def test_error_and_error_path_exclude_each_other() -> None:
    assert names(machine({"Type": "Fail", "Error": "E", "ErrorPath": "$.e"})) == ["exclusive-fields"]
    assert names(machine({"Type": "Fail", "Error": "E", "CausePath": "States.Format('{}', $.e)"})) == []


def test_wait_says_exactly_once_how_long() -> None:
    assert names(machine(ending("Wait", Seconds=1))) == []
    assert names(machine(ending("Wait"))) == ["missing-field"]
    assert names(machine(ending("Wait", Seconds=1, TimestampPath="$.t"))) == ["exclusive-fields"]


def test_map_has_exactly_one_processor() -> None:
    body = {"StartAt": "I", "States": {"I": ending()}}
    assert names(machine(ending("Map", Iterator=body))) == []
    assert names(machine(ending("Map"))) == ["missing-field"]
    assert names(machine(ending("Map", Iterator=body, ItemProcessor=body))) == ["exclusive-fields"]


def test_parallel_has_branches() -> None:
    assert names(machine(ending("Parallel", Branches=[]))) == ["missing-field"]
    assert names(machine(ending("Parallel"))) == ["missing-field"]


# Payloads and paths


def test_a_name_is_given_as_value_or_as_path_but_not_both() -> None:
    twin = machine(task(Parameters={"Payload": {"id": 1, "id.$": "$.id"}}))
    assert only(twin).pointer == ("States", "A", "Parameters", "Payload", "id.$")
    assert found(machine(task(Parameters={"id": 1, "other.$": "$.id"}))) == ()


def test_a_dynamic_field_holds_a_path() -> None:
    assert names(machine(task(Parameters={"id.$": "id"}))) == ["path"]
    assert names(machine(task(Parameters={"id.$": 7}))) == ["path"]
    assert names(machine(task(Parameters={"id.$": {"Fn::Sub": "$.${Name}"}}))) == []


@pytest.mark.parametrize(
    "text",
    [
        "$",
        "$$",
        "$.a",
        "$.a.b-c[0]",
        "$[0][1]",
        "$.a[-1]",
        "$.a[-3:]",
        "$.a[0:2]",
        "$.a[0,1].b",
        "$.a[*].b",
        "$..x",
        "$.*",
        "$['b c']",
        "$.a['b c'].d",
        "$['x','y']",
        '$["it\'s"]',
        "$.é",
        "$.日本.where",
        "$name",
        "$name.x",
        "$$.Task.Token",
        "$$.Map.Item.Value",
        "$.a[?(@.b==1)]",
        "$.a[?(@.b>1 && @.c)].d",
        "$.a[(@.length-1)]",
        "$.a.length()",
        "$..book[?(@.isbn)]",
        r"$.store\.book",
        r"$.foo\@bar.baz\[\[.\?pretty",
        "$.${Name}.b",
        "$.a[${Index}]",
        "${Path}",
        "$.['a']",
        "$.a[?(@['b'] == 'x]y')]",
    ],
)
def test_paths_that_step_functions_reads_are_accepted(text: str) -> None:
    assert path_fault(text) is None


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1),
        ("a.b", 1),
        (" $.a", 1),
        ("$.", 3),
        ("$.a.", 5),
        ("$.a[", 4),
        ("$.a[]", 4),
        ("$.a[b]", 4),
        ("$.a b", 4),
        ("$.a[0", 4),
        ("$.a)", 4),
        ("States.UUID()", 1),
    ],
)
def test_the_place_of_a_fault_in_a_path_is_told(text: str, column: int) -> None:
    fault = path_fault(text)
    assert fault is not None
    assert fault.column == column


@pytest.mark.parametrize(
    "text",
    [
        "States.UUID()",
        "States.Array()",
        "States.Array('Foo', 2020, $.json, null, true, -1.5e3)",
        "States.Format('Welcome to {} {}\\'s list.', $.first, $$.Execution.Name)",
        "States.Format($.template, 1, 2)",
        "States.Format('\\{\\} {}', $.a)",
        "States.MathRandom(1, 9)",
        "States.MathRandom(1, 9, $.seed)",
        "States.ArrayGetItem($.a[?(@.k == 'x, y)')].v, 0)",
        "States.JsonMerge($.a, $.b, false)",
        "States.Format('arn:aws:s3:::${Bucket}/{}', $.key)",
        "States.ArrayPartition($.list, ${Size})",
        " States.Hash( $.a , 'MD5' ) ",
    ],
)
def test_intrinsic_functions_are_accepted(text: str) -> None:
    assert path_fault(text, intrinsic=True) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("States.Nothing($.a)", "no intrinsic function"),
        ("States.Format", '"(" is missing'),
        ("States.UUID(1)", "takes 0 arguments, not 1"),
        ("States.MathRandom(1)", "takes 2 to 3 arguments, not 1"),
        ("States.ArrayLength()", "takes 1 argument, not 0"),
        ("States.Format()", "takes at least 1 argument, not 0"),
        ("States.Format('{} {}', $.a)", "2 {}"),
        ("States.Array('a", "apostrophe"),
        ("States.Array(a)", "expected"),
        ("States.Array(1 2)", '"," or ")" is missing'),
        ("States.Array(1,)", "expected"),
        ("States.UUID() and more", "cannot follow"),
    ],
)
def test_faults_of_intrinsic_functions_are_told(text: str, says: str) -> None:
    fault = path_fault(text, intrinsic=True)
    assert fault is not None
    assert says in fault.message


def test_intrinsic_functions_nest_ten_deep() -> None:
    assert path_fault("States.Array(" * 10 + ")" * 10, intrinsic=True) is None
    assert path_fault("States.Array(" * 11 + ")" * 11, intrinsic=True) is not None
    assert path_fault("States.Array(" * 100_000, intrinsic=True) is not None


def test_the_nearest_intrinsic_function_is_offered() -> None:
    assert "did you mean 'Format'" in only(machine(task(Parameters={"a.$": "States.Formt('x')"}))).message


@pytest.mark.parametrize("path", ["$$.a", "$name.a", "$.a[*]", "$..a", "$.a[0:2]", "$['a','b']", "$.a[?(@.b)]", "a"])
def test_result_path_names_one_place_in_the_input(path: str) -> None:
    assert names(machine(task(ResultPath=path))) == ["path"]


@pytest.mark.parametrize("path", [None, "$", "$.a.b[0]", "$['a, b:*']", "${Path}", "$.${Path}", {"Ref": "Path"}])
def test_sound_result_paths_are_left_in_peace(path: Any) -> None:
    assert names(machine(task(ResultPath=path))) == []


def test_a_path_of_a_field_is_checked_with_its_column() -> None:
    diagnostic = only(machine(task(InputPath="$.a[")))
    assert diagnostic.pointer == ("States", "A", "InputPath")
    assert "character 4" in diagnostic.message


@pytest.mark.parametrize("text", ["{% $x", "$x %}", " {% $x %}", "{% $x %} ", "Hello {% $x %}", "{%%}", "{% %}"])
def test_jsonata_delimiters_stand_at_both_ends(text: str) -> None:
    definition = machine(task(Arguments={"list": [{"a": text}]}), "JSONata")
    assert only(definition).pointer == ("States", "A", "Arguments", "list", 0, "a")


@pytest.mark.parametrize("text", ["{% $x %}", "100 %", "a {% b %} c", "plain", "${X}", "{% not checked ( %}"])
def test_jsonata_and_plain_text_are_left_in_peace(text: str) -> None:
    assert names(machine(task(Arguments={"a": text}, Output=text), "JSONata")) == []


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


@pytest.mark.parametrize("condition", ["{% $x > 1 %}", True, "${Condition}", {"Ref": "Condition"}])
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
    assert names(machine(task(TimeoutSeconds="{% $x %}"), "JSONata")) == []
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


# All together


def test_diagnostics_are_in_document_order() -> None:
    definition = {
        "Extra": 1,
        "StartAt": "A",
        "States": {
            "A": {
                "Bad": 1,
                "Type": "Parallel",
                "Branches": [{"StartAt": "I", "States": {"I": {"Type": "Wait"}}}],
                "Worse": 1,
            },
            "B": {"Type": "Pass", "Next": "Nowhere"},
        },
        "Last": 1,
    }
    pointers = [diagnostic.pointer for diagnostic in found(definition)]
    inner = ("States", "A", "Branches", 0, "States", "I")
    assert pointers == [
        ("Extra",),
        ("States", "A"),
        ("States", "A", "Bad"),
        inner,
        inner,
        ("States", "A", "Worse"),
        ("States", "B"),
        ("States", "B", "Next"),
        ("Last",),
    ]


def test_messages_are_one_printable_line() -> None:
    hostile = "\x1b[31m\u202ename\n"
    states = {"A": {"Type": "Pass", "Next": hostile, hostile: 1}, hostile + "2": ending("Wait")}
    definition = {"StartAt": "A", "States": states}
    for diagnostic in found(definition):
        assert diagnostic.message.isprintable(), diagnostic


def test_a_large_machine_is_checked_quickly_even_where_everything_is_wrong() -> None:
    states = {
        f"S{i}": {"Type": "Task", "Resource": LAMBDA, "Next": f"T{i}", f"Odd{i}": 1, "ResultPath": "$.a["}
        for i in range(5_000)
    }
    built = build({"StartAt": "S0", "States": states}, NO_TARGETS)
    start = time.process_time()
    check(built)
    assert time.process_time() - start < 2.0  # about a tenth of that; the rest is for slow machines


def test_deep_rules_need_no_deep_stack() -> None:
    rule: dict[str, Any] = {"Variable": "$.x", "IsNull": True}
    for _ in range(120):
        rule = {"Not": rule}
    assert found(choice({**rule, "Next": "B"})) == ()


@needs_corpus
def test_real_definitions_have_next_to_no_diagnostics() -> None:
    seen, faults = 0, []
    for path in sorted((SHARED / "corpus").rglob("*.json")):
        try:
            built = build(json.loads(path.read_text(encoding="utf-8")), NO_TARGETS)
        except (ValueError, WrongShape):
            continue
        seen += 1
        faults += [(path.parent.name, diagnostic.check) for diagnostic in check(built)]
    assert seen > 30
    # A marker text stands where the rules of this one are put in before deployment.
    assert faults == [("36-agent-dynamic-agent-template", "no-rules")]


# Mutants of a valid machine

FULL: dict[str, Any] = {
    "Comment": "all types",
    "StartAt": "Call",
    "TimeoutSeconds": 60,
    "States": {
        "Call": {
            "Type": "Task",
            "Resource": LAMBDA,
            "Parameters": {"FunctionName": "f", "Payload": {"a.$": "$.a"}},
            "ResultSelector": {"b.$": "States.Format('{}', $.b)"},
            "ResultPath": "$.r",
            "TimeoutSeconds": 9,
            "HeartbeatSeconds": 3,
            "Credentials": {"RoleArn.$": "$.role"},
            "Retry": [{"ErrorEquals": ["A"], "IntervalSeconds": 1, "MaxAttempts": 2, "BackoffRate": 2}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.e", "Next": "Stop", "Assign": {"x.$": "$.x"}}],
            "Next": "Ask",
        },
        "Ask": {
            "Type": "Choice",
            "Choices": [
                {
                    "And": [
                        {"Variable": "$.x", "IsPresent": True},
                        {"Not": {"Variable": "$.x", "NumericEquals": 1}},
                    ],
                    "Next": "Pause",
                },
                {"Variable": "$.y", "StringEqualsPath": "$.z", "Next": "Each"},
            ],
            "Default": "Stop",
        },
        "Pause": {"Type": "Wait", "Seconds": 3, "Next": "Both"},
        "Both": {
            "Type": "Parallel",
            "Branches": [{"StartAt": "P", "States": {"P": {"Type": "Pass", "Result": {"a": 1}, "End": True}}}],
            "Next": "Each",
        },
        "Each": {
            "Type": "Map",
            "Label": "each",
            "ItemsPath": "$.items",
            "MaxConcurrency": 3,
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"MaxItems": 3},
                "Parameters": {"Bucket.$": "$.b"},
            },
            "ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"a.$": "$.a"}},
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"}},
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "New",
                "States": {
                    "New": {
                        "Type": "Task",
                        "QueryLanguage": "JSONata",
                        "Resource": LAMBDA,
                        "Arguments": {"a": ["{% $b %}"]},
                        "Output": "{% $states.result %}",
                        "Next": "Test",
                    },
                    "Test": {
                        "Type": "Choice",
                        "QueryLanguage": "JSONata",
                        "Default": "Good",
                        "Choices": [{"Condition": "{% $x %}", "Next": "Good", "Output": {"a": "{% 1 %}"}}],
                    },
                    "Good": {"Type": "Succeed"},
                },
            },
            "End": True,
        },
        "Stop": {"Type": "Fail", "Error": "E", "CausePath": "$.cause"},
    },
}
OTHER_VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        False,
        0,
        -1,
        1.5,
        float("nan"),
        "",
        "x",
        "$.a[",
        "{% x",
        "${X}",
        [],
        ["x"],
        [[]],
        [{}],
        {},
        {"x": []},
        {"Ref": "X"},
        {"Fn::If": ["C", "a", "b"]},
        {"Fn::Sub": 3},
        "States.Format(",
        "DISTRIBUTED",
        "JSONata",
    ]
)


def places(value: Any, pointer: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Each place in the data but the root."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, item in items for place in ((*pointer, key), *places(item, (*pointer, key)))]


def test_the_machine_that_is_mutated_is_sound() -> None:
    assert found(FULL) == ()


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_mutants_are_refused_or_diagnosed_and_never_crash(data: st.DataObject) -> None:
    mutant = copy.deepcopy(FULL)
    for _ in range(data.draw(st.integers(1, 4))):
        where = data.draw(st.sampled_from(places(mutant) or [()]))
        if not where:
            break
        holder = mutant
        for step in where[:-1]:
            holder = holder[step]
        kind = data.draw(st.sampled_from(["drop", "swap", "rename"]))
        if kind == "drop":
            del holder[where[-1]]
        elif kind == "rename" and isinstance(holder, dict):
            holder[data.draw(st.sampled_from(["Next", "End", "Ref", "a.$", "Type", "Choices", "Odd"]))] = holder.pop(
                where[-1]
            )
        else:
            holder[where[-1]] = copy.deepcopy(data.draw(OTHER_VALUES))
    try:
        built = build(mutant, NO_TARGETS)
    except WrongShape:
        return
    diagnostics = check(built)
    assert all(isinstance(diagnostic, Diagnostic) for diagnostic in diagnostics)
    assert all(diagnostic.message.isprintable() for diagnostic in diagnostics)
