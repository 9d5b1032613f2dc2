"""Which fields a state may have, which it must have, and which exclude each other.

From the specification's tables of state types and fields, one for each query language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sfn_engine.asl.checks.findings import Findings, filled_in, quoted
from sfn_engine.asl.checks.timestamps import timestamp_fault
from sfn_engine.asl.model import Map, QueryLanguage, State
from sfn_engine.display import article, listed, shorten

_ALL = {"Type", "Comment", "QueryLanguage"}
_ON = {"Next", "End", "Assign"}
_RECOVERY = {"Retry", "Catch"}
_FILTERS = {"InputPath", "OutputPath"}
_CALL = {"Parameters", "ResultSelector", "ResultPath"}
_BOTH: Mapping[str, set[str]] = {
    "Pass": _ON,
    "Task": _ON | _RECOVERY | {"Resource", "TimeoutSeconds", "HeartbeatSeconds", "Credentials"},
    "Choice": {"Choices", "Default", "Assign"},
    "Wait": _ON | {"Seconds", "Timestamp"},
    "Succeed": set(),
    "Fail": {"Error", "Cause"},
    "Parallel": _ON | _RECOVERY | {"Branches"},
    "Map": _ON
    | _RECOVERY
    | {
        "ItemProcessor",
        "Iterator",
        "ItemReader",
        "ItemSelector",
        "ItemBatcher",
        "ResultWriter",
        "Label",
        "MaxConcurrency",
        "ToleratedFailureCount",
        "ToleratedFailurePercentage",
    },
}
_OF_JSONPATH: Mapping[str, set[str]] = {
    "Pass": _FILTERS | {"Result", "ResultPath", "Parameters"},
    "Task": _FILTERS | _CALL | {"TimeoutSecondsPath", "HeartbeatSecondsPath"},
    "Choice": _FILTERS,
    "Wait": _FILTERS | {"SecondsPath", "TimestampPath"},
    "Succeed": _FILTERS,
    "Fail": {"ErrorPath", "CausePath"},
    "Parallel": _FILTERS | _CALL,
    "Map": _FILTERS
    | _CALL
    | {"ItemsPath", "MaxConcurrencyPath", "ToleratedFailureCountPath", "ToleratedFailurePercentagePath"},
}
_OF_JSONATA: Mapping[str, set[str]] = {
    "Pass": {"Output"},
    "Task": {"Arguments", "Output"},
    "Choice": {"Output"},
    "Wait": {"Output"},
    "Succeed": {"Output"},
    "Fail": set(),
    "Parallel": {"Arguments", "Output"},
    "Map": {"Items", "Output"},
}
ALLOWED: Mapping[QueryLanguage, Mapping[str, Mapping[str, None]]] = {
    "JSONPath": {kind: dict.fromkeys(sorted(_ALL | _BOTH[kind] | _OF_JSONPATH[kind])) for kind in _BOTH},
    "JSONata": {kind: dict.fromkeys(sorted(_ALL | _BOTH[kind] | _OF_JSONATA[kind])) for kind in _BOTH},
}
"""Query language → type → the fields that a state may have."""

_OTHER: Mapping[QueryLanguage, QueryLanguage] = {"JSONPath": "JSONata", "JSONata": "JSONPath"}
_TYPES_WITH = {
    name: tuple(kind for kind in _BOTH if name in _BOTH[kind] | _OF_JSONPATH[kind] | _OF_JSONATA[kind])
    for name in set().union(*_BOTH.values(), *_OF_JSONPATH.values(), *_OF_JSONATA.values())
}
_NO_TRANSITION: Mapping[str, str] = {
    "Choice": 'its rules and "Default" name the next state',
    "Succeed": "it always ends the machine, branch or iteration it is in",
    "Fail": "it always ends the execution",
}
_TWINS: Mapping[str, str] = {
    f"{name}Path": name
    for name in (
        "TimeoutSeconds",
        "HeartbeatSeconds",
        "Error",
        "Cause",
        "MaxConcurrency",
        "ToleratedFailureCount",
        "ToleratedFailurePercentage",
    )
}
_TWIN_PATHS = frozenset(_TWINS)
_WAITS = ("Seconds", "SecondsPath", "Timestamp", "TimestampPath")
_DOWNGRADE = "a JSONata machine cannot contain a JSONPath state; only the reverse is allowed"


def check_fields(state: State, machine_language: QueryLanguage, findings: Findings) -> None:
    """Check which fields a state has."""
    fields = state.fields
    if state.type not in _BOTH:
        return
    allowed = ALLOWED[state.query_language][state.type]
    if not fields.keys() <= allowed.keys():
        for name in fields:
            if name not in allowed:
                _report(name, allowed, state, findings)
    if machine_language == "JSONata" and fields.get("QueryLanguage") == "JSONPath":
        findings.add("query-language", _DOWNGRADE, state, "QueryLanguage")
    if not fields.keys().isdisjoint(_TWIN_PATHS):
        for name in _TWIN_PATHS & fields.keys():
            exclusive(fields, (_TWINS[name], name), state, (), findings)
    if state.type == "Wait":
        _check_wait(state, findings)
    elif isinstance(state, Map):
        exclusive(fields, ("ItemProcessor", "Iterator"), state, (), findings)
        exclusive(fields, ("ItemSelector", "Parameters"), state, (), findings)


def _report(name: str, allowed: Mapping[str, None], state: State, findings: Findings) -> None:
    kind, language = article(state.type), state.query_language
    if name in ALLOWED[_OTHER[language]][state.type]:
        findings.add(
            "wrong-language",
            f'"{name}" belongs to {_OTHER[language]}, but {shorten(state.name)!r} is written in {language}',
            state,
            name,
        )
    elif name in ("Next", "End"):
        findings.add(
            "wrong-type",
            f'"{name}" is not allowed in {kind} state: {_NO_TRANSITION[state.type]}',
            state,
            name,
        )
    elif name in _TYPES_WITH:
        types = _TYPES_WITH[name]
        where = listed(types, last="and")
        findings.add("wrong-type", f'"{name}" is a field of {where} states, not of {kind} state', state, name)
    elif not name.startswith("Fn::"):
        findings.add(
            "unknown-field",
            f"{shorten(name)!r} is not a field of {kind} state{findings.near(name, allowed)}",
            state,
            name,
        )


def exclusive(
    fields: Mapping[str, object],
    names: tuple[str, ...],
    state: State,
    steps: tuple[str | int, ...],
    findings: Findings,
) -> None:
    """Report where the object that `steps` lead to has more than one of the `names`."""
    found = tuple(name for name in names if name in fields)
    if len(found) > 1:
        findings.add(
            "exclusive-fields",
            f"{quoted(found, 'and')} are mutually exclusive: keep one",
            state,
            *steps,
            found[1],
        )


def _check_wait(state: State, findings: Findings) -> None:
    """Exactly one of four fields says how long to wait (specification: Wait State)."""
    exclusive(state.fields, _WAITS, state, (), findings)
    if state.fields.keys().isdisjoint(_WAITS):
        choices = _WAITS if state.query_language == "JSONPath" else ("Seconds", "Timestamp")
        fault = f"{shorten(state.name)!r} does not say how long to wait: add {quoted(choices)}"
        findings.add("missing-field", fault, state)
    timestamp = state.fields.get("Timestamp")
    fault = timestamp_fault(timestamp) if isinstance(timestamp, str) else ""
    if fault:
        findings.add("timestamp", f'"Timestamp" {fault}', state, "Timestamp")


def report_unknown(
    names: Iterable[str],
    allowed: Mapping[str, None],
    what: str,
    state: State,
    steps: tuple[str | int, ...],
    findings: Findings,
) -> None:
    """Report each of the `names` that `what` does not have as a field."""
    for name in [name for name in names if name not in allowed]:
        if not filled_in(name) and not name.startswith("Fn::"):
            findings.add(
                "unknown-field",
                f"{shorten(name)!r} is not a field of {what}{findings.near(name, allowed)}",
                state,
                *steps,
                name,
            )
