"""What Terraform's expressions give, and calls of modules that make a state machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.sources.terraform.evaluation import expression_choices
from sfn_engine.sources.terraform.module import Module
from sfn_engine.sources.terraform.tokens import tokenize
from tests.support.engine.files import write
from tests.support.engine.machines import HERE

LOCALS = """\
variable "news" { description = "ARN of the topic for news" }
variable "jobs" { default = "arn:aws:sqs:us-east-1:123456789012:jobs" }
variable "feed" {
  validation {
    condition     = startswith(var.feed, "arn:")
    error_message = "not an ARN"
  }
}
variable "odd" { 1 2 3 }
locals {
  tables = { dev = "books-dev", prod = { name = "books-prod" } }
  list   = ["a", "b"]
  pick   = var.is_prod ? "p" : var.is_test ? "t" : "d"
  name   = "books"
  ring   = local.other[0]
  other  = [local.ring]
}
"""
DEFINITION = """\
jsonencode({
    StartAt = "Do"
    States  = {
      Do = { Type = "Task", Resource = "arn:aws:states:::CALL", Parameters = { PARAMETER = VALUE }, End = true }
    }
  })"""
TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table"


def resources(folder: Path, call: str, value: str) -> tuple[str, ...]:
    name, parameter = call.split(" ")
    definition = DEFINITION.replace("CALL", name).replace("PARAMETER", parameter).replace("VALUE", value)
    text = f'{LOCALS}resource "aws_sfn_state_machine" "m" {{\n  definition = {definition}\n}}\n'
    return sfn.generate(sfn.load(write(folder, text, "main.tf")), HERE).statements[0].resources


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ('local.tables["dev"]', ["books-dev"]),
        ("local.tables.prod.name", ["books-prod"]),
        ('lookup({ dev = "a" }, var.stage, "x")', ["*", "x"]),
        ('lookup(local.tables, "dev", "x")', ["books-dev"]),
        ('lookup(local.tables, "test", "x")', ["x"]),
        ('join("-", ["a", var.stage])', ["a-${var.stage}"]),
        ('join("-", local.list)', ["a-b"]),
        ('join("-", [local.pick, "x"])', ["p-x", "t-x", "d-x"]),
        ('join("-", var.list)', ["*"]),
        ("local.list[0]", ["a"]),
        ("element(local.list, 1)", ["b"]),
        ("local.list[var.index]", ["a", "b"]),
        ("local.pick", ["p", "t", "d"]),
        ('var.is_prod ? "x" : "y"', ["x", "y"]),
        ('"${local.pick}-${var.stage}"', ["p-${var.stage}", "t-${var.stage}", "d-${var.stage}"]),
        ('format("%s-%s", local.name, var.stage)', ["books-${var.stage}"]),
        ('lower(upper("Books"))', ["books"]),
        ('replace("my_books", "_", "-")', ["my-books"]),
        ("lower(var.stage)", ["*"]),
        ('"${lower(var.stage)}-books"', ["*-books"]),
        ("var.name", ["${var.name}"]),
    ],
)
def test_an_expression_gives_what_the_file_says(tmp_path: Path, value: str, names: list[str]) -> None:
    found = resources(tmp_path, "dynamodb:getItem TableName", value)
    assert found == tuple(f"{TABLE}/{name}" for name in names)


def test_local_values_that_lead_to_each_other_come_to_an_end(tmp_path: Path) -> None:
    assert len(resources(tmp_path, "dynamodb:getItem TableName", "local.ring")) == 1


@pytest.mark.parametrize(
    ("call", "value", "expected"),
    [
        ("sqs:sendMessage QueueUrl", "aws_sqs_queue.q.url", "${aws_sqs_queue.q.arn}"),
        ("sqs:sendMessage QueueUrl", "aws_sqs_queue.q.id", "${aws_sqs_queue.q.arn}"),
        ("sqs:sendMessage QueueUrl", "aws_sqs_queue.q.name", "${aws_sqs_queue.q.arn}"),
        ("sqs:sendMessage QueueUrl", "data.aws_sqs_queue.q.url", "${data.aws_sqs_queue.q.arn}"),
        ("sqs:sendMessage QueueUrl", "var.queue_url", "arn:aws:sqs:us-east-1:123456789012:*"),
        ("sqs:sendMessage QueueUrl", "var.jobs", "${var.jobs}"),
        ("sns:publish TopicArn", "var.news", "${var.news}"),
        ("dynamodb:getItem TableName", "var.news", "${var.news}"),
        ("dynamodb:getItem TableName", "var.feed", "${var.feed}"),
        ("dynamodb:getItem TableName", "aws_dynamodb_table.t.name", f"{TABLE}/${{aws_dynamodb_table.t.name}}"),
        ("lambda:invoke FunctionName", "aws_lambda_function.f.invoke_arn", "${aws_lambda_function.f.arn}"),
        (
            "ecs:runTask TaskDefinition",
            "aws_ecs_task_definition.t.arn_without_revision",
            "${aws_ecs_task_definition.t.arn_without_revision}:*",
        ),
        ("lambda:invoke FunctionName", "aws_lambda_function.f.qualified_arn", "${aws_lambda_function.f.qualified_arn}"),
        ("ecs:runTask TaskDefinition", "aws_ecs_task_definition.t.arn", "${aws_ecs_task_definition.t.arn}"),
        (
            "ecs:runTask TaskDefinition",
            "aws_ecs_task_definition.t.arn_without_revision",
            "${aws_ecs_task_definition.t.arn_without_revision}:*",
        ),
    ],
)
def test_a_reference_gives_the_arn(tmp_path: Path, call: str, value: str, expected: str) -> None:
    assert resources(tmp_path, call, value) == (expected,)


@given(st.text(alphabet='abl.ocal[]()?:",% +-{}$\\"', max_size=40))
def test_any_expression_is_read(name: str) -> None:
    module = Module(tokenize('locals {\n  a = "b"\n  c = [local.a]\n}\n'))
    for texts in expression_choices([name, f"local.{name}", f"lower({name})"], module).values():
        assert all(isinstance(text, str) for text in texts)


MODULE = """\
module "pipeline" {
  source = "SOURCE"
  name   = "pipeline"
  type   = "express"
  definition = DEFINITION
  logging_configuration = { level = "ALL" }
  service_integrations  = { xray = { xray = true } }
}
module "network" { source = "terraform-aws-modules/vpc/aws" }
"""


@pytest.mark.parametrize(
    "source",
    [
        "terraform-aws-modules/step-functions/aws",
        "git::https://github.com/terraform-aws-modules/terraform-aws-step-functions.git?ref=v4.2.0",
        "../modules/step_function",
        "./modules/state-machine",
    ],
)
@pytest.mark.parametrize(
    "definition",
    [
        'jsonencode({ StartAt = "A", States = { A = { Type = "Pass", End = true } } })',
        '{ StartAt = "A", States = { A = { Type = "Pass", End = true } } }',
        '<<EOT\n{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}\nEOT',
        'templatefile("${path.module}/a.asl.json", { x = "y" })',
    ],
)
def test_the_call_of_a_module_is_a_machine(tmp_path: Path, source: str, definition: str) -> None:
    write(tmp_path, '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}', "a.asl.json")
    text = MODULE.replace("SOURCE", source).replace("DEFINITION", definition)
    machines = sfn.load_all(write(tmp_path, text, "main.tf"))
    assert list(machines) == ["pipeline"]
    document = machines["pipeline"].document
    assert document is not None
    settings = document.settings
    assert (settings.name, settings.logging, settings.tracing, settings.express) == ("pipeline", True, True, True)


def test_a_module_that_takes_no_definition_is_no_machine(tmp_path: Path) -> None:
    with pytest.raises(sfn.DefinitionError, match="no state machine"):
        sfn.load(write(tmp_path, 'module "a" {\n  source = "./step-functions"\n}\n', "main.tf"))


def test_a_machine_without_a_name_has_that_of_its_address(tmp_path: Path) -> None:
    definition = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}'
    text = f'resource "aws_sfn_state_machine" "m" {{\n  definition = <<EOT\n{definition}\nEOT\n}}\n'
    machine = sfn.load(write(tmp_path, text, "main.tf"))
    assert sfn.generate(machine).context.state_machine_name == "${aws_sfn_state_machine.m.name}"
