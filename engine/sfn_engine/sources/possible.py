"""The texts that one text with placeholders may become, where a file leaves a choice or an unknown function."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_PLACEHOLDER = re.compile(r"\$\{([^{}!][^{}]*)\}")
_ROUNDS = 6
"""How many times a text may hold another function."""
MAX_TEXTS = 16
"""Texts that one text may become; beyond it the policy has a wildcard instead of each."""
_FUNCTION = re.compile(r"Fn::|(?!file\()[A-Za-z_]\w*\(|.* \? .* : |\(")
"""A call or a condition of CloudFormation or Terraform; a plain reference is none."""


def is_function(name: str) -> bool:
    """Tell whether the name of a placeholder is a function whose result no policy can refer to."""
    return _FUNCTION.match(name) is not None


def placeholder_names(data: Any) -> Iterator[str]:
    """Yield the names of the placeholders in plain data."""
    pending = [data]
    while pending:
        value = pending.pop()
        if isinstance(value, str):
            yield from (match[1].strip() for match in _PLACEHOLDER.finditer(value))
        elif isinstance(value, Mapping):
            pending += value.values()
        elif isinstance(value, (list, tuple)):
            pending += value


def possible_texts(
    text: str, values: Mapping[str, str], choices: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the texts that a text may become, with ``*`` for each function whose result is unknown.

    `values` are texts of placeholders, `choices` the several texts that some may have. A text that
    holds neither is its own only one.
    """
    if "${" not in text:
        return (text,)
    found = [text]
    for _ in range(_ROUNDS):
        spread = list(dict.fromkeys(made for one in found for made in _spread(one, values, choices)))
        if spread == found or len(spread) > MAX_TEXTS:
            break
        found = spread
    return tuple(dict.fromkeys(_PLACEHOLDER.sub(_without_function, one) for one in found))


def _spread(text: str, values: Mapping[str, str], choices: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the texts with the first placeholder replaced that has a value or several."""
    for match in _PLACEHOLDER.finditer(text):
        name = match[1].strip()
        texts = (values[name],) if name in values else choices.get(name)
        if texts is not None and texts != (match[0],):
            return [f"{text[: match.start()]}{one}{text[match.end() :]}" for one in texts]
    return [text]


def _without_function(match: re.Match[str]) -> str:
    return "*" if is_function(match[1].strip()) else match[0]
