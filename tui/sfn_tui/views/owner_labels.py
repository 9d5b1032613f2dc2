"""How a row of the policy names its owners: two cells in the gutter. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from sfn_engine.asl.model import StatePath
from sfn_engine.display import safe
from sfn_tui.text.cells import cells

Owners: TypeAlias = tuple[StatePath, ...]
"""The states that need a row of the policy."""

_NAME_LIMIT = 32
"""Characters of a state's name that are looked at."""
_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
"""Where a word begins inside a name like ``RunJob``."""


def owner_labels(owners_of_rows: Iterable[Owners]) -> Mapping[StatePath, str]:
    """Return two cells for each state that is the only owner of a row; no two states have the same."""
    labels: dict[StatePath, str] = {}
    taken: set[str] = set()
    for owners in owners_of_rows:
        if len(owners) != 1 or owners[0] in labels:
            continue
        owner = owners[0]
        # More states than there are labels: an ellipsis says that the two cells are not enough.
        label = next((one for one in _candidates(owner[-1]) if one.casefold() not in taken), _initial(owner[-1]) + "…")
        taken.add(label.casefold())
        labels[owner] = label
    return labels


def owner_label(owners: Owners, labels: Mapping[StatePath, str]) -> str:
    """Return the owners of a row in two cells: ``RJ``, or ``R+`` where several states need the row."""
    if not owners:
        return "  "
    if len(owners) == 1 and owners[0] in labels:
        return labels[owners[0]]
    return _initial(owners[0][-1]) + ("+" if len(owners) > 1 else " ")


def _words(name: str) -> list[str]:
    # Nothing after the limit is looked at: a name may be very long.
    return _WORD.findall(_HUMP.sub(" ", safe(name[:_NAME_LIMIT])))


def _initial(name: str) -> str:
    """Return one cell for a name: its first letter, or a dot where that is wider."""
    letter = "".join(_words(name))[:1].upper()[:1]
    return letter if cells(letter) == 1 else "•"


def _candidates(name: str) -> Iterator[str]:
    """Yield labels for a name, the most telling first."""
    words = _words(name)
    letters = "".join(words)
    first = _initial(name)
    if cells(letters[:1]) == 2:
        yield letters[0]
    if len(words) > 1:
        yield from _pair(first, words[1][0].upper()[:1])
    for letter in letters[1:]:
        yield from _pair(first, letter.lower())
    if len(letters) == 1:
        yield f"{first} "
    yield from (f"{first}{digit}" for digit in range(1, 10))


def _pair(first: str, second: str) -> Iterator[str]:
    if cells(second) == 1:
        yield first + second
