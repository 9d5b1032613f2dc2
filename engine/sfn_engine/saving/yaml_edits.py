"""Changes to a definition in YAML → edits of its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sfn_engine.errors import EditRefused
from sfn_engine.saving.block_edits import exchange_block, replace_in_block
from sfn_engine.saving.bracket_edits import exchange
from sfn_engine.saving.bracket_style import Words, style_of, written
from sfn_engine.saving.changes import DefinitionChange, Exchanged, Renamed, Replaced
from sfn_engine.saving.functions import FunctionText
from sfn_engine.saving.holders import Holder
from sfn_engine.saving.text_edits import Copy, TextEdit, TextParts
from sfn_engine.saving.yaml_holders import WrittenNode, holder_of, indent_unit, line_break, line_start, written_node
from sfn_engine.saving.yaml_style import BlockStyle, scalar_text
from sfn_engine.sources.tree import Tree
from sfn_engine.sources.yaml.nodes import Node


class YamlWriter:
    """Writes changes into a YAML text. Pointers count from the root of the text."""

    def __init__(self, tree: Tree, copies: Mapping[str, Copy | None], function: FunctionText) -> None:
        self.tree = tree
        self.text = tree.text
        self.function = function
        self.copies = copies
        """Text that a change takes from elsewhere in the definition, and where that is written; None if
        it cannot be copied."""

    def edits(self, change: DefinitionChange) -> Iterator[TextEdit]:
        """Yield the edits that make a change."""
        if isinstance(change, Exchanged):
            yield from self._exchanged(written_node(self.tree, change.holder), change)
        elif isinstance(change, Renamed):
            yield from self._renamed(written_node(self.tree, change.pointer), change.name)
        else:
            yield from self._replaced(written_node(self.tree, change.pointer), change)

    def _exchanged(self, found: WrittenNode, change: Exchanged) -> Iterator[TextEdit]:
        node = found.node
        holder = holder_of(self.text, node)
        quote = _value_quote(node)
        if node.flow:
            yield from exchange(self.text, holder, change, self._flow_words(holder, quote))
        else:
            style = self._block_style((*found.parents, node), holder, quote)
            yield from exchange_block(self.text, holder, change, style)

    def _renamed(self, found: WrittenNode, name: str) -> Iterator[TextEdit]:
        key = found.key
        assert key is not None  # only a member of a mapping is renamed
        if key.kind != "scalar" or key.start + len(key.text) + 2 * bool(key.style) != key.end:
            raise EditRefused(f"the name {key.text!r} is written with an anchor, a tag or escapes; change it by hand")
        yield TextEdit(key.start, key.end, (scalar_text(name, key.style, flow=found.parents[-1].flow),))

    def _replaced(self, found: WrittenNode, change: Replaced) -> Iterator[TextEdit]:
        node, parent = found.node, found.parents[-1]
        holder = holder_of(self.text, parent)
        quote = node.style if not node.tag and node.style in ("'", '"') else ""
        member = holder.member(change.pointer[-1])
        assert member is not None
        if not parent.flow:
            style = self._block_style(found.parents, holder, quote)
            yield from replace_in_block(self.text, member, change.value, style)
            return
        gap = (" ",) if node.start == node.end else ()
        new = written(change.value, style_of(self.text, holder), self._flow_words(holder, quote))
        yield TextEdit(node.start, node.end, (*gap, *new))

    def _block_style(self, parents: tuple[Node, ...], holder: Holder, quote: str) -> BlockStyle:
        first = holder.members[0]
        column = first.start - line_start(self.text, first.start)
        unit = indent_unit(self.text, parents)
        return BlockStyle(line_break(self.text), " " * column, unit, first.quote, self._scalar(quote, flow=False))

    def _flow_words(self, holder: Holder, quote: str) -> Words:
        name_quote = holder.members[0].quote
        return Words(lambda name: (scalar_text(name, name_quote, flow=True),), self._scalar(quote, flow=True))

    def _scalar(self, quote: str, *, flow: bool) -> Callable[[Any], TextParts]:
        def scalar(value: Any) -> TextParts:
            if isinstance(value, str) and value in self.copies:
                copy = self.copies[value]
                if copy is None:
                    raise EditRefused(
                        "a function on lines of its own would have to move; change it by hand"
                    )
                return (copy,)
            function = self.function(value) if isinstance(value, str) else None
            return (function if function is not None else scalar_text(value, quote, flow=flow),)

        return scalar


def _value_quote(node: Node) -> str:
    """Return the quote around the texts in a mapping or list; that of the first is used for all."""
    for child in node.children:
        if child.kind == "scalar" and not child.tag and (child.style in ("'", '"') or not child.style):
            return child.style
    return ""
