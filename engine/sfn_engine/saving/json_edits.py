"""Changes to a definition in JSON → edits of its text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sfn_engine.errors import EditRefused
from sfn_engine.saving.bracket_edits import exchange
from sfn_engine.saving.bracket_style import Words, style_of, written
from sfn_engine.saving.changes import DefinitionChange, Exchanged, Renamed
from sfn_engine.saving.functions import FunctionText
from sfn_engine.saving.holders import Holder, Member, not_here
from sfn_engine.saving.text_edits import Copy, TextEdit, TextParts
from sfn_engine.sources.positions import Pointer, Span
from sfn_engine.sources.tree import Tree

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


class JsonWriter:
    """Writes changes into a JSON text. Pointers count from the root of the text."""

    def __init__(self, tree: Tree, copies: Mapping[str, Copy | None], function: FunctionText) -> None:
        self.tree = tree
        self.copies = copies
        self.function = function
        """Text that a change takes from elsewhere in the definition, and where that is written."""
        self._words = Words(lambda name: (_dumps(name),), self._scalar)

    def edits(self, change: DefinitionChange) -> Iterator[TextEdit]:
        """Yield the edits that make a change."""
        if isinstance(change, Exchanged):
            yield from exchange(self.tree.text, self._holder(change.holder), change, self._words)
        elif isinstance(change, Renamed):
            start = self._span(change.pointer).name
            yield TextEdit(start, self._name_end(start), (_dumps(change.name),))
        else:
            start, end = self._span(change.pointer)[1:]
            style = style_of(self.tree.text, self._holder(change.pointer[:-1]))
            yield TextEdit(start, end, written(change.value, style, self._words))

    def _scalar(self, value: Any) -> TextParts:
        copy = self.copies.get(value) if isinstance(value, str) else None
        if copy is not None:
            return (copy,)
        function = self.function(value) if isinstance(value, str) else None
        return (function if function is not None else _dumps(value),)

    def _span(self, pointer: Pointer) -> Span:
        span = self.tree.spans().get(pointer)
        if span is None:
            raise EditRefused(not_here(pointer[-1] if pointer else "the definition"))
        return span

    def _holder(self, pointer: Pointer) -> Holder:
        data: Any = self.tree.data
        for token in pointer:
            data = data[token]
        start, end = self._span(pointer)[1:]
        is_list = isinstance(data, list)
        members = []
        for token in range(len(data)) if isinstance(data, list) else data:
            span = self._span((*pointer, token))
            name_end = span.start if is_list else self._name_end(span.name)
            members.append(Member(token, span.name, name_end, span.start, span.end))
        return Holder(start, end, tuple(members), is_list)

    def _name_end(self, start: int) -> int:
        match = _STRING.match(self.tree.text, start)
        assert match is not None  # the text was read as JSON
        return match.end()


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
