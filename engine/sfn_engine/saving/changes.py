"""The differences between two definitions, as changes to the first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from sfn_engine.sources.positions import Pointer, PointerToken


class Replaced(NamedTuple):
    """A value is replaced by another."""

    pointer: Pointer
    value: Any


class Renamed(NamedTuple):
    """A member of an object gets another name and stays where it is."""

    pointer: Pointer
    name: str


class Exchanged(NamedTuple):
    """Between two members that stay, some are removed and some are added."""

    holder: Pointer
    before: PointerToken | None
    """The member that stays before them; None at the beginning."""
    after: PointerToken | None
    """The member that stays after them; None at the end."""
    removed: tuple[PointerToken, ...]
    added: tuple[tuple[str, Any], ...]
    """Names and values; in a list the names mean nothing."""


DefinitionChange: TypeAlias = Replaced | Renamed | Exchanged


def changes(before: Any, after: Any, pointer: Pointer = ()) -> Iterator[DefinitionChange]:
    """Yield what has to change in `before` to make it `after`, in the order of `before`."""
    if before is after:
        return
    if isinstance(before, dict) and isinstance(after, dict) and before and after:
        yield from _members(before, after, pointer)
    elif isinstance(before, list) and isinstance(after, list) and before and after:
        yield from _items(before, after, pointer)
    elif not same(before, after):
        yield Replaced(pointer, after)


def same(one: Any, other: Any) -> bool:
    """Tell whether plain data is the same, the order of names and the kind of numbers too."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def _members(before: dict[str, Any], after: dict[str, Any], pointer: Pointer) -> Iterator[DefinitionChange]:
    # A parameter has one name as a value and another as a path: it stays, and is renamed.
    pairs = _pairs([key.removesuffix(".$") for key in before], [key.removesuffix(".$") for key in after])
    for gap in _gaps(pointer, list(before), list(after.items()), pairs):
        if isinstance(gap, Exchanged):
            yield gap
            continue
        key, (name, value) = gap
        if key != name:
            yield Renamed((*pointer, key), name)
        yield from changes(before[str(key)], value, (*pointer, key))


def _items(before: list[Any], after: list[Any], pointer: Pointer) -> Iterator[DefinitionChange]:
    pairs = _pairs([json.dumps(item) for item in before], [json.dumps(item) for item in after], replaced=True)
    for gap in _gaps(pointer, list(range(len(before))), [("", item) for item in after], pairs):
        if isinstance(gap, Exchanged):
            yield gap
        else:
            yield from changes(before[int(gap[0])], gap[1][1], (*pointer, gap[0]))


def _pairs(old: list[str], new: list[str], *, replaced: bool = False) -> list[tuple[int, int]]:
    """Return which members stay, as their indexes in the old and the new; if `replaced`, also those that changed."""
    if old == new:
        return [(index, index) for index in range(len(old))]
    # Imported late: most edits change no member's name, and get no further than here.
    from difflib import SequenceMatcher

    kinds = ("equal", "replace") if replaced else ("equal",)
    return [
        pair
        for kind, first, last, new_first, new_last in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
        if kind in kinds
        for pair in zip(range(first, last), range(new_first, new_last), strict=False)
    ]


def _gaps(
    pointer: Pointer, old: Sequence[PointerToken], new: Sequence[tuple[str, Any]], pairs: list[tuple[int, int]]
) -> Iterator[Exchanged | tuple[PointerToken, tuple[str, Any]]]:
    """Yield what is exchanged between the members that stay, and these with what they become."""
    before: PointerToken | None = None
    start = new_start = 0
    for index, new_index in [*pairs, (len(old), len(new))]:
        after = old[index] if index < len(old) else None
        removed, added = tuple(old[start:index]), tuple(new[new_start:new_index])
        if removed or added:
            yield Exchanged(pointer, before, after, removed, added)
        if after is not None:
            yield after, new[new_index]
        before, start, new_start = after, index + 1, new_index + 1
