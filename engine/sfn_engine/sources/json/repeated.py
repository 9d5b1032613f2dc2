"""The names that an object of a JSON text gives more than once. Slow, and only for a text that has some."""

from __future__ import annotations

import json
import re

from sfn_engine.sources.positions import Pointer, RepeatedName

_TOKEN = re.compile(r'(?P<text>"(?:[^"\\]++|\\.)*+")(?P<colon>[ \t\r\n]*+:)?|[][{},]', re.DOTALL)


class _Holder:
    """An object or list that is open."""

    __slots__ = ("names", "step")

    def __init__(self, step: str | int) -> None:
        self.step = step
        """The name or index of the value that is being read."""
        self.names: dict[str, list[int]] = {}


def repeated_names(text: str) -> tuple[RepeatedName, ...]:
    """Return the names that are given more than once in a text that `json` can read, object by object."""
    open_holders: list[_Holder] = []
    found: list[RepeatedName] = []
    for match in _TOKEN.finditer(text):
        if match["colon"] is not None:
            holder, name = open_holders[-1], json.loads(match["text"])
            holder.step = name
            holder.names.setdefault(name, []).append(match.start())
        elif match["text"] is None:
            _follow(match[0], open_holders, found)
    return tuple(found)


def _follow(mark: str, open_holders: list[_Holder], found: list[RepeatedName]) -> None:
    """Open or close an object or list, or go on to the next value of a list."""
    if mark in "[{":
        open_holders.append(_Holder(0 if mark == "[" else ""))
    elif mark in "]}":
        holder = open_holders.pop()
        way: Pointer = tuple(outer.step for outer in open_holders)
        found += [
            RepeatedName((*way, name), tuple(offsets)) for name, offsets in holder.names.items() if len(offsets) > 1
        ]
    elif isinstance(open_holders[-1].step, int):
        open_holders[-1].step += 1
