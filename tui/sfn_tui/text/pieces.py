"""Text in pieces that know what they are: JSON's tokens, and lines wrapped to a width in cells. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sfn_tui.text.cells import cells, fitting
from sfn_tui.text.wrap import BREAKS

_TOKENS = re.compile(
    r"""(?P<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?P<string>"(?:[^"\\]|\\.)*")"""
    r"""|(?P<punctuation>[][{},:\s]+)|(?P<plain>[^][{},:"\s]+|")"""
)
_CHUNKS = re.compile(rf"[^\s{re.escape(BREAKS)}]*[\s{re.escape(BREAKS)}]+|[^\s{re.escape(BREAKS)}]+")


class Piece(NamedTuple):
    """A part of a row with one look."""

    text: str
    kind: str
    """What it is: ``key``, ``string``, ``heading`` and so on; the widget knows a style for each."""


def json_pieces(line: str) -> tuple[Piece, ...]:
    """Return one line of printed JSON as keys, strings, punctuation and the rest."""
    return tuple(Piece(match.group(), match.lastgroup or "plain") for match in _TOKENS.finditer(line))


def split_wild(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces with the asterisks of strings as pieces of their own."""
    for piece in pieces:
        if piece.kind != "string" or "*" not in piece.text:
            yield piece
            continue
        for text in re.split(r"(\*+)", piece.text):
            if text:
                yield Piece(text, "wild" if text[0] == "*" else "string")


def wrap_pieces(pieces: Iterable[Piece], width: int) -> list[tuple[Piece, ...]]:
    """Return pieces as rows of at most `width` cells, broken anywhere: for code, where each blank counts."""
    rows: list[list[Piece]] = [[]]
    room = width = max(width, 2)
    for text, kind in pieces:
        while text:
            if cells(text[:1]) > room:
                rows.append([])
                room = width
            end = fitting(text, room)
            rows[-1].append(Piece(text[:end], kind))
            room -= cells(text[:end])
            text = text[end:]
    return [tuple(row) for row in rows]


def packed(pieces: Iterable[Piece], width: int, hanging: int = 0) -> list[tuple[Piece, ...]]:
    """Return pieces as rows of at most `width` cells, broken where a long name may be broken.

    Rows after the first leave room for `hanging` blanks in front of them.
    """
    rows: list[list[Piece]] = [[]]
    room = max(width, 2)
    width = max(width - hanging, 2)
    for text, kind in pieces:
        for chunk in _CHUNKS.findall(text):
            if cells(chunk) > room and rows[-1]:
                rows.append([])
                room = width
            while chunk:
                end = fitting(chunk, room)
                rows[-1].append(Piece(chunk[:end], kind))
                room -= cells(chunk[:end])
                chunk = chunk[end:]
                if chunk:
                    rows.append([])
                    room = width
    return [tuple(row) for row in rows]
