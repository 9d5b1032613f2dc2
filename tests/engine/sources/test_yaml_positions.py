"""Every value of a YAML definition is found where it stands in the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.sources.positions import Pointer
from sfn_engine.sources.tree import read_yaml
from tests.support.engine.files import load, rest_in_file, values

MACHINE = """\
# A comment before all.
StartAt: First
States:

  First:   # blanks before a comment
    Type: Task
    Resource: "arn:aws:states:::dynamodb:putItem"
    Parameters:
      TableName: orders
      Item: {}
    Next: 'It''s second'

  # A comment between.
  'It''s second':
    Type: Map
    ItemProcessor:
        StartAt: "In\\u0073ide"
        States:
            Inside: {Type: Task, Resource: !Sub 'arn:${AWS::Partition}:states:::sqs:sendMessage',
              Parameters: {QueueUrl: &queue "https://sqs.us-east-1.amazonaws.com/123456789012/q", MessageBody: "ü😀"},
              End: true}
    Next: third
  ? third
  : Type: Task
    Resource: !GetAtt
      - Fn
      - Arn
    End: true
"""


@pytest.fixture(params=["\n", "\r\n"], ids=["LF", "CRLF"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> sfn.StateMachine:
    return load(tmp_path, MACHINE.replace("\n", request.param))


def test_every_state_is_found_by_its_name(machine: sfn.StateMachine) -> None:
    found = {state.name: machine.location(state.pointer, name=True) for state in machine.states}
    assert found == {"First": (5, 3), "It's second": (14, 3), "Inside": (19, 13), "third": (23, 5)}


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ((), (2, 1)),
        (("StartAt",), (2, 10)),
        (("States",), (5, 3)),
        (("States", "First"), (6, 5)),
        (("States", "First", "Resource"), (7, 15)),
        (("States", "First", "Parameters", "TableName"), (9, 18)),
        (("States", "First", "Parameters", "Item"), (10, 13)),
        (("States", "First", "Next"), (11, 11)),
        (("States", "It's second", "ItemProcessor", "StartAt"), (17, 18)),
        (("States", "It's second", "ItemProcessor", "States", "Inside", "Resource"), (19, 44)),
        (("States", "It's second", "ItemProcessor", "States", "Inside", "Parameters", "QueueUrl"), (20, 38)),
        (("States", "third", "Resource"), (25, 15)),
        (("States", "third", "Resource", "Fn::GetAtt", 1), (27, 9)),
    ],
)
def test_every_field_has_its_line_and_column(
    pointer: tuple[str | int, ...], place: tuple[int, int], machine: sfn.StateMachine
) -> None:
    assert machine.location(pointer) == place


def test_a_field_is_found_by_its_name_too(machine: sfn.StateMachine) -> None:
    pointer = ("States", "First", "Parameters", "TableName")
    assert machine.location(pointer, name=True) == (9, 7)
    assert rest_in_file(machine, pointer, name=True) == "TableName: orders"


def test_every_target_points_at_its_value(machine: sfn.StateMachine) -> None:
    found = [rest_in_file(machine, target.pointer) for state in machine.states for target in state.targets]
    assert found[0] == "orders"
    assert found[1].startswith('&queue "https://sqs')
    assert found[2] == "!GetAtt"


def test_what_is_not_in_the_file_is_at_its_nearest_parent(machine: sfn.StateMachine) -> None:
    assert machine.location(("States", "First", "Retry", 0)) == machine.location(("States", "First"))


def test_a_value_that_an_alias_repeats_is_where_it_was_written(tmp_path: Path) -> None:
    text = """
        StartAt: A
        States:
          A: &a
            Type: Task
            Resource: arn:aws:states:::lambda:invoke
            Parameters: {FunctionName: first}
            Next: B
          B: {<<: *a, End: true, Comment: own}
        """
    machine = load(tmp_path, text)
    assert rest_in_file(machine, machine.state("B").pointer, name=True).startswith("B: {<<")
    assert rest_in_file(machine, machine.state("B").targets[0].pointer) == "first}"
    assert rest_in_file(machine, ("States", "B", "Comment")) == "own}"


def test_a_diagnostic_has_its_place(tmp_path: Path) -> None:
    machine = load(tmp_path, "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: Nowhere\n")
    assert machine.location(machine.diagnostics[0].pointer) == (5, 11)


WORDS = st.text(st.sampled_from("abcXYZ 019_-.:#'\"\\{}[]%$&*!|>?,~@`=é日😀\t\n"), max_size=12)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.floats(-9, 9).map(lambda x: round(x, 3)) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=12,
)
STYLES: list[dict[str, Any]] = [
    {},
    {"default_flow_style": True},
    {"default_flow_style": None, "width": 20},
    {"default_style": '"', "width": 15, "indent": 4},
    {"default_style": "'", "width": 15},
    {"default_style": "|"},
    {"default_style": ">", "width": 12},
    {"line_break": "\r\n", "explicit_start": True, "explicit_end": True},
]


class _Dumper(yaml.SafeDumper):
    """Writes what is no text plain, whatever the style of texts is, and no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_scalar(self, tag: str, value: str, style: str | None = None) -> yaml.ScalarNode:
        plain = tag != "tag:yaml.org,2002:str"
        node = super().represent_scalar(tag, value, "" if plain else style)
        if plain:
            node.style = None
        return node


@settings(max_examples=150, deadline=None)
@given(data=st.dictionaries(WORDS, DATA, min_size=1, max_size=4), style=st.sampled_from(STYLES))
def test_every_value_and_name_is_where_the_other_parser_of_yaml_sees_it(
    data: dict[str, Any], style: dict[str, Any]
) -> None:
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, **style)
    # PyYAML breaks some texts in double quotes so that it reads others itself.
    assume(yaml.safe_load(text) == data)
    tree = read_yaml(text)
    assert tree.data == data
    starts = dict(_starts(yaml.compose(text, Loader=yaml.SafeLoader)))
    assert {pointer: tree.span(pointer)[:2] for pointer, _ in values(data)} == starts
    for pointer, value in values(data):
        span = tree.span(pointer)
        if isinstance(value, (bool, int, float)):
            assert yaml.safe_load(text[span.start : span.end]) == value
        assert text[span.start : span.end] == text[span.start : span.end].strip() or isinstance(value, str)


def _starts(node: Any, name: int | None = None, pointer: Pointer = ()) -> Iterator[tuple[Pointer, tuple[int, int]]]:
    """Yield each pointer with the offsets of its name and its value, as nodes of PyYAML's own parser have them."""
    start = node.start_mark.index
    yield pointer, (start if name is None else name, start)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _starts(value, key.start_mark.index, (*pointer, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _starts(value, None, (*pointer, index))
