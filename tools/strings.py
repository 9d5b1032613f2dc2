"""Every text that a person reads, for a review of the wording: ``python -m tools.strings engine/sfn_engine/policy``.

That is every string in the code with a blank or a capital letter that is not a docstring, and every text of the
TOML files. Expressions of f-strings are in braces.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ROOTS = (ROOT / "engine", ROOT / "tui")


@dataclass(frozen=True)
class FoundText:
    """A text, and where it starts."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        path = self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path
        return f"{path}:{self.line}: {self.text}"


def texts(paths: Iterable[Path] = ROOTS) -> Iterator[FoundText]:
    """Yield the texts of files, and of the files in folders: files by name, texts in order."""
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix == ".py":
                yield from _python_texts(file)
            elif file.suffix == ".toml":
                yield from _toml_texts(file)


def _python_texts(path: Path) -> Iterator[FoundText]:
    tree = ast.parse(path.read_text("utf-8"))
    # A string that is a statement of its own is a docstring; those of variables are too.
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = []
    for node in ast.walk(tree):
        text = _text(node)
        if id(node) in skipped or isinstance(node, ast.JoinedStr | ast.FormattedValue):
            skipped.update(id(child) for child in ast.iter_child_nodes(node) if _text(child) is not None)
        if isinstance(node, ast.expr) and text is not None and id(node) not in skipped and _is_read(text):
            found.append(FoundText(path, node.lineno, text))
    yield from sorted(found, key=lambda each: each.line)


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    return "".join(
        f"{{{ast.unparse(part.value)}}}" if isinstance(part, ast.FormattedValue) else _text(part) or ""
        for part in node.values
    )


def _toml_texts(path: Path) -> Iterator[FoundText]:
    source = path.read_text("utf-8")
    lines = source.splitlines()
    start = 0
    for text in filter(_is_read, _strings(tomllib.loads(source))):
        first = next(filter(None, text.splitlines()), text)
        # Texts of tables of the same name can come in a different order from the file.
        after = [*range(start, len(lines)), *range(start)]
        start = next((index for index in after if first in lines[index]), start)
        yield FoundText(path, start + 1, text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _is_read(text: str) -> bool:
    return any(char == " " or char.isupper() for char in text)


if __name__ == "__main__":
    for found in texts([Path(word).resolve() for word in sys.argv[1:]] or ROOTS):
        print(found)
