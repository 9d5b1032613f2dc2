"""What the other blocks of a Terraform file say of a machine: role, local values, provider, references."""

from __future__ import annotations

import json

import sfn_engine as sfn
from sfn_engine.sources.files import FileText
from sfn_engine.sources.reading import documents_in
from tests.support.engine.machines import HERE
from tests.support.engine.terraform_files import ENCODED, HEREDOC, PASS, document, machine_text


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


def test_local_texts_and_references_are_filled_in() -> None:
    text = """
locals {
  env   = "prod"
  table = "orders-${local.env}"
  queue = aws_sqs_queue.orders
  url   = local.queue_url
  queue_url = aws_sqs_queue.orders.id
  all   = { a = 1 }
  some  = var.big ? "a" : "b"
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
provider "aws" { region = "eu-north-1" }
""" + machine_text(
        """jsonencode({ StartAt = "A", States = { A = {
      Type = "Task", Resource = "arn:aws:states:::dynamodb:getItem", Parameters = { TableName = local.table, Key = {} }
      Next = "B"
    }, B = {
      Type = "Task", Resource = "arn:aws:states:::sqs:sendMessage", End = true
      Parameters = { QueueUrl = local.url, MessageBody = local.some }
    } } })"""
    )
    machine = sfn.parse(text)
    policy = sfn.generate(machine, sfn.Context(account="123456789012"))
    written = json.dumps(policy.document)
    assert "arn:aws:dynamodb:eu-north-1:123456789012:table/orders-prod" in written
    assert '"${aws_sqs_queue.orders.arn}"' in written
    assert machine.document is not None
    assert {"local.all", "local.some"}.isdisjoint(machine.document.substitutions)
    (other,) = documents_in(FileText(text.replace("definition =", "provider = aws.west\n  definition =")), None)
    assert other.document is not None and other.document.settings.region == "us-west-2"


def test_the_arn_of_the_key_stands_in_the_policy_as_it_is() -> None:
    written = json.dumps(sfn.generate(sfn.parse(HEREDOC), HERE).document)
    assert '"${aws_kms_key.states.arn}"' in written and "key/${" not in written
