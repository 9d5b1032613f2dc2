"""The test of a Choice rule, in words short enough for an edge's label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_COMPARISON = re.compile(
    r"(?:String|Numeric|Timestamp|Boolean)(?P<how>Equals|LessThanEquals|GreaterThanEquals|LessThan|GreaterThan)"
    r"(?:Path)?\Z"
)
_SIGN = {"Equals": "==", "LessThan": "<", "GreaterThan": ">", "LessThanEquals": "<=", "GreaterThanEquals": ">="}
_KIND = {
    "IsNull": "null",
    "IsPresent": "present",
    "IsNumeric": "a number",
    "IsString": "text",
    "IsBoolean": "a boolean",
    "IsTimestamp": "a timestamp",
}


def condition_text(rule: Mapping[str, Any]) -> str:
    """Return the rule's test in words; an empty text if it has none that can be read."""
    if "Condition" in rule:
        condition = rule["Condition"]
        if isinstance(condition, str):
            inner = condition[2:-2] if condition.startswith("{%") and condition.endswith("%}") else condition
            return inner.strip()
        return "always" if condition is True else "never" if condition is False else ""
    for name, word in (("And", " and "), ("Or", " or ")):
        parts = rule.get(name)
        if isinstance(parts, list):
            texts = [condition_text(part) for part in parts if isinstance(part, Mapping)]
            return word.join(f"({text})" if " and " in text or " or " in text else text for text in texts)
    if isinstance(rule.get("Not"), Mapping):
        return f"not ({condition_text(rule['Not'])})"
    return _comparison(rule)


def _comparison(rule: Mapping[str, Any]) -> str:
    variable = rule.get("Variable")
    subject = variable if isinstance(variable, str) else "?"
    for name, value in rule.items():
        match = _COMPARISON.match(name)
        if match is not None:
            return f"{subject} {_SIGN[match['how']]} {_operand(value, quoted=not name.endswith('Path'))}"
        if name == "StringMatches":
            return f"{subject} matches {_operand(value, quoted=True)}"
        if name in _KIND:
            return f"{subject} is {'' if value is True else 'not '}{_KIND[name]}"
    return ""


def _operand(value: Any, *, quoted: bool) -> str:
    if isinstance(value, str):
        return f'"{value}"' if quoted else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
