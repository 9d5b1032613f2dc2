"""A definition in YAML means what the same definition in JSON means."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.engine.files import fault, load, write


def result_of(folder: Path, written: str) -> Any:
    """Return the `Result` of a state that is written so."""
    machine = load(folder, f"StartAt: A\nStates:\n  A:\n    Type: Pass\n    Result: {written}\n    End: true\n")
    return machine.definition["States"]["A"]["Result"]


@pytest.mark.parametrize(
    "name",
    ["True", "Yes", "no", "On", "1", "1.5", "012", "0x1F", "1e3", "2024-01-01", "12:30:45", ".inf", "A b", "日本", "="],
)
def test_a_name_is_text_whatever_yaml_makes_of_it(name: str, tmp_path: Path) -> None:
    text = f"""
        StartAt: First
        States:
          First: {{Type: Choice, Choices: [{{Variable: $.x, IsNull: true, Next: {name}}}], Default: {name}}}
          {name}: {{Type: Pass, Next: Last}}
          Last: {{Type: Succeed}}
        """
    machine = load(tmp_path, text)
    assert [state.name for state in machine.states] == ["First", name, "Last"]
    assert not machine.diagnostics


def test_a_machine_may_start_at_a_state_whose_name_is_a_number(tmp_path: Path) -> None:
    machine = load(tmp_path, "StartAt: 1\nStates:\n  1: {Type: Pass, Next: 2}\n  2: {Type: Succeed}\n")
    assert machine.graph.start_at == "1"
    assert [(edge.source, edge.target) for edge in machine.edges] == [(("1",), ("2",))]


def test_data_that_is_called_next_or_default_keeps_its_number(tmp_path: Path) -> None:
    assert result_of(tmp_path, "{Next: 1, Default: true, StartAt: 2.5}") == {"Next": 1, "Default": True, "StartAt": 2.5}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("true", True), ("True", True), ("FALSE", False),
        ("yes", "yes"), ("No", "No"), ("on", "on"), ("OFF", "OFF"),
        ("null", None), ("Null", None), ("~", None), ("", None), ("nil", "nil"),
        ("0", 0), ("-7", -7), ("12", 12), ("1.50", 1.5), ("1e3", 1000.0), ("-0.5E-2", -0.005),
        ("012", "012"), ("0o14", "0o14"), ("0x1F", "0x1F"), ("+1", "+1"), ("1_000", "1_000"), (".5", ".5"),
        ("1.", "1."), (".inf", ".inf"), (".nan", ".nan"), ("12:30:45", "12:30:45"), ("190:20", "190:20"),
        ("2024-01-01", "2024-01-01"), ("2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z"),
        ("'12'", "12"), ('"true"', "true"), ("!!str 12", "12"), ("!!int '12'", 12), ("! 12", "12"),
        ("$.x", "$.x"), ("'{% $x %}'", "{% $x %}"), ("${Wait}", "${Wait}"), ("a # comment", "a"), ("a#b", "a#b"),
        ("'it''s'", "it's"), ('"a\\tb\\u00e9\\x41\\U0001f600"', "a\tbéA😀"),
        ("[1, 'x', {a: b}, [] , {}]", [1, "x", {"a": "b"}, [], {}]),
    ],
)  # fmt: skip
def test_a_plain_value_is_what_json_would_read_and_else_text(written: str, meant: Any, tmp_path: Path) -> None:
    read = result_of(tmp_path, written)
    assert read == meant and type(read) is type(meant)


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("|", "one\n  two\n\nthree\n"),
        ("|-", "one\n  two\n\nthree"),
        ("|+", "one\n  two\n\nthree\n"),
        (">", "one\n  two\n\nthree\n"),
        (">-", "one\n  two\n\nthree"),
        ("|2-  # comment", "one\n  two\n\nthree"),
    ],
)
def test_a_block_of_text_is_read_as_yaml_says(header: str, meant: str, tmp_path: Path) -> None:
    assert result_of(tmp_path, f"{header}\n      one\n        two\n\n      three") == meant


def test_a_quoted_or_plain_text_may_go_over_lines(tmp_path: Path) -> None:
    text = """
        StartAt: A
        Comment: a plain
          text

          of three lines
        States:
          A: {Type: Pass, End: true, Result: "one
            two\\
            three", Comment: 'it
            goes on'}
        """
    definition = load(tmp_path, text).definition
    assert definition["Comment"] == "a plain text\nof three lines"
    assert definition["States"]["A"]["Result"] == "one twothree"
    assert definition["States"]["A"]["Comment"] == "it goes on"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("!Ref Queue", "${Queue}"),
        ("{Ref: Queue}", "${Queue}"),
        ("!GetAtt Fn.Arn", "${Fn.Arn}"),
        ("!GetAtt [Fn, Arn]", "${Fn.Arn}"),
        ("{Fn::GetAtt: [Fn, Arn]}", "${Fn.Arn}"),
        ("!Sub '${A}-${!b}'", "${A}-${b}"),
        ("!Sub ['${A}-${B}', {A: x, B: !Ref C}]", "x-${C}"),
        ("{Fn::Sub: 'x${A}'}", "x${A}"),
        ("!Join ['-', [a, !Ref B, 3]]", "a-${B}-3"),
        ("{Fn::Join: ['', [a, {Ref: B}]]}", "a${B}"),
        ("!If [Prod, a, b]", "${Fn::If [ Prod , a , b ]}"),
        ("!FindInMap [M, !Ref K, V]", "${Fn::FindInMap [ M , K , V ]}"),
        ("!ImportValue shared", "${Fn::ImportValue shared}"),
    ],
)
def test_a_function_of_a_template_is_a_placeholder(written: str, meant: str, tmp_path: Path) -> None:
    assert result_of(tmp_path, written) == meant


def test_a_property_without_value_is_left_out(tmp_path: Path) -> None:
    assert result_of(tmp_path, "{a: !Ref AWS::NoValue, b: 1}") == {"b": 1}


def test_what_an_alias_repeats_is_the_same_value_again(tmp_path: Path) -> None:
    text = """
        StartAt: A
        States:
          A: &call
            Type: Task
            Resource: arn:aws:states:::lambda:invoke
            Parameters: &given {FunctionName: first, Payload: {}}
            Next: B
          B:
            <<: *call
            Parameters: {<<: [*given], FunctionName: second}
            Next: C
          C: {Type: Task, Resource: arn:aws:states:::lambda:invoke, Parameters: *given, End: true}
        """
    machine = load(tmp_path, text)
    assert [task.targets[0].value for task in machine.tasks] == ["first", "second", "first"]
    assert machine.definition["States"]["B"]["Parameters"] == {"FunctionName": "second", "Payload": {}}
    assert machine.definition["States"]["B"]["Next"] == "C"


@pytest.mark.parametrize(
    "frame",
    ["---\n{}", "{}...\n", "---\n{}...\n", "%YAML 1.2\n---\n{}", "# with a\ttab\n\n{}# end", "--- # why\n{}\n\n"],
)
def test_marks_and_comments_around_the_document_say_nothing(frame: str, tmp_path: Path) -> None:
    body = "StartAt: A # first\n# between\nStates:\n\n  A: {Type: Pass, End: true} #\tlast\n"
    assert [state.name for state in load(tmp_path, frame.format(body)).states] == ["A"]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("StartAt: A\nStates:\n\tA: {Type: Pass}\n", "3:1", "a tab?"),
        ("StartAt: A\nStates:\n  A: {Type: Pass\n", "4:1", "not YAML"),
        ("StartAt: A\nStates:\n  A: {Type: Pass, End: true}\n---\nStartAt: B\n", "4:1", "several documents"),
        ("StartAt: A\nStates:\n  A: !python/object:os.system {}\n", "3:6", "not a CloudFormation function"),
        ("StartAt: A\nStates:\n  A: *nowhere\n", "3:6", "is not defined"),
        ("StartAt: A\nStates: &s\n  A: *s\n", "3:6", "refers to itself"),
        ("StartAt: A\nStates:\n  ? [a]\n  : {Type: Pass}\n", "3:5", "a name must be a string"),
        ("StartAt: A\nStates:\n  A: {<<: 5}\n", "3:11", '"<<" takes a mapping'),
        ("StartAt: A\nStates:\n  - A\n", "3:3", "must be an object, not a list"),
        ("just a text\n", "1:1", "no state machine"),
        ("a: 'b\n", "2:1", "not YAML"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str, place: str, message: str, tmp_path: Path) -> None:
    error = fault(tmp_path, text)
    assert (f"{error.line}:{error.column}", message in error.message) == (place, True), error.message


def test_aliases_that_multiply_are_refused_before_they_grow(tmp_path: Path) -> None:
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert "values" in fault(tmp_path, "\n".join(lines)).message


def test_json_under_the_name_of_yaml_is_read_as_json(tmp_path: Path) -> None:
    error = fault(tmp_path, '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true},}}')
    assert error.message == 'not JSON: unexpected comma before "}"'


def test_yaml_is_known_by_its_text_not_by_its_name(tmp_path: Path) -> None:
    machine = sfn.load(write(tmp_path, "StartAt: A\nStates:\n  A: {Type: Succeed}\n", "machine.asl.json"))
    assert machine.document is not None and machine.document.form == "ASL (YAML)"
    assert machine.document.name == "machine"
