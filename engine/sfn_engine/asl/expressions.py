"""What is known of a value in a definition before the machine runs: static, placeholder, partial, dynamic.

Only what decides a target's mode is read here. Nothing is evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from sfn_engine.asl.values import Mode, QueryLanguage
from sfn_engine.sources.templates.functions import template_function

PLACEHOLDER = re.compile(r"[$%]\{[^{}]*\}")
"""A text that is filled in before the machine exists."""
_JSONPATH_STRING = re.compile(r"'(?:[^'\\]|\\.)*'")
_FORMAT = re.compile(r"\s*States\.Format\(\s*('(?:[^'\\]|\\.)*')\s*(.*)\)\s*\Z", re.DOTALL)
_HOLE = re.compile(r"\\.|\{\}", re.DOTALL)
_JSONATA_STRING = re.compile(r"'(?:[^'\\]|\\.)*+'|\"(?:[^\"\\]|\\.)*+\"")
_JSONATA_TOKEN = re.compile(_JSONATA_STRING.pattern + r"|`[^`]*`|/\*.*?\*/|[][(){}&]|[^][(){}&'\"`/]+|.", re.DOTALL)
_QUOTES = ("'", '"', "`")
_JSONATA_OPERATOR = re.compile(r"[?:;,=<>|~+^%]|(?<![\w$.])(?:and|or|in)\b|\s[-*/]\s")


class Reading(NamedTuple):
    """How one value is known."""

    mode: Mode
    value: str
    """The literal text, or the expression as written."""
    known: str = ""
    """For `partial`: the certain text, with ``*`` for each unknown part."""


def is_expression(text: str) -> bool:
    """Tell whether a JSONata string is an expression (``{% … %}``)."""
    return text.startswith("{%") and text.endswith("%}") and len(text) >= 4


def has_placeholder(text: str) -> bool:
    """Tell whether the text has a ``${…}`` or ``%{…}`` that is filled in before the machine exists."""
    return "{" in text and PLACEHOLDER.search(text) is not None


def is_whole_placeholder(text: str) -> bool:
    """Tell whether the text is one placeholder and nothing else."""
    return PLACEHOLDER.fullmatch(text.strip()) is not None


def read_parameter(container: Any, key: str, language: QueryLanguage) -> tuple[str, Reading] | None:
    """Read `key` of an arguments object.

    Returns the key as written (JSONPath has ``key.$`` for expressions) and the reading, or None
    if the parameter is absent. A container that is itself an expression makes it dynamic.
    """
    if isinstance(container, str):
        return key, Reading("dynamic", container)
    if not isinstance(container, Mapping):
        return None
    if key in container:
        return key, read_value(container[key], language)
    if language == "JSONPath" and f"{key}.$" in container:
        expression = container[f"{key}.$"]
        if isinstance(expression, str):
            return f"{key}.$", read_path(expression)
    return None


def as_written(container: Any, key: str, language: QueryLanguage) -> str:
    """Return how an arguments object writes `key`, whatever the case; `key` itself if the parameter is absent.

    AWS SDK integrations take ``DBInstanceIdentifier`` as well as ``DbInstanceIdentifier``. The name comes without
    the ``.$`` of an expression. What is written exactly so comes first.
    """
    if not isinstance(container, Mapping) or key in container or (language == "JSONPath" and f"{key}.$" in container):
        return key
    wanted = key.lower()
    for name in map(str, container):
        plain = name.removesuffix(".$") if language == "JSONPath" else name
        if plain.lower() == wanted:
            return plain
    return key


def read_key(key: str) -> Reading:
    """Read the name of a member, where it is the name that names a resource: no expression can give it."""
    return Reading("placeholder" if has_placeholder(key) else "static", key)


def read_value(value: Any, language: QueryLanguage) -> Reading:
    """Read a value that has a plain key."""
    if isinstance(value, str):
        if language == "JSONata" and is_expression(value):
            return _read_jsonata(value)
        return Reading("placeholder" if has_placeholder(value) else "static", value)
    if isinstance(value, Mapping):
        text = template_function(value)
        return Reading("placeholder", text) if text is not None else Reading("dynamic", _short_json(value))
    if isinstance(value, bool) or value is None or isinstance(value, list):
        return Reading("static", _short_json(value))
    return Reading("static", str(value))


def read_path(expression: str) -> Reading:
    """Read a JSONPath expression: a path, or an intrinsic function."""
    match = _FORMAT.match(expression)
    if match is not None:
        known = _format_known(match.group(1)[1:-1])
        if known.strip("*"):
            return Reading("partial", expression, known)
    return Reading("dynamic", expression)


def _format_known(template: str) -> str:
    def replaced(match: re.Match[str]) -> str:
        return "*" if match.group() == "{}" else match.group()[1:]

    return _join_stars(_HOLE.sub(replaced, template))


def _read_jsonata(text: str) -> Reading:
    parts = _concatenation(text[2:-2].strip())
    if parts is None:
        return Reading("dynamic", text)
    known = _join_stars("".join("*" if part is None else part for part in parts))
    if not known.strip("*"):
        return Reading("dynamic", text)
    return Reading("partial", text, known)


def _concatenation(expression: str) -> list[str | None] | None:
    """Split ``'a' & $x & 'b'`` into literals and None for unknown operands; None for anything else."""
    parts: list[str | None] = []
    operand: list[str] = []
    depth = 0
    for match in _JSONATA_TOKEN.finditer(expression):
        token = match.group()
        if token in _QUOTES or (token == "/" and expression.startswith("/*", match.start())):
            # Not closed. Searching on would try each later quote in vain, and never finish.
            return None
        depth += (token in "([{") - (token in ")]}")
        if token == "&" and depth == 0:
            parts.append(_literal("".join(operand)))
            operand = []
            continue
        if depth == 0 and token[:1] not in "'\"`(){}[]" and _JSONATA_OPERATOR.search(token):
            return None
        operand.append(token)
    parts.append(_literal("".join(operand)))
    return parts if depth == 0 else None


def _literal(operand: str) -> str | None:
    operand = operand.strip()
    match = _JSONATA_STRING.fullmatch(operand)
    return re.sub(r"\\(.)", r"\1", operand[1:-1]) if match else None


def _join_stars(text: str) -> str:
    # Two stars in a row mean the same as one, and IAM linters warn about them.
    return re.sub(r"\*{2,}", "*", text)


def _short_json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)[:200]
