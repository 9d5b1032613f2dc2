"""The text inside a JSON string, with the position of each character outside it."""

from __future__ import annotations

import json
import re

from sfn_engine.sources.layers import Layer, LayerBuilder

_RUN = re.compile(r'\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+', re.DOTALL)


_SHORT = {'\\"': '"', "\\\\": "\\", "\\/": "/", "\\b": "\b", "\\f": "\f", "\\n": "\n", "\\r": "\r", "\\t": "\t"}


def escaped(text: str) -> str:
    """Write text as it appears between the quotes of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def string_layer(outer: str, start: int, end: int) -> Layer:
    """Return the text of the JSON string whose quotes are at `start` and before `end`."""
    builder = LayerBuilder()
    for run in _RUN.finditer(outer, start + 1, end - 1):
        token = run.group()
        if token.startswith("\\"):
            meant = _SHORT.get(token) or json.loads(f'"{token}"')
            builder.add(meant, run.start(), len(token), escaped)
        else:
            builder.add(token, run.start(), encode=escaped)
    return builder.layer()
