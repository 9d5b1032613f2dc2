"""A task that waits for its token must pass it on, or nobody can answer (guide: connect-to-resource)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sfn_engine.asl.checks.findings import Findings
from sfn_engine.asl.expressions import has_placeholder, is_expression
from sfn_engine.asl.model import QueryLanguage, Task
from sfn_engine.display import shorten
from sfn_engine.sources.templates.functions import template_function

_WAYS: Mapping[QueryLanguage, tuple[re.Pattern[str], str]] = {
    "JSONPath": (re.compile(r"\$\$((?:\.\w+)*)"), ""),
    "JSONata": (re.compile(r"\$states((?:\.\w+)*)"), ".context"),
}
"""Query language → what refers to the context object, and where that begins."""
_TOKEN = ".Task.Token"
_HOW: Mapping[QueryLanguage, str] = {
    "JSONPath": '"TaskToken.$": "$$.Task.Token"',
    "JSONata": '"TaskToken": "{% $states.context.Task.Token %}"',
}


def check_token(task: Task, findings: Findings, *, unquoted: bool) -> None:
    """Report a callback task whose arguments cannot contain its token.

    `unquoted` tells that placeholders in the file may be outside quotes, and so be filled in with objects.
    """
    if task.pattern != "callback" or _may_pass_token(task.arguments, task.query_language, unquoted=unquoted):
        return
    findings.add(
        "token-not-passed",
        f"{shorten(task.name)!r} waits for a task token that it passes to no one: add {_HOW[task.query_language]} "
        "to what it sends, or the task waits until its timeout",
        task,
        "Resource",
    )


def _may_pass_token(arguments: Any, language: QueryLanguage, *, unquoted: bool) -> bool:
    """Tell whether some value in the arguments refers to the token, or to something that contains it.

    A placeholder may be filled in with that only where it is read as more than a text.
    """
    waiting: list[tuple[Any, bool]] = [(arguments, True)]
    while waiting:
        value, is_read = waiting.pop()
        if isinstance(value, str):
            is_open = has_placeholder(value) and (is_read or is_expression(value) or unquoted)
            if is_open or _may_be_token(value, language):
                return True
        elif isinstance(value, Mapping):
            if is_read and template_function(value) is not None:
                return True
            waiting += [(item, name.endswith(".$")) for name, item in value.items()]
        elif isinstance(value, list):
            waiting += [(item, False) for item in value]
    return False


def _may_be_token(text: str, language: QueryLanguage) -> bool:
    pattern, start = _WAYS[language]
    # `$$` and `$$.Task` contain the token, and so may a path that goes on with a filter or a quoted name.
    return any((start + _TOKEN).startswith(match[1]) for match in pattern.finditer(text))
