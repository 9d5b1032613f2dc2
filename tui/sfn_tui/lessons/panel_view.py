"""What the lesson's panel shows, as a frozen value; and how its texts are laid out in rows and pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from sfn_tui.lessons.course import Course, Stage
from sfn_tui.text.wrap import wrapped

LessonLineKind = Literal["text", "ask", "done"]
WIDEST = 100
"""Columns of text: longer lines are hard to read."""
EDGES = 2
"""Rows of the panel without text: the heading and the keys."""
LOWEST = 4
"""The fewest rows that the panel has."""
_SIGNS = {"ask": "▸ ", "done": "✓ "}


class LessonView(NamedTuple):
    """One step. Every text is safe to draw."""

    title: str
    heading: str
    number: int
    """Of the step, counted from 1."""
    total: int
    paragraphs: tuple[str, ...]
    ask: str
    done: str
    """What is shown instead of `ask` once it has been done; empty until then."""

    @property
    def progress(self) -> str:
        """Which step of how many this is."""
        return f"step {self.number} of {self.total}"

    @property
    def is_last(self) -> bool:
        """True for the last step."""
        return self.number == self.total


class PanelLine(NamedTuple):
    """One row of text."""

    text: str
    kind: LessonLineKind = "text"


def lesson_view(course: Course, index: int, done: str = "") -> LessonView:
    """Return the view of a step, counted from 0; with `done` when the learner has done what was asked."""
    stage = course.stages[index]
    return LessonView(
        title=course.title,
        heading=stage.heading,
        number=index + 1,
        total=len(course.stages),
        paragraphs=stage.paragraphs,
        ask=stage.ask,
        done=done,
    )


def pages(view: LessonView, width: int, rows: int) -> tuple[tuple[PanelLine, ...], ...]:
    """Return the text in pages of at most `rows` rows; at least one page."""
    lines = list(_lines(view, width))
    size = max(rows, 1)
    return tuple(tuple(lines[start : start + size]) for start in range(0, len(lines), size)) or ((),)


def panel_height(course: Course, width: int, height: int) -> int:
    """Return the rows of the panel in a terminal of this size: the same in all steps, so that nothing jumps."""
    needed = max(_rows(course, index, stage, width) for index, stage in enumerate(course.stages))
    most = max(height * 3 // 10, LOWEST)
    return min(needed + EDGES, most)


def _rows(course: Course, index: int, stage: Stage, width: int) -> int:
    """Return the rows that a step needs, before and after the learner has done what was asked."""
    views = (lesson_view(course, index), lesson_view(course, index, stage.done))
    return max(len(list(_lines(view, width))) for view in views)


def _lines(view: LessonView, width: int) -> Iterator[PanelLine]:
    yield from _wrapped(view.paragraphs, width, "text")
    if view.done:
        yield from _wrapped((view.done,), width, "done")
    elif view.ask:
        yield from _wrapped((view.ask,), width, "ask")


def _wrapped(texts: Sequence[str], width: int, kind: LessonLineKind) -> Iterator[PanelLine]:
    sign = _SIGNS.get(kind, "")
    for text in texts:
        for index, line in enumerate(wrapped(text, min(width, WIDEST) - len(sign))):
            yield PanelLine((sign if index == 0 else " " * len(sign)) + line, kind)
