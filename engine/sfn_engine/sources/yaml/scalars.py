"""The text of a YAML scalar, with the position of each character in the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from sfn_engine.sources.json.strings import escaped
from sfn_engine.sources.layers import Encode, Layer, LayerBuilder
from sfn_engine.sources.yaml.nodes import Node

_BREAK = re.compile(r"\r\n?|\n")


def scalar_layer(outer: str, node: Node) -> Layer:
    """Return the node's text as a layer over the file's text."""
    start = _content_start(outer, node)
    if node.style == "|":
        return _literal(outer, start, node)
    return _aligned(outer, start, node)


def _content_start(outer: str, node: Node) -> int:
    """Skip the tag and the anchor before the text itself."""
    match = re.compile(r"(?:[!&]\S*\s+)*").match(outer, node.start)
    assert match is not None  # an empty match is one
    return match.end() if node.style or node.tag or outer[node.start : node.start + 1] == "&" else node.start


def _literal(outer: str, start: int, node: Node) -> Layer:
    """Take a ``|`` block apart line by line; new lines get the indent of the block."""
    body = _BREAK.search(outer, start)
    builder = LayerBuilder()
    if body is None:
        return builder.layer()
    lines = node.text.split("\n")
    offset = body.end()
    indent, line_break = "", body.group()
    for number, line in enumerate(lines):
        if number == len(lines) - 1 and not line:
            break
        end = _BREAK.search(outer, offset)
        stop = end.start() if end is not None else len(outer)
        blanks = max(stop - offset - len(line), 0)
        if line.strip() and not indent:
            indent = outer[offset : offset + blanks]
        builder.add(line, offset + blanks, encode=_indented(indent, line_break))
        if number < len(lines) - 1:
            builder.add("\n", stop, len(end.group()) if end is not None else 0, _indented(indent, line_break))
        offset = end.end() if end is not None else len(outer)
    return builder.layer()


@cache
def _indented(indent: str, line_break: str) -> Encode:
    return lambda text: text.replace("\n", line_break + indent)


def one_line(encode: Callable[[str], str]) -> Encode:
    """Return an encoder that puts what was given in several lines into one, as folded text needs it."""

    def encoded(text: str) -> str:
        return encode(re.sub(r"\s*\n\s*", " ", text))

    return encoded


_FOLDED = one_line(lambda text: text)
_DOUBLE = one_line(escaped)
_SINGLE = one_line(lambda text: text.replace("'", "''"))
_ENCODERS = {">": _FOLDED, "": _FOLDED, '"': _DOUBLE, "'": _SINGLE}
# What joins two lines takes the indent of the second with it.
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|(?:\r\n?|\n)[ \t]*|.)", re.DOTALL)


def _aligned(outer: str, start: int, node: Node) -> Layer:
    """Walk along the text as written and as meant; only blanks, quotes and escapes differ."""
    encode = _ENCODERS[node.style]
    builder = LayerBuilder()
    offset = start + (1 if node.style in ("'", '"') else 0)
    if node.style == ">":
        header = _BREAK.search(outer, start)
        offset = header.end() if header is not None else node.end
    text, index = node.text, 0
    while index < len(text):
        begin, run = offset, index
        while index < len(text) and outer[offset : offset + 1] == text[index] and _plain(node, outer, offset):
            offset, index = offset + 1, index + 1
        if index > run:
            builder.add(text[run:index], begin, encode=encode)
            continue
        if offset >= len(outer):
            builder.add(text[index:], len(outer), 0, encode)
            break
        escape = _ESCAPE.match(outer, offset) if node.style == '"' else None
        if escape is not None:
            made = _unescaped(escape.group())
            builder.add(text[index : index + made], offset, escape.end() - offset, encode)
            offset, index = escape.end(), index + made
        elif node.style == "'" and outer.startswith("''", offset):
            builder.add(text[index], offset, 2, encode)
            offset, index = offset + 2, index + 1
        elif text[index].isspace() and not outer[offset].isspace():
            builder.add(text[index], offset, 0, encode)
            index += 1
        elif text[index] in " \n" and outer[offset] in "\r\n":
            builder.add(text[index], offset, 1, encode)
            offset, index = offset + 1, index + 1
        else:
            offset += 1
    return builder.layer()


def _plain(node: Node, outer: str, offset: int) -> bool:
    """Tell whether the character means itself."""
    if node.style == '"':
        return outer[offset] != "\\"
    return node.style != "'" or outer[offset] != "'"


def _unescaped(escape: str) -> int:
    """Return how many characters an escape makes: none where it joins two lines."""
    return 0 if escape[1] in "\r\n" else 1
