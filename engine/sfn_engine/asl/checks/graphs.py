"""The lists of states as written: the machine, each branch, each Map's processor (specification: Top-level fields)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sfn_engine.asl.checks.fields import ALLOWED, report_unknown
from sfn_engine.asl.checks.findings import Findings, filled_in
from sfn_engine.asl.model import Map, Parallel, StateMachine, StatePath
from sfn_engine.asl.shapes import kind_of
from sfn_engine.display import shorten
from sfn_engine.sources.positions import Pointer

_GRAPH_FIELDS = {"Comment", "StartAt", "States"}
_MACHINE_FIELDS = dict.fromkeys(sorted(_GRAPH_FIELDS | {"QueryLanguage", "Version", "TimeoutSeconds"}))
_BRANCH_FIELDS = dict.fromkeys(sorted(_GRAPH_FIELDS))
_PROCESSOR_FIELDS = dict.fromkeys(sorted(_GRAPH_FIELDS | {"ProcessorConfig"}))
_CONFIG_FIELDS = dict.fromkeys(("Mode", "ExecutionType"))
_TYPES = ALLOWED["JSONPath"]
_LANGUAGES = ("JSONPath", "JSONata")


class _Written(NamedTuple):
    """A list of states that should be written somewhere, with whatever is written there."""

    value: Any
    what: str
    """What it is, for a message."""
    allowed: Mapping[str, None]
    owner: StatePath
    pointer: Pointer


def check_written_graphs(machine: StateMachine, findings: Findings) -> None:
    """Check the objects that hold states, and that each of these is a state at all."""
    _check_graph(_Written(machine.raw, "a state machine", _MACHINE_FIELDS, (), ()), findings)
    for state in machine.states:
        if isinstance(state, Parallel):
            _check_branches(state, findings)
        elif isinstance(state, Map):
            _check_processor(state, findings)


def _check_branches(state: Parallel, findings: Findings) -> None:
    branches = state.fields.get("Branches")
    if not branches:
        findings.add("missing-field", f'{shorten(state.name)!r} needs at least one entry in "Branches"', state)
    elif isinstance(branches, list):
        for index, branch in enumerate(branches):
            pointer = (*state.pointer, "Branches", index)
            _check_graph(_Written(branch, "a branch", _BRANCH_FIELDS, state.path, pointer), findings)
    elif not filled_in(branches):
        findings.add("field-kind", f'"Branches" must be a list, not {kind_of(branches)}', state, "Branches")


def _check_processor(state: Map, findings: Findings) -> None:
    """`Iterator` is the older name of `ItemProcessor` (specification: Map State)."""
    names = [name for name in ("ItemProcessor", "Iterator") if name in state.fields]
    if not names:
        findings.add("missing-field", f'{shorten(state.name)!r} has no "ItemProcessor"', state)
    for name in names:
        body, pointer = state.fields[name], (*state.pointer, name)
        _check_graph(_Written(body, f'"{name}"', _PROCESSOR_FIELDS, state.path, pointer), findings)
        if isinstance(body, Mapping) and "ProcessorConfig" in body:
            config = body["ProcessorConfig"]
            if isinstance(config, Mapping) and not filled_in(config):
                steps = (name, "ProcessorConfig")
                report_unknown(config, _CONFIG_FIELDS, '"ProcessorConfig"', state, steps, findings)
            if not isinstance(config, Mapping) and not filled_in(config):
                fault = f'"ProcessorConfig" must be an object, not {kind_of(config)}'
                findings.add("field-kind", fault, state, name, "ProcessorConfig")


def _check_graph(written: _Written, findings: Findings) -> None:
    body, what, allowed, owner, pointer = written
    if filled_in(body):
        return
    if not isinstance(body, Mapping):
        findings.add_at("field-kind", f"{what} must be an object, not {kind_of(body)}", owner, pointer)
        return
    for name in body:
        if name == "QueryLanguage" and name not in allowed:
            findings.add_at(
                "nested-language",
                f'"QueryLanguage" is not a field of {what}: only the machine and a state have it',
                owner,
                (*pointer, name),
            )
        elif name not in allowed and not filled_in(name) and not name.startswith("Fn::"):
            fault = f"{shorten(name)!r} is not a field of {what}{findings.near(name, allowed)}"
            findings.add_at("unknown-field", fault, owner, (*pointer, name))
    if not owner:
        _check_language(body, pointer, findings)
    states = body.get("States")
    if isinstance(states, Mapping) and states and not filled_in(states):
        _check_start(body, states, written, findings)
        for name, state in states.items():
            _check_body(name, state, (*pointer, "States", name), findings)
    elif "States" not in body:
        findings.add_at("missing-field", f'{what} has no "States"', owner, pointer)
    elif not filled_in(states):
        fault = "is empty" if states == {} else f"must be an object, not {kind_of(states)}"
        findings.add_at("field-kind", f'"States" of {what} {fault}', owner, (*pointer, "States"))


def _check_start(body: Mapping[str, Any], states: Mapping[str, Any], written: _Written, findings: Findings) -> None:
    _, what, _, owner, pointer = written
    if "StartAt" not in body:
        findings.add_at("start-at", f'{what} has no "StartAt": name the state that comes first', owner, pointer)
        return
    start = body["StartAt"]
    if not isinstance(start, str):
        if not filled_in(start):
            fault = f'"StartAt" must be a string, not {kind_of(start)}'
            findings.add_at("start-at", fault, owner, (*pointer, "StartAt"))
    elif start not in states and not filled_in(start):
        fault = f'"StartAt" names the state {shorten(start)!r}, which is not in "States"'
        findings.add_at("start-at", f"{fault}{findings.near(start, states)}", owner, (*pointer, "StartAt"))


def _check_body(name: str, body: Any, pointer: Pointer, findings: Findings) -> None:
    """Check that a state is an object with a known `Type`."""
    if not isinstance(body, Mapping):
        fault = f"a state must be an object, not {kind_of(body)}"
        findings.add_at("field-kind", fault, findings.path_at(pointer), pointer)
        return
    _check_language(body, pointer, findings)
    kind = body.get("Type")
    if "Type" not in body:
        if not filled_in(body):
            findings.add_at("state-type", f'{shorten(name)!r} has no "Type"', findings.path_at(pointer), pointer)
    elif not isinstance(kind, str):
        if not filled_in(kind):
            fault = f'"Type" must be a string, not {kind_of(kind)}'
            findings.add_at("state-type", fault, findings.path_at(pointer), (*pointer, "Type"))
    elif kind not in _TYPES and not filled_in(kind):
        fault = f'{shorten(name)!r} has the unknown "Type" {shorten(kind, 30)!r}{findings.near(kind, _TYPES)}'
        findings.add_at("state-type", fault, findings.path_at(pointer), (*pointer, "Type"))


def _check_language(fields: Mapping[str, Any], pointer: Pointer, findings: Findings) -> None:
    language = fields.get("QueryLanguage", "JSONPath")
    if language not in _LANGUAGES and not filled_in(language):
        fault = f'"QueryLanguage" must be "JSONPath" or "JSONata", not {kind_of(language)}'
        findings.add_at("query-language", fault, findings.path_at(pointer), (*pointer, "QueryLanguage"))
