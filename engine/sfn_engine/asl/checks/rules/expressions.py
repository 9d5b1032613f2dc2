"""Paths, intrinsic functions and expressions."""

from __future__ import annotations

from sfn_engine.asl.checks.rules.model import Rule

EXPRESSIONS: tuple[Rule, ...] = (
    Rule(
        "path",
        "error",
        "A path or intrinsic function with a mistake",
        "A path begins with \"$\". Intrinsic functions are only read in payload templates, ErrorPath and "
        "CausePath.",
        "intrinsic-functions",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "InputPath": "States.StringToJson($.body)", "End": true }
  }
}""",
    ),
    Rule(
        "twin-field",
        "error",
        "A value given both as text and as a path",
        "A payload template has a name either with \".$\" or without it.",
        "input-output-inputpath-params",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "Parameters": { "id": "1", "id.$": "$.id" }, "End": true }
  }
}""",
    ),
    Rule(
        "variable-name",
        "error",
        "A variable that cannot have this name",
        "A name has letters, digits and underscores, begins with a letter, and has at most 80 characters; states is "
        "reserved.",
        "workflow-variables",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "Assign": { "order.id": 1 }, "End": true }
  }
}""",
    ),
    Rule(
        "path-as-text",
        "warning",
        "A path in a field that takes it as text",
        "A payload template reads a path only where the name ends in \".$\". AWS accepts any other text as "
        "it is, and sends \"$.url\" itself.",
        "input-output-inputpath-params",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": { "QueueUrl": "$.url", "MessageBody": "hello" },
      "End": true
    }
  }
}""",
    ),
    Rule(
        "expression-as-text",
        "warning",
        "An expression that is taken as text",
        "\"{% \u2026 %}\" is read only in a state whose query language is JSONata, and there nothing else is.",
        "transforming-data",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "Parameters": { "id": "{% $states.input.id %}" }, "End": true }
  }
}""",
    ),
)
