"""Paths and expressions that are sent as plain text, because the field or the language does not read them.

A payload template reads a path only where the name ends in ``.$``; JSONata reads only what is between ``{%`` and
``%}`` (guide: input-output-inputpath-params, transforming-data). AWS accepts all other text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sfn_engine.asl.checks.findings import Findings, filled_in
from sfn_engine.asl.checks.paths import path_fault
from sfn_engine.asl.expressions import is_expression
from sfn_engine.asl.model import State, Task
from sfn_engine.asl.shapes import object_list
from sfn_engine.display import shorten

_TEMPLATES = ("Parameters", "ResultSelector", "ItemSelector", "Assign", "Credentials")
_JSONATA = ("Arguments", "Output", "Assign", "ItemSelector", "Credentials", "Items", "Error", "Cause", "Timestamp")
_WITH_TWIN = ("Error", "Cause", "Timestamp")
"""Fields of JSONPath that take text, and have a twin whose name ends in `Path` for a path."""
_PARTS = ("ItemReader", "ResultWriter", "ItemBatcher")
_LISTS = ("Catch", "Choices")
_LOOKED_AT = frozenset((*_TEMPLATES, *_JSONATA, *_WITH_TWIN, *_PARTS, *_LISTS, "Result"))
_READ_BY_THE_SERVICE = frozenset({"InputPath", "InputPathsMap", "OutputPath", "ResultPath", "JsonPath", "Definition"})
"""Parameters of services, EventBridge above all, that are paths of their own."""
_PATH = re.compile(r"\$\$?[.\[]")
_CALL = re.compile(r"States\.[A-Z]\w*\(")
_SUSPECT = ("$", "{%", "States.")
"""How the texts begin that are looked at."""

Steps = tuple[str | int, ...]


def is_path_text(text: str) -> bool:
    """Tell whether a text is a path, or a call of an intrinsic function."""
    is_meant = bool(_PATH.match(text) or _CALL.match(text)) and not filled_in(text)
    return is_meant and path_fault(text, intrinsic=True) is None


def check_texts(state: State, findings: Findings) -> None:
    """Report the paths and expressions in a state that nothing reads."""
    names = state.fields.keys() & _LOOKED_AT
    if not _has_suspect([state.fields[name] for name in names]):
        return
    if state.query_language == "JSONata":
        for value, steps in _payloads(state, _JSONATA, ("Arguments", "Output")):
            _check_in_jsonata(value, state, steps, findings)
        return
    for value, steps in _payloads(state, _TEMPLATES, ("Parameters",)):
        _check_in_template(value, state, steps, findings)
    if "Result" in state.fields:
        _check_in_template(state.fields["Result"], state, ("Result",), findings)
    for name in _WITH_TWIN:
        value = state.fields.get(name)
        if isinstance(value, str):
            if is_path_text(value):
                fault = f'"{name}" is the text {shorten(value)!r}, not the value at this path: call it "{name}Path"'
                findings.add("path-as-text", fault, state, name)
            elif is_expression(value):
                _add_expression(value, state, (name,), findings)


def _payloads(state: State, names: tuple[str, ...], inner: tuple[str, ...]) -> Iterator[tuple[Any, Steps]]:
    """Yield what a state sends or keeps, with the steps to it."""
    fields = state.fields
    for name in names:
        if name in fields:
            yield fields[name], (name,)
    for part in _PARTS:
        holder = fields.get(part)
        if isinstance(holder, Mapping):
            for name in (*inner, "BatchInput"):
                if name in holder:
                    yield holder[name], (part, name)
    for part in _LISTS:
        for index, entry in enumerate(object_list(fields, part) if part in fields else ()):
            for name in ("Assign", *inner):
                if name in entry:
                    yield entry[name], (part, index, name)


def _leaves(value: Any, steps: Steps) -> Iterator[tuple[str, Steps]]:
    """Yield the texts in a payload that look like paths or expressions, and that no name in ``.$`` makes one."""
    waiting: list[tuple[Any, Steps]] = [(value, steps)]
    while waiting:
        value, steps = waiting.pop()
        if isinstance(value, str):
            if value.startswith(_SUSPECT) and not str(steps[-1]).endswith(".$"):
                yield value, steps
        elif isinstance(value, dict):
            if not filled_in(value):
                waiting += [(item, (*steps, name)) for name, item in value.items()]
        elif isinstance(value, list):
            waiting += [(item, (*steps, index)) for index, item in enumerate(value)]


def _has_suspect(value: Any) -> bool:
    """Tell quickly whether a payload has any such text: nearly none has, and this runs after each edit."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if value.startswith(_SUSPECT):
                return True
        elif isinstance(value, dict):
            waiting += [item for name, item in value.items() if not name.endswith(".$")]
        elif isinstance(value, list):
            waiting += value
    return False


def _check_in_template(value: Any, state: State, steps: Steps, findings: Findings) -> None:
    for text, way in _leaves(value, steps):
        if is_expression(text):
            _add_expression(text, state, way, findings)
        elif (is_path_text(text) or _is_whole_input(text, state, way)) and not _is_read_by_the_service(way):
            fault = f"{_named(way)} is sent as the text {shorten(text)!r}, not the value at this path{_instead(way)}"
            findings.add("path-as-text", fault, state, *way)


def _check_in_jsonata(value: Any, state: State, steps: Steps, findings: Findings) -> None:
    for text, way in _leaves(value, steps):
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
