"""Writes the files of compressed blocks that `sfn_engine.sdk.blocks` reads. The same input gives the same bytes."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping

from sfn_engine.sdk.blocks import MAGIC

DICTIONARY_SIZE = 32 * 1024
"""The most that deflate can look back."""


def packed(entries: Iterable[tuple[str, ...]], blocks: Mapping[str, str], pieces: Iterable[str] = ()) -> bytes:
    """Return the bytes of a file with `blocks`.

    Args:
        entries: of each line of the index its name, the name of its block and what else it says. Several may have
            the same block.
        blocks: the text of each block.
        pieces: strings that occur in blocks; those that occur most make the dictionary that all blocks share.
    """
    dictionary = common(pieces)
    places: dict[str, tuple[int, int]] = {}
    parts: list[bytes] = []
    at = 0
    for name, text in blocks.items():
        data = _deflated(text.encode(), dictionary)
        places[name] = at, len(data)
        parts.append(data)
        at += len(data)
    lines = ["\t".join((name, *map(str, places[block]), *rest)) for name, block, *rest in entries]
    index = _deflated("".join(f"\n{line}" for line in (*lines, "")).encode())
    shared = _deflated(dictionary)
    header = MAGIC + len(index).to_bytes(4, "little") + len(shared).to_bytes(4, "little")
    return b"".join((header, index, shared, *parts))


def common(pieces: Iterable[str]) -> bytes:
    """Return a dictionary of the pieces that save most; the best stand last, where references to them are shortest."""
    counts = Counter(pieces)
    ranked = sorted(counts, key=lambda piece: (-(counts[piece] - 1) * (len(piece) - 3), piece))
    chosen: list[str] = []
    size = 0
    for piece in ranked:
        if counts[piece] < 3 or len(piece) < 5:
            continue
        size += len(piece) + 1
        if size > DICTIONARY_SIZE:
            break
        chosen.append(piece)
    return "\t".join(reversed(chosen)).encode()[-DICTIONARY_SIZE:]


def _deflated(data: bytes, dictionary: bytes = b"") -> bytes:
    if dictionary:
        deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zlib.Z_DEFAULT_STRATEGY, dictionary)
    else:
        deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    return deflate.compress(data) + deflate.flush()
