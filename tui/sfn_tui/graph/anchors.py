"""The main path, and pairs of boxes on it that should be in one column: a fork and the join below."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sfn_tui.graph.grid import Strand


def fork_join_pairs(
    start: int, order: Sequence[int], exits: Sequence[Sequence[Strand]], onward: Sequence[int | None]
) -> list[tuple[int, int]]:
    """Return for each join on the longest way from `start` the node that dominates it, and the join.

    Catches are left out: they leave the main path, they do not shape it.
    """
    before: list[list[int]] = [[] for _ in exits]
    for node in order:
        for strand in exits[node]:
            if strand.line == "next":
                before[strand.target].append(node)
    above = _dominators(order, before)
    pairs: list[tuple[int, int]] = []
    join: int | None = start
    while join is not None:
        fork = above[join]
        if len(before[join]) > 1 and fork is not None:
            pairs.append((fork, join))
        join = onward[join]
    return pairs


def _dominators(order: Sequence[int], before: Sequence[Sequence[int]]) -> list[int | None]:
    """Return each node's nearest node that every way from the top passes."""
    above: list[int | None] = [None] * len(before)
    depth = [0] * len(before)
    for node in order:
        common: int | None = None
        for position, other in enumerate(before[node]):
            common = other if position == 0 else _meet(common, other, above, depth)
            if common is None:
                break
        above[node] = common
        depth[node] = depth[common] + 1 if common is not None else 0
    return above


def _meet(
    one: int | None, other: int | None, above: Sequence[int | None], depth: Sequence[int]
) -> int | None:
    while one is not None and other is not None and one != other:
        if depth[one] >= depth[other]:
            one = above[one]
        else:
            other = above[other]
    return one if one == other else None


def main_exits(
    exits: Sequence[Sequence[Strand]], onward: Sequence[int | None], forks: Collection[int]
) -> Iterator[Strand]:
    """Yield the exit that should be straight of each fork that no join closes: the clearly longest one.

    `forks` are those that a join closes; they, and forks with equal branches, look best even.
    """
    length = _lengths(onward)
    for node, strands in enumerate(exits):
        labelled = [strand for strand in strands if strand.label is not None]
        if len(labelled) < 2 or node in forks:
            continue
        longest = max(length[strand.target] for strand in labelled)
        main = [strand for strand in labelled if length[strand.target] == longest]
        if len(main) == 1:
            yield main[0]


def _lengths(onward: Sequence[int | None]) -> list[int]:
    """Return how many nodes follow each node on its longest way."""
    length = [-1] * len(onward)
    for start in range(len(onward)):
        way: list[int] = []
        node: int | None = start
        while node is not None and length[node] < 0:
            way.append(node)
            node = onward[node]
        known = length[node] if node is not None else -1
        for number, passed in enumerate(reversed(way)):
            length[passed] = known + number + 1
    return length


def longest_ways(order: Sequence[int], exits: Sequence[Sequence[Strand]]) -> list[int | None]:
    """Return for each node the next one on its longest way down; the first in the definition wins a tie."""
    length = [0] * len(exits)
    onward: list[int | None] = [None] * len(exits)
    for node in reversed(order):
        for strand in exits[node]:
            if strand.line == "next" and length[strand.target] + 1 > length[node]:
                length[node] = length[strand.target] + 1
                onward[node] = strand.target
    return onward
