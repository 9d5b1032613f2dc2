"""What a definition is made of: objects, fields, languages."""

from __future__ import annotations

from sfn_engine.asl.checks.rules.model import Rule

STRUCTURE: tuple[Rule, ...] = (
    Rule(
        "repeated-name",
        "warning",
        "A name given twice in one object",
        "Readers of JSON and YAML take the last value and drop the others without a word.",
        "statemachine-structure",
        """\
{
  "StartAt": "Wait",
  "States": {
    "Wait": { "Type": "Wait", "Seconds": 10, "End": true, "Seconds": 60 }
  }
}""",
    ),
    Rule(
        "field-kind",
        "error",
        "A value of a kind that the field does not take",
        "Each field takes one kind of value: text, a list, an object. Payloads take any JSON value.",
        "statemachine-structure",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "Comment": 1, "End": true }
  }
}""",
    ),
    Rule(
        "missing-field",
        "error",
        "A field that the state cannot do without",
        "A Wait needs a time, a Parallel its branches, a Map its processor, and each of these its states.",
        "workflow-states",
        """\
{
  "StartAt": "Wait",
  "States": {
    "Wait": { "Type": "Wait", "End": true }
  }
}""",
    ),
    Rule(
        "unknown-field",
        "error",
        "A field that the language does not have",
        "AWS refuses a definition with a field that it does not know.",
        "statemachine-structure",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "Coment": "spelling", "End": true }
  }
}""",
    ),
    Rule(
        "wrong-type",
        "error",
        "A field of another type of state",
        "Each type of state has fields of its own.",
        "workflow-states",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "Seconds": 10, "End": true }
  }
}""",
    ),
    Rule(
        "wrong-language",
        "error",
        "A field of the other query language",
        "JSONPath states have Parameters and paths, JSONata states have Arguments and Output; none has both.",
        "transforming-data",
        """\
{
  "QueryLanguage": "JSONata",
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "ResultPath": "$.work", "End": true }
  }
}""",
    ),
    Rule(
        "exclusive-fields",
        "error",
        "Two fields of which only one is allowed",
        "A value is given once: as a constant or by a path, under the field's new name or under its old one.",
        "state-wait",
        """\
{
  "StartAt": "Wait",
  "States": {
    "Wait": { "Type": "Wait", "Seconds": 10, "SecondsPath": "$.delay", "End": true }
  }
}""",
    ),
    Rule(
        "query-language",
        "error",
        "A query language that is not available",
        "QueryLanguage is JSONPath or JSONata, and a JSONata machine has no JSONPath states.",
        "transforming-data",
        """\
{
  "QueryLanguage": "JSONata",
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Pass", "QueryLanguage": "JSONPath", "End": true }
  }
}""",
    ),
    Rule(
        "nested-language",
        "error",
        "QueryLanguage in a branch or a processor",
        "Only the machine and a state have the field. The states inside are read in the machine's language, or in "
        "the one that each of them names.",
        "transforming-data",
        """\
{
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
      "ItemProcessor": {
        "QueryLanguage": "JSONata",
        "StartAt": "Work",
        "States": { "Work": { "Type": "Pass", "End": true } }
      },
      "End": true
    }
  }
}""",
    ),
    Rule(
        "state-type",
        "error",
        "A state without a known Type",
        "Type is Task, Pass, Choice, Wait, Succeed, Fail, Parallel or Map.",
        "workflow-states",
        """\
{
  "StartAt": "Work",
  "States": {
    "Work": { "Type": "Job", "End": true }
  }
}""",
    ),
    Rule(
        "name-too-long",
        "error",
        "A state's name that is too long",
        "A name has at most 80 characters.",
        "statemachine-structure",
        """\
{
  "StartAt": "A name that says so much about the state that it is longer than all of its fields",
  "States": {
    "A name that says so much about the state that it is longer than all of its fields": { "Type": "Succeed" }
  }
}""",
    ),
    Rule(
        "duplicate-name",
        "error",
        "Two states with one name",
        "Names are unique in the whole machine, branches and processors included.",
        "statemachine-structure",
        """\
{
  "StartAt": "Both",
  "States": {
    "Both": {
      "Type": "Parallel",
      "Branches": [
        { "StartAt": "Work", "States": { "Work": { "Type": "Pass", "End": true } } },
        { "StartAt": "Work", "States": { "Work": { "Type": "Pass", "End": true } } }
      ],
      "End": true
    }
  }
}""",
    ),
)
