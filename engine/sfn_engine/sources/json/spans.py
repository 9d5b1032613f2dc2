"""Where a value is in a JSON text.

Only the path to the value is walked. What comes before it is skipped by `json` itself, and remembered,
so that many values in one large text cost little more than one.
"""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # as old as `json` itself

from sfn_engine.sources.positions import Pointer, Span

_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class JsonSpans:
    """Where the values are in a text that `read_json_text` has read.

    Where an object `repeats` a name, the last value counts, so objects are read to their ends.
    """

    def __init__(self, text: str, *, repeats: bool = False) -> None:
        self._text = text
        self._repeats = repeats
        self._holders: dict[int, _Holder] = {}

    def span(self, pointer: Pointer) -> Span:
        """Return where the value is, or its nearest parent that is written."""
        return self._walk(pointer)[0]

    def get(self, pointer: Pointer) -> Span | None:
        """Return where the value is; None if there is none."""
        span, left = self._walk(pointer)
        return span if not left else None

    def _walk(self, pointer: Pointer) -> tuple[Span, int]:
        """Walk as far as there are values; return the last one, and how many steps are left."""
        name = start = _after_blank(self._text, 0)
        left = len(pointer)
        for step in pointer:
            found = self._holder(start).find(step, last=self._repeats) if self._text[start] in "{[" else None
            if found is None:
                break
            name, start = found
            left -= 1
        return Span(name, start, _DECODER.raw_decode(self._text, start)[1]), left

    def _holder(self, start: int) -> _Holder:
        holder = self._holders.get(start)
        if holder is None:
            holder = self._holders[start] = _Holder(self._text, start)
        return holder


class _Holder:
    """An object or list, read only as far as needed."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._is_object = text[start] == "{"
        self._found: dict[str | int, tuple[int, int]] = {}
        """Name or position → where the name and where the value are."""
        self._next: int | None = _after_blank(text, start + 1)
        """Where the next name or value begins, or the end of the holder."""
        self._last: int | None = None
        """Where the value begins that was found last, whose end has not been looked for yet."""

    def find(self, step: str | int, *, last: bool) -> tuple[int, int] | None:
        while (last or step not in self._found) and self._advance():
            pass
        return self._found.get(step)

    def _advance(self) -> bool:
        """Find one more value; False at the end."""
        if self._last is not None:
            end = _after_blank(self._text, _DECODER.raw_decode(self._text, self._last)[1])
            self._next = _after_blank(self._text, end + 1) if self._text[end] == "," else None
            self._last = None
        if self._next is None or self._text[self._next] in "}]":
            self._next = None
            return False
        step: str | int = len(self._found)
        value = self._next
        if self._is_object:
            step, end = scanstring(self._text, self._next + 1)
            value = _after_blank(self._text, _after_blank(self._text, end) + 1)
        self._found[step] = (self._next, value)
        self._last = value
        return True


def _after_blank(text: str, offset: int) -> int:
    match = _BLANK.match(text, offset)
    assert match is not None  # an empty match is one
    return match.end()
