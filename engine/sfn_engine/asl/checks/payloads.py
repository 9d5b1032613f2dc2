"""Values that hold expressions: paths, payload templates and JSONata strings.

Of JSONata only the delimiters ``{%`` and ``%}`` are checked here, and what is between them in
`sfn_engine.asl.checks.jsonata` (specification: Expressions, Payload Template, Input and Output Processing).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sfn_engine.asl.checks.assignments import check_variable_names
from sfn_engine.asl.checks.findings import Findings, filled_in
from sfn_engine.asl.checks.paths import FUNCTIONS, PathFault, path_fault, reference_path_fault
from sfn_engine.asl.checks.texts import SUSPECT, check_text_in_jsonata, check_text_in_template
from sfn_engine.asl.expressions import is_expression
from sfn_engine.asl.model import State
from sfn_engine.asl.shapes import kind_of
from sfn_engine.display import shorten

_WITH_INTRINSIC = frozenset({"ErrorPath", "CausePath"})
"""Fields that take an intrinsic function in place of a path (guide: intrinsic-functions)."""
_NULLABLE = frozenset({"InputPath", "OutputPath", "ResultPath"})
"""Fields in which null has a meaning of its own: no input, no output, the result is dropped."""
_PATHS = (
    frozenset(
        {
            "InputPath",
            "OutputPath",
            "ResultPath",
            "ItemsPath",
            "SecondsPath",
            "TimestampPath",
            "TimeoutSecondsPath",
            "HeartbeatSecondsPath",
            "MaxConcurrencyPath",
            "ToleratedFailureCountPath",
            "ToleratedFailurePercentagePath",
        }
    )
    | _WITH_INTRINSIC
)
_TEMPLATES = frozenset({"Parameters", "ResultSelector", "ItemSelector", "Assign", "Credentials"})
_JSONATA_FIELDS = frozenset(
    {"Arguments", "Output", "Assign", "ItemSelector", "Items", "Error", "Cause", "Credentials", "Timestamp"}
)


_SPACED = re.compile(r"\{\s+%.*%\s+\}", re.DOTALL)


def check_payloads(state: State, findings: Findings) -> None:
    """Check every field of a state that holds paths, a payload template or JSONata."""
    fields = state.fields
    if "Assign" in fields:
        check_variable_names(fields["Assign"], state, ("Assign",), findings)
    if state.query_language == "JSONata":
        for name in fields.keys() & _JSONATA_FIELDS:
            check_jsonata(fields[name], state, (name,), findings)
        return
    for name, value in fields.items():
        if name in _TEMPLATES:
            check_template(value, state, (name,), findings)
        elif name in _PATHS and (value is not None or name not in _NULLABLE):
            check_path(value, state, (name,), findings)


def check_payload(value: Any, state: State, steps: tuple[str | int, ...], findings: Findings) -> None:
    """Check a value that is a payload template in one language and holds JSONata in the other."""
    if steps[-1] == "Assign":
        check_variable_names(value, state, steps, findings)
    if state.query_language == "JSONata":
        check_jsonata(value, state, steps, findings)
    else:
        check_template(value, state, steps, findings)


def check_path(value: Any, state: State, steps: tuple[str | int, ...], findings: Findings) -> None:
    """Check a field whose value is one path; its name is the last of the `steps`."""
    if not isinstance(value, str):
        if not filled_in(value):
            findings.add("path", f'"{steps[-1]}" must be a path, not {kind_of(value)}', state, *steps)
        return
    if steps[-1] == "ResultPath":
        fault = reference_path_fault(value)
    else:
        fault = path_fault(value, intrinsic=steps[-1] in _WITH_INTRINSIC)
    if fault is not None:
        _add_fault(fault, value, state, steps, findings)


def check_template(value: Any, state: State, steps: tuple[str | int, ...], findings: Findings) -> None:
    """Check a payload template: names ending in ``.$`` hold a path or an intrinsic function, and no others do."""
    waiting: list[tuple[Any, tuple[str | int, ...]]] = [(value, steps)]
    while waiting:
        value, steps = waiting.pop()
        if isinstance(value, dict):
            for name, item in value.items():
                if name.endswith(".$"):
                    _check_dynamic(name, item, value, state, steps, findings)
                elif isinstance(item, str):
                    if item.startswith(SUSPECT) and not filled_in(value):
                        check_text_in_template(item, state, (*steps, name), findings)
                elif isinstance(item, (dict, list)):
                    waiting.append((item, (*steps, name)))
        elif isinstance(value, list):
            waiting += [
                (item, (*steps, index))
                for index, item in enumerate(value)
                if isinstance(item, (dict, list)) or (isinstance(item, str) and item.startswith(SUSPECT))
            ]
        elif isinstance(value, str) and value.startswith(SUSPECT):
            check_text_in_template(value, state, steps, findings)


def _check_dynamic(
    name: str,
    item: Any,
    template: Mapping[str, Any],
    state: State,
    steps: tuple[str | int, ...],
    findings: Findings,
) -> None:
    if name[:-2] in template:
        findings.add(
            "twin-field",
            f"{shorten(name[:-2])!r} is given twice, as a value and as a path ({shorten(name)!r}): keep one",
            state,
            *steps,
            name,
        )
    if isinstance(item, str):
        fault = path_fault(item, intrinsic=True)
        if fault is not None:
            _add_fault(fault, item, state, (*steps, name), findings)
    elif not filled_in(item):
        findings.add(
            "path",
            f"{shorten(name)!r} must be a path or an intrinsic function, not {kind_of(item)}: "
            'leave out ".$" for a plain value',
            state,
            *steps,
            name,
        )


def _add_fault(fault: PathFault, text: str, state: State, steps: tuple[str | int, ...], findings: Findings) -> None:
    near = findings.near(fault.unknown, FUNCTIONS) if fault.unknown else ""
    findings.add(
        "path",
        f"{shorten(str(steps[-1]))!r} has an error at character {fault.column} of {shorten(text)!r}: "
        f"{fault.message}{near}",
        state,
        *steps,
    )


def check_jsonata(value: Any, state: State, steps: tuple[str | int, ...], findings: Findings) -> None:
    """Check that each JSONata string inside `value` begins with ``{%`` and ends with ``%}``."""
    waiting = [(value, steps)]
    while waiting:
        value, steps = waiting.pop()
        if isinstance(value, str):
            name = str(steps[-1])
            if value.startswith(SUSPECT) and not name.endswith(".$") and not name.startswith("Fn::"):
                check_text_in_jsonata(value, state, steps, findings)
            if "%" not in value:
                continue
            spacing, delimiters = spacing_fault(value), delimiter_fault(value)
            if spacing:
                findings.add("expression-as-text", f"{shorten(value)!r} {spacing}", state, *steps)
            elif delimiters:
                findings.add("jsonata-delimiters", f"{shorten(value)!r} {delimiters}", state, *steps)
        elif isinstance(value, Mapping):
            waiting += [(item, (*steps, name)) for name, item in value.items() if isinstance(item, (str, dict, list))]
        elif isinstance(value, list):
            waiting += [(item, (*steps, index)) for index, item in enumerate(value)]


def spacing_fault(text: str) -> str:
    """Say why spaces make a JSONata string a plain text, as the end of a sentence; empty if none do."""
    bare = text.strip()
    if _SPACED.fullmatch(bare):
        return 'is treated as plain text: write "{%" and "%}" without spaces inside them'
    if bare != text and is_expression(bare):
        return 'is treated as plain text: remove the spaces outside "{%" and "%}"'
    return ""


def delimiter_fault(text: str) -> str:
    """Say what is wrong with the delimiters of a JSONata string, as the end of a sentence; empty if nothing is."""
    bare = text.strip()
    opens, closes = bare.startswith("{%"), bare.endswith("%}")
    if is_expression(bare):
        return "" if bare[2:-2].strip() else "contains no expression"
    if opens:
        return 'begins with "{%" but does not end with "%}"'
    return 'ends with "%}" but does not begin with "{%": the whole string must be one expression' if closes else ""
