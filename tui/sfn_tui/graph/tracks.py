"""Tracks: the rows between two layers in which lines run sideways.

A net is a set of lines that may merge. Where a line comes down into the channel in the column in
which another leaves it, the first must turn above the second. Nets that would each have to turn
above the other are bent: one of them turns twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sfn_tui.graph.grid import Net, TrackRun


def assign_tracks(nets: Iterable[Net]) -> int:
    """Give every net that turns its track, and return how many tracks there are."""
    turning = [net for net in nets if len(net.sources | net.targets) > 1]
    for net in turning:
        columns = net.sources | net.targets
        net.upper = net.lower = TrackRun(net.sources, net.targets, min(columns), max(columns))
    if len(turning) > 1:
        _bend_cycles(turning, {column for net in nets for column in net.sources | net.targets})
    runs = [run for net in turning for run in _runs(net)]
    return _stack(runs, [(net.upper, net.lower) for net in turning if net.upper is not net.lower])


def _runs(net: Net) -> Sequence[TrackRun]:
    if net.upper is None or net.lower is None:
        return ()
    return (net.upper,) if net.upper is net.lower else (net.upper, net.lower)


def _bend_cycles(nets: Sequence[Net], taken: set[int]) -> None:
    """Bend nets until no two of them each have to turn above the other, directly or in a ring."""
    while core := _ring(nets):
        net = max(core, key=lambda net: max(net.sources | net.targets) - min(net.sources | net.targets))
        columns = net.sources | net.targets
        net.bend = _free_column(min(columns), max(columns), taken)
        taken.add(net.bend)
        above, below = net.sources | {net.bend}, net.targets | {net.bend}
        net.upper = TrackRun(net.sources, set(), min(above), max(above))
        net.lower = TrackRun(set(), net.targets, min(below), max(below))


def _ring(nets: Sequence[Net]) -> list[Net]:
    """Return the nets that are part of a ring of demands, or stand between two rings."""
    # Only unbent nets: a bent one's upper run has nothing above it, its lower run nothing below.
    left = [net for net in nets if net.upper is net.lower]
    while True:
        sources = {column for net in left for column in net.sources}
        targets = {column for net in left for column in net.targets}
        held = [
            net
            for net in left
            if not (net.targets - net.sources).isdisjoint(sources)
            and not (net.sources - net.targets).isdisjoint(targets)
        ]
        if len(held) == len(left):
            return left
        left = held


def _free_column(low: int, high: int, taken: set[int]) -> int:
    middle = (low + high) // 2
    for distance in range(high - low + len(taken) + 2):
        for column in (middle + distance, middle - distance):
            if column >= 0 and column not in taken:
                return column
    raise AssertionError("a free column always exists")


def _stack(runs: Sequence[TrackRun], bent: Sequence[tuple[TrackRun | None, TrackRun | None]]) -> int:
    """Put the runs into tracks from the top, and return how many tracks are needed."""
    if not runs:
        return 0
    if len(runs) == 1:
        runs[0].track = 0
        return 1
    must, wish = _above(runs)
    index = {id(run): number for number, run in enumerate(runs)}
    for upper, lower in bent:
        must[index[id(lower)]].add(index[id(upper)])
    left = set(range(len(runs)))
    tracks: list[list[TrackRun]] = []
    while left:
        ready = [i for i in left if not (must[i] & left)]
        glad = [i for i in ready if not (wish[i] & left)] or ready
        number = min(glad, key=lambda i: (runs[i].low, i))
        run = runs[number]
        row = max((runs[i].track + 1 for i in must[number] | wish[number] if runs[i].track >= 0), default=0)
        while row < len(tracks) and any(_touch(run, other) for other in tracks[row]):
            row += 1
        while row >= len(tracks):
            tracks.append([])
        tracks[row].append(run)
        run.track = row
        left.discard(number)
    return len(tracks)


def _touch(one: TrackRun, other: TrackRun) -> bool:
    return one.low <= other.high + 1 and other.low <= one.high + 1


def _above(runs: Sequence[TrackRun]) -> tuple[list[set[int]], list[set[int]]]:
    """Return for each run those that must be above it, and those that should be, for fewer crossings."""
    must: list[set[int]] = [set() for _ in runs]
    wish: list[set[int]] = [set() for _ in runs]
    by_low = sorted(range(len(runs)), key=lambda i: runs[i].low)
    for index, i in enumerate(by_low):
        one = runs[i]
        for j in by_low[index + 1 :]:
            other = runs[j]
            if other.low > one.high + 1:
                break
            if not one.sources.isdisjoint(other.targets):
                must[j].add(i)
            elif not other.sources.isdisjoint(one.targets):
                must[i].add(j)
            elif _crossed(one, other) <= _crossed(other, one):
                wish[j].add(i)
            else:
                wish[i].add(j)
    return must, wish


def _crossed(above: TrackRun, below: TrackRun) -> int:
    """Count the crossings where `above` is in a higher track than `below`."""
    down = sum(below.low < column < below.high for column in above.targets)
    return down + sum(above.low < column < above.high for column in below.sources)
