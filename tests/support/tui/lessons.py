"""Lessons written into a folder for a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from sfn_tui.lessons.course import Course
from sfn_tui.lessons.reading import course
from sfn_tui.lessons.values import LessonFileError

HEAD = """\
title = "Orders"
summary = "What an order needs."
machine = "order-processing"

"""
FIRST = """\
[[steps]]
heading = "One"
text = "First."
"""


def write(folder: Path, text: str, name: str = "lesson.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, text: str) -> Course:
    return course(str(write(folder, text)))


def step(folder: Path, body: str) -> Course:
    """Read a lesson of one step with these lines; they begin in line 8 of the file."""
    return read(folder, f"{HEAD}{FIRST}{body}\n")


def mistake(folder: Path, text: str) -> str:
    """Return what is said of a lesson that cannot be used, without the folder."""
    with pytest.raises(LessonFileError) as caught:
        read(folder, text)
    message = str(caught.value)
    assert "\n" not in message and message.isprintable()
    return message.removeprefix(f"{folder}/")
