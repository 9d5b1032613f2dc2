"""Paths and expressions that are sent as plain text, because the field or the language does not read them.

A payload template reads a path only where the name ends in ``.$``; JSONata reads only what is between ``{%`` and
``%}`` (guide: input-output-inputpath-params, transforming-data). AWS accepts all other text as it is.
"""

from __future__ import annotations

import re
from typing import Any

from sfn_engine.asl.checks.findings import Findings, filled_in
from sfn_engine.asl.checks.paths import path_fault
from sfn_engine.asl.expressions import is_expression
from sfn_engine.asl.model import State, Task
from sfn_engine.display import shorten

_WITH_TWIN = ("Error", "Cause", "Timestamp")
"""Fields of JSONPath that take text, and have a twin whose name ends in `Path` for a path."""
_READ_BY_THE_SERVICE = frozenset({"InputPath", "InputPathsMap", "OutputPath", "ResultPath", "JsonPath", "Definition"})
"""Parameters of services, EventBridge above all, that are paths of their own."""
_PATH = re.compile(r"\$\$?[.\[]")
_CALL = re.compile(r"States\.[A-Z]\w*\(")
SUSPECT = ("$", "{%", "States.")
"""How a text begins that is a path or an expression: few do, so this is looked at first."""

Steps = tuple[str | int, ...]


def is_path_text(text: str) -> bool:
    """Tell whether a text is a path, or a call of an intrinsic function."""
    is_meant = bool(_PATH.match(text) or _CALL.match(text)) and not filled_in(text)
    return is_meant and path_fault(text, intrinsic=True) is None


def check_texts(state: State, findings: Findings) -> None:
    """Report the paths and expressions in the fields of JSONPath that are text throughout."""
    fields = state.fields
    if state.query_language == "JSONata":
        return
    if "Result" in fields:
        _check_result(fields["Result"], state, findings)
    for name in _WITH_TWIN:
        value = fields.get(name)
        if isinstance(value, str) and value.startswith(SUSPECT):
            if is_path_text(value):
                fault = f'"{name}" is the text {shorten(value)!r}, not the value at this path: call it "{name}Path"'
                findings.add("path-as-text", fault, state, name)
            elif is_expression(value):
                _add_expression(value, state, (name,), findings)


def _check_result(value: Any, state: State, findings: Findings) -> None:
    """Check the texts in a `Result`, which is a constant whatever its names end in."""
    waiting: list[tuple[Any, Steps]] = [(value, ("Result",))]
    while waiting:
        value, steps = waiting.pop()
        if isinstance(value, str):
            if value.startswith(SUSPECT) and not str(steps[-1]).endswith(".$"):
                check_text_in_template(value, state, steps, findings)
        elif isinstance(value, dict):
            waiting += [(item, (*steps, name)) for name, item in value.items()]
        elif isinstance(value, list):
            waiting += [(item, (*steps, index)) for index, item in enumerate(value)]


def check_text_in_template(text: str, state: State, way: Steps, findings: Findings) -> None:
    """Report a suspect text in a payload template, under a name without ``.$``, if it is a path or an expression."""
    if is_expression(text):
        _add_expression(text, state, way, findings)
    elif (is_path_text(text) or _is_whole_input(text, state, way)) and not _is_read_by_the_service(way):
        fault = f"{_named(way)} is sent as the text {shorten(text)!r}, not the value at this path{_instead(way)}"
        findings.add("path-as-text", fault, state, *way)


def check_text_in_jsonata(text: str, state: State, way: Steps, findings: Findings) -> None:
    """Report a suspect text in a payload of JSONata if it is a path, or an expression without its delimiters."""
    if is_path_text(text) and not _is_read_by_the_service(way):
        fault = f"{_named(way)} is sent as the text {shorten(text)!r}: JSONPath has no meaning in JSONata"
        findings.add("path-as-text", f'{fault}, write an expression in "{{%" and "%}}"', state, *way)
    elif text.startswith("$states."):
        fault = f"{_named(way)} is sent as the text {shorten(text)!r}"
        findings.add("expression-as-text", f'{fault}: put the expression in "{{%" and "%}}"', state, *way)


def _add_expression(text: str, state: State, way: Steps, findings: Findings) -> None:
    fault = f"{_named(way)} is sent as the text {shorten(text)!r}: {shorten(state.name)!r} is written in JSONPath"
    findings.add("expression-as-text", f'{fault}; add "QueryLanguage": "JSONata" to the state', state, *way)


def _is_whole_input(text: str, state: State, way: Steps) -> bool:
    """Tell whether an argument of an API call is ``$`` or ``$$``; in other data that may be a currency."""
    return (
        text in ("$", "$$")
        and isinstance(state, Task)
        and state.kind in ("optimized", "sdk")
        and way[0] == "Parameters"
        and len(way) == 2
    )


def _is_read_by_the_service(way: Steps) -> bool:
    return not _READ_BY_THE_SERVICE.isdisjoint(way)


def _named(way: Steps) -> str:
    if isinstance(way[-1], int):
        holder = next(step for step in reversed(way) if isinstance(step, str))
        return f"entry {way[-1] + 1} of {_quoted(holder)}"
    return _quoted(way[-1])


def _quoted(name: str) -> str:
    shown = shorten(name)
    return f'"{shown}"'


def _instead(way: Steps) -> str:
    """Say what would be read as a path."""
    if way[0] == "Result":
        return ': "Result" is a constant, use "Parameters"'
    if isinstance(way[-1], int):
        return ": a list has no paths in it, use States.Array"
    return f": write {_quoted(way[-1] + '.$')}" if len(way) > 1 else ""
