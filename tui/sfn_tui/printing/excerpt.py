"""The lines around an error in a file, with a caret at the column."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from sfn_engine.display import safe
from sfn_engine.errors import DefinitionError

_BREAK = re.compile(r"\r\n?|\n")
_AROUND = 1
"""Lines shown before and after the line with the error."""
_WIDTH = 100
"""Characters shown of a long line, around the error."""


def excerpt(error: DefinitionError, path: str) -> Iterator[str]:
    """Yield the line of the error, and the lines around it in the file, if that can be read again."""
    yield str(error)
    # A template can name another file, and the error may be there.
    other = error.path if error.path is not None and os.path.isfile(error.path) else path
    lines = _lines(other) if error.line is not None else []
    if error.line is None or not 0 < error.line <= len(lines):
        return
    column = error.column or 1
    start = max(0, column - _WIDTH * 3 // 4)
    number_width = len(str(error.line + _AROUND))
    yield ""
    for number in range(max(1, error.line - _AROUND), min(len(lines), error.line + _AROUND) + 1):
        line = lines[number - 1]
        yield f"  {number:>{number_width}} | {safe(line[start : start + _WIDTH])}"
        if number == error.line:
            before = safe(line[start : column - 1])
            yield f"  {' ' * number_width} | {' ' * len(before)}^"
    yield ""
    yield "Fix the line above and run again; `sfn-explore check FILE` checks a file without opening it."


def _lines(path: str) -> list[str]:
    from sfn_engine.sources.files import read_file

    try:
        return _BREAK.split(read_file(path).text) if path != "-" else []
    except DefinitionError:
        pass
    try:
        with open(path, encoding="utf-8-sig", errors="replace", newline=None) as file:
            return [line.rstrip("\n") for line in file]
    except (OSError, ValueError):
        return []
