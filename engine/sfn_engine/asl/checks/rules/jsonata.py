"""JSONata expressions."""

from __future__ import annotations

from sfn_engine.asl.checks.rules.model import Rule

JSONATA: tuple[Rule, ...] = (
    Rule(
        "jsonata-delimiters",
        "error",
        "A JSONata string that begins or ends wrongly",
        "An expression is a whole string that begins with \"{%\" and ends with \"%}\".",
        "transforming-data",
        """\
{
  "QueryLanguage": "JSONata",
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "Output": "{% $states.input.id", "End": true }
  }
}""",
    ),
)
