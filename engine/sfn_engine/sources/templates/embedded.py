"""The text of a string in a template, built from the functions that make it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sfn_engine.display import shorten
from sfn_engine.errors import DefinitionError
from sfn_engine.sources.json.text import MAX_CHARACTERS
from sfn_engine.sources.layers import Layer, LayerBuilder
from sfn_engine.sources.positions import Pointer, line_and_column
from sfn_engine.sources.templates.functions import SUB_LITERAL, sub_values, template_function, text_of
from sfn_engine.sources.tree import Tree

_MAX_PARTS = 20_000
"""Texts that `Fn::Join` may join: each has its position in the file."""


def text_layer(tree: Tree, pointer: Pointer, value: Any) -> tuple[Layer, dict[str, str]]:
    """Return the text that a string or function gives, and the values that `Fn::Sub` gives to names.

    Raises `DefinitionError` if the text is not in this file.
    """
    if isinstance(value, str):
        return string_at(tree, pointer), {}
    if isinstance(value, Mapping) and len(value) == 1:
        name, argument = next(iter(value.items()))
        if name == "Fn::Sub":
            return _sub(tree, (*pointer, name), argument)
        if name == "Fn::Join":
            found = _join(tree, (*pointer, name), argument)
            if found is not None:
                return found
    shown = template_function(value)
    what = f"{shorten(shown)}, whose text is not in this file" if shown else "not text"
    raise fault(tree, pointer, f"the definition is {what}")


def fault(tree: Tree, pointer: Pointer, message: str) -> DefinitionError:
    """Return an error about a value of a tree."""
    line, column = line_and_column(tree.text, tree.span(pointer).start)
    return DefinitionError(message, line=line, column=column)


def string_at(tree: Tree, pointer: Pointer) -> Layer:
    """Return the text of the string at `pointer` as a layer over the tree's text."""
    layer = tree.string(pointer)
    assert layer is not None  # the caller has seen that the value is text
    return layer


def _sub(tree: Tree, pointer: Pointer, argument: Any) -> tuple[Layer, dict[str, str]]:
    in_list = isinstance(argument, list)
    template = argument[0] if in_list and argument else argument
    if not isinstance(template, str):
        raise fault(tree, pointer, "Fn::Sub takes a string, or a list of a string and its values")
    layer = string_at(tree, (*pointer, 0) if in_list else pointer)
    return _without_literals(layer), sub_values(argument)


def _without_literals(layer: Layer) -> Layer:
    """Write ``${!x}`` as ``${x}``."""
    if re.search(SUB_LITERAL, layer.text) is None:
        return layer
    builder = LayerBuilder()
    offset = 0
    for match in re.finditer(SUB_LITERAL, layer.text):
        _copy(builder, layer, offset, match.start() + 2)
        offset = match.start() + 3
    _copy(builder, layer, offset, len(layer.text))
    return builder.layer()


def _copy(builder: LayerBuilder, layer: Layer, start: int, end: int) -> None:
    """Copy a part of a layer, segment by segment."""
    for segment in layer.segments_in(start, end):
        first, last = max(segment.inner, start), min(segment.inner + segment.length, end)
        if first >= last:
            continue
        text = layer.text[first:last]
        if segment.same:
            builder.add(text, segment.outer + first - segment.inner, encode=segment.encode)
        else:
            builder.add(text, segment.outer, segment.outer_length, segment.encode)


def _join(tree: Tree, pointer: Pointer, argument: Any) -> tuple[Layer, dict[str, str]] | None:
    if not isinstance(argument, list) or len(argument) != 2:
        return None
    separator, parts = argument
    if not isinstance(separator, str) or not isinstance(parts, list):
        return None
    if len(separator) * len(parts) > MAX_CHARACTERS:
        raise fault(tree, pointer, f"the joined text is larger than {MAX_CHARACTERS:,} characters")
    if len(parts) > _MAX_PARTS:
        raise fault(tree, pointer, f"Fn::Join joins more than {_MAX_PARTS:,} strings")
    builder = LayerBuilder()
    values: dict[str, str] = {}
    for index, part in enumerate(parts):
        inner = (*pointer, 1, index)
        span = tree.span(inner)
        if index and separator:
            builder.add(separator, span.start, 0, None)
        if isinstance(part, str) or (isinstance(part, Mapping) and set(part) in _TEXTS):
            layer, given = text_layer(tree, inner, part)
            builder.add_layer(layer)
            values |= given
            continue
        text = text_of(part)
        if text is None:
            return None
        # Inside a JSON text a placeholder must not end the string around it.
        builder.add(text.replace("\\", "\\\\").replace('"', "'"), span.start, span.end - span.start, None)
    return builder.layer(), values


_TEXTS = ({"Fn::Sub"}, {"Fn::Join"})
"""Functions whose text is in the template, so that its quotes are the definition's own."""
