"""A definition inside a string of a template: every location is the one in the template's own file."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.sources.positions import Location
from tests.support.engine.files import bare, fault, load, rest, rest_in_file

HEAD = "Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionString: "
DEFINITION = """\
{
  "StartAt": "First",
  "States": {
    "First": {"Type": "Task", "Resource": "${Fn.Arn}", "Next": "Ze\\u00e9 \\"2\\""},

    "Ze\\u00e9 \\"2\\"": {
      "Type": "Task", "Resource": "arn:${AWS::Partition}:states:::sqs:sendMessage",
      "Parameters": {"QueueUrl": "${Url}", "MessageBody": "it's \\\\ 'quoted'"}, "End": true
    }
  }
}
"""


def indented(text: str, blanks: int = 8) -> str:
    return "".join(f"{' ' * blanks}{line}" if line.strip() else line for line in text.splitlines(keepends=True))


def double_quoted(text: str) -> str:
    return json.dumps(text)


def single_quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{indented(doubled, 10).strip()}'"


WAYS = {
    "literal": f"|\n{indented(DEFINITION)}",
    "literal, stripped": f"|-\n{indented(DEFINITION, 14)}",
    "literal with its indent given": f"|2\n{indented(DEFINITION)}",
    "Sub": f"!Sub |\n{indented(DEFINITION)}",
    "Sub, long": f"\n        Fn::Sub: |-\n{indented(DEFINITION, 10)}",
    "Sub with values": f"!Sub\n        - |\n{indented(DEFINITION, 12)}        - Url: !Ref Queue\n",
    "folded": f">-\n{indented(DEFINITION)}",
    "folded in a Sub": f"!Sub >\n{indented(DEFINITION)}",
    "JSON string": double_quoted(DEFINITION),
    "double quotes over lines": double_quoted(DEFINITION).replace("\\n", "\\n\\\n          \\\n"),
    "single quotes": single_quoted(DEFINITION),
    "single quotes in a Sub": f"!Sub {single_quoted(DEFINITION)}",
    "Join of lines": '\n        Fn::Join:\n          - "\\n"\n          - '
    + "            ".join(f"- {json.dumps(line)}\n" for line in DEFINITION.splitlines()).strip()
    + "\n",
    "Join of Subs": f'!Join ["", [!Sub {json.dumps(DEFINITION[:60])}, !Sub {json.dumps(DEFINITION[60:])}]]',
}


@pytest.fixture(params=["\n", "\r\n"], ids=["LF", "CRLF"])
def line_end(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("way", WAYS)
def test_states_and_targets_are_found_in_the_template(way: str, line_end: str, tmp_path: Path) -> None:
    machine = load(tmp_path, f"{HEAD}{WAYS[way]}\n".replace("\n", line_end))
    first, second = machine.states
    assert (first.name, second.name) == ("First", 'Zeé "2"')
    assert rest_in_file(machine, first.pointer, name=True).lstrip('\\"').startswith("First")
    assert rest_in_file(machine, second.pointer, name=True).lstrip('\\"').startswith("Ze")
    function, url = first.targets[0], second.targets[0]
    assert bare(rest_in_file(machine, function.pointer)).startswith("${Fn.Arn}")
    assert bare(rest_in_file(machine, url.pointer)).startswith("${Url}")
    assert machine.definition["States"]['Zeé "2"']["Parameters"]["MessageBody"] == "it's \\ 'quoted'"


def test_a_literal_block_keeps_line_and_column(tmp_path: Path) -> None:
    machine = load(tmp_path, f"{HEAD}{WAYS['Sub']}")
    assert machine.location(("States", "First"), name=True) == (9, 13)
    assert machine.location(("States", "First", "Resource")) == (9, 51)
    assert machine.location(()) == (6, 9)


def test_values_of_a_sub_are_known_and_stay_out_of_the_definition(tmp_path: Path) -> None:
    machine = load(tmp_path, f"{HEAD}{WAYS['Sub with values']}")
    target = machine.states[1].targets[0]
    assert (target.value, target.written) == ("${Queue}", "${Url}")
    assert machine.definition["States"]['Zeé "2"']["Parameters"]["QueueUrl"] == "${Url}"


def test_a_literal_placeholder_of_a_sub_is_read_without_its_mark(tmp_path: Path) -> None:
    first = '"A": {"Type": "Pass", "Comment": "${!x} ${y}", "Next": "B"}'
    text = '{"StartAt": "A", "States": {' + first + ', "B": {"Type": "Succeed"}}}'
    machine = load(tmp_path, f"{HEAD}!Sub '{text}'")
    assert machine.states[0].comment == "${x} ${y}"
    assert rest_in_file(machine, ("States", "B"), name=True).startswith('"B": {"Type"')
    assert rest_in_file(machine, ("States", "A", "Comment")).startswith('"${!x}')


def test_a_synthesised_template_joins_text_and_references(tmp_path: Path) -> None:
    parts = [
        '{"StartAt":"Get it","States":{"Get it":{"End":true,"Type":"Task","Resource":"arn:',
        {"Ref": "AWS::Partition"},
        ':states:::lambda:invoke","Parameters":{"FunctionName":"',
        {"Fn::GetAtt": ["Fn0A1B", "Arn"]},
        '","Payload":{"table":"',
        {"Fn::Join": ["/", ["x", {"Ref": "Table"}]]},
        '","import":"',
        {"Fn::ImportValue": {"Fn::Sub": 'other-"${Stage}"'}},
        '"}}}}}',
    ]
    properties = {"DefinitionString": {"Fn::Join": ["", parts]}}
    resources = {
        "M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties},
        "Fn0A1B": {"Type": "AWS::Lambda::Function"},
    }
    machine = load(tmp_path, json.dumps({"Resources": resources}, indent=1), "out.template.json")
    (task,) = machine.tasks
    assert task.resource == "arn:${AWS::Partition}:states:::lambda:invoke"
    assert (task.targets[0].value, task.targets[0].declared) == ("${Fn0A1B.Arn}", "AWS::Lambda::Function")
    assert task.arguments["Payload"]["table"] == "x/${Table}"
    assert rest_in_file(machine, task.pointer, name=True).startswith('\\"Get it\\"')


@pytest.mark.parametrize(
    ("written", "location", "message"),
    [
        ('|\n        {"StartAt": "A",\n         "States": {,}}', "7:21", "not JSON"),
        ('!Sub |\n        {"StartAt": "A",\n         "States": 5}', "7:20", "must be an object"),
        ('"{\\"StartAt\\": 5, \\"States\\": {}}"', "5:55", "is empty"),
        ('>-\n        {"StartAt": "A",\n\n        "States": []}', "8:19", "must be an object"),
        ("'{''a''}'", "5:27", "not JSON"),
        ('!Join ["", ["{", "}", "x"]]', "5:48", "more text"),
        ("!Sub |\n        {\n        // why\n        }", "7:9", "comments are not allowed"),
        ("!ImportValue definition", "5:25", "whose text is not in this file"),
        ("!Join ['', !Ref Parts]", "5:25", "whose text is not in this file"),
        ("!Sub [5]", "5:25", "Fn::Sub takes a string"),
        ("5", "5:25", "not text"),
        ("''", "5:25", "empty"),
    ],
)
def test_a_fault_in_the_text_has_its_place_in_the_template(
    written: str, location: str, message: str, tmp_path: Path
) -> None:
    error = fault(tmp_path, f"{HEAD}{written}\n")
    assert (f"{error.line}:{error.column}", message in error.message) == (location, True), error.message


ODD = "\"'\\{}:# ,é😀/"


def _yaml_styles(text: str) -> dict[str, str]:
    """Return ways to write a text as a YAML value."""
    return {
        style: yaml.safe_dump({"D": text}, default_style=style, allow_unicode=True, indent=2, width=30)
        for style in ('"', "'", "|", ">")
    }


@st.composite
def definitions(draw: st.DrawFn) -> dict[str, Any]:
    """A machine in which each state has a marker in its name and one in its comment."""
    count = draw(st.integers(1, 4))
    marks = iter(string.ascii_uppercase)
    odd = st.text(st.sampled_from(ODD), max_size=6)
    names = [f"Name{next(marks)}{draw(odd)}" for _ in range(count)]
    states = {
        name: {"Type": "Pass", "Comment": f"Note{next(marks)}{draw(odd)}", "Result": draw(odd), "Next": following}
        for name, following in zip(names, [*names[1:], "End"], strict=True)
    }
    return {"StartAt": names[0], "States": {**states, "End": {"Type": "Succeed"}}}


@settings(max_examples=120, deadline=None)
@given(
    definition=definitions(),
    indent=st.sampled_from([None, 1, 3]),
    ascii_only=st.booleans(),
    style=st.sampled_from(['"', "'", "|", ">"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    tag=st.sampled_from(["", "!Sub "]),
)
def test_through_all_layers_each_marker_is_found_at_exactly_its_place(
    definition: dict[str, Any], indent: int | None, ascii_only: bool, style: str, line_end: str, tag: str
) -> None:
    inner = json.dumps(definition, indent=indent, ensure_ascii=ascii_only)
    property_ = _yaml_styles(inner)[style]
    written = re.sub(r'\A"D"|\A\'D\'|\A\? [|>]-?\n  D\n:|\AD', "D", property_)
    body = written.removeprefix("D").removeprefix(":").lstrip(" ")
    text = (HEAD + tag + body.replace("\n", "\n        ").rstrip() + "\n").replace("\n", line_end)
    # PyYAML folds lines that begin with blanks so that they are read as others.
    assume(yaml.safe_load(text.replace("!Sub ", ""))["Resources"]["M"]["Properties"]["DefinitionString"] == inner)
    machine = sfn.parse(text)
    assert machine.definition == definition
    for state in machine.states:
        assert marked(text, machine.location(state.pointer, name=True)).startswith(state.name[:5])
        if state.comment:
            assert marked(text, machine.location((*state.pointer, "Comment"))).startswith(state.comment[:5])


def marked(text: str, location: Location | None) -> str:
    """Return what follows the quote at a location; a text in double quotes may go on in the next line there."""
    assert location is not None
    after = "\n".join([rest(text, location), *re.split(r"\r\n|\n", text)[location.line :]])
    assert after[0] in "\\\"'"
    return after.lstrip("\\\"' \n")
