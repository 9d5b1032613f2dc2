"""The nodes of a YAML text as holders of members, where an edit can be written."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from sfn_engine.errors import EditRefused
from sfn_engine.saving.holders import Holder, Member, not_here
from sfn_engine.sources.positions import Pointer
from sfn_engine.sources.tree import Tree
from sfn_engine.sources.yaml.nodes import Node

_COLON = re.compile(r"\s*:")
_DASH = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*-")
_PREFIXES = re.compile(r"(?:[!&]\S*\s+)*")
_BREAK = re.compile(r"\r\n?|\n")
_EXPLICIT = re.compile(r"\?[ \t]+\Z")


class WrittenNode(NamedTuple):
    """A node that is written where it is read, not through an alias or a merge key."""

    key: Node | None
    node: Node
    parents: tuple[Node, ...]
    """The nodes around it, from the outside in."""


def written_node(tree: Tree, pointer: Pointer) -> WrittenNode:
    """Find the value at `pointer`, counted from the root of the text.

    Raises `EditRefused` if it is written elsewhere.
    """
    assert tree.nodes is not None
    way = list(tree.nodes.way(pointer))
    parents = tuple(node for _, node in way[: len(pointer)])
    for depth, parent in enumerate(parents):
        key = way[depth + 1][0] if depth + 1 < len(way) else None
        written = key is parent or any(key is one for one in parent.keys) or parent.kind == "list"
        if len(way) <= depth + 1 or parent.kind == "alias" or not written:
            raise EditRefused(not_here(pointer[depth]))
    return WrittenNode(way[-1][0], way[-1][1], parents)


def holder_of(text: str, node: Node) -> Holder:
    """Return a mapping or list with its members."""
    match = _PREFIXES.match(text, node.start)
    start = match.end() if match is not None else node.start
    if node.kind == "mapping":
        members = [_named(text, key, child, node.flow) for key, child in zip(node.keys, node.children, strict=True)]
    elif node.flow:
        members = [Member(at, one.start, one.start, one.start, one.end, "") for at, one in enumerate(node.children)]
    else:
        members = _dashed(text, start, node)
    return Holder(start, node.end, tuple(members), node.kind == "list")


def _named(text: str, key: Node, child: Node, flow: bool) -> Member:
    # A name that is long or has several lines has a question mark before it.
    mark = _EXPLICIT.search(text, line_start(text, key.start), key.start) if not flow else None
    start = mark.start() if mark is not None else key.start
    colon = _COLON.match(text, key.end) if not flow else None
    name_end = colon.end() if colon is not None else key.end
    end = max(child.end, name_end)
    quote = key.style if key.style in ("'", '"') else ""
    return Member(key.text, start, name_end, max(child.start, name_end), end, quote)


def _dashed(text: str, start: int, node: Node) -> list[Member]:
    members = []
    for index, child in enumerate(node.children):
        dash = _DASH.match(text, start)
        if dash is None:
            raise EditRefused(not_here(index))
        end = max(child.end, dash.end())
        members.append(Member(index, dash.end() - 1, dash.end(), max(child.start, dash.end()), end, ""))
        start = end
    return members


def line_start(text: str, offset: int) -> int:
    """Return where the line with this offset begins."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def line_end(text: str, offset: int) -> int:
    """Return where the line with this offset ends, before its break."""
    found = _BREAK.search(text, offset)
    return found.start() if found is not None else len(text)


def next_line(text: str, offset: int) -> int:
    """Return where the line after the one with this offset begins, or the end of the text."""
    found = _BREAK.search(text, offset)
    return found.end() if found is not None else len(text)


def line_break(text: str) -> str:
    """Return the line break of the text."""
    found = _BREAK.search(text)
    return found.group() if found is not None else "\n"


def indent_unit(text: str, parents: tuple[Node, ...]) -> str:
    """Return what an inner block is indented more than the one around it, by the blocks around a value."""
    blocks = [node for node in parents if node.kind == "mapping" and not node.flow and node.keys]
    columns = [node.keys[0].start - line_start(text, node.keys[0].start) for node in blocks]
    steps = [inner - outer for outer, inner in pairwise(columns) if inner > outer]
    return " " * (min(steps) if steps else 2)
