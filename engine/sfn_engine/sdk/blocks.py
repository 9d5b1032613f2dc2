"""Reads a file of named blocks of text, each compressed on its own, so that one can be read without the others.

The layout, made by ``tools/sdk/packing.py``::

    magic, length of the index, length of the dictionary (8 bytes and two numbers of 4 bytes, the first byte the lowest)
    the index, raw deflate: a line for each entry, its fields separated by tabs
    the dictionary, raw deflate: text that blocks have in common
    the blocks, raw deflate with the dictionary

An entry of the index is ``NAME<tab>START<tab>LENGTH<tab>…``; blocks are counted from the end of the dictionary.
"""

from __future__ import annotations

import zlib
from typing import NamedTuple

MAGIC = b"SFNSDK01"
HEADER = len(MAGIC) + 8
_RAW = -zlib.MAX_WBITS


class BlockFile(NamedTuple):
    """A file of blocks of which the index and the dictionary have been read."""

    path: str
    entries: str
    """The index: a line for each entry, with a line break before the first and after the last."""
    dictionary: bytes
    start: int
    """Where the first block starts in the file."""

    def entry(self, name: str) -> list[str] | None:
        """Return the fields of the entry `name`, the name among them, or None."""
        at = self.entries.find(f"\n{name}\t")
        return None if at < 0 or "\n" in name else self.entries[at + 1 : self.entries.index("\n", at + 1)].split("\t")

    def block(self, entry: list[str]) -> str:
        """Return the text of an entry's block.

        Raises:
            ValueError: the file is damaged.
        """
        start, length = int(entry[1]), int(entry[2])
        with open(self.path, "rb") as file:
            file.seek(self.start + start)
            packed = file.read(length)
        try:
            inflate = zlib.decompressobj(_RAW, self.dictionary)
            return (inflate.decompress(packed) + inflate.flush()).decode()
        except (zlib.error, UnicodeDecodeError) as error:
            raise _damaged(self.path) from error


def open_blocks(path: str) -> BlockFile:
    """Read the index and the dictionary of the file at `path`.

    Raises:
        OSError: there is no such file.
        ValueError: it is not a file of blocks, or it is damaged.
    """
    with open(path, "rb") as file:
        header = file.read(HEADER)
        if len(header) != HEADER or not header.startswith(MAGIC):
            raise _damaged(path)
        index, dictionary = (int.from_bytes(header[at : at + 4], "little") for at in (len(MAGIC), len(MAGIC) + 4))
        packed = file.read(index), file.read(dictionary)
    try:
        texts = [zlib.decompress(part, _RAW) for part in packed]
        return BlockFile(path, texts[0].decode(), texts[1], HEADER + index + dictionary)
    except (zlib.error, UnicodeDecodeError) as error:
        raise _damaged(path) from error


def _damaged(path: str) -> ValueError:
    return ValueError(f"{path} is damaged: install the package again")
