"""How states follow each other."""

from __future__ import annotations

from sfn_engine.asl.checks.rules.model import Rule

TRANSITIONS: tuple[Rule, ...] = (
    Rule(
        "start-at",
        "error",
        "No state to start with",
        "StartAt names one of the states beside it.",
        "statemachine-structure",
        """\
{
  "StartAt": "First",
  "States": {
    "Work": { "Type": "Pass", "End": true }
  }
}""",
    ),
    Rule(
        "missing-target",
        "error",
        "A transition to a state that is not there",
        "Next, Default and the Next of a rule or catcher name a state of the same States object.",
        "statemachine-structure",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "Next": "Done" }
  }
}""",
    ),
    Rule(
        "next-or-end",
        "error",
        "Neither Next nor End, or both",
        "All states but Choice, Succeed and Fail have one of the two.",
        "statemachine-structure",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass" }
  }
}""",
    ),
    Rule(
        "end-false",
        "error",
        "End that is false",
        "End can only be true.",
        "statemachine-structure",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "End": false }
  }
}""",
    ),
    Rule(
        "unreachable",
        "error",
        "A state that nothing leads to",
        "AWS refuses a machine with a state that cannot be reached from its start.",
        "statemachine-structure",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "End": true },
    "Clean up": { "Type": "Pass", "End": true }
  }
}""",
    ),
    Rule(
        "no-end",
        "error",
        "A loop without a way out",
        "At least one state that can be reached must end the machine, the branch or the iteration.",
        "statemachine-structure",
        """\
{
  "StartAt": "Ask",
  "States": {
    "Ask": { "Type": "Pass", "Next": "Wait" },
    "Wait": { "Type": "Wait", "Seconds": 60, "Next": "Ask" }
  }
}""",
    ),
)
