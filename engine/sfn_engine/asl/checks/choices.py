"""The rules of a Choice state, in both languages (specification: Choice State)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfn_engine.asl.checks.fields import report_unknown
from sfn_engine.asl.checks.findings import Findings, filled_in, is_read, quoted
from sfn_engine.asl.checks.payloads import check_path, check_payload, delimiter_fault, spacing_fault
from sfn_engine.asl.checks.texts import is_path_text
from sfn_engine.asl.checks.timestamps import timestamp_fault
from sfn_engine.asl.expressions import is_expression
from sfn_engine.asl.model import Choice
from sfn_engine.asl.shapes import kind_of
from sfn_engine.display import shorten
from sfn_engine.sources.templates.functions import template_function

_ORDERED = ("Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals")
_OPERANDS: Mapping[str, str] = {
    **{f"String{how}": "text" for how in _ORDERED},
    "StringMatches": "text",
    **{f"Numeric{how}": "number" for how in _ORDERED},
    **{f"Timestamp{how}": "text" for how in _ORDERED},
    "BooleanEquals": "switch",
    **{f"{kind}{how}Path": "path" for kind in ("String", "Numeric", "Timestamp") for how in _ORDERED},
    "BooleanEqualsPath": "path",
    **{f"Is{kind}": "switch" for kind in ("Null", "Present", "Numeric", "String", "Boolean", "Timestamp")},
}
"""Comparison → kind of its value."""

_KINDS: Mapping[str, tuple[str, tuple[type, ...]]] = {
    "text": ("a string", (str,)),
    "number": ("a number", (int, float)),
    "switch": ("true or false", (bool,)),
}
_COMBINERS = ("And", "Or", "Not")
_TESTS = frozenset(_OPERANDS) | frozenset(_COMBINERS)
_NESTED_FIELDS = dict.fromkeys(("Variable", "Comment", *_COMBINERS, *_OPERANDS))
_TOP_FIELDS = dict.fromkeys(("Next", "Assign", *_NESTED_FIELDS))
_JSONATA_FIELDS = dict.fromkeys(("Condition", "Next", "Assign", "Output", "Comment"))
_ONLY_TOP = ("Next", "Assign")


def check_choice(state: Choice, findings: Findings) -> None:
    """Check that a Choice state has rules, and each of them."""
    choices: Any = state.fields.get("Choices")
    if not choices:
        findings.add("no-rules", f'{shorten(state.name)!r} needs at least one rule in "Choices"', state, "Choices")
    elif not isinstance(choices, list) and not filled_in(choices):
        findings.add("no-rules", f'"Choices" must be a list of rules, not {kind_of(choices)}', state, "Choices")
    steps: tuple[str | int, ...]
    for index, rule in enumerate(state.rules):
        if not is_read(choices[index]):
            continue
        steps = ("Choices", index)
        if "Next" not in rule.fields:
            findings.add(
                "rule-without-next",
                f'rule {index + 1} of {shorten(state.name)!r} has no "Next"',
                state,
                *steps,
            )
        if state.query_language == "JSONata":
            _check_jsonata_rule(rule.fields, state, steps, findings)
        else:
            _check_jsonpath_rule(rule.fields, state, steps, findings)
        for name in ("Assign", "Output") if state.query_language == "JSONata" else ("Assign",):
            if name in rule.fields:
                check_payload(rule.fields[name], state, (*steps, name), findings)


def _check_jsonata_rule(
    rule: Mapping[str, Any], state: Choice, steps: tuple[str | int, ...], findings: Findings
) -> None:
    foreign = [name for name in rule if name == "Variable" or name in _TESTS]
    for name in foreign:
        findings.add(
            "wrong-language",
            f'"{name}" belongs to JSONPath: a JSONata rule has "Condition"',
            state,
            *steps,
            name,
        )
    report_unknown(
        (name for name in rule if name not in foreign),
        _JSONATA_FIELDS,
        "a JSONata rule",
        state,
        steps,
        findings,
    )
    condition = rule.get("Condition")
    if "Condition" not in rule:
        if not foreign:
            findings.add("rule-without-test", 'the rule has no "Condition"', state, *steps)
    elif not isinstance(condition, bool) and not filled_in(condition):
        if not isinstance(condition, str):
            fault = f'"Condition" must be an expression, true or false, not {kind_of(condition)}'
        elif spacing_fault(condition) or delimiter_fault(condition):
            fault = f"{shorten(condition)!r} {spacing_fault(condition) or delimiter_fault(condition)}"
        elif not is_expression(condition):
            fault = f'"Condition" must be an expression in "{{%" and "%}}", not the string {shorten(condition)!r}'
        else:
            return
        findings.add("condition", fault, state, *steps, "Condition")


def _check_jsonpath_rule(
    top: Mapping[str, Any], state: Choice, steps: tuple[str | int, ...], findings: Findings
) -> None:
    waiting: list[tuple[Any, tuple[str | int, ...]]] = [(top, steps)]
    while waiting:
        rule, rule_steps = waiting.pop()
        if not isinstance(rule, Mapping):
            if not filled_in(rule):
                findings.add("rule", f"a rule must be an object, not {kind_of(rule)}", state, *rule_steps)
            continue
        if rule is not top:
            if template_function(rule) is not None:
                continue
            for name in _ONLY_TOP:
                if name in rule:
                    findings.add(
                        "nested-rule",
                        f'"{name}" is not allowed in a nested rule: only the outermost rule has it',
                        state,
                        *rule_steps,
                        name,
                    )
        tests = tuple(name for name in rule if name in _TESTS)
        if _has_one_test(rule, tests, rule is top, state, rule_steps, findings):
            waiting += _check_test(rule, tests[0], state, rule_steps, findings)


def _has_one_test(
    rule: Mapping[str, Any],
    tests: tuple[str, ...],
    top: bool,
    state: Choice,
    rule_steps: tuple[str | int, ...],
    findings: Findings,
) -> bool:
    if "Condition" in rule:
        findings.add(
            "wrong-language",
            f'"Condition" belongs to JSONata, but {shorten(state.name)!r} is written in JSONPath',
            state,
            *rule_steps,
            "Condition",
        )
    # "Next" and "Assign" in a nested rule have been reported as such.
    others = [name for name in rule if name != "Condition" and name not in _TOP_FIELDS]
    report_unknown(others, _TOP_FIELDS if top else _NESTED_FIELDS, "a rule", state, rule_steps, findings)
    if not tests:
        if not others and "Condition" not in rule:
            findings.add("rule-without-test", "the rule has no comparison", state, *rule_steps)
        return False
    if len(tests) > 1:
        findings.add(
            "one-comparison",
            f'a rule has one comparison, not {quoted(tests, "and")}: join rules with "And"',
            state,
            *rule_steps,
            tests[1],
        )
    return True


def _check_test(
    rule: Mapping[str, Any], test: str, state: Choice, rule_steps: tuple[str | int, ...], findings: Findings
) -> list[tuple[Any, tuple[str | int, ...]]]:
    """Check the rule's test and return the rules nested in it."""
    value: Any = rule[test]
    steps = (*rule_steps, test)
    if test in _COMBINERS:
        if "Variable" in rule:
            findings.add("rule", f'"Variable" is not allowed together with "{test}"', state, *rule_steps, "Variable")
        if test == "Not":
            return [(value, steps)]
        if isinstance(value, list) and value:
            return [(nested, (*steps, index)) for index, nested in enumerate(value)]
        if not filled_in(value):
            what = "at least one rule" if value == [] else f"a list of rules, not {kind_of(value)}"
            findings.add("rule", f'"{test}" must contain {what}', state, *steps)
        return []
    if "Variable" not in rule:
        findings.add("rule", f'"{test}" needs a "Variable" to compare', state, *rule_steps)
    else:
        check_path(rule["Variable"], state, (*rule_steps, "Variable"), findings)
    operand = _OPERANDS[test]
    if operand == "path":
        check_path(value, state, steps, findings)
    elif not filled_in(value):
        kind, types = _KINDS[operand]
        if not isinstance(value, types) or (operand == "number" and isinstance(value, bool)):
            findings.add("operand", f'"{test}" compares with {kind}, not with {kind_of(value)}', state, *steps)
        elif isinstance(value, str) and f"{test}Path" in _OPERANDS and is_path_text(value):
            fault = f'"{test}" compares with the text {shorten(value)!r}, not with the value at this path'
            findings.add("path-as-text", f'{fault}: write "{test}Path"', state, *steps)
        elif isinstance(value, str) and test.startswith("Timestamp") and timestamp_fault(value):
            findings.add("timestamp", f'"{test}" {timestamp_fault(value)}', state, *steps)
    return []
