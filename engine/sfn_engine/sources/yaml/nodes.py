"""YAML → nodes with their positions, within budgets.

Nodes are built from libyaml's events, one at a time: what nests too deep, repeats itself or grows without
end is refused before it costs anything. PyYAML is imported when the first YAML file is read.
"""

from __future__ import annotations

from typing import Any

from sfn_engine.display import shorten
from sfn_engine.errors import DefinitionError
from sfn_engine.sources.positions import line_and_column

MAX_CHARACTERS = 1_500_000
"""Characters of a YAML text. CloudFormation takes 1 MB."""
MAX_NODES = 150_000
"""Values in a YAML text, those that an alias repeats counted each time."""
MAX_DEPTH = 100
"""Levels of lists and mappings. A Map inside a Map adds four."""

_STANDARD_TAG = "tag:yaml.org,2002:"


class Node:
    """A value in a YAML text."""

    __slots__ = ("children", "end", "flow", "height", "keys", "kind", "start", "style", "tag", "text")

    def __init__(self, kind: str, start: int, end: int, tag: str) -> None:
        self.kind = kind
        """``scalar``, ``list``, ``mapping``, or ``alias``, whose one child is the value that it repeats."""
        self.start = start
        """Offset of its first character, the tag's if it has one."""
        self.end = end
        """Offset after its last character that is neither blank nor comment."""
        self.tag = tag
        """The tag as written, such as ``!Sub``; empty if none is."""
        self.text = ""
        """Of a scalar, its text."""
        self.style = ""
        """Of a scalar: ``|``, ``>``, a quote, or empty for plain text."""
        self.flow = False
        """Of a list or mapping: written with brackets."""
        self.height = 0
        """Levels of lists and mappings in it, itself included."""
        self.keys: list[Node] = []
        self.children: list[Node] = []
        """The values of a mapping, in the order of its keys, or of a list."""


def compose(text: str) -> Node:
    """Return the root of the one document in `text`.

    Raises `DefinitionError` with a location for what is not YAML, for several documents, for aliases that
    refer to themselves, and for what is beyond the budgets.
    """
    import yaml

    if len(text) > MAX_CHARACTERS:
        raise DefinitionError(f"the YAML text is larger than {MAX_CHARACTERS:,} characters", line=1, column=1)
    try:
        return _Composer(text).compose(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(text, error) from None
    except yaml.reader.ReaderError as error:
        offset = min(getattr(error, "position", 0) or 0, len(text))
        raise _fault(text, offset, "this character is not allowed in YAML") from None
    except UnicodeEncodeError as error:
        raise _fault(text, error.start, "this is half of a surrogate pair") from None


class _Composer:
    def __init__(self, text: str) -> None:
        self.text = text
        self.count = 0
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.open: list[Node] = []
        self.anchored: dict[int, tuple[str, int]] = {}
        """For an open node, its anchor and the count of nodes when it began."""

    def compose(self, events: Any) -> Node:
        root: Node | None = None
        for event in events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent" and root is not None:
                self.fail("this file holds several documents; keep one", event.start_mark.index)
            if kind in ("SequenceEndEvent", "MappingEndEvent"):
                self.close(event)
                continue
            node = self.node(kind, event)
            if node is None:
                continue
            if self.open:
                self.put(node)
            elif root is None:
                root = node
            if kind in ("SequenceStartEvent", "MappingStartEvent"):
                if len(self.open) >= MAX_DEPTH:
                    self.fail(f"nested deeper than {MAX_DEPTH} levels", node.start)
                self.open.append(node)
        if root is None:
            raise DefinitionError("the file is empty", line=1, column=1)
        return root

    def node(self, kind: str, event: Any) -> Node | None:
        """Make the node that an event begins."""
        if kind == "AliasEvent":
            return self.alias(event)
        if kind not in ("ScalarEvent", "SequenceStartEvent", "MappingStartEvent"):
            return None
        start, end = event.start_mark.index, event.end_mark.index
        tag = event.tag or ""
        if tag == "!" or tag.startswith(_STANDARD_TAG):
            tag = "!!" + tag.removeprefix(_STANDARD_TAG).removeprefix("!")
        node = Node({"Sc": "scalar", "Se": "list", "Ma": "mapping"}[kind[:2]], start, end, tag)
        if node.kind == "scalar":
            node.text, node.style = event.value, event.style or ""
            node.end = start + len(self.text[start:end].rstrip()) if node.style in ("|", ">", "") else end
        else:
            node.flow = bool(event.flow_style)
            node.height = 1
        self.add(1, start)
        if event.anchor is not None:
            self.anchored[id(node)] = (event.anchor, self.count - 1)
            if node.kind == "scalar":
                self.anchors[event.anchor] = (node, 1)
        return node

    def alias(self, event: Any) -> Node:
        start = event.start_mark.index
        if any(self.anchored.get(id(node), ("", 0))[0] == event.anchor for node in self.open):
            self.fail(f"the alias *{shorten(event.anchor, 30)} refers to itself", start)
        if event.anchor not in self.anchors:
            self.fail(f"the alias *{shorten(event.anchor, 30)} is not defined", start)
        target, size = self.anchors[event.anchor]
        self.add(size, start)
        if len(self.open) + target.height > MAX_DEPTH:
            self.fail(f"nested deeper than {MAX_DEPTH} levels", start)
        node = Node("alias", start, event.end_mark.index, "")
        node.children.append(target)
        node.height = target.height
        return node

    def add(self, count: int, offset: int) -> None:
        self.count += count
        if self.count > MAX_NODES:
            self.fail(f"more than {MAX_NODES:,} values, including those repeated by aliases", offset)

    def put(self, node: Node) -> None:
        """Put a node into the innermost open one."""
        holder = self.open[-1]
        if holder.kind == "mapping" and len(holder.keys) == len(holder.children):
            holder.keys.append(node)
        else:
            holder.children.append(node)
        holder.height = max(holder.height, node.height + 1)

    def close(self, event: Any) -> None:
        node = self.open.pop()
        if self.open:
            self.open[-1].height = max(self.open[-1].height, node.height + 1)
        if node.flow:
            node.end = event.end_mark.index
        else:
            # libyaml lets a block end where the next one begins, after blank lines and comments.
            last = node.children[-1].end if node.children else node.start
            node.end = max(node.end, last, node.keys[-1].end if node.keys else 0)
        anchor = self.anchored.pop(id(node), None)
        if anchor is not None:
            self.anchors[anchor[0]] = (node, self.count - anchor[1])

    def fail(self, message: str, offset: int) -> None:
        raise _fault(self.text, offset, message)


def _fault(text: str, offset: int, message: str) -> DefinitionError:
    line, column = line_and_column(text, offset)
    return DefinitionError(f"this YAML cannot be read: {message}", line=line, column=column)


_PLAIN_MESSAGES = {
    "found character that cannot start any token": "a value cannot begin with this character (a tab?)",
    "found undefined tag handle": "a tag with an unknown handle",
    "could not find expected ':'": 'a ":" is missing after a name, or a line is not indented like those around it',
    "did not find expected key": "this line is not indented like those around it, or a quote or bracket is open",
    "mapping values are not allowed in this context": 'a ":" is not allowed here; is a quote missing?',
    "found unexpected end of stream": "the file ends inside quotes or brackets",
}


def _syntax_error(text: str, error: Any) -> DefinitionError:
    mark = error.problem_mark or error.context_mark
    offset = min(mark.index, len(text)) if mark is not None else 0
    problem = error.problem or error.context or "it cannot be read"
    message = _PLAIN_MESSAGES.get(problem, shorten(problem, 120))
    line, column = line_and_column(text, offset)
    return DefinitionError(f"not YAML: {message}", line=line, column=column)
