"""Plain data out of a TOML file → a lesson. Every error names its key and what is possible there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, cast, get_args

from sfn_engine.asl.model import Mode, Pattern
from sfn_engine.asl.patterns import PATTERNS
from sfn_engine.catalog.model import Scope
from sfn_engine.display import closest, listed, shorten
from sfn_tui.layout import PANES
from sfn_tui.lessons.values import Expected, Lesson, LessonError, LessonStep, Question

MOST_STEPS = 60
LONGEST_TEXT = 2_000
"""Characters of a text: a longer one would need too many pages for one step."""
LONGEST_LINE = 200

_LESSON = ("title", "summary", "machine", "state_machine", "steps")
_STEP = (
    "heading", "text", "select", "static", "dynamic", "pattern", "do", "scope", "search", "pane",
    "ask", "expect", "done", "questions",
)  # fmt: skip
_EXPECT = ("state", "pattern", "target", "mode", "scope", "selected", "pane")
_QUESTION = ("ask", "answers", "right", "because")
_SCOPES: tuple[str, ...] = get_args(Scope)
_MODES = ("static", "dynamic")

Table = Mapping[str, Any]


def lesson_of(data: Table) -> Lesson:
    """Return the lesson. Raises `LessonError` for the first error."""
    _known(data, _LESSON, "a lesson")
    return Lesson(
        title=_line(data, "title", needed="a lesson"),
        summary=_line(data, "summary", needed="a lesson"),
        machine=_line(data, "machine", needed="a lesson"),
        state_machine=_line(data, "state_machine") or None,
        steps=tuple(_each(data, "steps", MOST_STEPS, _step, needed=True)),
    )


def meant(name: str, known: Sequence[str]) -> str:
    """Return the likely meaning, or all possible names: the end of a message."""
    near = closest(name, known, 0.5)
    if near:
        return f"did you mean {shorten(near)!r}?"
    names = listed(known, 20, write=lambda entry: shorten(entry, 40))
    return f"choose from {names}"


def _step(data: Table) -> LessonStep:
    _known(data, _STEP, "a step")
    _only_with(data, "done", "expect", "`done` is shown once the learner has done what is expected")
    _only_with(data, "expect", "ask", "it tells the learner what to do")
    return LessonStep(
        heading=_line(data, "heading", needed="a step"),
        text=_text(data, "text", needed="a step"),
        select=_line(data, "select") or None,
        static=_values(data),
        dynamic=_names(data, "dynamic"),
        pattern=cast("Pattern | None", _one_of(data, "pattern", PATTERNS)),
        do=_names(data, "do"),
        scope=cast("Scope | None", _one_of(data, "scope", _SCOPES)),
        search=_line(data, "search") or None,
        pane=cast("Any", _one_of(data, "pane", PANES)),
        ask=_text(data, "ask"),
        expect=_expected(data),
        done=_text(data, "done"),
        questions=tuple(_each(data, "questions", 5, _question)),
    )


def _expected(data: Table) -> Expected | None:
    if "expect" not in data:
        return None
    table = data["expect"]
    if not isinstance(table, dict) or not table:
        raise LessonError('must be a table such as { pattern = "sync" }', "expect")
    try:
        _known(table, _EXPECT, "`expect`")
        _only_with(table, "target", "mode", 'add mode = "dynamic" or "static"')
        if "state" in table and not table.keys() & {"pattern", "mode"}:
            raise LessonError("a state alone is not enough: add pattern or mode, or use `selected`", "state")
        return Expected(
            state=_line(table, "state") or None,
            pattern=cast("Pattern | None", _one_of(table, "pattern", PATTERNS)),
            target=_line(table, "target") or None,
            mode=cast("Mode | None", _one_of(table, "mode", _MODES)),
            scope=cast("Scope | None", _one_of(table, "scope", _SCOPES)),
            selected=_line(table, "selected") or None,
            pane=cast("Any", _one_of(table, "pane", PANES)),
        )
    except LessonError as error:
        raise error.within("expect") from None


def _question(data: Table) -> Question:
    _known(data, _QUESTION, "a question")
    answers = _names(data, "answers")
    if not 2 <= len(answers) <= 6:
        raise LessonError("a question needs two to six answers", "answers")
    right = data.get("right")
    if not isinstance(right, int) or isinstance(right, bool) or not 1 <= right <= len(answers):
        raise LessonError(f"must be the number of the correct answer, 1 to {len(answers)}", "right")
    ask = _text(data, "ask", needed="a question")
    return Question(ask=ask, answers=answers, right=right - 1, because=_text(data, "because"))


def _known(data: Table, known: Sequence[str], what: str) -> None:
    for key in data:
        if key not in known:
            raise LessonError(f"{what} has no {shorten(key, 40)!r}; {meant(key, known)}", key)


def _only_with(data: Table, key: str, other: str, why: str) -> None:
    if key in data and other not in data:
        raise LessonError(f"needs `{other}` too: {why}", key)


def _each(data: Table, key: str, most: int, made: Any, *, needed: bool = False) -> list[Any]:
    tables = data.get(key)
    if tables is None and not needed:
        return []
    if tables is None:
        raise LessonError("a lesson needs at least one step: add [[steps]] with heading and text")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise LessonError(f"must be written as tables [[{key}]]", key)
    if len(tables) > most:
        raise LessonError(f"there are {len(tables)}; the maximum is {most}", key)
    found = []
    for index, table in enumerate(tables):
        try:
            found.append(made(table))
        except LessonError as error:
            raise error.within(key, index) from None
    return found


def _text(data: Table, key: str, *, needed: str = "", longest: int = LONGEST_TEXT) -> str:
    value = data.get(key)
    if value is None and not needed:
        return ""
    if value is None:
        raise LessonError(f"{needed} needs `{key}`")
    if not isinstance(value, str):
        raise LessonError(f"must be a string in quotes; it is {shorten(repr(value), 40)}", key)
    if not value.strip():
        raise LessonError("is empty", key)
    if len(value) > longest:
        raise LessonError(f"has {len(value):,} characters; the maximum is {longest:,}", key)
    return value.strip()


def _line(data: Table, key: str, *, needed: str = "") -> str:
    value = _text(data, key, needed=needed, longest=LONGEST_LINE)
    if "\n" in value:
        raise LessonError("must be one line", key)
    return value


def _one_of(data: Table, key: str, known: Sequence[str]) -> str | None:
    value = _line(data, key)
    if value and value not in known:
        raise LessonError(f"there is no {key} {shorten(value, 40)!r}; choose from {listed(known)}", key)
    return value or None


def _names(data: Table, key: str) -> tuple[str, ...]:
    value = data.get(key, [])
    entries = [value] if isinstance(value, str) else value
    wrong: Literal[True, False] = not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries)
    if wrong or (key in data and not entries):
        raise LessonError('must be a string or a list of strings: ["…", "…"]', key)
    return tuple(_line({key: entry}, key) for entry in entries)


def _values(data: Table) -> tuple[tuple[str, str], ...]:
    value = data.get("static", {})
    if not isinstance(value, dict) or not all(isinstance(entry, str) for entry in value.values()):
        raise LessonError('must be a table of targets and values: { TableName = "orders" }', "static")
    return tuple((target, _line({"static": entry}, "static")) for target, entry in value.items())
