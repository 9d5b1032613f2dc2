"""Terraform files: the machines in them, each with its places, and what is refused."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.sources.files import FileText
from sfn_engine.sources.reading import documents_in
from tests.engine.machines import HERE

HEREDOC = """\
# The nightly import of orders.
locals {
  prefix = "shop"
}

resource "aws_sqs_queue" "parcels" { name = "parcels" }

/* The machine
   itself. */
resource "aws_sfn_state_machine" "import" {
  name     = "${local.prefix}-import"
  role_arn = aws_iam_role.import.arn
  type     = "EXPRESS"

  definition = <<-EOF
    {
      "StartAt": "Read ${var.what["kind"]}",
      "States": {
        "Read ${var.what["kind"]}": {
          "Type": "Task",
          "Resource": "arn:aws:states:::lambda:invoke",
          "Parameters": {"FunctionName": "${aws_lambda_function.reader.arn}", "Payload": {"cost": "$${5}"}},
          "Next": "Rest"
        },
        "Rest": {"Type": "Wait", "Seconds": ${var.pause}, "Next": "Send"},
        "Send": {
          "Type": "Task",
          "Resource": "arn:aws:states:::sqs:sendMessage",
          "Parameters": {"QueueUrl": "${aws_sqs_queue.parcels.id}", "MessageBody": "${jsonencode({"a" = 1})}"},
          "End": true
        }
      }
    }
  EOF

  logging_configuration {
    log_destination = "${aws_cloudwatch_log_group.import.arn}:*"
    level           = "ALL"
  }
  tracing_configuration { enabled = true }
  encryption_configuration {
    kms_key_id = aws_kms_key.states.arn
    type       = "CUSTOMER_MANAGED_KMS_KEY"
  }
}
"""

ENCODED = """\
resource "aws_sfn_state_machine" "billing" {
  name = "billing"
  definition = jsonencode({
    Comment = "Bills \\"all\\" customers\\n", StartAt : "Count",
    # One after the other.
    "States" = {
      Count = {
        Type     = "Task"
        Resource = aws_sfn_activity.count.id   // by hand
        TimeoutSeconds = 007
        Next     = "Ask"
      }
      "Ask" = {
        Type = "Task", Resource = "arn:${data.aws_partition.here.partition}:states:::dynamodb:getItem"
        Parameters = {
          TableName = aws_dynamodb_table.bills.name
          Key       = { "id" = { "S.$" = "$.id" } }
        }
        Retry = [
          { ErrorEquals = ["States.ALL"], BackoffRate = 1.5, MaxAttempts = var.debug ? 0 : 3 },
        ]
        (var.result) = null
        Next = "Store"
      }
      Store = {
        Type       = "Task"
        Resource   = "arn:aws:states:::sns:publish"
        Parameters = {
          TopicArn = "${aws_sns_topic.bills[0].arn}"
          Message  = join(",", [for k, v in { a = 1 } : "${k}=${v}"])
          Text     = <<-EOT
            Dear ${var.who},
              the bill.
          EOT
        }
        End = (true)
      }
    }
  })
}
"""


def document(text: str, path: str = "main.tf") -> Any:
    """The document of the only machine in a Terraform text."""
    (found,) = documents_in(FileText(text), path)
    if found.error is not None:
        raise found.error
    return found.document


def machine_text(definition: str) -> str:
    return f'resource "aws_sfn_state_machine" "m" {{\n  definition = {definition}\n}}\n'


def place_of(text: str, part: str) -> tuple[int, int]:
    """Line and column of the first occurrence of a part."""
    before = text[: text.index(part)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_a_heredoc_is_read_with_its_places() -> None:
    found = document(HEREDOC)
    assert (found.name, found.form) == ("import", "Terraform")
    states = found.data["States"]
    assert list(states) == ['Read ${var.what["kind"]}', "Rest", "Send"]
    assert states["Rest"]["Seconds"] == "${var.pause}"
    assert states["Send"]["Parameters"]["MessageBody"] == '${jsonencode(("a" = 1))}'
    assert states['Read ${var.what["kind"]}']["Parameters"]["Payload"] == {"cost": "${5}"}
    assert found.place(("States", "Rest"), name=True) == place_of(HEREDOC, '"Rest": {')
    assert found.place(("States", "Rest", "Seconds")) == place_of(HEREDOC, "${var.pause}")
    assert found.place(("States", "Send", "Parameters", "MessageBody")) == place_of(HEREDOC, '"${jsonencode')
    assert found.place(("States", "Send", "End")) == place_of(HEREDOC, "true\n        }")
    assert found.remarks == ("Placeholders outside quotes are read as text.",)


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
    assert found.place(("StartAt",), name=True) == place_of(ENCODED, "StartAt")
    assert found.place(("StartAt",)) == place_of(ENCODED, '"Count"')
    assert found.place(("States", "Count", "Resource")) == place_of(ENCODED, "aws_sfn_activity")
    assert found.place(("States", "Ask"), name=True) == place_of(ENCODED, '"Ask" =')
    assert found.place(("States", "Ask", "Retry", 0, "BackoffRate")) == place_of(ENCODED, "1.5")
    assert found.place(("States", "Ask", "${var.result}"), name=True) == place_of(ENCODED, "var.result")
    assert found.place(("States", "Store", "End")) == place_of(ENCODED, "true)")
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
    assert found.place(("data",)) == place_of(text, f"{hcl(data, sign, separator)} }})")


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


PASS = 'jsonencode({ StartAt = "A", States = { A = { Type = "Pass", End = true } } })'


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
    assert found.place(("StartAt",)) == (3, 20)
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


def test_a_reference_says_what_it_refers_to() -> None:
    billing = sfn.parse(ENCODED)
    assert next((task.kind, task.integration) for task in billing.tasks) == ("activity", "activity")
    assert {target.name: (target.declared, target.arn) for task in billing.tasks for target in task.targets} == {
        "TableName": ("aws_dynamodb_table", ""),
        "TopicArn": ("aws_sns_topic", "${aws_sns_topic.bills[0].arn}"),
    }
    state = {"Type": "Task", "Resource": "${data.aws_lambda_function.old.arn}", "End": True}
    (task,) = sfn.parse({"StartAt": "A", "States": {"A": state}}).tasks
    assert task.kind == "lambda-function"
    state["Resource"] = "${module.lambda.arn}"
    (task,) = sfn.parse({"StartAt": "A", "States": {"A": state}}).tasks
    assert task.kind == "placeholder"


def test_an_attribute_that_is_not_known_gives_no_arn() -> None:
    state = {"Type": "Task", "Resource": "${aws_lambda_function.f.qualified_arn}", "End": True}
    policy = sfn.generate(sfn.parse({"StartAt": "A", "States": {"A": state}}), HERE)
    assert "${aws_lambda_function.f.qualified_arn}" in json.dumps(policy.document)


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
        ("jsonencode({ a = 1, a = 2 })", "2:36", "twice"),
        ('jsonencode({ a = "\\q" })', "2:34", "escape"),
        ('jsonencode({ a = "\\ud800" })', "2:33", "surrogate"),
        ('jsonencode({ a = "x })', "2:33", "string that starts here does not end"),
        ("jsonencode({ a = [1) })", "2:35", "unexpected ')', expected ']'"),
        ("jsonencode({ a = 1 }", "3:1", "unexpected '}', expected ')'"),
        ("<<EOF\n{}", "2:16", "heredoc that starts here does not end"),
        ("<<EOF\n${ {}\nEOF", "2:16", "heredoc that starts here does not end"),
        ("/* x", "2:16", "comment that does not end"),
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
    with pytest.raises(sfn.DefinitionError, match="did you mean 'Task'") as caught:
        sfn.load(str(file))
    assert (caught.value.line, caught.value.column) == (5, 20)
    assert str(caught.value).startswith(f"{file}:5:20: ")


HEAD = 'resource "aws_sfn_state_machine" "m" {\n'


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "{" * 1_000_000,
        HEAD + '"' * 1_000_000,
        HEAD + "definition = " + '""' * 500_000 + "\n}",
        HEAD + "${" * 500_000,
        HEAD + 'definition = "' + "${" * 500_000,
        HEAD + 'definition = "' + "$" * 1_000_000 + '"\n}',
        HEAD + "definition = <<E\n" + "$${" * 300_000 + "\nE\n}",
        HEAD + 'definition = <<E\n"' + "${a}" * 100_000 + "\nE\n}",
        HEAD + 'definition = <<E\n{"' + '${a["b"]}' * 50_000 + '"}\nE\n}',
        HEAD + "definition = <<E\n" + "E x\n" * 250_000,
        HEAD + "definition = <<-E\n" + " " * 1_000_000,
        HEAD + "definition = jsonencode({" + "a=1," * 100_000,
        HEAD + "definition = jsonencode({ a = [" + "1," * 100_000 + "] })\n}",
        HEAD + "definition = " + "x." * 300_000 + "y\n}",
        HEAD + "/*" * 500_000,
        "#\n" * 500_000 + "/" * 100,
        "/*" + "*" * 1_000_000,
    ],
    ids=lambda text: f"{text[39:70]!r}",
)
def test_a_hostile_file_ends_soon(text: str) -> None:
    start = time.process_time()
    with pytest.raises(sfn.DefinitionError) as caught:
        sfn.parse(text)
    assert time.process_time() - start < 3
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


ROLE = """
resource "aws_iam_role" "run" {
  name                = "run"
  managed_policy_arns = ["arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess"]
  inline_policy {
    name   = "queue"
    policy = jsonencode({
      Statement = { Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.q.arn }
    })
  }
}
resource "aws_iam_role_policy" "topic" {
  role   = aws_iam_role.run.id
  policy = <<EOF
{"Statement": [{"Effect": "Allow", "Action": "sns:Publish", "Resource": "${aws_sns_topic.t.arn}"}]}
EOF
}
data "aws_iam_policy_document" "invoke" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [aws_lambda_function.f.arn, "${aws_lambda_function.f.arn}:*"]
    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [var.account]
    }
  }
}
resource "aws_iam_policy" "invoke" {
  policy = data.aws_iam_policy_document.invoke.json
}
resource "aws_iam_role_policy_attachment" "invoke" {
  role       = aws_iam_role.run.name
  policy_arn = aws_iam_policy.invoke.arn
}
resource "aws_iam_role_policy" "other" {
  role   = aws_iam_role.run.id
  policy = file("policy.json")
}
resource "aws_iam_role_policy" "stranger" {
  role   = aws_iam_role.other.id
  policy = jsonencode({ Statement = [] })
}
"""


def test_the_role_is_kept_as_written() -> None:
    role = document(ROLE + machine_text(f"{PASS}\n  role_arn = aws_iam_role.run.arn")).role
    assert role.name == "run"
    assert role.statements == (
        {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "${aws_sqs_queue.q.arn}"},
        {"Effect": "Allow", "Action": "sns:Publish", "Resource": "${aws_sns_topic.t.arn}"},
        {
            "Effect": "Allow",
            "Action": ["lambda:InvokeFunction"],
            "Resource": ["${aws_lambda_function.f.arn}", "${aws_lambda_function.f.arn}:*"],
            "Condition": {"StringEquals": {"aws:ResourceAccount": ["${var.account}"]}},
        },
    )
    assert set(role.managed) == {"arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess", '${file("policy.json")}'}


def test_a_role_outside_the_file_has_a_name_only() -> None:
    role = document(machine_text(f"{PASS}\n  role_arn = module.role.arn")).role
    assert (role.name, role.statements) == ("${module.role.arn}", ())
    assert document(machine_text(PASS)).role is None


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
