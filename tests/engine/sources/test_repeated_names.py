"""A name given twice in one object: the last value counts, a finding says so, and an edit changes the last."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.saving.saved import saved_text
from sfn_engine.sources.json.repeated import repeated_names
from sfn_engine.sources.json.text import parse_json, read_json_text
from sfn_engine.sources.positions import RepeatedName
from sfn_engine.sources.tree import read_yaml
from tests.support.engine.files import load, rest_in_file

JSON = """{
  "StartAt": "Look",
  "States": {
    "Look": {
      "Type": "Task",
      "Resource": "arn:aws:states:::dynamodb:getItem",
      "Parameters": { "TableName": "old", "Key": {}, "TableName": "new" },
      "End": true
    }
  }
}
"""
YAML = """StartAt: Look
States:
  Look:
    Type: Task
    Resource: arn:aws:states:::dynamodb:getItem
    Parameters:
      TableName: old
      Key: {}
      TableName: new
    End: true
"""


@pytest.mark.parametrize(
    ("text", "name", "places"),
    [(JSON, "machine.json", "7:23 and 7:54"), (YAML, "machine.yaml", "7:7 and 9:7")],
    ids=["JSON", "YAML"],
)
def test_the_last_value_counts_and_both_places_are_told(text: str, name: str, places: str, tmp_path: Path) -> None:
    machine = load(tmp_path, text, name)
    assert machine.tasks[0].targets[0].value == "new"
    (found,) = machine.diagnostics
    assert (found.check, found.severity, found.state) == ("repeated-name", "warning", ("Look",))
    assert f"the name 'TableName' is given twice in one object, at {places}:" in found.message
    assert rest_in_file(machine, found.pointer).lstrip('"').startswith("new")
    location = machine.location_of(found)
    assert location is not None
    assert places.endswith(f"{location.line}:{location.column}")


@pytest.mark.parametrize(
    ("text", "name"), [(JSON, "machine.json"), (YAML, "machine.yaml")], ids=["JSON", "YAML"]
)
def test_an_edit_changes_the_value_that_counts(text: str, name: str, tmp_path: Path) -> None:
    machine = load(tmp_path, text, name)
    edited = sfn.set_static(machine, "Look", "TableName", "other")
    assert saved_text(edited) == text.replace("new", "other")


def test_a_name_given_three_times_is_one_finding(tmp_path: Path) -> None:
    text = '{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, "Seconds": 2, "Seconds": 3, "End": true}}}'
    (found,) = load(tmp_path, text, "machine.json").diagnostics
    assert "is given 3 times in one object, at 1:51, 1:65 and 1:79" in found.message


def test_a_state_given_twice_is_found(tmp_path: Path) -> None:
    text = "StartAt: A\nStates:\n  A: {Type: Pass, End: true}\n  A: {Type: Succeed}\n"
    machine = load(tmp_path, text)
    assert [state.type for state in machine.states] == ["Succeed"]
    (found,) = machine.diagnostics
    assert (found.state, found.pointer) == (("A",), ("States", "A"))


TEMPLATE = """Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: one
      TableName: two
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Name: flow
      %s
"""
ASL = '{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, "Seconds": 2, "End": true}}}'


@pytest.mark.parametrize("written", [f"Definition: {ASL}", f"DefinitionString: '{ASL}'"], ids=["object", "string"])
def test_the_rest_of_a_template_is_told_beside_the_definition(written: str, tmp_path: Path) -> None:
    machine = load(tmp_path, TEMPLATE % written, "template.yaml")
    found = {entry.state: entry for entry in machine.diagnostics}
    assert set(found) == {(), ("A",)}
    assert "'TableName' is given twice in one object, at 5:7 and 6:7" in found[()].message
    assert machine.location_of(found[()]) == (6, 7)
    column = len("      ") + written.index('"Seconds": 1') + 1
    assert f"at 11:{column} and 11:{column + 14}" in found["A",].message


def test_what_an_alias_repeats_is_told_once(tmp_path: Path) -> None:
    text = (
        "StartAt: A\nStates:\n  A: {Type: Pass, Comment: a, Comment: b, Parameters: &p {x: 1, x: 2}, Next: B}\n"
        "  B: {Type: Pass, Parameters: *p, End: true}\n"
    )
    machine = load(tmp_path, text)
    assert [entry.check for entry in machine.diagnostics] == ["repeated-name"] * 2


def test_a_merge_key_may_be_given_twice() -> None:
    tree = read_yaml("a: &a {x: 1}\nb: &b {y: 2}\nc:\n  <<: *a\n  <<: *b\n")
    assert tree.repeated == ()
    assert tree.data["c"] == {"x": 1, "y": 2}


def test_strict_reading_still_refuses_it() -> None:
    with pytest.raises(sfn.DefinitionError, match="'a' is given twice") as caught:
        parse_json('{"a": 1, "b": {},\n "a": 2}')
    assert (caught.value.line, caught.value.column) == (2, 2)


class Pairs(list[Any]):
    """An object as pairs, so that it can give a name twice."""


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.lists(st.tuples(st.sampled_from("abc"), inner), max_size=4).map(Pairs)
    ),
    max_leaves=12,
)


def written(value: Any) -> str:
    if isinstance(value, Pairs):
        return "{" + ", ".join(f"{json.dumps(name)}: {written(item)}" for name, item in value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return json.dumps(value)


@given(VALUES)
def test_each_offset_is_one_of_the_name_and_the_data_is_that_of_json(value: Any) -> None:
    text = written(value)
    data, repeats = read_json_text(text)
    found = repeated_names(text)
    assert data == json.loads(text)
    assert repeats == bool(found)
    for entry in found:
        assert isinstance(entry, RepeatedName)
        assert len(entry.offsets) > 1
        assert all(text.startswith(json.dumps(entry.pointer[-1]), offset) for offset in entry.offsets)
