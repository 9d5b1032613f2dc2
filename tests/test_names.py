"""One name, one meaning: no public class or type alias is defined twice in the project."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("engine", "tui", "tools", "screenshots", "tests")
EXCEPTIONS: dict[str, str] = {}
"""Names that may be defined more than once, each with the reason."""


def type_names(source: str) -> list[str]:
    """Return a module's public classes and type aliases; nested ones are told apart by the class around them."""
    return [name for name in map(_type_name, ast.parse(source).body) if name and not name.startswith("_")]


def _type_name(node: ast.stmt) -> str:
    match node:
        case ast.ClassDef(name=name):
            return name
        case ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id="TypeAlias")):
            return name
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript(value=ast.Name(id="Literal" | "Callable"))):
            return name
    return ""


@cache
def defined_twice() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for name in type_names(path.read_text("utf-8")):
                found[name].append(path.relative_to(ROOT).as_posix())
    return {name: paths for name, paths in found.items() if len(paths) > 1}


def test_no_class_and_no_type_alias_is_defined_twice() -> None:
    assert {name: paths for name, paths in defined_twice().items() if name not in EXCEPTIONS} == {}


def test_every_exception_is_needed_and_has_a_reason() -> None:
    assert set(EXCEPTIONS) <= set(defined_twice())
    assert all(EXCEPTIONS.values())


def test_classes_and_aliases_are_found() -> None:
    source = "class One:\n    class Inner: ...\nclass _Two: ...\nThree = 3\nFour: TypeAlias = int\nFive = Literal[1]\n"
    assert type_names(source) == ["One", "Four", "Five"]
