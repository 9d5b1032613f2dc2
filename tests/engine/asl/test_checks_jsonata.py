"""The checks of JSONata expressions: syntax, functions, operators, and their limits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sfn_engine.asl.checks import check
from sfn_engine.asl.checks.jsonata import MAX_CHARACTERS
from sfn_engine.asl.jsonata.functions import FUNCTIONS
from sfn_engine.asl.jsonata.reading import MAX_LENGTH
from tests.support.engine.checking import (
    CATCH,
    DISTRIBUTED,
    PARALLEL,
    ending,
    found,
    jsonata,
    machine,
    map_state,
    names,
    only,
    output,
    task,
)

ROOT = Path(__file__).parents[3]
WRONG = "{% $states.input.( %}"


# Syntax

READER = {"Resource": "arn:aws:states:::s3:getObject"}
PLACES: dict[str, dict[str, Any]] = {
    "the arguments of a task": task(Arguments={"a": [{"b": WRONG}]}),
    "arguments that are one expression": task(Arguments=WRONG),
    "credentials": task(Credentials={"RoleArn": WRONG}),
    "a timeout": task(TimeoutSeconds=WRONG),
    "a heartbeat": task(HeartbeatSeconds=WRONG),
    "an output": ending(Output={"a": WRONG}),
    "a variable": ending(Assign={"a": WRONG}),
    "an assignment of a catcher": task(Catch=[{**CATCH, "Assign": {"a": WRONG}}]),
    "an output of a catcher": task(Catch=[{**CATCH, "Output": WRONG}]),
    "seconds": ending("Wait", Seconds=WRONG),
    "a timestamp": ending("Wait", Timestamp=WRONG),
    "a cause": {"Type": "Fail", "Cause": WRONG},
    "an error": {"Type": "Fail", "Error": WRONG},
    "the end": {"Type": "Succeed", "Output": WRONG},
    "the arguments of branches": {**PARALLEL, "Arguments": {"a": WRONG}},
    "items": map_state(Items=WRONG),
    "an item": map_state(ItemSelector={"a": WRONG}),
    "a concurrency": map_state(MaxConcurrency=WRONG),
    "a tolerated count": map_state(config=DISTRIBUTED, ToleratedFailureCount=WRONG),
    "a tolerated percentage": map_state(config=DISTRIBUTED, ToleratedFailurePercentage=WRONG),
    "a reader": map_state(config=DISTRIBUTED, ItemReader={**READER, "Arguments": {"Key": WRONG}}),
    "a reader's limit": map_state(config=DISTRIBUTED, ItemReader={**READER, "ReaderConfig": {"MaxItems": WRONG}}),
    "a batch": map_state(config=DISTRIBUTED, ItemBatcher={"MaxItemsPerBatch": 1, "BatchInput": {"a": WRONG}}),
    "a batch's size": map_state(config=DISTRIBUTED, ItemBatcher={"MaxItemsPerBatch": WRONG}),
    "a writer": map_state(
        config=DISTRIBUTED, ResultWriter={"Resource": "arn:aws:states:::s3:putObject", "Arguments": {"Prefix": WRONG}}
    ),
    "a condition": {"Type": "Choice", "Choices": [{"Condition": WRONG, "Next": "B"}]},
    "an output of a rule": {"Type": "Choice", "Choices": [{"Condition": True, "Output": WRONG, "Next": "B"}]},
    "a variable of a rule": {"Type": "Choice", "Choices": [{"Condition": True, "Assign": {"a": WRONG}, "Next": "B"}]},
}


@pytest.mark.parametrize("state", PLACES.values(), ids=list(PLACES))
def test_a_syntax_error_is_found_wherever_jsonata_is_evaluated(state: dict[str, Any]) -> None:
    reaches_b = "Catch" in state or "Choices" in state
    wrong = [
        entry
        for entry in found(jsonata(state, **({"B": {"Type": "Succeed"}} if reaches_b else {})))
        if entry.check.startswith("jsonata")
    ]
    assert [entry.check for entry in wrong] == ["jsonata-syntax"]
    assert "JSONata" in wrong[0].message
    assert wrong[0].state == ("A",)
    assert wrong[0].offset == WRONG.index(" %}")


def test_an_error_in_an_inner_graph_has_its_state() -> None:
    state = map_state(ItemProcessor={"StartAt": "Deep", "States": {"Deep": ending(Output=WRONG)}})
    assert only(jsonata(state)).state == ("A", "Deep")


def test_jsonpath_states_and_comments_are_left_in_peace() -> None:
    assert names(machine(ending(Parameters={"a": WRONG}))) == ["expression-as-text"]
    assert found(jsonata(ending(Comment=WRONG))) == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (" {% a( %}", "expression-as-text"),
        ("{ % a( % }", "expression-as-text"),
        ("{% a(", "jsonata-delimiters"),
        ("{% %}", "jsonata-delimiters"),
    ],
)
def test_what_is_no_expression_is_reported_once(text: str, rule: str) -> None:
    assert names(jsonata(ending(Output=text))) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "$states.input.count > ${Limit}",
        "${Limit}",
        "'arn:${AWS::Partition}:sns:' & $states.input.topic",
        "$states.input.x ${Operator} 5",
        '${var.names["a"]}.b',
        '$states.input.${ "a": b }',
        "[1, ${Rest}]",
        "$${Name} & $states.${Member}",
        "(${Bindings}; $x)",
    ],
)
def test_a_placeholder_can_stand_for_anything(text: str) -> None:
    assert found(output(text)) == ()


def test_what_is_wrong_whatever_a_placeholder_stands_for_is_found() -> None:
    assert names(output("($states.input.x & '${Name}'")) == ["jsonata-syntax"]


def test_the_message_shows_what_is_around_the_fault() -> None:
    long = "$states.input.first & ' ' &\n    $states.input.second & & ' ' & $states.input.third & $states.input.fourth"
    message = only(output(long)).message
    assert "\n" not in message
    assert message.startswith("'Output' has a JSONata error at character 59 of \"…$states.input.second & &")
    assert message.endswith('…": "&" is not expected: a value must come before it')


# Functions


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_known_functions_can_be_called_and_passed_on(name: str) -> None:
    assert found(output(f"{name}($states.input)")) == ()
    assert found(output(f"$map($states.input, {name})")) == ()


@pytest.mark.parametrize("expression", ["$eval('1')", "$states.input ~> $eval", "$map([1], $eval)"])
def test_eval_is_refused(expression: str) -> None:
    entry = only(output(expression))
    assert entry.check == "jsonata-function"
    assert "$parse" in entry.message
    assert entry.offset == f"{{% {expression}".index("$eval")


def test_an_unknown_function_is_found_with_a_near_name() -> None:
    entry = only(output("1 + $lenght('a')"))
    assert (entry.check, entry.offset) == ("jsonata-function", 7)
    assert entry.message.endswith("there is no function $lenght (did you mean '$length'?)")
    assert names(output("$nothingLikeIt()")) == ["jsonata-function"]


@pytest.mark.parametrize("expression", ["uppercase($states.input.a)", "States.Format('{}', $states.input.a)"])
def test_a_function_is_called_with_a_dollar_sign(expression: str) -> None:
    assert names(output(expression)) == ["jsonata-function"]


@pytest.mark.parametrize(
    "expression",
    [
        "($double := function($n){ $n * 2 }; $double(4))",
        "$map([1], function($n, $f){ $f($n) })",
        "($o := {'size': function(){ 1 }}; $o.size() + $o.uppercase())",
        "($short := $substring(?, 0, 3); 'abcd' ~> $short)",
        "function($x){ $x }(1)",
        "$states.input.orders@$o#$i.items[$i = $o.n]",
        "($states := {'anything': 1}; $states.anything)",
    ],
)
def test_what_an_expression_binds_itself_is_known(expression: str) -> None:
    assert found(output(expression)) == ()


# Operators


@pytest.mark.parametrize("operator", ["??", "?:"])
def test_an_operator_that_is_newer_than_step_functions_is_found(operator: str) -> None:
    entry = only(output(f"$states.input.a {operator} 1"))
    assert entry.check == "jsonata-operator"
    assert "2.0.6" in entry.message


# Limits and what is loaded


def test_what_is_too_long_is_not_read() -> None:
    assert found(output("(" + " " * MAX_LENGTH)) == ()
    text = f"{{% 1 {' ' * (MAX_LENGTH // 2)} %}}"
    many = {str(index): text for index in range(MAX_CHARACTERS // len(text))}
    assert names(jsonata(ending(Output={**many, "a": WRONG}))) == ["jsonata-syntax"]
    assert found(jsonata(ending(Output={**many, "more": text, "a": WRONG}))) == ()


def test_the_findings_are_the_same_when_the_checks_run_again() -> None:
    from sfn_engine.machine import parse

    built = parse(output("$states.inptu & $lenght($x)"))
    assert check(built) == check(built) == built.diagnostics
    assert len(built.diagnostics) == 3


@pytest.mark.parametrize("language", ["JSONPath", "JSONata"])
def test_the_parser_is_loaded_for_jsonata_alone(language: str) -> None:
    definition = machine(ending(), language)
    code = f"""
import sys
from sfn_engine.machine import parse
assert parse({definition!r}).diagnostics == ()
print(*(name for name in sys.modules if "jsonata" in name))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert bool(done.stdout.split()) == (language == "JSONata")
    assert "jsonata" not in done.stdout.split()
