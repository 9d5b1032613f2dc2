"""The kind of value that each field of the language takes.

A wrong kind is an error with its location: the model cannot be built on it. A wrong *value* of the right
kind is a diagnostic, and the machine still opens (`sfn_engine.asl.checks`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfn_engine.asl.expressions import is_whole_placeholder
from sfn_engine.display import shorten
from sfn_engine.sources.positions import Pointer
from sfn_engine.sources.templates.functions import template_function


class WrongShape(Exception):
    """A value of a kind that the language does not allow here."""

    def __init__(self, message: str, pointer: Pointer) -> None:
        super().__init__(message)
        self.message = message
        self.pointer = pointer


_TEXT = "a string"
_NUMBER = "a number"
_OBJECT = "an object"
_LIST = "a list"
_RULES = "a list of rules"
_SWITCH = "true or false"
_OBJECT_OR_TEXT = "an object or an expression"

_KINDS: Mapping[str, tuple[type, ...]] = {
    _TEXT: (str,),
    _NUMBER: (int, float, str),  # text if it is a placeholder or an expression
    _OBJECT: (dict,),
    _LIST: (list,),
    _RULES: (list, str),  # text if rules are filled in before deployment; the check of Choice states reports others
    _SWITCH: (bool,),
    _OBJECT_OR_TEXT: (dict, str),
}

FIELDS: Mapping[str, str] = {
    "Type": _TEXT,
    "Comment": _TEXT,
    "QueryLanguage": _TEXT,
    "Version": _TEXT,
    "StartAt": _TEXT,
    "Next": _TEXT,
    "Default": _TEXT,
    "Label": _TEXT,
    "End": _SWITCH,
    "States": _OBJECT,
    "ItemProcessor": _OBJECT,
    "Iterator": _OBJECT,
    "ProcessorConfig": _OBJECT,
    "ItemReader": _OBJECT,
    "ItemBatcher": _OBJECT,
    "ResultWriter": _OBJECT,
    "ReaderConfig": _OBJECT,
    "WriterConfig": _OBJECT,
    "Mode": _TEXT,
    "ExecutionType": _TEXT,
    "Parameters": _OBJECT_OR_TEXT,
    "Arguments": _OBJECT_OR_TEXT,
    "Credentials": _OBJECT_OR_TEXT,
    "Assign": _OBJECT_OR_TEXT,
    "Retry": _LIST,
    "Catch": _LIST,
    "Choices": _RULES,
    "Branches": _LIST,
    "ErrorEquals": _LIST,
    "InputPath": "a string or null",
    "OutputPath": "a string or null",
    "ResultPath": "a string or null",
    "ItemsPath": _TEXT,
    "SecondsPath": _TEXT,
    "TimestampPath": _TEXT,
    "TimeoutSecondsPath": _TEXT,
    "HeartbeatSecondsPath": _TEXT,
    "MaxConcurrencyPath": _TEXT,
    "ErrorPath": _TEXT,
    "CausePath": _TEXT,
    "ToleratedFailureCountPath": _TEXT,
    "ToleratedFailurePercentagePath": _TEXT,
    "Timestamp": _TEXT,
    "Error": _TEXT,
    "Cause": _TEXT,
    "Seconds": _NUMBER,
    "TimeoutSeconds": _NUMBER,
    "HeartbeatSeconds": _NUMBER,
    "MaxConcurrency": _NUMBER,
    "ToleratedFailureCount": _NUMBER,
    "ToleratedFailurePercentage": _NUMBER,
    "IntervalSeconds": _NUMBER,
    "MaxAttempts": _NUMBER,
    "BackoffRate": _NUMBER,
    "MaxDelaySeconds": _NUMBER,
}
"""Field → kind of value (States Language specification; notes of the guide for the newer fields)."""


def check_fields(fields: Mapping[str, Any], pointer: Pointer) -> None:
    """Raise `WrongShape` at the first field whose value is of a wrong kind."""
    for name, value in fields.items():
        kind = FIELDS.get(name)
        if kind is not None and not _is_of_kind(value, kind) and not _filled_in_later(value):
            raise WrongShape(f'"{name}" must be {kind}, not {kind_of(value)}', (*pointer, name))


def _filled_in_later(value: Any) -> bool:
    """Tell whether the value is a placeholder or a template function."""
    return is_whole_placeholder(value) if isinstance(value, str) else template_function(value) is not None


def _is_of_kind(value: Any, kind: str) -> bool:
    if kind == "a string or null":
        return value is None or isinstance(value, str)
    return isinstance(value, _KINDS[kind]) and (kind == _SWITCH or not isinstance(value, bool))


def kind_of(value: Any) -> str:
    """Name the kind of a value in words for a message."""
    if isinstance(value, str):
        return f"the string {shorten(value, 30)!r}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, (int, float)):
        return "a number"
    return "a list" if isinstance(value, list) else "an object"


def require_object(value: Any, what: str, pointer: Pointer) -> dict[str, Any]:
    """Return `value` if it is an object, else raise `WrongShape`."""
    if not isinstance(value, dict):
        raise WrongShape(f"{what} must be an object, not {kind_of(value)}", pointer)
    return value


def object_list(fields: Mapping[str, Any], name: str, pointer: Pointer) -> list[dict[str, Any]]:
    """Return the list of objects under `name` (empty if absent), else raise `WrongShape`."""
    items = fields.get(name)
    if not isinstance(items, list):
        return []
    return [
        require_object(item, f'each entry of "{name}"', (*pointer, name, index)) for index, item in enumerate(items)
    ]


def text_list(fields: Mapping[str, Any], name: str, pointer: Pointer) -> tuple[str, ...]:
    """Return the texts under `name` (empty if absent), else raise `WrongShape`."""
    items = fields.get(name)
    if not isinstance(items, list):
        return ()
    for index, item in enumerate(items):
        if not isinstance(item, str) and template_function(item) is None:
            raise WrongShape(f'each entry of "{name}" must be a string, not {kind_of(item)}', (*pointer, name, index))
    return tuple(item if isinstance(item, str) else template_function(item) or "" for item in items)


def text_field(fields: Mapping[str, Any], name: str) -> str | None:
    """Return the text under `name`; a template function as its placeholder; None if absent."""
    value = fields.get(name)
    return value if isinstance(value, str) or value is None else template_function(value)
