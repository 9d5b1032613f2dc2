"""The model of a machine: states at any depth, their edges, their labels."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.asl.conditions import condition_text
from sfn_engine.asl.model import Choice, Map, Parallel
from sfn_engine.display import safe, shorten
from tests.support.engine.machines import chain, task

NESTED = {
    "StartAt": "Check",
    "States": {
        "Check": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "f"},
            "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 2}],
            "Catch": [{"ErrorEquals": ["A", "B"], "Next": "Failed"}, {"ErrorEquals": ["States.ALL"], "Next": "Failed"}],
            "Assign": {"x": 1},
            "Next": "Good?",
        },
        "Good?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.ok", "BooleanEquals": True, "Next": "Fork"}],
            "Default": "Wait",
        },
        "Wait": {"Type": "Wait", "Seconds": 5, "Next": "Check"},
        "Fork": {
            "Type": "Parallel",
            "Branches": [
                {
                    "StartAt": "Each",
                    "States": {"Each": {"Type": "Map", "Iterator": chain(Work={"Type": "Pass"}), "End": True}},
                },
                {"StartAt": "Other", "States": {"Other": {"Type": "Pass", "End": True}}},
            ],
            "Next": "Done",
        },
        "Done": {"Type": "Succeed"},
        "Failed": {"Type": "Fail", "Error": "Sorry"},
    },
}


def test_states_come_in_document_order_a_container_before_its_states() -> None:
    machine = sfn.parse(NESTED)
    assert [state.path for state in machine.states] == [
        ("Check",),
        ("Good?",),
        ("Wait",),
        ("Fork",),
        ("Fork", "Each"),
        ("Fork", "Each", "Work"),
        ("Fork", "Other"),
        ("Done",),
        ("Failed",),
    ]
    assert [state.type for state in machine.states][:4] == ["Task", "Choice", "Wait", "Parallel"]
    fork, each = machine.states[3], machine.states[4]
    assert isinstance(fork, Parallel) and isinstance(each, Map)
    assert len(fork.graphs) == 2 and each.processor is not None and not each.distributed


def test_edges_carry_kind_label_and_loops() -> None:
    edges = {(edge.source[-1], edge.target[-1], edge.kind): edge for edge in sfn.parse(NESTED).edges}
    assert set(edges) == {
        ("Check", "Good?", "next"),
        ("Check", "Failed", "catch"),
        ("Good?", "Fork", "choice"),
        ("Good?", "Wait", "default"),
        ("Wait", "Check", "next"),
        ("Fork", "Done", "next"),
    }
    assert edges["Good?", "Fork", "choice"].label == "$.ok == true"
    assert edges["Wait", "Check", "next"].loop
    assert sum(edge.loop for edge in edges.values()) == 1
    catches = [edge.label for edge in sfn.parse(NESTED).edges if edge.kind == "catch"]
    assert catches == ["A, B", "States.ALL"]


def test_retry_catch_assign_and_rules_are_read() -> None:
    check = sfn.parse(NESTED).tasks[0]
    assert check.retry[0].error_equals == ("States.Timeout",)
    assert [catcher.next for catcher in check.catch] == ["Failed", "Failed"]
    assert check.fields["Assign"] == {"x": 1}
    choice = sfn.parse(NESTED).states[1]
    assert isinstance(choice, Choice) and choice.default == "Wait"


def test_a_state_may_speak_jsonata_in_a_jsonpath_machine_and_its_inner_states_do_not_inherit() -> None:
    each = {"Type": "Map", "QueryLanguage": "JSONata", "ItemProcessor": chain(A={"Type": "Pass"})}
    machine = sfn.parse(chain(Each=each, B={"Type": "Pass"}))
    assert [state.query_language for state in machine.states] == ["JSONata", "JSONPath", "JSONPath"]


def test_twin_names_in_branches_keep_paths_of_their_own() -> None:
    branch = chain(Same={"Type": "Pass"})
    machine = sfn.parse(chain(Fork={"Type": "Parallel", "Branches": [branch, branch]}))
    assert len({state.path for state in machine.states}) == 3
    assert len(machine.by_path) == 3


def test_values_are_frozen_and_the_definition_is_a_copy() -> None:
    machine = sfn.parse(NESTED)
    with pytest.raises(dataclasses.FrozenInstanceError):
        machine.states[0].name = "x"  # type: ignore[misc]
    machine.definition["States"].clear()
    assert machine.definition == NESTED
    assert json.loads(json.dumps(machine.definition)) == NESTED


def test_text_and_plain_data_give_the_same_machine() -> None:
    assert sfn.parse(json.dumps(NESTED)).definition == sfn.parse(NESTED).definition
    assert sfn.parse(json.dumps(NESTED).encode()) == sfn.parse(json.dumps(NESTED))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ({"Variable": "$.a", "StringEquals": "DONE"}, '$.a == "DONE"'),
        ({"Variable": "$.a", "NumericGreaterThanEqualsPath": "$.b"}, "$.a >= $.b"),
        ({"Variable": "$.a", "NumericLessThan": 1.5}, "$.a < 1.5"),
        ({"Variable": "$.a", "StringMatches": "x*"}, '$.a matches "x*"'),
        ({"Variable": "$.a", "IsPresent": False}, "$.a is not present"),
        (
            {"And": [{"Variable": "$.a", "IsNull": True}, {"Not": {"Variable": "$.b", "BooleanEquals": True}}]},
            "$.a is null and not ($.b == true)",
        ),
        (
            {
                "Or": [
                    {"Variable": "$.a", "IsNull": True},
                    {"And": [{"Variable": "$.b", "IsNull": True}, {"Variable": "$.c", "IsNull": True}]},
                ]
            },
            "$.a is null or ($.b is null and $.c is null)",
        ),
        ({"Condition": "{% $states.input.ok %}"}, "$states.input.ok"),
        ({"Condition": True}, "always"),
        ({"Variable": 5}, ""),
    ],
)
def test_a_rule_is_told_in_words(rule: dict[str, Any], text: str) -> None:
    assert condition_text(rule) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31m", "a\\x1b[31m"),
        ("\u202eabc\u2066", "\\u202eabc\\u2066"),
        ("a\u200bb\U000e0041", "a\\u200bb\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("\x9b\x7f\n\t", "\\x9b\\x7f\\x0a\\x09"),
        ("Grüße 日本 🎉 [red]", "Grüße 日本 🎉 [red]"),
    ],
)
def test_hostile_characters_are_shown_and_others_are_kept(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_a_shortened_text_says_that_it_is_cut() -> None:
    assert shorten("a" * 100, 10) == "aaaaaaaaa…"
    assert shorten("abc", 10) == "abc"


def test_a_state_is_found_by_name_or_path() -> None:
    machine = sfn.parse(NESTED)
    assert machine.state("Work").path == ("Fork", "Each", "Work")
    assert machine.state(("Fork", "Each", "Work")).name == "Work"
    with pytest.raises(KeyError, match="no state 'Nope'"):
        machine.state("Nope")


def test_a_task_keeps_its_resource_as_written() -> None:
    found = sfn.parse(chain(A=task("arn:aws:states:::glue:startJobRun.sync", {"JobName": "j"}))).tasks[0]
    assert found.resource == "arn:aws:states:::glue:startJobRun.sync"
    assert (found.suffix, found.arguments) == (".sync", {"JobName": "j"})
