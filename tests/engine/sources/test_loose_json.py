"""JSON whose placeholders stand outside quotes, as the sources of Terraform's templatefile have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.engine.files import fault, load, notes, rest_in_file

TEMPLATE = """\
{
  "StartAt": "Wait",
  "States": {
    %{ if slow ~}
    "Wait": {"Type": "Wait", "Seconds": ${ lookup(times, "a}b", {x = 1}) }, "Next": "Call"},
    %{ endif ~}
    "Call": {"Type": "Task", "Resource": "${aws_lambda_function.x["a"].arn}", "TimeoutSeconds": ${timeout},
      "Retry": [{"ErrorEquals": ${jsonencode(errors)}, "MaxAttempts": ${tries}}], "Next": "Run"},
    "Run": {"Type": "Task", "Resource": ${run_task}, "Next": "Send"},
    "Send": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": {"QueueUrl": ${queue_url}, "MessageBody": [${a}, "${b}", ${c}]}, "End": true}
  }
}
"""


@pytest.fixture(params=["\n", "\r\n"], ids=["LF", "CRLF"])
def line_end(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_placeholder_outside_quotes_is_read_as_text(line_end: str, tmp_path: Path) -> None:
    states = load(tmp_path, TEMPLATE.replace("\n", line_end), "machine.json.tpl").definition["States"]
    assert states["Wait"]["Seconds"] == '${ lookup(times, "a}b", {x = 1}) }'
    assert states["Call"]["Resource"] == '${aws_lambda_function.x["a"].arn}'
    assert states["Call"]["TimeoutSeconds"] == "${timeout}"
    assert states["Call"]["Retry"] == [{"ErrorEquals": "${jsonencode(errors)}", "MaxAttempts": "${tries}"}]
    assert states["Send"]["Parameters"]["MessageBody"] == ["${a}", "${b}", "${c}"]


def test_every_place_is_the_one_in_the_file(line_end: str, tmp_path: Path) -> None:
    machine = load(tmp_path, TEMPLATE.replace("\n", line_end), "machine.json.tpl")
    for state in machine.states:
        assert rest_in_file(machine, state.pointer, name=True).startswith(f'"{state.name}": {{')
    assert [machine.location(state.pointer, name=True) for state in machine.states] == [(5, 5), (7, 5), (9, 5), (10, 5)]
    targets = [rest_in_file(machine, state.targets[0].pointer).split(",")[0] for state in machine.tasks]
    assert targets == ['"${aws_lambda_function.x["a"].arn}"', "${run_task}", "${queue_url}"]
    body = ("States", "Send", "Parameters", "MessageBody")
    items = [rest_in_file(machine, (*body, index)) for index in range(3)]
    assert [text.split(",")[0].split("]")[0] for text in items] == ["${a}", '"${b}"', "${c}"]


def test_what_was_taken_for_granted_is_said(tmp_path: Path) -> None:
    machine = load(tmp_path, TEMPLATE, "machine.json.tpl")
    assert machine.document is not None
    assert machine.document.form == "ASL with placeholders outside quotes"
    assert len(machine.document.remarks) == 2
    assert all(remark in notes(machine) for remark in machine.document.remarks)


def test_without_a_directive_nothing_is_said_of_one(tmp_path: Path) -> None:
    text = '{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": ${x}, "Comment": "50%{", "End": true}}}'
    document = load(tmp_path, text, "a.json").document
    assert document is not None and document.remarks == ("Placeholders outside quotes are read as strings.",)


def test_strict_json_with_placeholders_in_quotes_is_read_as_it_is(tmp_path: Path) -> None:
    text = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": "${a} \\"${b}\\"", "End": true}}}'
    machine = load(tmp_path, text, "a.json")
    assert machine.document is not None and machine.document.form == "ASL"
    assert machine.states[0].comment == '${a} "${b}"'


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        # Of the two readings the one that came further says what is wrong.
        ('{"StartAt": ${a},\n "States": {"A": {"Type": "Pass" "End": true}}}', "2:34", 'expected ","'),
        ('{"StartAt": "${a["b"]}",\n "States": {"A": {"Type": "Pass", "End": yes}}}', "2:42", "expected a value"),
        ('{"StartAt": "A", "States": {${states}\n "B": {"Type": "Pass", "End": true}}}', "2:2", 'expected ":"'),
        ('{"StartAt": ${a', "1:13", "expected a value"),
        ('{"StartAt": "${a}", // why\n "States": {}}', "1:21", "comments are not allowed"),
        ('{"StartAt": "A", "Comment": ${a}, "States": [${a}]}', "1:45", "must be an object"),
    ],
)
def test_a_fault_has_its_place_in_the_file(text: str, place: str, message: str, tmp_path: Path) -> None:
    error = fault(tmp_path, text, "machine.tftpl")
    assert (f"{error.line}:{error.column}", message in error.message) == (place, True), error.message


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('{"StartAt": "A", "Comment": ${a}, "States": {"A": {"Type": "Pas"}}}', "1:60", "did you mean 'Pass'?"),
        ('{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": [${a}]}}}', "1:59", "must be a string, not a list"),
    ],
)
def test_a_finding_has_its_place_in_the_file(text: str, place: str, message: str, tmp_path: Path) -> None:
    machine = load(tmp_path, text, "machine.tftpl")
    location = machine.location(machine.diagnostics[0].pointer)
    assert location is not None
    assert f"{location.line}:{location.column}" == place
    assert message in machine.diagnostics[0].message


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('{\n // why\n "StartAt": "A"}', "2:2", "comments are not allowed in JSON"),
        ('/* why */\n{"StartAt": "A"}', "1:1", "comments are not allowed in JSON"),
        ('// why\n{"StartAt": "A"}', "1:1", "comments are not allowed in JSON"),
        ('{"StartAt": "A", # why\n "States": {}}', "1:18", "comments are not allowed in JSON"),
        ('{"StartAt": "A", /* why */ "States": {}}', "1:18", "comments are not allowed in JSON"),
        ("{'StartAt': 'A'}", "1:2", "expected a name in double quotes"),
        ("{StartAt: 'A'}", "1:2", "expected a name in double quotes"),
    ],
)
def test_json_with_comments_or_bare_names_is_refused_in_plain_words(
    text: str, place: str, message: str, tmp_path: Path
) -> None:
    error = fault(tmp_path, text, "machine.jsonc")
    assert (f"{error.line}:{error.column}", message in error.message) == (place, True), error.message


@pytest.mark.parametrize("text", ['{"a": [1,\n]}', '{"a": 1,\n}'])
def test_a_comma_too_many_is_named(text: str, tmp_path: Path) -> None:
    error = fault(tmp_path, text, "machine.json5")
    assert "unexpected comma before" in error.message and error.line in (1, 2)
