"""A lesson on its machine: what each step shows, computed before the first one is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sfn_engine.asl.model import StateMachine
from sfn_engine.display import safe
from sfn_tui.layout import Pane
from sfn_tui.lessons.acting import Acted, acted, as_expected
from sfn_tui.lessons.facts import filled
from sfn_tui.lessons.values import Lesson, LessonError, LessonStep, Question
from sfn_tui.session.changes import compare
from sfn_tui.session.session import Session, open_session


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a course: the session that it begins with, and its texts. Every text is safe to draw."""

    heading: str
    paragraphs: tuple[str, ...]
    ask: str
    done: str
    """What is said when the learner has done it, with the numbers of the shortest way there."""
    questions: tuple[Question, ...]
    step: LessonStep
    session: Session
    pane: Pane
    row: int | None
    """The row of the policy that the cursor moves to."""


@dataclass(frozen=True, slots=True)
class Course:
    """A lesson that can be taken: every step of it has been tried."""

    key: str
    """The key under which progress is remembered: a bundled lesson's name, or the file's path."""
    lesson: Lesson
    title: str
    machine_title: str
    start: Session
    """The machine before the first step."""
    stages: tuple[Stage, ...]


def course_of(key: str, lesson: Lesson, machine: StateMachine, machine_title: str) -> Course:
    """Try all steps, one after the other. Raises `LessonError` for the first one that fails."""
    start = open_session(machine, name=machine_title)
    stages = tuple(_stages(lesson, start))
    return Course(key, lesson, safe(lesson.title), safe(machine_title), start, stages)


def _stages(lesson: Lesson, session: Session) -> Iterator[Stage]:
    for index, step in enumerate(lesson.steps):
        try:
            stage, session = _stage(step, session)
        except LessonError as error:
            raise error.within("steps", index) from None
        yield stage


def _stage(step: LessonStep, before: Session) -> tuple[Stage, Session]:
    """Return the stage of a step, and the session that the next one continues from."""
    begun = acted(step, before)
    begun = replace(begun, session=_with_whole_change(before, begun.session))
    # What was asked for is done, whether the learner did it or not: so each step has one starting point.
    after = _expected(step, begun)
    stage = Stage(
        heading=safe(_text(step.heading, begun.session, "heading")),
        paragraphs=paragraphs(_text(step.text, begun.session, "text")),
        ask=" ".join(paragraphs(_text(step.ask, begun.session, "ask"))),
        done=" ".join(paragraphs(_text(step.done, after.session, "done"))),
        questions=tuple(_question(entry, index, after.session) for index, entry in enumerate(step.questions)),
        step=step,
        session=begun.session,
        pane=begun.pane,
        row=begun.row,
    )
    return stage, after.session


def _expected(step: LessonStep, begun: Acted) -> Acted:
    if step.expect is None:
        return begun
    try:
        return as_expected(step.expect, begun)
    except LessonError as error:
        raise error.within("expect") from None


def _with_whole_change(before: Session, after: Session) -> Session:
    """Return the session with everything that the step changed marked as one change."""
    if after.policy is before.policy or after.change is None:
        return after
    titles = [step.title for step in after.steps[before.position + 1 : after.position + 1]]
    title = ", ".join(titles) or after.change.title
    return replace(after, change=compare(before.policy, after.policy, title))


def _text(text: str, session: Session, key: str) -> str:
    try:
        return filled(text, session)
    except LessonError as error:
        raise error.within(key) from None


def _question(entry: Question, index: int, session: Session) -> Question:
    try:
        return Question(
            ask=" ".join(paragraphs(_text(entry.ask, session, "ask"))),
            answers=tuple(safe(_text(answer, session, "answers")) for answer in entry.answers),
            right=entry.right,
            because=" ".join(paragraphs(_text(entry.because, session, "because"))),
        )
    except LessonError as error:
        raise error.within("questions", index) from None


def done_text(stage: Stage, session: Session) -> str:
    """Return what is said when the learner has done what was asked, with the numbers of their own way there."""
    try:
        return " ".join(paragraphs(filled(stage.step.done, session)))
    except LessonError:
        return stage.done


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, each without line breaks and safe to draw; blank lines separate them."""
    joined: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            joined[-1].extend(line.split())
        elif joined[-1]:
            joined.append([])
    return tuple(safe(" ".join(words)) for words in joined if words)
