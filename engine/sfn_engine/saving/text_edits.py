"""Edits of a text: counted in one text, translated to the texts around it, and made there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from sfn_engine.errors import EditRefused
from sfn_engine.sources.layers import Layer


class Copy(NamedTuple):
    """A part of the text as written, to be copied elsewhere with its escapes and functions."""

    start: int
    end: int


TextParts: TypeAlias = tuple[str | Copy, ...]
"""New text, in parts."""


class TextEdit(NamedTuple):
    """The characters from `start` to `end` are replaced."""

    start: int
    end: int
    parts: TextParts = ()
    leading: bool = False
    """Of an insertion: it belongs to what follows, not to what ends there."""


def outward_edit(edit: TextEdit, layer: Layer) -> TextEdit:
    """Return an edit of a layer's text as one of the text around it.

    Raises `EditRefused` if no text can be written there.
    """
    start, end, parts, leading = edit
    if start == end:
        outer_start = outer_end = layer.outer(start, end=not leading)
        encode = layer.encoder(start, start) if leading or not start else layer.encoder(start - 1, start)
    else:
        outer_start, outer_end = layer.outer(start), layer.outer(end, end=True)
        encode = layer.encoder(start, end)
    if encode is None:
        raise EditRefused("this part of the definition comes from a function of the template; change it there")
    made = tuple(
        encode(part) if isinstance(part, str) else Copy(layer.outer(part.start), layer.outer(part.end, end=True))
        for part in parts
    )
    return TextEdit(outer_start, outer_end, made, leading)


def edited_text(text: str, edits: Iterable[TextEdit]) -> str:
    """Return the text with all the edits made.

    Raises `EditRefused` if two of them overlap.
    """
    texts: list[str] = []
    offset = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < offset:
            raise EditRefused("these edits overlap in the file; apply them one at a time")
        texts.append(text[offset : edit.start])
        texts += [part if isinstance(part, str) else text[part.start : part.end] for part in edit.parts]
        offset = edit.end
    return "".join([*texts, text[offset:]])
