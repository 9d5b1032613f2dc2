"""The time line of a job, drawn to a width: a row for each party, and the times below. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sfn_engine.display import safe
from sfn_engine.monitoring.model import Lane, LaneName, Timeline, TimelineEvent, TimelineEventKind, duration
from sfn_tui.text.cells import cells, cut
from sfn_tui.text.pieces import Piece

LABEL_WIDTH = 15
"""Cells of the parties' names."""
_LAST_WORD = 14
"""Cells kept after the last moment, for its word."""

_SIGNS: dict[TimelineEventKind, str] = {
    "denied": "✗", "lost": "✗", "fail": "✗", "stop": "✗", "timeout": "✗", "empty": "○", "ask": "?", "unknown": "?",
}
_GOOD = "●"
_FILL: dict[LaneName, str] = {"Step Functions": "─", "job": "━"}


def lane_rows(timeline: Timeline, width: int, moment: int) -> list[tuple[Piece, ...]]:
    """Return the rows of the lanes and the axis; events behind the cursor in time are of the kind ``later``."""
    room = max(width - LABEL_WIDTH, 20)
    columns = _columns(timeline, room)
    moments = timeline.moments
    now = moments[min(moment, len(moments) - 1)].event.at
    here = moments[min(moment, len(moments) - 1)]
    rows = [
        (Piece(lane.name.ljust(LABEL_WIDTH), "name"), *_lane(lane, columns, room, now, here.event))
        for lane in timeline.lanes
    ]
    return [*rows, (Piece(" " * LABEL_WIDTH, "axis"), *_axis(columns, room, now))]


def _columns(timeline: Timeline, room: int) -> dict[int, int]:
    """Return the column of each time: evenly apart, because what matters is the order."""
    times = sorted({event.at for _, event in timeline.moments})
    steps = max(len(times) - 1, 1)
    last = max(room - _LAST_WORD, len(times))
    return {time: round(index * last / steps) for index, time in enumerate(times)}


def _lane(lane: Lane, columns: dict[int, int], room: int, now: int, here: TimelineEvent) -> Iterator[Piece]:
    if not lane.events:
        yield Piece(cut(f"({safe(lane.idle)})", room), "idle")
        return
    # Of two at the same time the later one is seen, unless the cursor is on the other.
    ordered = sorted(lane.events, key=lambda event: event is here)
    shown = {columns[event.at]: event for event in ordered}
    starts = sorted(shown)
    if starts[0]:
        yield Piece(" " * starts[0], "line")
    for index, column in enumerate(starts):
        event = shown[column]
        end = starts[index + 1] if index + 1 < len(starts) else None
        yield from _event(event, now, here)
        yield from _until(lane, event, (room if end is None else end) - column - 1, last=end is None)


def _event(event: TimelineEvent, now: int, here: TimelineEvent) -> Iterator[Piece]:
    sign = _SIGNS.get(event.kind, _GOOD)
    if event is here:
        yield Piece(sign, "now")
    else:
        yield Piece(sign, "later" if event.at > now else "bad" if sign == "✗" else "sign")


def _until(lane: Lane, event: TimelineEvent, room: int, *, last: bool) -> Iterator[Piece]:
    """Yield the word of an event and the line or blank up to the next one."""
    period = lane.period
    open_end = period is not None and period.end is None
    lasts = period is not None and (period.end is None or event.at < period.end)
    fill = _FILL.get(lane.name, " ") if lasts else " "
    word = cut(event.word, max(room - 1, 0))
    if not word:
        yield Piece(fill * room, "line")
        return
    room -= cells(word)
    yield Piece(word, "word")
    if not (last and open_end):
        yield Piece(fill * room, "line")
        return
    said = f"▶ {safe(lane.idle)}"
    if not lane.idle or cells(said) > room - 2:
        said = cut("▶", room)
    yield Piece(fill * (room - cells(said)), "line")
    yield Piece(said, "open")


def _axis(columns: dict[int, int], room: int, now: int) -> Iterator[Piece]:
    column = 0
    texts = _fitting([(columns[time], duration(time), time) for time in sorted(columns)], room)
    for start, text, time in texts:
        yield Piece(" " * (start - column), "axis")
        yield Piece(text, "now" if time == now else "axis")
        column = start + cells(text)


def _fitting(texts: Sequence[tuple[int, str, int]], room: int) -> list[tuple[int, str, int]]:
    """Leave out times that would touch the one before."""
    kept: list[tuple[int, str, int]] = []
    free = 0
    for start, text, time in texts:
        if start >= free and start + cells(text) <= room:
            kept.append((start, text, time))
            free = start + cells(text) + 1
    return kept
