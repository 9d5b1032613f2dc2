"""The kind of value that each field takes, where no other check reads it (specification: the tables of fields).

Fields that take any JSON value are not here: `Parameters`, `Arguments`, `ResultSelector`, `ItemSelector`, `Output`,
`Result`, `BatchInput`. Numbers, paths and rules have checks of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfn_engine.asl.checks.findings import Findings, filled_in
from sfn_engine.asl.checks.texts import SUSPECT
from sfn_engine.asl.model import Choice, Map, Recovering, State, StateMachine
from sfn_engine.asl.shapes import kind_of
from sfn_engine.sources.templates.functions import template_function

_TEXT = "a string"
_OBJECT = "an object"
_LIST = "a list"
_SWITCH = "true or false"
_OBJECT_OR_TEXT = "an object or an expression"
_ITEMS = "a list, an object or an expression"

_TYPES: Mapping[str, tuple[type, ...]] = {
    _TEXT: (str,),
    _OBJECT: (dict,),
    _LIST: (list,),
    _SWITCH: (bool,),
    _OBJECT_OR_TEXT: (dict, str),
    _ITEMS: (list, dict, str),
}

KINDS: Mapping[str, str] = {
    "Comment": _TEXT,
    "Version": _TEXT,
    "Next": _TEXT,
    "Default": _TEXT,
    "Label": _TEXT,
    "End": _SWITCH,
    "ItemReader": _OBJECT,
    "ItemBatcher": _OBJECT,
    "ResultWriter": _OBJECT,
    "ReaderConfig": _OBJECT,
    "WriterConfig": _OBJECT,
    "Credentials": _OBJECT_OR_TEXT,
    "Assign": _OBJECT_OR_TEXT,
    "Items": _ITEMS,
    "Retry": _LIST,
    "Catch": _LIST,
    "ErrorEquals": _LIST,
    "Timestamp": _TEXT,
    "Error": _TEXT,
    "Cause": _TEXT,
}
"""Field → kind of value."""


def check_machine_kinds(machine: StateMachine, findings: Findings) -> None:
    """Check the kinds of the machine's own fields."""
    for name, fault in _faults(machine.raw):
        findings.add_at("field-kind", fault, (), (name,))


def check_state_kinds(state: State, findings: Findings) -> None:
    """Check the kinds of a state's fields, and of the fields of the objects in it that are not payload."""
    check_kinds(state.fields, state, (), findings)
    if isinstance(state, Recovering):
        for field in ("Retry", "Catch"):
            if field in state.fields:
                _check_entries(field, state, findings)
        if isinstance(state, Map):
            for part, field in (("ItemReader", "ReaderConfig"), ("ResultWriter", "WriterConfig")):
                holder = state.fields.get(part)
                if isinstance(holder, Mapping) and field in holder:
                    check_kinds({field: holder[field]}, state, (part,), findings)
    elif isinstance(state, Choice):
        _check_entries("Choices", state, findings)


def check_kinds(fields: Mapping[str, Any], state: State, steps: tuple[str | int, ...], findings: Findings) -> None:
    """Check the kinds of some fields; `steps` lead from the state to them."""
    for name, fault in _faults(fields):
        findings.add("field-kind", fault, state, *steps, name)


def _check_entries(field: str, state: State, findings: Findings) -> None:
    """Check the entries of a list of retriers, catchers or rules."""
    entries = state.fields.get(field)
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, dict):
            if not filled_in(entry):
                fault = f'each entry of "{field}" must be an object, not {kind_of(entry)}'
                findings.add("field-kind", fault, state, field, index)
            continue
        check_kinds(entry, state, (field, index), findings)
        names = entry.get("ErrorEquals")
        for number, name in enumerate(names if isinstance(names, list) else ()):
            if not isinstance(name, str) and not filled_in(name):
                fault = f'each entry of "ErrorEquals" must be a string, not {kind_of(name)}'
                findings.add("field-kind", fault, state, field, index, "ErrorEquals", number)


def _faults(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the fields whose value is of a wrong kind, with what is wrong."""
    faults = []
    for name, value in fields.items():
        kind = KINDS.get(name)
        if kind is None or (isinstance(value, _TYPES[kind]) and (kind != _OBJECT_OR_TEXT or not _is_plain(value))):
            continue
        if not _is_filled_in_later(value):
            faults.append((name, f'"{name}" must be {kind}, not {kind_of(value)}'))
    return faults


def _is_plain(value: object) -> bool:
    """Tell whether a text is given for an object; what is meant as a path or an expression is reported as such."""
    return isinstance(value, str) and "%" not in value and not value.startswith(SUSPECT)


def _is_filled_in_later(value: Any) -> bool:
    return filled_in(value) if isinstance(value, str) else template_function(value) is not None
