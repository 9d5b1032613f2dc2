"""Reads a text file, or says in one line why it cannot be read."""

from __future__ import annotations

import os
import stat
import sys

from sfn_engine.errors import DefinitionError

MAX_BYTES = 32_000_000
"""Bytes of a file. Step Functions itself takes 1 MB."""


def read_text(path: str) -> str:
    """Return the text of the file at `path`, or of standard input for ``-``.

    Raises `DefinitionError` for what is missing, unreadable, no plain file, too large or not UTF-8.
    """
    return decode(sys.stdin.buffer.read(MAX_BYTES + 1) if path == "-" else _read_bytes(path))


def _read_bytes(path: str) -> bytes:
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to must not wait for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError) as error:
        raise DefinitionError(_reason(error)) from None
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise DefinitionError("this is a directory; name a file in it")
        if not stat.S_ISREG(mode):
            raise DefinitionError("this is no plain file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DefinitionError(_reason(error)) from None
    finally:
        os.close(descriptor)


def _reason(error: OSError | ValueError) -> str:
    text = error.strerror if isinstance(error, OSError) else str(error)
    return f"cannot be read: {(text or type(error).__name__).lower()}"


def decode(data: bytes) -> str:
    """Return `data` as text. UTF-8 with or without a byte order mark; anything else is refused with its place."""
    if len(data) > MAX_BYTES:
        raise DefinitionError(f"the file is larger than {MAX_BYTES:,} bytes")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DefinitionError("the file is UTF-16; save it as UTF-8", line=1, column=1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise DefinitionError(
            f"the file is not UTF-8: byte 0x{data[error.start]:02x} cannot be read", line=line, column=column
        ) from None
