"""The structural checks: payloads, paths and intrinsic functions."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_engine.asl.checks.paths import path_fault
from tests.support.engine.checking import (
    ending,
    found,
    machine,
    map_state,
    names,
    only,
    task,
)

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
        ("States.Array('a", "closing single quote"),
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


@pytest.mark.parametrize(
    ("field", "state"),
    [
        ("InputPath", ending()),
        ("OutputPath", ending()),
        ("ResultPath", ending()),
        ("SecondsPath", ending("Wait")),
        ("TimestampPath", ending("Wait")),
        ("TimeoutSecondsPath", task()),
        ("HeartbeatSecondsPath", task()),
        ("ItemsPath", map_state()),
        ("MaxConcurrencyPath", map_state()),
    ],
)
def test_a_field_that_takes_a_path_takes_no_intrinsic_function(field: str, state: dict[str, Any]) -> None:
    entry = only(machine({**state, field: "States.StringToJson($.body)"}))
    assert (entry.check, entry.pointer[-1]) == ("path", field)
    assert "an intrinsic function is not allowed here" in entry.message


@pytest.mark.parametrize("field", ["ErrorPath", "CausePath"])
def test_the_paths_of_a_fail_state_take_an_intrinsic_function(field: str) -> None:
    assert found(machine({"Type": "Fail", field: "States.JsonToString($.error)"})) == ()


@pytest.mark.parametrize("path", [None, "$", "$.a.b[0]", "$['a, b:*']", "${Path}", "$.${Path}", {"Ref": "Path"}])
def test_sound_result_paths_are_left_in_peace(path: Any) -> None:
    assert names(machine(task(ResultPath=path))) == []


def test_a_path_of_a_field_is_checked_with_its_column() -> None:
    diagnostic = only(machine(task(InputPath="$.a[")))
    assert diagnostic.pointer == ("States", "A", "InputPath")
    assert "character 4" in diagnostic.message


@pytest.mark.parametrize(
    "text", ["{% $x", "$x %}", " {% $x %}", "{% $x %} ", "Hello {% $x %}", "{%%}", "{ % $x % }", "{% %}"]
)
def test_jsonata_delimiters_stand_at_both_ends(text: str) -> None:
    definition = machine(task(Arguments={"list": [{"a": text}]}), "JSONata")
    assert only(definition).pointer == ("States", "A", "Arguments", "list", 0, "a")


@pytest.mark.parametrize("text", ["{% $states.input.x %}", "100 %", "a {% b %} c", "plain", "${X}"])
def test_jsonata_and_plain_text_are_left_in_peace(text: str) -> None:
    assert names(machine(task(Arguments={"a": text}, Output=text), "JSONata")) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (" {% 1 %}", "expression-as-text"),
        ("{% 1 %} ", "expression-as-text"),
        ("{ % 1 % }", "expression-as-text"),
        ("{% 1", "jsonata-delimiters"),
        ("1 %}", "jsonata-delimiters"),
        ("{%%}", "jsonata-delimiters"),
    ],
)
def test_what_aws_takes_as_text_is_a_warning_and_what_it_refuses_an_error(text: str, rule: str) -> None:
    assert names(machine(task(Arguments={"a": text}), "JSONata")) == [rule]
