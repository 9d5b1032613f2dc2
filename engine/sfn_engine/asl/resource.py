"""The `Resource` of a Task, taken apart."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sfn_engine.asl.values import Pattern, TaskKind
from sfn_engine.sources.templates.functions import template_function

_PART = r"(?:\$\{[^{}]*\}|[^:{}])*"
_STATES = re.compile(rf"arn:(?P<partition>{_PART}):states:{_PART}:{_PART}:(?P<rest>.+)\Z", re.DOTALL)
_ACTIVITY = re.compile(rf"arn:{_PART}:states:{_PART}:{_PART}:activity:(?P<name>.+)\Z", re.DOTALL)
_FUNCTION = re.compile(rf"arn:{_PART}:lambda:{_PART}:{_PART}:function:(?P<name>.+)\Z", re.DOTALL)
_QUALIFIED = re.compile(r"[$%]\{[^{}]*\}(?::(?:[$%]\{[^{}]*\}|[^:{}])+)?")
"""One placeholder, perhaps with the version or alias of a function behind it."""
_SUFFIX = re.compile(r"(\.sync(?::2)?|\.waitForTaskToken)\Z")
PATTERN_OF_SUFFIX: dict[str, Pattern] = {
    "": "request-response",
    ".sync": "sync",
    ".sync:2": "sync",
    ".waitForTaskToken": "callback",
}
"""The pattern that each suffix of `Resource` selects (guide: connect-to-resource)."""


class Resource(NamedTuple):
    """What a Task's `Resource` names."""

    text: str
    kind: TaskKind
    integration: str = ""
    suffix: str = ""

    @property
    def pattern(self) -> Pattern:
        """The pattern that the suffix selects."""
        return PATTERN_OF_SUFFIX[self.suffix]


def read_resource(value: Any) -> Resource:
    """Read the `Resource` field; a template function is read as its placeholder text."""
    text = value if isinstance(value, str) else template_function(value) or ""
    if _FUNCTION.match(text):
        return Resource(text, "lambda-function", "lambda:function")
    if _ACTIVITY.match(text):
        return Resource(text, "activity", "activity")
    match = _STATES.match(text)
    if match is not None:
        rest = match["rest"]
        found = _SUFFIX.search(rest)
        suffix = found.group() if found else ""
        name = rest[: len(rest) - len(suffix)]
        return Resource(text, "sdk" if name.startswith("aws-sdk:") else "optimized", name, suffix)
    if _QUALIFIED.fullmatch(text.strip()):
        return Resource(text, "placeholder", "lambda:function")
    return Resource(text, "unknown")
