"""Reads a text file, or says in one line why it cannot be read."""

from __future__ import annotations

import codecs
import os
import stat
import sys
from typing import NamedTuple

from sfn_engine.errors import DefinitionError
from sfn_engine.sources.positions import line_and_column

MAX_BYTES = 16_000_000
"""Bytes of a file. Step Functions itself takes 1 MB."""


class FileText(NamedTuple):
    """The text of a file, and how to write such a text again."""

    text: str
    encoding: str = "utf-8"
    mark: bytes = b""
    """The byte order mark before the text."""

    def encode(self, text: str) -> bytes:
        """Return another text as the bytes of such a file.

        Raises `UnicodeEncodeError` if it has half of a surrogate pair.
        """
        return self.mark + text.encode(self.encoding)


def read_file(path: str) -> FileText:
    """Return the text of the file at `path`, or of standard input for ``-``.

    Raises `DefinitionError` for what is missing, unreadable, not a regular file, too large, or neither
    UTF-8 nor UTF-16.
    """
    return decode(_read_standard_input() if path == "-" else read_bytes(path))


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise DefinitionError("standard input is closed")
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise DefinitionError(_reason(error)) from None


def read_bytes(path: str) -> bytes:
    """Return the bytes of the regular file at `path`. Raises `DefinitionError` if it cannot be read."""
    try:
        # O_NONBLOCK: opening a pipe that has no writer must not block.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError) as error:
        raise DefinitionError(_reason(error)) from None
    try:
        found = os.fstat(descriptor)
        mode = found.st_mode
        if stat.S_ISDIR(mode):
            raise DefinitionError("this is a directory; name a file in it")
        if not stat.S_ISREG(mode):
            raise DefinitionError("not a regular file")
        if found.st_size > MAX_BYTES:
            raise _too_large()
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DefinitionError(_reason(error)) from None
    finally:
        os.close(descriptor)


def _too_large() -> DefinitionError:
    return DefinitionError(f"the file is larger than {MAX_BYTES:,} bytes; Step Functions takes 1 MB")


def _reason(error: OSError | ValueError) -> str:
    text = error.strerror if isinstance(error, OSError) else str(error)
    return f"cannot be read: {(text or type(error).__name__).lower()}"


_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MAGIC = ((b"\x1f\x8b", "gzip"), (b"PK\x03\x04", "a zip archive"), (b"%PDF", "a PDF"), (b"\x89PNG", "a picture"))


def decode(data: bytes) -> FileText:
    """Return `data` as text: UTF-8 or UTF-16, with or without a byte order mark.

    Raises `DefinitionError`, with its location, for the first byte that is neither.
    """
    if len(data) > MAX_BYTES:
        raise _too_large()
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise DefinitionError(f"this is {what}, not text", line=1, column=1)
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    if not mark and b"\0" in data[:2]:
        # No text begins with NUL, but "{" in UTF-16 has one before or after it.
        encoding = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    body = data[len(mark) :]
    try:
        return FileText(body.decode(encoding), encoding, mark)
    except UnicodeDecodeError as error:
        raise _not_text(body, encoding, error.start) from None


def _not_text(body: bytes, encoding: str, start: int) -> DefinitionError:
    before = body[:start].decode(encoding, "replace")
    line, column = line_and_column(before, len(before))
    name = encoding[:6].upper().rstrip("-")
    return DefinitionError(
        f"the file is not {name}: byte 0x{body[start]:02x} cannot be read{_guess(body, encoding)}",
        line=line,
        column=column,
    )


def _guess(body: bytes, encoding: str) -> str:
    # Any bytes are valid Latin-1; text with control characters of its upper half is something else.
    if encoding != "utf-8" or any(0x7F <= byte < 0xA0 or byte < 9 for byte in body):
        return ""
    return "; if it is Latin-1, save it as UTF-8"
