"""JSONata expressions."""

from __future__ import annotations

from sfn_engine.asl.checks.rules.model import Rule

JSONATA: tuple[Rule, ...] = (
    Rule(
        "jsonata-delimiters",
        "error",
        "A JSONata string that begins or ends wrongly",
        'An expression is a whole string that begins with "{%" and ends with "%}".',
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
    Rule(
        "jsonata-syntax",
        "error",
        "A JSONata expression that cannot be read",
        "Step Functions reads each expression when the state machine is created, and refuses one with an error.",
        "transforming-data",
        """\
{
  "QueryLanguage": "JSONata",
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "Output": "{% $states.input. %}", "End": true }
  }
}""",
    ),
    Rule(
        "jsonata-operator",
        "warning",
        "An operator of a later JSONata",
        "Step Functions runs JSONata 2.0.6, which does not have the operators of version 2.1.",
        "transforming-data",
        """\
{
  "QueryLanguage": "JSONata",
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "Output": "{% $states.input.id ?? 'none' %}", "End": true }
  }
}""",
    ),
    Rule(
        "jsonata-function",
        "error",
        "A JSONata function that does not exist",
        "A function is one of JSONata, one that Step Functions adds, or one that the expression itself defines.",
        "transforming-data",
        """\
{
  "QueryLanguage": "JSONata",
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "Output": "{% $uppercasing($states.input.id) %}", "End": true }
  }
}""",
    ),
    Rule(
        "jsonata-variable",
        "warning",
        "A variable that no state in scope assigns",
        "An expression reads variables that a state before it assigns in the same or an outer state graph; items of a "
        "distributed Map read none from outside.",
        "workflow-variables",
        """\
{
  "QueryLanguage": "JSONata",
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "Output": "{% $total %}", "End": true }
  }
}""",
    ),
    Rule(
        "jsonata-states",
        "error",
        "A member of $states that cannot be read here",
        "$states.result is for a state with a result, $states.errorOutput for a catcher; $states.input and "
        "$states.context are always there.",
        "transforming-data",
        """\
{
  "QueryLanguage": "JSONata",
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "Output": "{% $states.errorOutput.Cause %}", "End": true }
  }
}""",
    ),
)
