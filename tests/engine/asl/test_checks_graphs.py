"""Definitions whose structure is wrong open all the same, and say all that is wrong at once."""

from __future__ import annotations

from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.asl.model import Map, Parallel
from tests.support.engine.checking import LAMBDA, ending, found, machine, names, only, task

BRANCH = {"StartAt": "Inner", "States": {"Inner": ending()}}


@pytest.mark.parametrize(
    "value", [[], [1, {"a.$": "$.a"}], 3, 1.5, True, False, None, "text", {}], ids=lambda value: repr(value)
)
@pytest.mark.parametrize("field", ["Parameters", "ResultSelector", "Arguments", "Output", "ItemSelector", "Result"])
def test_a_payload_takes_any_json_value(field: str, value: Any) -> None:
    language = "JSONata" if field in ("Arguments", "Output") else "JSONPath"
    function = "arn:aws:lambda:eu-west-1:111122223333:function:work"
    state: dict[str, Any] = {"Type": "Task", "Resource": function, "End": True}
    if field == "ItemSelector":
        state = {"Type": "Map", "ItemProcessor": BRANCH, "End": True}
    elif field == "Result":
        state = ending()
    built = sfn.parse(machine({**state, field: value}, language))
    assert built.diagnostics == ()
    assert sfn.generate(built).statements


@pytest.mark.parametrize(
    ("definition", "checks"),
    [
        ({"States": {"A": ending()}}, ["start-at"]),
        ({"StartAt": 5, "States": {"A": ending()}}, ["start-at"]),
        ({"StartAt": "B", "States": {"A": ending()}}, ["start-at"]),
        (machine({}), ["state-type"]),
        (machine({"Type": 5, "End": True}), ["state-type"]),
        (machine({"Type": "Tsk", "End": True}), ["state-type"]),
        ({"StartAt": "A", "States": {"A": 1}}, ["field-kind"]),
        ({"StartAt": "A", "States": {"A": None}}, ["field-kind"]),
        (machine({"Type": "Pass", "Next": ["B"]}), ["field-kind"]),
        (machine(ending(End="yes") | {"End": "yes"}), ["field-kind"]),
        (machine(ending(Comment=[])), ["field-kind"]),
        (machine(ending("Map", ItemProcessor=BRANCH, ItemsPath=None)), ["path"]),
        (machine(task(Retry={})), ["field-kind"]),
        (machine(task(Retry=[5])), ["field-kind"]),
        (machine(task(Retry=[{"ErrorEquals": "E"}])), ["field-kind"]),
        (machine(task(Retry=[{"ErrorEquals": [1, "E"]}])), ["field-kind"]),
        (machine(ending("Parallel", Branches=5)), ["field-kind"]),
        (machine(ending("Parallel", Branches=[5, BRANCH])), ["field-kind"]),
        (machine(ending("Parallel", Branches=[{"StartAt": "X"}])), ["missing-field"]),
        (machine(ending("Parallel", Branches=[{"StartAt": "X", "States": {}}])), ["field-kind"]),
        (machine(ending("Map", ItemProcessor=[])), ["field-kind"]),
        (machine(ending("Map", ItemProcessor={**BRANCH, "ProcessorConfig": 1})), ["field-kind"]),
        (machine(ending("Map", ItemProcessor={**BRANCH, "StartAt": "Inne"})), ["start-at"]),
        (machine(ending(), "SQL"), ["query-language"]),
        (machine(ending(QueryLanguage="SQL")), ["query-language"]),
    ],
)
def test_what_used_to_be_refused_opens_with_one_finding(definition: dict[str, Any], checks: list[str]) -> None:
    assert names(definition) == checks


def test_all_mistakes_are_told_at_once() -> None:
    definition = {
        "StartAt": "Nowhere",
        "Comment": 5,
        "States": {
            "A": {"Type": "Tsk", "Next": "B"},
            "B": {"Type": "Pass"},
            "C": "text",
            "D": {"Type": "Wait", "Seconds": -1, "Next": "E"},
        },
    }
    told = ["start-at", "field-kind", "state-type", "next-or-end", "field-kind", "number", "missing-target"]
    assert names(definition) == told


def test_a_near_name_is_offered_for_a_type_and_a_start() -> None:
    assert "did you mean 'Task'?" in only(machine({"Type": "Tsk", "End": True})).message
    assert "did you mean 'First'?" in only({"StartAt": "Frist", "States": {"First": ending()}}).message


def test_a_state_of_unknown_type_is_drawn_with_its_transitions_and_never_granted() -> None:
    unknown = {"Type": "Tsk", "Resource": LAMBDA, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}], "Next": "B"}
    built = sfn.parse(machine(unknown, B=ending(), C=ending()))
    assert [(edge.source, edge.target, edge.kind) for edge in built.edges] == [
        (("A",), ("B",), "next"),
        (("A",), ("C",), "catch"),
    ]
    assert built.states[0].type == "Unknown"
    policy = sfn.generate(built)
    assert [entry.state for entry in policy.unexplained] == [("A",)]
    assert (policy.explained_count, policy.task_count, policy.statements) == (0, 1, ())


def test_what_cannot_be_read_leaves_the_rest_in_its_place() -> None:
    inner = {"StartAt": "Inner", "States": {"Inner": ending()}}
    built = sfn.parse(machine(ending("Parallel", Branches=[5, inner])))
    parallel = built.states[0]
    assert isinstance(parallel, Parallel)
    assert [graph.pointer for graph in parallel.branches] == [("States", "A", "Branches", 1)]


@pytest.mark.parametrize("where", ["ItemProcessor", "Iterator", "Branches"])
def test_a_processor_and_a_branch_have_no_language_of_their_own(where: str) -> None:
    body = {"QueryLanguage": "JSONata", "StartAt": "I", "States": {"I": ending(Parameters={"a.$": "$.a"})}}
    kind, value = ("Parallel", [body]) if where == "Branches" else ("Map", body)
    definition = machine(ending(kind, **{where: value}))
    entry = only(definition)
    assert entry.check == "nested-language"
    assert entry.pointer[-1] == "QueryLanguage"
    built = sfn.parse(definition)
    assert built.state(("A", "I")).query_language == "JSONPath"


def test_the_states_inside_speak_the_machine_s_language_or_their_own() -> None:
    states = {"I": {"Type": "Pass", "Next": "J"}, "J": ending(QueryLanguage="JSONata")}
    body = {"QueryLanguage": "JSONPath", "StartAt": "I", "States": states}
    built = sfn.parse(machine(ending("Map", QueryLanguage="JSONata", ItemProcessor=body)))
    assert isinstance(built.states[0], Map)
    assert [state.query_language for state in built.states] == ["JSONata", "JSONPath", "JSONata"]


@pytest.mark.parametrize(
    ("first", "second"), [("ItemProcessor", "Iterator"), ("ItemSelector", "Parameters")]
)
def test_the_old_and_the_new_name_of_a_field_exclude_each_other(first: str, second: str) -> None:
    fields = {"ItemProcessor": BRANCH, first: BRANCH, second: {**BRANCH, "States": {"Other": ending()}}}
    if first == "ItemSelector":
        fields |= {first: {}, second: {}}
    else:
        fields[second] = {"StartAt": "Other", "States": {"Other": ending()}}
    assert names(machine({"Type": "Map", **fields, "End": True})) == ["exclusive-fields"]


@pytest.mark.parametrize("field", ["ItemProcessor", "Branches", "Choices", "States", "StartAt", "Type", "Next"])
def test_what_is_filled_in_at_deployment_is_no_mistake(field: str) -> None:
    value = {"Fn::If": ["Fast", {"Ref": "One"}, {"Ref": "Two"}]}
    holders: dict[str, dict[str, Any]] = {
        "ItemProcessor": machine({"Type": "Map", "ItemProcessor": value, "End": True}),
        "Branches": machine({"Type": "Parallel", "Branches": [value], "End": True}),
        "Choices": machine({"Type": "Choice", "Choices": [value]}),
        "States": machine(ending("Map", ItemProcessor={"StartAt": "I", "States": value})),
        "StartAt": {"StartAt": value, "States": {"A": ending()}},
        "Type": machine({"Type": value, "End": True}),
        "Next": machine({"Type": "Pass", "Next": value}),
    }
    assert found(holders[field]) == ()
