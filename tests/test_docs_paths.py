"""The documents for developers name files, classes and functions that exist."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ("docs/architecture.md", "CONTRIBUTING.md")
BASES = ("", "engine", "engine/sfn_engine", "tui", "tui/sfn_tui", "tui/sfn_tui/screens/main", "tests/tui/screens")
"""Folders that a path may start from: the documents leave out what the reader knows already."""
SUFFIXES = (".py", ".toml", ".md")
EXAMPLES = {"TableName", "serverless.yml", "set_timeout"}
"""Words of other people's files, and of a change that nobody has made."""

_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"\.?[\w*-][\w./*-]*")
_NAME = re.compile(r"[A-Z][a-z]\w*|[A-Z][A-Z_]{3,}|_?[a-z]\w*_\w*[a-z0-9]")
_DOTTED = re.compile(r"\w+(?:\.\w+)+")
_HOME = re.compile(r"`([\w./]+\.py)` ((?:`[\w.]+(?:\(\))?`(?:, )?)+)")


@cache
def definitions() -> dict[str, frozenset[str]]:
    """Return, for each source file, the names that it defines; what a class has, as ``Class.name`` too."""
    folders = ("engine", "tui", "tests", "tools")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return {path.relative_to(ROOT).as_posix(): frozenset(_names(ast.parse(path.read_text("utf-8")))) for path in paths}


def _names(node: ast.Module | ast.ClassDef) -> Iterator[str]:
    for entry in node.body:
        match entry:
            case ast.ClassDef(name=name):
                yield name
                yield from (f"{name}.{inner}" for inner in _names(entry))
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name


@cache
def names_by_kind() -> dict[str, set[str]]:
    """Return every defined name, the members of classes and the modules by their last word, each with its files."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path, names in definitions().items():
        for part in Path(path).with_suffix("").parts:
            found[part].add(path)
        for name in names:
            found[name].add(path)
            found[name.rpartition(".")[2]].add(path)
    return found


def files(written: str) -> list[str]:
    """Return what a written path means: files and folders of this repository."""
    return [
        path.relative_to(ROOT).as_posix()
        for base in BASES
        for path in (ROOT / base).glob(written.rstrip("/"))
        if path.is_dir() or not written.endswith("/")
    ]


def stale(text: str) -> list[str]:
    """Return the paths and names in backticks that this repository does not have."""
    prose = re.sub(r"^ *```.*?^ *```", "", text, flags=re.DOTALL | re.MULTILINE)
    assert all(line.count("`") % 2 == 0 for line in prose.splitlines()), "code in backticks goes over a line's end"
    found = [code for code in _CODE.findall(prose) if not _exists(code)]
    for path, names in _HOME.findall(prose):
        defined = set().union(*(definitions().get(file, ()) for file in files(path)))
        found += [f"{path}: {name}" for name in re.findall(r"`([\w.]+)", names) if name not in defined]
    return found


def _exists(code: str) -> bool:
    if _PATH.fullmatch(code) and ("/" in code or code.endswith(SUFFIXES)):
        return bool(files(code))
    word = re.sub(r"\(.*\)$", "", code)
    is_call = word != code
    words = re.findall(r"[\w.]+", word) if re.fullmatch(r"\w+\[\w+\]", word) else [word]
    return all(_is_defined(part, is_call=is_call) for part in words)


def _is_defined(name: str, *, is_call: bool) -> bool:
    if name in EXAMPLES:
        return True
    if _DOTTED.fullmatch(name):
        owner, _, last = name.rpartition(".")
        module = owner.replace(".", "/")
        homes = [*files(f"{module}.py"), *files(f"{module}/__init__.py")]
        is_module = bool(files(f"{name.replace('.', '/')}.py") or files(name.replace(".", "/")))
        return is_module or name in names_by_kind() or any(last in definitions()[home] for home in homes)
    if is_call or _NAME.fullmatch(name):
        return not re.fullmatch(r"\w+", name) or name in names_by_kind()
    return True


@pytest.mark.parametrize("document", DOCS)
def test_every_path_and_name_in_backticks_exists(document: str) -> None:
    assert stale((ROOT / document).read_text("utf-8")) == []


@pytest.mark.parametrize(
    "written",
    [
        "`screens/main/what_if_actions.py`",
        "`tests/engine/asl/test_nothing_*.py`",
        "`catalog/dates/`",
        "`RoomTable`",
        "`OLD_NAMES`",
        "`action_toggle_target()`",
        "`WhatIf.toggle_everything()`",
        "`display.harmless`",
        "`Dialog[Reply]`",
        "`session/session.py` `edit()`, `compare()`",
    ],
)
def test_what_does_not_exist_is_found(written: str) -> None:
    assert len(stale(f"Words {written} and words.")) == 1


def test_what_exists_and_what_is_no_name_of_ours_is_left_alone() -> None:
    assert not stale(
        "`asl/checks/`, `tests/engine/asl/test_checks_*.py`, `session/session.py` `edit()` and `Policy.grants`, "
        "`display.safe`, `python -m tests.bench`, `ecs:runTask`, `.sync`, `toggle-target`, `get_`\n"
        "```\n`gone/away.py`\n```\n"
    )
