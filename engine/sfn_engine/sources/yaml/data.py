"""YAML nodes → plain data as the States Language means it, and back from a pointer to a node.

Names stay text whatever YAML would make of them (``True:`` is a state called True). A plain value is what
JSON would read: dates, octal numbers and ``yes`` stay text. CloudFormation's short tags become its long
form: ``!Sub x`` is ``{"Fn::Sub": "x"}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

from sfn_engine.display import shorten
from sfn_engine.errors import DefinitionError
from sfn_engine.sources.positions import Pointer, RepeatedName, Span, line_and_column
from sfn_engine.sources.yaml.nodes import Node

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,4000})(?P<fraction>\.[0-9]+)?(?P<exponent>[eE][+-]?[0-9]{1,3})?\Z")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_LOCAL_TAG = re.compile(r"!(?P<name>[A-Za-z][\w:]*)\Z")
_BARE_FUNCTIONS = ("Ref", "Condition")
_MERGE = "<<"
_REFER = {"Next", "Default", "StartAt"}
_BESIDE = {"Type", "States", "ErrorEquals", "Variable", "Condition", "And", "Or", "Not"}
"""One of these tells that a mapping is the language's own, and no data that has such a name too."""


def data_of(text: str, root: Node) -> tuple[Any, tuple[RepeatedName, ...]]:
    """Return the plain data of a node, and the names that a mapping gives more than once; the last value counts.

    Raises `DefinitionError` with a location for a name that is not text, and a tag that is not a template
    function.
    """
    reader = _Reader(text)
    value = reader.value(root)
    return value, tuple(_repeated_names(root)) if reader.repeats else ()


def _repeated_names(root: Node) -> Iterator[RepeatedName]:
    """Yield the names that are given more than once, mapping by mapping; the repeats of an alias are left out."""
    waiting: list[tuple[Node, Pointer]] = [(root, ())]
    while waiting:
        node, pointer = waiting.pop()
        if node.kind == "list":
            waiting += [(child, (*pointer, index)) for index, child in enumerate(node.children)]
        if node.kind != "mapping":
            continue
        offsets: dict[str, list[int]] = {}
        for key, child in zip(node.keys, node.children, strict=True):
            waiting.append((child, (*pointer, key.text)))
            if key.text != _MERGE or key.style:
                offsets.setdefault(key.text, []).append(key.start)
        for name, starts in offsets.items():
            if len(starts) > 1:
                yield RepeatedName((*pointer, name), tuple(starts))


def read_plain(text: str) -> Any:
    """Return what a plain value means: null, true, false, a number as JSON has it, or text."""
    if text in _WORDS:
        return _WORDS[text]
    match = _NUMBER.match(text)
    if match is None:
        return text
    if match["fraction"] or match["exponent"]:
        number = float(text)
        return number if number not in (float("inf"), float("-inf")) else text
    return int(text)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.repeats = False

    def value(self, node: Node) -> Any:
        if node.kind == "alias":
            return self.value(node.children[0])
        if node.kind == "scalar":
            return self.scalar(node)
        value: Any
        if node.kind == "list":
            value = [self.value(child) for child in node.children]
        else:
            value = self.mapping(node)
        if not node.tag or node.tag in ("!!map", "!!seq", "!!"):
            return value
        return self.tagged(node, value)

    def scalar(self, node: Node) -> Any:
        if node.tag in ("", "!!int", "!!float", "!!bool", "!!null"):
            return read_plain(node.text) if not node.style or node.tag else node.text
        if node.tag in ("!!", "!!str", "!!timestamp"):
            return node.text
        return self.tagged(node, node.text)

    def tagged(self, node: Node, value: Any) -> Any:
        match = _LOCAL_TAG.match(node.tag)
        if match is None:
            self.fail(f"the tag {shorten(node.tag, 40)} is not a CloudFormation function", node.start)
        name = match["name"]
        return {name if name in _BARE_FUNCTIONS or name.startswith("Fn::") else f"Fn::{name}": value}

    def mapping(self, node: Node) -> dict[str, Any]:
        value: dict[str, Any] = {}
        sources: list[dict[str, Any]] = []
        for key, child in zip(node.keys, node.children, strict=True):
            if key.kind != "scalar":
                self.fail("a name must be a string", key.start)
            if key.text == _MERGE and not key.style:
                sources += self.merged(child)
                continue
            self.repeats = self.repeats or key.text in value
            value[key.text] = self.value(child)
        if value.keys() & _REFER and value.keys() & _BESIDE:
            self.keep_names(node, value)
        if not sources:
            return value
        merged: dict[str, Any] = {}
        # An earlier source wins over a later one, and what is written here over both.
        for source in (*reversed(sources), value):
            merged.update(source)
        return merged

    def keep_names(self, node: Node, value: dict[str, Any]) -> None:
        """Let a state that is referred to as ``Next: 1`` have the name that it is written with."""
        for key, child in zip(node.keys, node.children, strict=True):
            if key.text in _REFER and isinstance(value.get(key.text), (bool, int, float)):
                while child.kind == "alias":
                    child = child.children[0]
                value[key.text] = child.text

    def merged(self, node: Node) -> list[dict[str, Any]]:
        found = self.value(node)
        sources = found if isinstance(found, list) else [found]
        if not all(isinstance(source, dict) for source in sources):
            self.fail('"<<" takes a mapping, or a list of them', node.start)
        return sources

    def fail(self, message: str, offset: int) -> NoReturn:
        line, column = line_and_column(self.text, offset)
        raise DefinitionError(f"this YAML cannot be read: {message}", line=line, column=column)


class NodeTree:
    """Finds the nodes of a YAML text by pointer."""

    def __init__(self, root: Node) -> None:
        self.root = root

    def span(self, pointer: Pointer) -> Span:
        """Return where the value is, or its nearest parent that is written."""
        *_, (key, node) = self.way(pointer)
        return Span((key or node).start, node.start, node.end)

    def node(self, pointer: Pointer) -> Node | None:
        """Return the node at exactly this pointer; None if there is none, or only through an alias."""
        found = list(self.way(pointer))
        if len(found) != len(pointer) + 1 or any(node.kind == "alias" for _, node in found[:-1]):
            return None
        return found[-1][1]

    def way(self, pointer: Pointer) -> Iterator[tuple[Node | None, Node]]:
        """Yield the key and the node of each step from the root on, while they exist."""
        node = self.root
        yield None, node
        for step in pointer:
            while node.kind == "alias":
                node = node.children[0]
            found = _function_step(node, step) or _step(node, step)
            if found is None:
                return
            node = found[1]
            yield found


def _function_step(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    """Step into a short tag: its long form has a name where the text has the tag."""
    if node.tag.startswith("!") and isinstance(step, str) and step.removeprefix("Fn::") == node.tag[1:]:
        inner = Node(node.kind, node.start, node.end, "")
        inner.text, inner.style, inner.flow = node.text, node.style, node.flow
        inner.keys, inner.children = node.keys, node.children
        return node, inner
    return None


def _step(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    if node.kind == "list":
        if isinstance(step, int) and 0 <= step < len(node.children):
            return None, node.children[step]
        return None
    written = merged = None
    for key, child in zip(node.keys, node.children, strict=False):
        if key.text == step:
            written = key, child  # the last one counts
        if key.text == _MERGE and not key.style:
            merged = merged or _in_merged(child, step)
    return written or merged


def _in_merged(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    while node.kind == "alias":
        node = node.children[0]
    for child in [node] if node.kind == "mapping" else node.children:
        while child.kind == "alias":
            child = child.children[0]
        found = _step(child, step) if child.kind == "mapping" else None
        if found is not None:
            return found
    return None
