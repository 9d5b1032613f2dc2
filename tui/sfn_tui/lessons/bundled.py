"""The lessons that come with the program."""

from __future__ import annotations

import os
import tomllib
from typing import NamedTuple

_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "files")
_ENDING = ".toml"
TOUR = "tour"
"""The name of the guided tour."""
_ORDER = (TOUR, "static-and-dynamic", "sync", "human-approval", "aws-sdk")
"""In the order in which a new person should take them."""


class Outline(NamedTuple):
    """What a list shows of a lesson."""

    name: str
    title: str
    summary: str
    steps: int


def names() -> tuple[str, ...]:
    """Return the names of the lessons, in the order in which they build on each other."""
    found = {file.removesuffix(_ENDING) for file in os.listdir(_FOLDER) if file.endswith(_ENDING)}
    return (*(name for name in _ORDER if name in found), *sorted(found.difference(_ORDER)))


def path(name: str) -> str:
    """Return the path of the lesson."""
    return os.path.join(_FOLDER, f"{name}{_ENDING}")


def text(name: str) -> str:
    """Return the lesson as written."""
    with open(path(name), encoding="utf-8") as file:
        return file.read()


def outlines() -> tuple[Outline, ...]:
    """Return what a list shows of each lesson. Only the chosen lesson is tried, not these."""
    found = []
    for name in names():
        data = tomllib.loads(text(name))
        found.append(Outline(name, data["title"], data["summary"], len(data["steps"])))
    return tuple(found)
