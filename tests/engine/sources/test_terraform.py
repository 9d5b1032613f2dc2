"""Terraform files: the machines in them, each with its places, and what is refused."""

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
from tests.support.engine.machines import HERE
from tests.support.engine.terraform_files import ENCODED, HEAD, HEREDOC, PASS, document, machine_text, place_of


def test_a_heredoc_is_read_with_its_places() -> None:
    found = document(HEREDOC)
    assert (found.name, found.form) == ("import", "Terraform file")
    states = found.data["States"]
    assert list(states) == ['Read ${var.what["kind"]}', "Rest", "Send"]
    assert states["Rest"]["Seconds"] == "${var.pause}"
    assert states["Send"]["Parameters"]["MessageBody"] == '${jsonencode(("a" = 1))}'
    assert states['Read ${var.what["kind"]}']["Parameters"]["Payload"] == {"cost": "${5}"}
    assert found.location(("States", "Rest"), name=True) == place_of(HEREDOC, '"Rest": {')
    assert found.location(("States", "Rest", "Seconds")) == place_of(HEREDOC, "${var.pause}")
    assert found.location(("States", "Send", "Parameters", "MessageBody")) == place_of(HEREDOC, '"${jsonencode')
    assert found.location(("States", "Send", "End")) == place_of(HEREDOC, "true\n        }")
    assert found.remarks == ("Placeholders outside quotes are read as strings.",)


def test_a_heredoc_without_stripping_can_be_written_back() -> None:
    text = machine_text('<<EOF\n{"StartAt": "A",\n "States": {"A": {"Type": "Succeed"}}}\nEOF')
    found = document(text)
    (layer,) = found.layers
    span = found.span(("States", "A", "Type"))
    encode = layer.encoder(span.start, span.end)
    assert encode is not None and encode("a\nb") == "a\nb"
    assert text[layer.outer(span.start) : layer.outer(span.end, end=True)] == '"Succeed"'


def test_what_is_written_into_a_stripped_heredoc_keeps_its_indent() -> None:
    found = document(machine_text('<<-EOF\n    {"StartAt": "A",\n     "States": {"A": {"Type": "Fail"}}}\n    EOF'))
    assert found.tree.text.startswith('{"StartAt": "A",\n "States"')
    encode = found.layers[-1].encoder(0, 1)
    assert encode is not None and encode("a\nb") == "a\n    b"


def test_jsonencode_is_read_with_its_places() -> None:
    found = document(ENCODED)
    states = found.data["States"]
    assert found.data["Comment"] == 'Bills "all" customers\n'
    assert states["Count"] == {
        "Type": "Task", "Resource": "${aws_sfn_activity.count.id}", "TimeoutSeconds": 7, "Next": "Ask",
    }
    assert states["Ask"]["Retry"] == [
        {"ErrorEquals": ["States.ALL"], "BackoffRate": 1.5, "MaxAttempts": "${var.debug ? 0 : 3}"}
    ]
    assert states["Ask"]["${var.result}"] is None
    assert states["Store"]["End"] is True
    message = '${join(",", [for k, v in ( a = 1 ) : "$(k)=$(v)"])}'
    text = "Dear ${var.who},\n  the bill.\n"
    assert states["Store"]["Parameters"] == {
        "TopicArn": "${aws_sns_topic.bills[0].arn}", "Message": message, "Text": text,
    }
    assert found.location(("StartAt",), name=True) == place_of(ENCODED, "StartAt")
    assert found.location(("StartAt",)) == place_of(ENCODED, '"Count"')
    assert found.location(("States", "Count", "Resource")) == place_of(ENCODED, "aws_sfn_activity")
    assert found.location(("States", "Ask"), name=True) == place_of(ENCODED, '"Ask" =')
    assert found.location(("States", "Ask", "Retry", 0, "BackoffRate")) == place_of(ENCODED, "1.5")
    assert found.location(("States", "Ask", "${var.result}"), name=True) == place_of(ENCODED, "var.result")
    assert found.location(("States", "Store", "End")) == place_of(ENCODED, "true)")
    assert found.layers[-1].encoder(0, 1) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=15,
    ),
    st.sampled_from([" = ", " : ", "="]),
    st.sampled_from([", ", "\n", " # and\n", ",\n", " /* , */ , "]),
)
@settings(max_examples=150, deadline=None)
def test_jsonencode_gives_back_any_data(data: Any, sign: str, separator: str) -> None:
    text = machine_text(f"jsonencode({{ data{sign}{hcl(data, sign, separator)} }})")
    found = document(text)
    assert found.data == {"data": data}
    assert found.location(("data",)) == place_of(text, f"{hcl(data, sign, separator)} }})")


def hcl(value: Any, sign: str, separator: str) -> str:
    """Write plain data as HCL."""
    if isinstance(value, dict):
        inside = separator.join(f"{hcl(key, '', '')}{sign}{hcl(item, sign, separator)}" for key, item in value.items())
        return f"{{\n{inside}\n}}"
    if isinstance(value, list):
        comma = separator if "," in separator else ",\n"
        return f"[{comma.join(hcl(item, sign, separator) for item in value)}]"
    if not isinstance(value, str):
        return json.dumps(value)
    characters = (f"\\u{ord(char):04x}" if char < " " else "\\" + char if char in '"\\' else char for char in value)
    return f'"{"".join(characters).replace("${", "$${").replace("%{", "%%{")}"'


def test_one_machine_for_each_block_and_a_fault_in_one_spares_the_others() -> None:
    text = "\n".join(
        [
            ENCODED,
            'resource "aws_sfn_state_machine" "far" { definition = local.elsewhere }',
            'resource "aws_sfn_state_machine" "empty" {}',
            HEREDOC,
        ]
    )
    found = documents_in(FileText(text), "main.tf")
    assert [entry.name for entry in found] == ["billing", "far", "empty", "import"]
    assert [entry.error is None for entry in found] == [True, False, False, True]
    assert "no definition" in str(found[2].error)


def test_what_the_file_says_beside_the_definition_is_read() -> None:
    found = document(HEREDOC).settings
    assert found.name == "${local.prefix}-import"
    assert (found.tracing, found.logging, found.express) == (True, True, True)
    assert found.kms_key_id == "${aws_kms_key.states.arn}"
    silent = document(ENCODED).settings
    assert (silent.name, silent.tracing, silent.logging, silent.express) == ("billing", False, False, False)
    off = machine_text(f"{PASS}\n  logging_configuration {{\n    level = \"OFF\"\n  }}")
    assert document(off).settings.logging is False


@pytest.mark.parametrize(
    "definition",
    [
        PASS,
        f"(\n{PASS}\n)",
        '"{\\"StartAt\\": \\"A\\", \\"States\\": {\\"A\\": {\\"Type\\": \\"Pass\\", \\"End\\": true}}}"',
        f'"${{{PASS}}}"',
        f"trimspace({PASS})",
        'jsonencode(jsondecode(<<EOF\n{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}\nEOF\n))',
        f"<<EOF\n${{{PASS}}}\nEOF",
    ],
)
def test_the_same_definition_written_in_other_ways_is_the_same(definition: str) -> None:
    assert document(machine_text(definition)).data == {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}


def test_a_local_value_in_the_same_file_is_followed() -> None:
    text = "locals {\n states = { A = { Type = \"Succeed\" } }\n all = { StartAt = \"A\", States = local.states }\n}\n"
    found = document(text + machine_text("jsonencode(local.all)"))
    assert found.data == {"StartAt": "A", "States": "${local.states}"}
    assert found.location(("StartAt",)) == (3, 20)
    ring = 'locals {\n a = local.b\n b = local.a\n}\n' + machine_text("local.a")
    with pytest.raises(sfn.DefinitionError, match="not in this file"):
        document(ring)


def test_a_file_that_templatefile_names_is_read_and_filled_in(tmp_path: Path) -> None:
    (tmp_path / "flow").mkdir()
    (tmp_path / "flow" / "orders.json.tpl").write_text(
        """{"StartAt": "Send", "States": {"Send": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
         "Parameters": {"QueueUrl": "${queue}", "MessageBody": "${text}"}, "TimeoutSeconds": ${wait}, "End": true}}}"""
    )
    values = '{ queue = aws_sqs_queue.orders.url, text = "for ${var.who}", "wait" = 30, "none" = null }'
    text = machine_text(f'templatefile("${{path.module}}/flow/orders.json.tpl", {values})')
    file = tmp_path / "main.tf"
    file.write_text(text)
    machine = sfn.load(str(file))
    found = machine.document
    assert found is not None and found.name == "m" and found.template == str(file)
    assert found.file is not None and found.file.endswith("orders.json.tpl")
    assert machine.placeholders.fill("${wait}") == "30"
    assert found.substitutions == {"queue": "${aws_sqs_queue.orders.url}", "text": "for ${var.who}", "wait": "30"}
    (statement,) = sfn.generate(machine, HERE).document["Statement"]
    assert statement["Resource"] in ("${aws_sqs_queue.orders.arn}", ["${aws_sqs_queue.orders.arn}"])


def test_a_rendered_template_file_is_read_with_its_values(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"StartAt": "A", "States": {"A": {"Type": "Succeed", "Comment": "${note}"}}}')
    text = """
data "template_file" "flow" {
  template = "${file("./a.json")}"
  vars = {
    note = "by hand"
  }
}
""" + machine_text('"${data.template_file.flow.rendered}"')
    found = document(text, str(tmp_path / "main.tf"))
    assert found.substitutions == {"note": "by hand"}
    assert found.data["States"]["A"]["Comment"] == "${note}"


def test_a_yaml_file_beside_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("StartAt: A\nStates:\n  A:\n    Type: Succeed\n")
    text = machine_text('jsonencode(yamldecode(file("${path.root}/a.yaml")))')
    found = document(text, str(tmp_path / "main.tf"))
    assert found.data["States"] == {"A": {"Type": "Succeed"}}
    assert "path.root" in found.remarks[-1]


@pytest.mark.parametrize(
    "text",
    [
        "# first\n\n" + HEAD + "}",
        "// first\n/* second {\n */ locals {\n}\n",
        'provider "aws" {\n  region = "eu-west-1"\n}\n',
        "resource aws_sqs_queue jobs {}",
        'variable "x" {}',
        "terraform {\r\n}\r\n",
    ],
)
def test_a_terraform_file_without_a_machine_says_so(text: str) -> None:
    if HEAD in text:
        assert documents_in(FileText(text), "x.tf")[0].error is not None
        return
    with pytest.raises(sfn.DefinitionError, match="no aws_sfn_state_machine"):
        documents_in(FileText(text), "x.tf")


def test_a_yaml_file_that_quotes_terraform_is_yaml() -> None:
    comment = 'Comment: |\n  as in\n  resource "aws_sqs_queue" "x" {\n  }\n  locals {\n'
    text = comment + "StartAt: A\nStates: {A: {Type: Succeed}}\n"
    (found,) = documents_in(FileText(text), "x.yaml")
    assert found.document is not None and found.document.form == "ASL (YAML)"
    (found,) = documents_in(FileText("data: {a: 1}\nStartAt: A\nStates: {A: {Type: Succeed}}\n"), "x.yaml")
    assert found.document is not None
