"""The plain data of a JSON or YAML text, with the position of each value in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sfn_engine.errors import DefinitionError
from sfn_engine.sources.json.text import read_json_text
from sfn_engine.sources.positions import Pointer, RepeatedName, Span, line_and_column, line_starts

if TYPE_CHECKING:
    from sfn_engine.sources.json.spans import JsonSpans
    from sfn_engine.sources.layers import Layer
    from sfn_engine.sources.yaml.data import NodeTree

Syntax: TypeAlias = Literal["json", "yaml"]


class Tree:
    """A text that was read.

    Where its values are is found only when needed, which is rare.
    """

    def __init__(
        self,
        text: str,
        data: Any,
        syntax: Syntax,
        nodes: NodeTree | None = None,
        repeated: tuple[RepeatedName, ...] = (),
    ) -> None:
        self.text = text
        """The text that spans count in."""
        self.data = data
        self.syntax: Syntax = syntax
        self.nodes = nodes
        """The nodes of a YAML text."""
        self.repeated = repeated
        """The names that an object of the text gives more than once."""
        self._spans: JsonSpans | None = None

    def span(self, pointer: Pointer) -> Span:
        """Return where the value is, or its nearest parent that is written."""
        if self.nodes is not None:
            return self.nodes.span(pointer)
        return self.spans().span(pointer)

    def character(self, pointer: Pointer, offset: int) -> int | None:
        """Return where a character of the string at `pointer` is, through escapes and folded lines.

        `offset` counts the characters of the string's value; None if there is no string, or it is too short.
        """
        layer = self.string(pointer)
        return layer.outer(offset) if layer is not None and offset <= len(layer.text) else None

    def string(self, pointer: Pointer) -> Layer | None:
        """Return the text of the string at `pointer` as a layer over this text; None if there is no string."""
        if self.nodes is not None:
            return self._scalar(self.nodes, pointer)
        from sfn_engine.sources.json.strings import string_layer

        span = self.spans().get(pointer)
        if span is None or not self.text.startswith('"', span.start):
            return None
        return string_layer(self.text, span.start, span.end)

    def _scalar(self, nodes: NodeTree, pointer: Pointer) -> Layer | None:
        # Imported late: only a YAML file has nodes.
        from sfn_engine.sources.yaml.scalars import scalar_layer

        found = [node for _, node in nodes.way(pointer)]
        if len(found) != len(pointer) + 1:
            return None
        node = found[-1]
        while node.kind == "alias":
            node = node.children[0]
        return scalar_layer(self.text, node) if node.kind == "scalar" else None

    def spans(self) -> JsonSpans:
        """Return where the values of a JSON text are."""
        if self._spans is None:
            # Imported late, as no location is needed on the way to a policy.
            from sfn_engine.sources.json.spans import JsonSpans

            self._spans = JsonSpans(self.text, repeats=bool(self.repeated))
        return self._spans


def read_json(text: str) -> tuple[Tree, Layer | None]:
    """Read JSON; if only placeholders outside quotes prevent that, read it with these in quotes.

    Returns the tree, and the layer between its text and `text` where they differ.
    Raises `DefinitionError` with its location in `text`.
    """
    try:
        return _json_tree(text), None
    except DefinitionError as strict:
        # Imported late: an ordinary file does not get here.
        from sfn_engine.sources.json.loose import has_loose_placeholder, quoted_placeholders

        if not has_loose_placeholder(text) or len(text) > MAX_LOOSE:
            raise
        layer = quoted_placeholders(text)
        try:
            return _json_tree(layer.text), layer
        except DefinitionError as loose:
            raise _further(strict, outward(loose, layer, text)) from None


def _json_tree(text: str) -> Tree:
    data, repeats = read_json_text(text)
    if not repeats:
        return Tree(text, data, "json")
    # Imported late, as few texts have such a name.
    from sfn_engine.sources.json.repeated import repeated_names

    return Tree(text, data, "json", repeated=repeated_names(text))


MAX_LOOSE = 2_000_000
"""Characters of a text in which placeholders outside quotes are looked for."""


def read_yaml(text: str) -> Tree:
    """Read YAML. Raises `DefinitionError` with its location."""
    from sfn_engine.sources.yaml.data import NodeTree, data_of
    from sfn_engine.sources.yaml.nodes import compose

    root = compose(text)
    data, repeated = data_of(text, root)
    return Tree(text, data, "yaml", NodeTree(root), repeated)


def outward(error: DefinitionError, layer: Layer, outer: str) -> DefinitionError:
    """Return an error about the text of a layer as one about the text around it."""
    if error.line is None:
        return error
    offset = layer.outer(line_starts(layer.text)[error.line - 1] + (error.column or 1) - 1)
    line, column = line_and_column(outer, min(offset, len(outer)))
    return DefinitionError(error.message, line=line, column=column, path=error.path)


def _further(one: DefinitionError, other: DefinitionError) -> DefinitionError:
    """Return the error that is later in the text: that reading got further."""
    return max(one, other, key=lambda error: (error.line or 0, error.column or 0))


_JSON_START = r"\s*(?:[\[{]|[$%]\{|//|/\*|(?:null|true|false|-?[0-9.]+)\s*\Z)"


def looks_like_json(text: str) -> bool:
    """Tell by its first character whether a text is meant as JSON."""
    return text[:1] in ("{", "[") or re.match(_JSON_START, text) is not None
