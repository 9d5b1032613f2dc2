"""A Terraform file that cannot be used is refused in one line with its place, and soon."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.sources.files import FileText
from sfn_engine.sources.reading import documents_in
from tests.support.engine.terraform_files import ENCODED, HEAD, HEREDOC, document, machine_text


@pytest.mark.parametrize(
    ("definition", "place", "message"),
    [
        ("local.flow", "2:16", "local.flow, whose text is not in this file"),
        ('merge({ StartAt = "A" },\n local.states)', "2:16", "merge({ StartAt = \"A\" }, local.states), whose text"),
        ("var.flow", "2:16", "not in this file"),
        ("jsonencode(var.flow)", "2:16", "not in this file"),
        ("jsonencode([for x in y : x])", "2:16", "not in this file"),
        ("data.template_file.flow.rendered", "2:16", "not in this file"),
        ("jsonencode(yamldecode(<<EOF\nStartAt: A\nEOF\n))", "2:16", "not in this file"),
        ('"${var.flow}"', "2:19", "not in this file"),
        ('""', "2:16", "is empty"),
        ("<<EOF\n\nEOF", "2:16", "is empty"),
        ("", "2:16", "expected a value"),
        ("5", "2:16", "not in this file"),
        ('"five"', "2:17", "not JSON"),
        ('<<EOF\n{"StartAt": }\nEOF', "3:13", "not JSON"),
        ("jsonencode({ StartAt })", "2:37", "a name, '=' and a value"),
        ("jsonencode({ a = 1 b = 2 })", "2:35", "comma or a line break"),
        ("jsonencode({ a = [1 2] })", "2:36", "comma or a line break"),
        ("jsonencode({ a = [1,,2] })", "2:36", "expected a value"),
        ("jsonencode({ a = })", "2:33", "expected a value"),
        ('jsonencode({ a = "\\q" })', "2:34", "escape"),
        ('jsonencode({ a = "\\ud800" })', "2:33", "surrogate"),
        ('jsonencode({ a = "x })', "2:33", "string that starts here is not closed"),
        ("jsonencode({ a = [1) })", "2:35", "unexpected ')', expected ']'"),
        ("jsonencode({ a = 1 }", "3:1", "unexpected '}', expected ')'"),
        ("<<EOF\n{}", "2:16", "heredoc that starts here is not closed"),
        ("<<EOF\n${ {}\nEOF", "2:16", "heredoc that starts here is not closed"),
        ("/* x", "2:16", "comment that is not closed"),
        ("`x`", "2:16", "unexpected '`'"),
        ('file("${path.module}/none.json")', "2:21", "no such file"),
        ('file("${path.module}/${var.name}.json")', "2:21", "only Terraform knows"),
        ("file(local.path)", "2:21", "only Terraform knows"),
    ],
)
def test_each_fault_is_one_line_with_its_place(definition: str, place: str, message: str) -> None:
    with pytest.raises(sfn.DefinitionError) as caught:
        document(machine_text(definition))
    assert message in caught.value.message
    assert f"{caught.value.line}:{caught.value.column}" == place
    assert "\n" not in str(caught.value)


def test_a_fault_of_the_machine_itself_has_its_place(tmp_path: Path) -> None:
    file = tmp_path / "main.tf"
    text = machine_text('jsonencode({\n    StartAt = "A"\n    States = {\n      A = { Type = "Tsk" }\n    }\n  })')
    file.write_text(text)
    machine = sfn.load(str(file))
    assert "did you mean 'Task'" in machine.diagnostics[0].message
    assert machine.location(machine.diagnostics[0].pointer) == (5, 20)


def test_a_name_given_twice_in_an_object_is_found(tmp_path: Path) -> None:
    file = tmp_path / "main.tf"
    states = '{\n      A = { Type = "Wait", Seconds = 1, Seconds = 2, End = true }\n    }'
    file.write_text(machine_text(f'jsonencode({{\n    StartAt = "A"\n    States = {states}\n  }})'))
    machine = sfn.load(str(file))
    assert [(found.check, found.state) for found in machine.diagnostics] == [("repeated-name", ("A",))]
    assert machine.states[0].fields["Seconds"] == 2


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "{" * 1_000_000,
        HEAD + '"' * 250_000,
        HEAD + "definition = " + '""' * 20_000 + "\n}",
        HEAD + "${" * 60_000,
        HEAD + 'definition = "' + "${" * 60_000,
        HEAD + 'definition = "' + "$" * 100_000 + '"\n}',
        HEAD + "definition = <<E\n" + "$${" * 15_000 + "\nE\n}",
        HEAD + 'definition = <<E\n"' + "${a}" * 25_000 + "\nE\n}",
        HEAD + 'definition = <<E\n{"' + '${a["b"]}' * 12_000 + '"}\nE\n}',
        HEAD + "definition = <<E\n" + "E x\n" * 100_000,
        HEAD + "definition = <<-E\n" + " " * 100_000,
        HEAD + "definition = jsonencode({" + "a=1," * 15_000,
        HEAD + "definition = jsonencode({ a = [" + "1," * 15_000 + "] })\n}",
        HEAD + "definition = " + "x." * 40_000 + "y\n}",
        HEAD + "/*" * 60_000,
        "#\n" * 60_000 + "/" * 100,
        "/*" + "*" * 100_000,
    ],
    ids=lambda text: f"{text[39:70]!r}",
)
def test_a_hostile_file_ends(text: str) -> None:
    # Whatever costs more than its length would not end within the patience of anybody.
    with pytest.raises(sfn.DefinitionError) as caught:
        sfn.parse(text)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 300


def test_what_is_nested_too_deep_is_refused() -> None:
    with pytest.raises(sfn.DefinitionError, match="nested deeper than 100"):
        document(machine_text(f"jsonencode({{ a = {'[' * 200}{']' * 200} }})"))
    found = document(machine_text(f"jsonencode({{ a = {'[' * 95}{']' * 95} }})"))
    assert "[[[" in json.dumps(found.data)


SIGNS = ["{", "}", "[", "]", "(", ")", '"', "${", "%{", "$${", "\n", " ", "=", ":", ",", "-", "~", "\\", "\\n"]
LONGER = ["a", "1", "#", "/*", "*/", "//", "<<EOF\n", "<<-E\n", "\nEOF\n", "\nE\n", "for", "local.", "file(", HEAD]
PIECES = [*SIGNS, *LONGER, "jsonencode(", "definition = "]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.booleans())
@settings(max_examples=400, deadline=None)
def test_no_text_raises_anything_else(inside: str, closed: bool) -> None:
    text = machine_text(inside) if closed else HEAD + inside
    try:
        for found in documents_in(FileText(text), None):
            assert found.document is not None or found.error is not None
    except sfn.DefinitionError as error:
        assert error.line is not None


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_cut_file_is_refused_or_read(data: Any) -> None:
    whole = data.draw(st.sampled_from([HEREDOC, ENCODED]))
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    try:
        documents_in(FileText(whole[:start] + whole[end:]), None)
    except sfn.DefinitionError as error:
        assert error.line is not None


@pytest.mark.parametrize("text", ['{"a": "' + "${a}" * 100_000 + "\n", "[" + "${" * 200_000, '["' + "${a" * 200_000])
def test_a_hostile_template_of_json_ends(text: str) -> None:
    with pytest.raises(sfn.DefinitionError, match="not JSON"):
        sfn.parse(text)
