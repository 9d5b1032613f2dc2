"""A lesson's file → a course, or one line that says what is wrong with it and where."""

from __future__ import annotations

import os
import re
import tomllib

from sfn_engine.asl.model import StateMachine
from sfn_engine.display import listed, safe, shorten
from sfn_engine.errors import DefinitionError
from sfn_engine.machine import open_all
from sfn_engine.sources.choosing import machines_named
from sfn_engine.sources.files import read_file
from sfn_tui import samples
from sfn_tui.lessons import bundled
from sfn_tui.lessons.course import Course, course_of
from sfn_tui.lessons.key_locations import KeyLocations
from sfn_tui.lessons.shapes import lesson_of, meant
from sfn_tui.lessons.values import Lesson, LessonError, LessonFileError

LARGEST = 500_000
"""Characters of a lesson's file."""
_AT = re.compile(r"\s*\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


def course(name: str) -> Course:
    """Return the lesson of a bundled name, or in a file, after trying all its steps.

    Raises `LessonFileError` for an error in it, and `DefinitionError` for one in its machine's file.
    """
    if name in bundled.names():
        return _course(bundled.path(name), name)
    if not os.path.exists(name) and not name.endswith(".toml") and os.sep not in name:
        there = f"; {meant(name, bundled.names())}"
        raise LessonFileError(f"there is no lesson or file {shorten(name)!r}{there}")
    return _course(name, os.path.abspath(name))


def _course(path: str, key: str) -> Course:
    try:
        text = read_file(path).text
        if len(text) > LARGEST:
            raise DefinitionError(f"the file has more than {LARGEST:,} characters, so it is not a lesson")
    except DefinitionError as error:
        raise LessonFileError(error.message, line=error.line, column=error.column, path=safe(path)) from None
    try:
        lesson = lesson_of(_data(text, path))
        machine = _machine(lesson, path)
        return course_of(key, lesson, machine, _machine_title(lesson))
    except LessonError as error:
        location = KeyLocations(text).find(error.key_path)
        raise LessonFileError(_message(error), line=location.line, column=location.column, path=safe(path)) from None


def _message(error: LessonError) -> str:
    """Return the sentence, with the name of the key that it is about."""
    # The line shows which of several steps it is; the name of their list would add nothing.
    keys = [
        part
        for index, part in enumerate(error.key_path)
        if isinstance(part, str) and not any(isinstance(after, int) for after in error.key_path[index + 1 : index + 2])
    ]
    return safe(f"{'.'.join(shorten(key, 40) for key in keys)}: {error.message}" if keys else error.message)


def _data(text: str, path: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise LessonFileError("nested too deeply", path=safe(path)) from None
    except ValueError as error:  # also for a number with too many digits
        message = str(error)
        found = _AT.search(message)
        line = column = 1
        if found is not None and found["line"]:
            line, column = int(found["line"]), int(found["column"])
        elif found is not None:
            lines = text.split("\n")
            line, column = len(lines), len(lines[-1]) + 1
        what = shorten(_AT.sub("", message), 200)
        raise LessonFileError(f"not valid TOML: {what}", line=line, column=column, path=safe(path)) from None


def _machine_title(lesson: Lesson) -> str:
    title = lesson.machine if lesson.machine in samples.names() else os.path.basename(lesson.machine)
    return f"{safe(title)} (lesson)"


def _machine(lesson: Lesson, path: str) -> StateMachine:
    """Return the machine that the lesson is about."""
    file = _machine_file(lesson.machine, path)
    opened = open_all(file)
    try:
        found = machines_named(opened, lesson.state_machine, file)
    except DefinitionError as error:
        raise LessonError(f"{shorten(lesson.machine)} {error.message}", "state_machine") from None
    if len(found) > 1:
        names = listed(found, write=lambda entry: shorten(entry.name))
        raise LessonError(f"holds {len(found)} state machines; add state_machine, one of {names}", "machine")
    if found[0].machine is None:
        assert found[0].error is not None
        raise found[0].error
    return found[0].machine


def _machine_file(name: str, path: str) -> str:
    if name in samples.names():
        return samples.path(name)
    # A lesson is shared together with its machine, so nothing outside its folder belongs to it.
    if os.path.isabs(name) or ".." in name.replace("\\", "/").split("/"):
        raise LessonError("must be the name of a sample or a file next to the lesson", "machine")
    file = os.path.join(os.path.dirname(path), name)
    if not os.path.isfile(file):
        message = f"there is no file {shorten(name)!r} next to the lesson, and no sample of that name"
        raise LessonError(f"{message}; {meant(name, samples.names())}", "machine")
    return file
