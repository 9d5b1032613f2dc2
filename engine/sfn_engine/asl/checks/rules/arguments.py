"""The arguments of an integration."""

from __future__ import annotations

from sfn_engine.asl.checks.rules.model import Rule

ARGUMENTS: tuple[Rule, ...] = (
    Rule(
        "missing-parameter",
        "error",
        "A parameter that the integration cannot do without",
        "The service refuses a call that does not name what it works on.",
        "connect-parameters",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::dynamodb:getItem",
      "Parameters": { "Key": { "id": { "S": "1" } } },
      "End": true
    }
  }
}""",
    ),
    Rule(
        "parameter-case",
        "error",
        "A parameter in the wrong case",
        "Parameters are in Pascal case, even where the API itself has them in camel case.",
        "supported-services-awssdk",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": { "functionName": "work" },
      "End": true
    }
  }
}""",
    ),
)
