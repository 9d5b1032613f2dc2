"""Texts in other encodings, and files that are no text."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterator

from tests.engine.bad_input.outcome import BadInput
from tests.engine.bad_input.seeds import SMALL

_TEXT = json.dumps({"Comment": "é € 😀", **SMALL}, ensure_ascii=False)


def other_encodings() -> Iterator[BadInput]:
    """Yield bytes that are no UTF-8 text, and some that are UTF-16 and may well be read."""
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7", "cp037"):
        data = _TEXT.encode(encoding, "replace")
        yield BadInput(encoding, data)
        yield BadInput(f"{encoding}, cut off", data[:-1])
        yield BadInput(f"{encoding} after the mark of UTF-8", b"\xef\xbb\xbf" + data)
    for encoding in ("latin-1", "cp1252", "cp437", "shift-jis", "gb18030", "koi8-r"):
        yield BadInput(encoding, _TEXT.encode(encoding, "replace"))
    for number, odd in enumerate(
        (
            b"\x80",
            b"\xff",
            b"\xc0\xaf",
            b"\xe2\x82",
            b"\xed\xa0\x80",
            b"\xf4\x90\x80\x80",
            b"\xf8\x88\x80\x80\x80",
            b"\xfe",
        )
    ):
        for place in (0, 1, 20, len(_TEXT.encode())):
            data = _TEXT.encode()
            yield BadInput(f"odd bytes {number} at {place}", data[:place] + odd + data[place:])
    for mark in (
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\xff\xfe\x00\x00",
        b"\x00\x00\xfe\xff",
        b"\x00",
        b"\x00\x00",
    ):
        yield BadInput(f"only {mark!r}", mark)
        yield BadInput(f"{mark!r} and one brace", mark + b"{")
        yield BadInput(f"{mark!r} and half of a pair", mark + b"\x00\xd8" + mark)
    yield BadInput("gzip", gzip.compress(_TEXT.encode()))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("machine.json", _TEXT)
    yield BadInput("zip", archive.getvalue())
    for name, start in {
        "PDF": b"%PDF-1.7\n",
        "PNG": b"\x89PNG\r\n",
        "ELF": b"\x7fELF\x02",
        "bytecode": b"\xa7\r\r\n",
    }.items():
        yield BadInput(name, start + bytes(range(256)))
    yield BadInput("every byte", bytes(range(256)))
    yield BadInput("only 0xFF", b"\xff" * 5000)
