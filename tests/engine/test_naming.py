"""A state and a target are found by every name that a person may write, by one rule."""

from __future__ import annotations

from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.asl.naming import find_target, labels, path_text, targets_named
from tests.support.engine.machines import chain, task

SAVE = task("dynamodb:getItem", {"TableName": "t"})
EVENTS = {"Entries": [{"EventBusName": "a"}, {"EventBusName": "b"}]}


def nested(**states: Any) -> sfn.StateMachine:
    branch = {"StartAt": "Save", "States": {"Save": {**SAVE, "End": True}}}
    return sfn.parse(chain(Fork={"Type": "Parallel", "Branches": [branch]}, **states))


def test_a_state_is_found_by_its_name_and_by_its_path() -> None:
    machine = nested()
    assert machine.find_state("Save").path == ("Fork", "Save")
    assert machine.find_state("Fork / Save").path == ("Fork", "Save")
    assert machine.find_state("Fork").path == ("Fork",)
    assert path_text(("Fork", "Save")) == "Fork / Save"


def test_a_full_path_wins_over_a_name() -> None:
    machine = nested(Save=SAVE)
    assert machine.find_state("Save").path == ("Save",)
    assert machine.find_state("Fork / Save").path == ("Fork", "Save")


def test_a_name_of_several_states_is_refused_with_their_paths() -> None:
    branch = {"StartAt": "Save", "States": {"Save": {**SAVE, "End": True}}}
    first, second = ({"Type": "Parallel", "Branches": [branch]} for _ in range(2))
    machine = sfn.parse(chain(First=first, Second=second))
    with pytest.raises(sfn.UnknownName) as caught:
        machine.find_state("Save")
    assert str(caught.value) == "2 states are called 'Save': write one of First / Save, Second / Save"


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Sav", "did you mean 'Save'?"),
        ("Fork / Sav", "did you mean 'Fork / Save'?"),
        ("x", "there are Fork, Fork / Save"),
    ],
)
def test_an_unknown_state_is_answered_with_a_near_name_or_with_all(text: str, end: str) -> None:
    machine = nested()
    with pytest.raises(sfn.UnknownName) as caught:
        machine.find_state(text)
    assert str(caught.value) == f"there is no state {text!r}; {end}"
    with pytest.raises(KeyError, match="there is no state 'Save'"):
        machine.state(("Save",))


def test_every_label_names_its_state() -> None:
    machine = nested()
    assert [(label, state.path[-1]) for label, state in labels(machine.states)] == [
        ("Fork", "Fork"), ("Fork / Save", "Save"), ("Save", "Save"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["Ids[0]", "Ids[*]", "Ids"])
def test_a_target_is_found_by_every_spelling(text: str) -> None:
    state = sfn.parse(chain(Step=task("codebuild:batchDeleteBuilds", {"Ids": ["p:1"]}))).state("Step")
    assert find_target(state, text).name == "Ids[0]"


def test_the_last_word_names_a_target_only_where_one_has_it() -> None:
    state = sfn.parse(chain(Step=task("events:putEvents", EVENTS))).state("Step")
    assert find_target(state, "Entries[0].EventBusName").name == "Entries[0].EventBusName"
    assert len(targets_named(state, "EventBusName")) == 2
    with pytest.raises(sfn.UnknownName, match="'Step' has several targets with this name: Entries"):
        find_target(state, "EventBusName")


def test_an_unknown_target_is_answered_with_what_there_is() -> None:
    state = nested().state("Save")
    with pytest.raises(sfn.UnknownName, match="'Save' has no target 'Table'; did you mean 'TableName'"):
        find_target(state, "Table")
    with pytest.raises(sfn.UnknownName, match="'Save' has no target 'x'; it has TableName"):
        find_target(state, "x")
    with pytest.raises(sfn.UnknownName, match="'Fork' has no target 'x'; it has none"):
        find_target(nested().state("Fork"), "x")
