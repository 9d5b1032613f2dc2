"""JSON with placeholders outside quotes, as the sources of Terraform's `templatefile` have it.

``"Seconds": ${wait}`` is no JSON until the placeholder is filled in. Here it is put into quotes, so that
it is read as the text ``${wait}``; a directive such as ``%{ if x }`` is taken out, and what it encloses
stays. Every character keeps its place in the person's file.
"""

from __future__ import annotations

import re

from sfn_engine.sources.json_strings import escaped
from sfn_engine.sources.layers import Layer, LayerBuilder

_INTERPOLATION = r'\$\{(?:[^{}"\n]|"(?:[^"\\\n]|\\.)*"|\{[^{}\n]*\})*\}'
_TOKEN = re.compile(
    rf'(?P<string>"(?:{_INTERPOLATION}|\\.|[^"\\\n])*+")'
    r"|(?P<opening>[$%]\{)"
    r'|(?P<other>[^"$%]+|.)',
    re.DOTALL,
)
_IN_STRING = re.compile(rf"(?P<inner>{_INTERPOLATION})|\\.|[^\\$]+|\$", re.DOTALL)
_IN_BRACES = re.compile(r'"(?:[^"\\\n]|\\.)*"|[{}]')


def has_loose_placeholder(text: str) -> bool:
    """Tell whether the text has a placeholder at all, so that reading it loosely may help."""
    return "${" in text or "%{" in text


def quoted_placeholders(text: str) -> Layer:
    """Return the text with its bare placeholders in quotes, and its directives blanked out."""
    builder = LayerBuilder()
    offset = 0
    while offset < len(text):
        match = _TOKEN.match(text, offset)
        assert match is not None  # the last alternative takes any character
        if match.lastgroup == "string":
            _add_string(builder, text, match.start(), match.end())
        elif match.lastgroup == "opening":
            end = _closing(text, match.end())
            if end == match.end():
                # Nothing closes it, so this is no template; to look on would take the square of the length.
                builder.add(text[offset:], offset)
                break
            token = text[offset:end]
            if token.startswith("$"):
                builder.add(f'"{escaped(token)}"', offset, len(token))
            else:
                builder.add(re.sub(r"[^\n\r]", " ", token), offset, len(token))
            offset = end
            continue
        else:
            builder.add(match.group(), offset)
        offset = match.end()
    return builder.layer()


def remarks_on(text: str) -> tuple[str, ...]:
    """Say what was taken for granted in a text that had to be read with its placeholders in quotes."""
    openings = {match.group() for match in _TOKEN.finditer(text) if match.lastgroup == "opening"}
    remarks = []
    if "${" in openings:
        remarks.append("Placeholders outside quotes are read as text.")
    if "%{" in openings:
        remarks.append("What a directive such as %{ if } encloses is read as if it always stood there.")
    return tuple(remarks)


def _closing(text: str, start: int) -> int:
    """Return the offset after the brace that closes the one before `start`; `start` where none does."""
    depth = 1
    for match in _IN_BRACES.finditer(text, start):
        depth += (match.group() == "{") - (match.group() == "}")
        if depth == 0:
            return match.end()
    return start


def _add_string(builder: LayerBuilder, text: str, start: int, end: int) -> None:
    """Add a string; quotes inside a placeholder in it are Terraform's, and get their escapes."""
    if '"' not in text[start + 1 : end - 1]:
        builder.add(text[start:end], start)
        return
    builder.add('"', start)
    for run in _IN_STRING.finditer(text, start + 1, end - 1):
        if run.lastgroup == "inner" and '"' in run.group():
            builder.add(escaped(run.group()), run.start(), len(run.group()))
        else:
            builder.add(run.group(), run.start())
    builder.add('"', end - 1)
