"""Reads the fields of a definition whatever is written in them.

A value of a kind that the language does not take is left out here, and reported by `sfn_engine.asl.checks`:
the machine opens all the same. Only what leaves nothing to draw is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfn_engine.display import shorten
from sfn_engine.sources.positions import Pointer
from sfn_engine.sources.templates.functions import template_function

_NOTHING: Mapping[str, Any] = {}


class WrongShape(Exception):
    """Data that is not a state machine: there is nothing that could be drawn."""

    def __init__(self, message: str, pointer: Pointer) -> None:
        super().__init__(message)
        self.message = message
        self.pointer = pointer


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


def object_list(fields: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the objects in the list under `name`; none if it is not a list.

    An entry that is not an object is empty, so that each entry keeps its index.
    """
    items = fields.get(name)
    return [item if isinstance(item, dict) else _NOTHING for item in items] if isinstance(items, list) else []


def text_list(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return the texts in the list under `name`, template functions as placeholders; none if it is not a list."""
    items = fields.get(name)
    texts = [text_of(item) for item in items] if isinstance(items, list) else []
    return tuple(text for text in texts if text is not None)


def text_field(fields: Mapping[str, Any], name: str) -> str | None:
    """Return the text under `name`, a template function as its placeholder; None if it is neither."""
    return text_of(fields.get(name))


def text_of(value: Any) -> str | None:
    """Return a text, or a template function as its placeholder; None if the value is neither."""
    return value if isinstance(value, str) else template_function(value)
