"""A text inside another: a definition in a string of a template, or with its placeholders put in quotes.

Each layer says which characters of the inner text are which of the outer, so that a fault has its location
in the person's own file, and an edit can be written there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

Encode: TypeAlias = Callable[[str], str]
"""Writes inner text as the outer text needs it: with escapes, or with the indent of its block."""


def as_it_is(text: str) -> str:
    """Write the inner text unchanged."""
    return text


class TextSegment(NamedTuple):
    """A run of the inner text and the run of the outer text that it comes from."""

    inner: int
    """Offset of the run in the inner text."""
    outer: int
    length: int
    """Characters in the inner text."""
    outer_length: int
    same: bool
    """True if both runs have the same characters; else the run is one whole, such as an escape."""
    encode: Encode | None = as_it_is
    """None if no text can be written here."""


class Layer:
    """One text inside another."""

    def __init__(self, text: str, segments: Iterable[TextSegment]) -> None:
        self.text = text
        """The inner text."""
        self.segments = [segment for segment in segments if segment.length]
        self._starts = [segment.inner for segment in self.segments]

    def outer(self, offset: int, *, end: bool = False) -> int:
        """Return the offset in the outer text of the character at `offset`; with `end`, of what ends there."""
        if not self.segments:
            return 0
        segment = self.segments[max(bisect_right(self._starts, offset - end) - 1, 0)]
        past = offset - segment.inner
        if past >= segment.length:
            return segment.outer + segment.outer_length
        if segment.same:
            return segment.outer + max(past, 0)
        return segment.outer + (segment.outer_length if end and past > 0 else 0)

    def segments_in(self, start: int, end: int) -> list[TextSegment]:
        """Return the segments that have a part of the run between two offsets of the inner text."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        return self.segments[first : bisect_left(self._starts, end)]

    def encoder(self, start: int, end: int) -> Encode | None:
        """Return what writes new text for the run, or None if it crosses the border between segments."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = max(bisect_right(self._starts, max(end - 1, start)) - 1, 0)
        encoders = {segment.encode for segment in self.segments[first : last + 1]}
        return encoders.pop() if len(encoders) == 1 else None


class LayerBuilder:
    """Puts an inner text together run by run."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._segments: list[TextSegment] = []
        self._length = 0

    def add(self, text: str, outer: int, outer_length: int | None = None, encode: Encode | None = as_it_is) -> None:
        """Add a run: the same characters as the outer text's, or, with an `outer_length`, other ones."""
        length = len(text) if outer_length is None else outer_length
        same = outer_length is None
        last = self._segments[-1] if same and self._segments else None
        if last is not None and last.same and last.encode is encode and last.outer + last.outer_length == outer:
            # Joined with the run before it; without this, texts of a million parts would be slow.
            length += last.length
            self._segments[-1] = TextSegment(last.inner, last.outer, length, length, True, encode)
        else:
            self._segments.append(TextSegment(self._length, outer, len(text), length, same, encode))
        self._texts.append(text)
        self._length += len(text)

    def add_layer(self, inner: Layer) -> None:
        """Add the whole text of another layer."""
        for segment in inner.segments:
            self._segments.append(segment._replace(inner=segment.inner + self._length))
        self._texts.append(inner.text)
        self._length += len(inner.text)

    def layer(self) -> Layer:
        """Return the layer."""
        return Layer("".join(self._texts), self._segments)
