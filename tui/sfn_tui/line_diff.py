"""Which lines of a text are new against another. Pure, and without the standard library's slow import for it."""

from __future__ import annotations

from collections.abc import Sequence

_MOST = 600
"""Lines that are compared one with another; a longer text is only searched for lines that it had not."""


def added(before: Sequence[str], after: Sequence[str]) -> list[bool]:
    """Tell for each line of `after` whether it is new; a comma at its end is no difference."""
    old, new = [_bare(line) for line in before], [_bare(line) for line in after]
    if max(len(old), len(new)) > _MOST:
        known = set(old)
        return [line not in known for line in new]
    lengths = _common_lengths(old, new)
    came, place = [], 0
    for row, line in enumerate(new):
        # A line of both belongs to the longest common part, or the part would be longer without it.
        while place < len(old) and old[place] != line and lengths[place + 1][row] == lengths[place][row]:
            place += 1
        kept = place < len(old) and old[place] == line
        came.append(not kept)
        place += kept
    return came


def _common_lengths(old: Sequence[str], new: Sequence[str]) -> list[list[int]]:
    """Return how many lines the rests of both texts have in common, from each place on."""
    table = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for place in range(len(old) - 1, -1, -1):
        below, here = table[place + 1], table[place]
        for row in range(len(new) - 1, -1, -1):
            here[row] = below[row + 1] + 1 if old[place] == new[row] else max(below[row], here[row + 1])
    return table


def _bare(line: str) -> str:
    # Its indent stays: the same bracket at another depth is another line.
    return line.rstrip().removesuffix(",")
