"""The structural checks together: real machines and mutants."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sfn_engine.asl.checks import check
from sfn_engine.asl.model import Diagnostic
from sfn_engine.asl.parser import build
from sfn_engine.asl.shapes import WrongShape
from tests.support.engine.checking import (
    LAMBDA,
    NO_TARGETS,
    SHARED,
    choice,
    ending,
    found,
    needs_corpus,
)

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


def test_a_large_machine_is_checked_even_where_everything_is_wrong() -> None:
    states = {
        f"S{i}": {"Type": "Task", "Resource": LAMBDA, "Next": f"T{i}", f"Odd{i}": 1, "ResultPath": "$.a["}
        for i in range(5_000)
    }
    built = build({"StartAt": "S0", "States": states}, NO_TARGETS)
    assert len(check(built)) > 15_000


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
                        "Arguments": {"a": ["{% $states.input.b %}"]},
                        "Output": "{% $states.result %}",
                        "Next": "Test",
                    },
                    "Test": {
                        "Type": "Choice",
                        "QueryLanguage": "JSONata",
                        "Default": "Good",
                        "Choices": [{"Condition": "{% $states.input.x %}", "Next": "Good", "Output": {"a": "{% 1 %}"}}],
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
