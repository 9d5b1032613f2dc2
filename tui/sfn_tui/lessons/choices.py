"""The list of lessons to choose from, with the progress in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sfn_engine.display import counted, safe
from sfn_tui.lessons import bundled
from sfn_tui.lessons.course import Course
from sfn_tui.text.cells import cells

FINISHED = 0
"""What is remembered of a finished lesson; of others the step reached, counted from 1."""


class LessonRow(NamedTuple):
    """One lesson to choose. Every text is safe to draw."""

    key: str
    text: str
    summary: str
    is_open: bool
    """True for one that was started and not finished."""
    is_finished: bool


def first_to_take(rows: Sequence[LessonRow]) -> int:
    """Return the index of the lesson to offer first: one that was started, else one not yet finished."""
    left = (index for index, row in enumerate(rows) if row.is_open)
    unfinished = (index for index, row in enumerate(rows) if not row.is_finished)
    return next(left, next(unfinished, 0))


def lesson_rows(reached: Mapping[str, int], own: Course | None = None) -> tuple[LessonRow, ...]:
    """Return the bundled lessons, and the person's own."""
    found = list(_entries(own))
    width = max(cells(title) for _, title, _, _ in found)
    return tuple(
        LessonRow(
            key,
            f"{'✓' if reached.get(key) == FINISHED else ' '} {title}{' ' * (width - cells(title))}"
            f"  {progress(reached.get(key), steps)}",
            summary,
            is_open=_is_open(reached.get(key), steps),
            is_finished=reached.get(key) == FINISHED,
        )
        for key, title, summary, steps in found
    )


def progress(reached: int | None, steps: int) -> str:
    """Say how far a person got."""
    if reached == FINISHED:
        return "finished"
    if _is_open(reached, steps):
        return f"at step {reached} of {steps}"
    return counted(steps, "step")


def resumed_at(reached: Mapping[str, int], course: Course) -> int | None:
    """Return the step, counted from 1, at which the lesson can be resumed; None if it starts from the beginning."""
    step = reached.get(course.key)
    return step if _is_open(step, len(course.stages)) else None


def _is_open(reached: int | None, steps: int) -> bool:
    return reached is not None and 1 < reached <= steps


def _entries(own: Course | None) -> Iterator[tuple[str, str, str, int]]:
    for outline in bundled.outlines():
        yield outline.name, safe(outline.title), safe(outline.summary), outline.steps
    if own is not None and own.key not in bundled.names():
        yield own.key, own.title, safe(own.lesson.summary), len(own.stages)
