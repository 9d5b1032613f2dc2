"""Terraform files for the tests."""

from __future__ import annotations

from typing import Any

from sfn_engine.sources.files import FileText
from sfn_engine.sources.reading import documents_in

PASS = 'jsonencode({ StartAt = "A", States = { A = { Type = "Pass", End = true } } })'
HEAD = 'resource "aws_sfn_state_machine" "m" {\n'

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
