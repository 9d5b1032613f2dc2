"""JSON with placeholders outside quotes, as the sources of Terraform's `templatefile` have it.

``"Seconds": ${wait}`` is not JSON until the placeholder is filled in. Here it is put in quotes, so that
it is read as the text ``${wait}``; a directive such as ``%{ if x }`` is taken out, and what it encloses
stays. Every character keeps its position in the person's file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sfn_engine.sources.json.strings import escaped
from sfn_engine.sources.layers import Layer, LayerBuilder

_MAX_PLACEHOLDERS = 10_000
"""Placeholders outside quotes in one text."""
_MAX_LENGTH = 10_000
"""Characters of one of them."""

# Everything is possessive and bounded, so that a text that does not match fails quickly.
_INTERPOLATION = r'\$\{(?>[^{}"\n]++|"(?>[^"\\\n]|\\.){0,250}+"|\{[^{}\n]{0,250}+\}){0,100}+\}'
_PLAIN = re.compile(r'(?>[^"$%]++|"[^"\\\n$%]*+"|[$%](?!\{))++')
_STRING = re.compile(rf'"(?>{_INTERPOLATION}|\\.|[^"\\\n])*+"', re.DOTALL)
_STRICT_STRING = re.compile(r'"(?>[^"\\\n]++|\\.)*+"', re.DOTALL)
_IN_STRING = re.compile(rf"(?P<inner>{_INTERPOLATION})|(?>\\.|[^\\$]++|\$(?!\{{))++|\$", re.DOTALL)
_IN_BRACES = re.compile(r'"(?>[^"\\\n]++|\\.)*+"|[{}]', re.DOTALL)
_NO_BREAK = re.compile(r"[^\n\r]")


def has_loose_placeholder(text: str) -> bool:
    """Tell whether the text has a placeholder at all, so that reading it loosely may help."""
    return "${" in text or "%{" in text


def quoted_placeholders(text: str) -> Layer:
    """Return the text with its bare placeholders in quotes, and its directives blanked out."""
    builder = LayerBuilder()
    kept = 0
    for start, end in _unlike_json(text):
        builder.add(text[kept:start], kept)
        token = text[start:end]
        if token.startswith('"'):
            _add_string(builder, text, start, end)
        elif token.startswith("$"):
            builder.add(f'"{escaped(token)}"', start, len(token))
        else:
            builder.add(_NO_BREAK.sub(" ", token), start, len(token))
        kept = end
    builder.add(text[kept:], kept)
    return builder.layer()


def remarks_on(text: str) -> tuple[str, ...]:
    """Say what was assumed in a text that had to be read with its placeholders in quotes."""
    openings = {text[start] for start, _ in _unlike_json(text)}
    remarks = []
    if "$" in openings:
        remarks.append("Placeholders outside quotes are read as strings.")
    if "%" in openings:
        remarks.append("Text inside a directive such as %{ if } is read as if it were always included.")
    return tuple(remarks)


def _unlike_json(text: str) -> Iterator[tuple[int, int]]:
    """Yield where bare placeholders, directives, and strings with quotes in their placeholders are.

    Ends at the first brace or quote that is left open: what follows cannot be JSON in any reading.
    """
    offset, count = 0, 0
    while offset < len(text):
        match = _PLAIN.match(text, offset)
        if match is not None:
            offset = match.end()
            continue
        if text[offset] == '"':
            strict = _STRICT_STRING.match(text, offset)
            if strict is None:
                return
            end = (_STRING.match(text, offset) or strict).end()
            if '"' in text[offset + 1 : end - 1]:
                yield offset, end
        else:
            closing = _closing(text, offset + 2)
            count += 1
            if closing is None or count > _MAX_PLACEHOLDERS:
                return
            end = closing
            yield offset, end
        offset = end


def _closing(text: str, start: int) -> int | None:
    """Return the offset after the brace that closes the one before `start`."""
    depth = 1
    for match in _IN_BRACES.finditer(text, start, start + _MAX_LENGTH):
        depth += (match.group() == "{") - (match.group() == "}")
        if depth == 0:
            return match.end()
    return None


def _add_string(builder: LayerBuilder, text: str, start: int, end: int) -> None:
    """Add a string; quotes inside a placeholder in it are Terraform's, and get their escapes."""
    builder.add('"', start)
    for run in _IN_STRING.finditer(text, start + 1, end - 1):
        if run.lastgroup == "inner" and '"' in run.group():
            builder.add(escaped(run.group()), run.start(), len(run.group()))
        else:
            builder.add(run.group(), run.start())
    builder.add('"', end - 1)
