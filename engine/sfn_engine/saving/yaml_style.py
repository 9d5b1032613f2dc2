"""Names and values as new YAML text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from sfn_engine.saving.text_edits import TextParts
from sfn_engine.sources.yaml.data import read_plain

_PLAIN = re.compile(r"[A-Za-z0-9_$./](?:[^:#]|:(?! |\Z)|(?<! )#)*\Z")
_MARKS = re.compile(r"[][{},:?]")


def scalar_text(value: Any, quote: str, *, flow: bool) -> str:
    """Write a value that is neither mapping nor list; text with this quote, or plain if there is none.

    Text that would be read as something else gets double quotes.
    """
    if not isinstance(value, str):
        return json.dumps(value)
    if quote == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if not quote and _stays_plain(value, flow):
        return value
    return "".join(
        character if character.isascii() or character.isprintable() else _escape(character)
        for character in json.dumps(value, ensure_ascii=False).replace("\x7f", r"\u007f")
    )


def _escape(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _stays_plain(text: str, flow: bool) -> bool:
    """Tell whether every reader of YAML takes this for text as it is; ``yes`` is a boolean to some."""
    if not _PLAIN.match(text) or not text.isprintable() or text.endswith(" "):
        return False
    if flow and _MARKS.search(text) is not None:
        return False
    return isinstance(read_plain(text), str) and _resolver()(text).endswith(":str")


@cache
def _resolver() -> Callable[[str], str]:
    import yaml

    loader: Any = yaml.SafeLoader("")
    return lambda text: str(loader.resolve(yaml.ScalarNode, text, (True, False)))


class BlockStyle(NamedTuple):
    """How new members of a block are written."""

    line_break: str
    indent: str
    """The blanks before a member's name or dash."""
    unit: str
    """What a block inside a member is indented more."""
    name_quote: str
    scalar: Callable[[Any], TextParts]
    """Writes a value that is neither mapping nor list."""

    @property
    def between(self) -> str:
        """What separates two members."""
        return self.line_break + self.indent

    def deeper(self, unit: str | None = None) -> BlockStyle:
        """Return the style of the block inside a member."""
        return self._replace(indent=self.indent + (self.unit if unit is None else unit))


def block_member(name: str | None, value: Any, style: BlockStyle) -> TextParts:
    """Return a new member of a block mapping, or of a list if it has no name."""
    if name is None and isinstance(value, (dict, list)) and value:
        return ("- ", *block(value, style.deeper("  ")))
    before = "-" if name is None else f"{scalar_text(name, style.name_quote, flow=False)}:"
    return (before, *after_name(value, style))


def after_name(value: Any, style: BlockStyle) -> TextParts:
    """Return what follows a name and its colon, or a dash."""
    if isinstance(value, (dict, list)) and value:
        inner = style.deeper()
        return (inner.between, *block(value, inner))
    return (" ", *in_line(value, style))


def in_line(value: Any, style: BlockStyle) -> TextParts:
    """Return a scalar, or an empty mapping or list."""
    if isinstance(value, (dict, list)):
        return ("[]" if isinstance(value, list) else "{}",)
    return style.scalar(value)


def block(value: dict[str, Any] | list[Any], style: BlockStyle) -> TextParts:
    """Return the members of a mapping or list that has some, without the blanks before the first."""
    members = [(None, item) for item in value] if isinstance(value, list) else list(value.items())
    parts: list[Any] = []
    for index, (name, item) in enumerate(members):
        parts += [style.between] if index else []
        parts += block_member(name, item, style)
    return tuple(parts)
