"""The structural checks: transitions and fields."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.support.engine.checking import (
    LAMBDA,
    choice,
    ending,
    found,
    machine,
    names,
    only,
    task,
)

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
