"""Which lines of a text are new against another. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

DiffSign: TypeAlias = Literal["", "+", "-"]
"""What a difference did to a line: added it, or removed it; empty where the line is in both."""


def added(before: Sequence[str], after: Sequence[str]) -> list[bool]:
    """Tell for each line of `after` whether it is new; a comma at its end makes no difference."""
    # Imported late: only a comparison of patterns needs it.
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, [_bare(line) for line in before], [_bare(line) for line in after], False)
    kept = {index for _, start, size in matcher.get_matching_blocks() for index in range(start, start + size)}
    return [index not in kept for index in range(len(after))]


def _bare(line: str) -> str:
    # Its indent stays: the same bracket at another depth is another line.
    return line.rstrip().removesuffix(",")
