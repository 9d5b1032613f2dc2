"""Choice rules, retriers, catchers and numbers."""

from __future__ import annotations

from sfn_engine.asl.checks.rules.model import Rule

STATES: tuple[Rule, ...] = (
    Rule(
        "no-rules",
        "error",
        "A Choice without rules",
        "Choices is a list with at least one rule.",
        "state-choice",
        """\
{
  "StartAt": "Decide",
  "States": {
    "Decide": { "Type": "Choice", "Choices": [], "Default": "Done" },
    "Done": { "Type": "Succeed" }
  }
}""",
    ),
    Rule(
        "rule-without-next",
        "error",
        "A rule that leads nowhere",
        "Each rule of a Choice names the next state.",
        "state-choice",
        """\
{
  "StartAt": "Decide",
  "States": {
    "Decide": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$.size", "NumericEquals": 1 }],
      "Default": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}""",
    ),
    Rule(
        "rule-without-test",
        "error",
        "A rule that tests nothing",
        "A JSONPath rule has a comparison, a JSONata rule a Condition.",
        "state-choice",
        """\
{
  "StartAt": "Decide",
  "States": {
    "Decide": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$.size", "Next": "Done" }],
      "Default": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}""",
    ),
    Rule(
        "one-comparison",
        "error",
        "A rule with several comparisons",
        "A rule has one comparison; And joins several rules.",
        "state-choice",
        """\
{
  "StartAt": "Decide",
  "States": {
    "Decide": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$.size", "NumericGreaterThan": 1, "NumericLessThan": 9, "Next": "Done" }],
      "Default": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}""",
    ),
    Rule(
        "rule",
        "error",
        "A rule that is put together wrongly",
        "And and Or take lists of rules, Not takes a rule, and a comparison needs a Variable.",
        "state-choice",
        """\
{
  "StartAt": "Decide",
  "States": {
    "Decide": {
      "Type": "Choice",
      "Choices": [{ "And": [], "Next": "Done" }],
      "Default": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}""",
    ),
    Rule(
        "nested-rule",
        "error",
        "A transition in a nested rule",
        "Only the outermost rule has Next and Assign.",
        "state-choice",
        """\
{
  "StartAt": "Decide",
  "States": {
    "Decide": {
      "Type": "Choice",
      "Choices": [{ "Not": { "Variable": "$.size", "IsPresent": true, "Next": "Done" }, "Next": "Done" }],
      "Default": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}""",
    ),
    Rule(
        "operand",
        "error",
        "A comparison with a value of another kind",
        "String\u2026 compares with text, Numeric\u2026 with a number, Boolean\u2026 and Is\u2026 with true or false.",
        "state-choice",
        """\
{
  "StartAt": "Decide",
  "States": {
    "Decide": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$.size", "NumericEquals": "1", "Next": "Done" }],
      "Default": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}""",
    ),
    Rule(
        "condition",
        "error",
        "A Condition that is not an expression",
        "Condition is a JSONata expression, true or false.",
        "state-choice",
        """\
{
  "StartAt": "Decide",
  "States": {
    "Decide": {
      "Type": "Choice",
      "QueryLanguage": "JSONata",
      "Choices": [{ "Condition": "$states.input.size = 1", "Next": "Done" }],
      "Default": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}""",
    ),
    Rule(
        "error-equals",
        "error",
        "A retrier or catcher without error names",
        "ErrorEquals lists at least one error name.",
        "concepts-error-handling",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": { "FunctionName": "work" },
      "Retry": [{ "ErrorEquals": [] }],
      "End": true
    }
  }
}""",
    ),
    Rule(
        "states-all",
        "error",
        "States.ALL that is not alone or not last",
        "States.ALL matches every error, so it stands alone in the last retrier or catcher.",
        "concepts-error-handling",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": { "FunctionName": "work" },
      "Retry": [{ "ErrorEquals": ["States.ALL"] }, { "ErrorEquals": ["States.Timeout"] }],
      "End": true
    }
  }
}""",
    ),
    Rule(
        "catch-without-next",
        "error",
        "A catcher that leads nowhere",
        "Each catcher names the state that handles the error.",
        "concepts-error-handling",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": { "FunctionName": "work" },
      "Catch": [{ "ErrorEquals": ["States.ALL"] }],
      "End": true
    }
  }
}""",
    ),
    Rule(
        "jitter",
        "error",
        "A JitterStrategy that does not exist",
        "JitterStrategy is FULL or NONE.",
        "concepts-error-handling",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": { "FunctionName": "work" },
      "Retry": [{ "ErrorEquals": ["States.ALL"], "JitterStrategy": "SOME" }],
      "End": true
    }
  }
}""",
    ),
    Rule(
        "number",
        "error",
        "A number out of range",
        "Each field that takes a number has a range; JSONata states also take an expression.",
        "workflow-states",
        """\
{
  "StartAt": "Wait",
  "States": {
    "Wait": { "Type": "Wait", "Seconds": -1, "End": true }
  }
}""",
    ),
    Rule(
        "timestamp",
        "error",
        "A timestamp that cannot be read",
        "A timestamp has a date, T, a time, and Z or an offset.",
        "state-wait",
        """\
{
  "StartAt": "Wait",
  "States": {
    "Wait": { "Type": "Wait", "Timestamp": "2030-01-31 09:00", "End": true }
  }
}""",
    ),
    Rule(
        "heartbeat",
        "error",
        "A heartbeat that is not shorter than the timeout",
        "HeartbeatSeconds is smaller than TimeoutSeconds.",
        "state-task",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": { "FunctionName": "work" },
      "TimeoutSeconds": 60,
      "HeartbeatSeconds": 60,
      "End": true
    }
  }
}""",
    ),
)
