"""One name, one meaning: no public class name is defined twice in the project."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("engine", "tui", "tools", "screenshots", "tests")
BEING_RENAMED = "being renamed"
EXCEPTIONS: dict[str, str] = {
    "Block": BEING_RENAMED,
    "Command": BEING_RENAMED,
    "Mark": BEING_RENAMED,
    "Piece": BEING_RENAMED,
    "Run": BEING_RENAMED,
    "Span": BEING_RENAMED,
    "Spot": BEING_RENAMED,
    "Step": BEING_RENAMED,
}
"""Names that may be defined more than once, each with the reason."""


def class_names(source: str) -> list[str]:
    """Return the public classes of a module; nested ones are told apart by the class around them."""
    body = ast.parse(source).body
    return [node.name for node in body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]


def defined_twice() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for name in class_names(path.read_text("utf-8")):
                found[name].append(path.relative_to(ROOT).as_posix())
    return {name: paths for name, paths in found.items() if len(paths) > 1}


def test_no_class_name_is_defined_twice() -> None:
    assert {name: paths for name, paths in defined_twice().items() if name not in EXCEPTIONS} == {}


def test_every_exception_is_needed_and_has_a_reason() -> None:
    assert set(EXCEPTIONS) <= set(defined_twice())
    assert all(EXCEPTIONS.values())


def test_classes_are_found() -> None:
    assert class_names("class One:\n    class Inner: ...\nclass _Two: ...\nThree = 3\n") == ["One"]
