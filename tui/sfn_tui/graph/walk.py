"""The depth-first walk of a graph, and the layers that follow from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sfn_tui.graph.grid import Strand
from sfn_tui.graph.strands import StrandGraph


def forward_exits(graph: StrandGraph) -> list[list[Strand]]:
    """Return for each node the strands that leave it downwards, in definition order."""
    exits: list[list[Strand]] = [[] for _ in graph.states]
    for strand in graph.strands:
        if not strand.loop:
            exits[strand.source].append(strand)
    return exits


def walk(start: int, exits: Sequence[Sequence[Strand]]) -> tuple[list[int], list[int]]:
    """Return the nodes as first met, and in topological order.

    Loops are left out of `exits`, so that an order exists.
    """
    met: list[int] = []
    finished: list[int] = []
    seen = [False] * len(exits)
    for root in (start, *range(len(exits))):
        if seen[root]:
            continue
        seen[root] = True
        met.append(root)
        stack: list[tuple[int, Iterator[Strand]]] = [(root, iter(exits[root]))]
        while stack:
            node, rest = stack[-1]
            for strand in rest:
                target = strand.target
                if not seen[target]:
                    seen[target] = True
                    met.append(target)
                    stack.append((target, iter(exits[target])))
                    break
            else:
                stack.pop()
                finished.append(node)
    finished.reverse()
    return met, finished


def longest_paths(order: Sequence[int], exits: Sequence[Sequence[Strand]]) -> list[int]:
    """Return each node's distance from the start along the longest way."""
    depth = [0] * len(order)
    for node in order:
        below = depth[node] + 1
        for strand in exits[node]:
            depth[strand.target] = max(depth[strand.target], below)
    return depth


def with_label_layers(depth: Sequence[int], exits: Sequence[Sequence[Strand]]) -> tuple[list[int], int]:
    """Return each node's layer, and how many layers there are.

    Below a layer from which labelled lines leave downwards, one layer is kept for the labels.
    """
    labelled = {
        depth[node]
        for node, strands in enumerate(exits)
        if any(strand.texts and strand.line == "next" for strand in strands)
    }
    layer_of: list[int] = []
    count = 0
    for level in range(max(depth, default=-1) + 1):
        layer_of.append(count)
        count += 2 if level in labelled else 1
    return [layer_of[level] for level in depth], count
