"""Variables of the Serverless Framework whose value is in the file itself: ``${self:custom.table}``.

Guide of the Serverless Framework: Variables. A variable may name several sources, the first that has a value counts:
``${opt:stage, 'dev'}``. What is given at the command line or in the environment is unknown here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sfn_engine.display import shorten
from sfn_engine.sources.templates.functions import fill, text_of

_VARIABLE = re.compile(r"\$\{((?:self|opt|sls|env|param):[^{}]*)\}")
_SOURCE = re.compile(r"\s*('[^']*'|\"[^\"]*\"|[^,'\"]+)\s*(?:,|\Z)")
_ROUNDS = 5
"""How many times a variable may lead to another one."""
_DEFAULT_STAGE = "dev"
MAX_VARIABLES = 1_000


class Variables(NamedTuple):
    """The variables of some texts."""

    values: Mapping[str, str]
    """What is between the braces → text, perhaps with other variables."""
    remarks: tuple[str, ...]
    """Which defaults are assumed, a sentence each."""


def variables_in(data: Iterable[Any], service: Mapping[str, Any]) -> Variables:
    """Return the variables in plain data whose values the file of the service has."""
    values: dict[str, str] = {}
    remarks: dict[str, None] = {}
    pending = list(dict.fromkeys(text for item in data for text in _texts(item)))
    for _ in range(_ROUNDS):
        found: list[str] = []
        for text in pending:
            for name in _VARIABLE.findall(text):
                value, is_assumed = _value(name, service) if name not in values else (None, False)
                if value is None or len(values) >= MAX_VARIABLES:
                    continue
                values[name] = value
                found.append(value)
                if is_assumed:
                    remarks[f"${{{shorten(name)}}} is assumed to be {shorten(value)}."] = None
        # A variable may be part of the name of another one.
        filled = [fill(text, values) for text in pending]
        pending = [new for new, old in zip(filled, pending, strict=True) if new != old and "${" in new] + found
    return Variables(values, tuple(remarks))


def _texts(data: Any) -> Iterator[str]:
    pending = [data]
    while pending:
        value = pending.pop()
        if isinstance(value, str):
            if "${" in value:
                yield value
        elif isinstance(value, Mapping):
            pending += value.values()
        elif isinstance(value, list):
            pending += value


def _value(variable: str, service: Mapping[str, Any]) -> tuple[str | None, bool]:
    """Return the value of the first source that the file has, and whether a source before it may have another."""
    is_assumed = False
    for match in _SOURCE.finditer(variable):
        value = _source(match[1].strip(), service)
        if value is not None:
            return value, is_assumed
        is_assumed = True
    return None, False


def _source(source: str, service: Mapping[str, Any]) -> str | None:
    kind, colon, name = source.partition(":")
    if not colon or source[:1] in "'\"":
        return source[1:-1] if source[:1] in "'\"" else source
    if kind == "sls" and name == "stage":
        return _at(service, ("provider", "stage")) or _DEFAULT_STAGE
    if kind == "param":
        return _at(service, ("params", "default", name))
    if kind != "self":
        return None
    steps = tuple(name.split("."))
    if steps == ("service",) and isinstance(service.get("service"), Mapping):
        steps = ("service", "name")
    return _at(service, steps) or (_DEFAULT_STAGE if steps == ("provider", "stage") else None)


def _at(value: Any, steps: tuple[str, ...]) -> str | None:
    for step in steps:
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, Mapping):
            value = value.get(step)
        else:
            return None
    return text_of(value)
