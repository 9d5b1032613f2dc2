"""Text for stdout and stderr: safe to show, and possible to encode."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from sfn_engine.asl.model import StatePath
from sfn_engine.display import safe
from sfn_tui.options.parser import columns


def json_text(lines: Iterable[str], encoding: str) -> list[str]:
    r"""Return lines of printed JSON with characters that a terminal would obey, or cannot show, as JSON escapes.

    The data stays the same: ``\u202e`` in a string is the same character to any JSON reader.
    """
    return [_escaped(line, encoding) for line in lines]


def _escaped(line: str, encoding: str) -> str:
    if line.isascii() and line.isprintable():
        return line
    if not encodable(line, encoding):
        return "".join(char if char.isascii() and char.isprintable() else _escape(char) for char in line)
    if safe(line) == line:
        return line
    return "".join(char if safe(char) == char else _escape(char) for char in line)


def _escape(char: str) -> str:
    if char == "\x7f":  # json leaves DEL alone
        return "\\u007f"
    return json.dumps(char)[1:-1]


def dumped(data: object) -> list[str]:
    """Return the lines of `data` as JSON."""
    return json.dumps(data, indent=2, ensure_ascii=False).split("\n")


def encodable(text: str, encoding: str) -> bool:
    """Tell whether `text` can be written in `encoding`."""
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def yaml_text(data: object, encoding: str) -> str:
    """Return `data` as YAML with its keys in order and without line breaks inside strings."""
    import yaml  # costs 20 ms: only for --format yaml

    def written(*, unicode: bool) -> str:
        return yaml.safe_dump(data, sort_keys=False, allow_unicode=unicode, width=10_000)

    text = written(unicode=True)
    plain = encodable(text, encoding) and all(safe(line) == line for line in text.split("\n"))
    return text if plain else written(unicode=False)


def shown(path: StatePath) -> str:
    """Return a state's path as a person reads it: ``Outer / Inner``."""
    return safe(" / ".join(path)) or "the machine"


def stdout_encoding() -> str:
    """Return the encoding of stdout."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def width() -> int:
    """Return the width of the output in columns."""
    return columns(default=100)


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to stdout in one go."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def write_stderr(line: str) -> None:
    """Write one line to stderr, after everything written to stdout before."""
    sys.stdout.flush()
    print(line, file=sys.stderr)
