"""How objects and lists in brackets are laid out: copied from a text, and given to new ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from sfn_engine.saving.holders import Holder
from sfn_engine.saving.text_edits import TextParts

_COLON = re.compile(r"[ \t]*:[ \t]*")
_LAST_COLON = re.compile(r"[ \t]*:[ \t]*\Z")
_MAX_COLON = 10
"""Characters of a colon with the blanks around it, if there is one."""
_COMMA = re.compile(r"\s*,\s*")
_LAST_LINE = re.compile(r"(?P<line_break>\r\n?|\n)[ \t]*\Z")
_BLANK_LINES = re.compile(r"(?:(?:\r\n?|\n)[ \t]*)+(?=\r\n?|\n)")
_DEFAULT_UNIT = "  "


class Words(NamedTuple):
    """How the smallest parts of the syntax are written."""

    name: Callable[[str], TextParts]
    scalar: Callable[[Any], TextParts]
    """Writes a value that is neither object nor list."""


class BracketStyle(NamedTuple):
    """The layout of the members of one object or list."""

    colon: str = ": "
    comma: str = ", "
    """What separates two members."""
    break_: str = ""
    """The line break and indent before each member; empty if all are in one line."""
    unit: str = _DEFAULT_UNIT
    """What a member is indented more than the bracket."""


def style_of(text: str, holder: Holder) -> BracketStyle:
    """Return the layout of an object or list in brackets that has members."""
    first, last = holder.members[0], holder.members[-1]
    opening = _LAST_LINE.search(text, holder.start, first.start)
    break_ = opening.group() if opening is not None else ""
    closing = _LAST_LINE.search(text, last.end, holder.end - 1)
    outer = closing.group() if closing is not None else ""
    unit = break_.removeprefix(outer) if outer and break_.startswith(outer) else _DEFAULT_UNIT
    return BracketStyle(_colon(text, holder), _comma(text, holder, break_), break_, unit)


def _colon(text: str, holder: Holder) -> str:
    for member in holder.members:
        between = text[member.name_end : member.value]
        if not holder.is_list and _COLON.fullmatch(between):
            return between
    # A list has a name itself, as a rule.
    before = _LAST_COLON.search(text, max(holder.start - _MAX_COLON, 0), holder.start)
    return before.group() if before is not None else ": "


def _comma(text: str, holder: Holder, break_: str) -> str:
    for one, other in zip(holder.members, holder.members[1:], strict=False):
        between = text[one.end : other.start]
        if _COMMA.fullmatch(between):
            return _BLANK_LINES.sub("", between)
    if break_:
        return f",{break_}"
    return ", " if _colon(text, holder).endswith(" ") else ","


def written(value: Any, style: BracketStyle, words: Words) -> TextParts:
    """Return a value as new text, laid out as a member of an object or list of this style."""
    if not isinstance(value, (dict, list)):
        return words.scalar(value)
    marks = "{}" if isinstance(value, dict) else "[]"
    if not value:
        return (marks,)
    inner = style
    if style.break_:
        break_ = style.break_ + style.unit
        inner = style._replace(break_=break_, comma=f",{break_}")
    elif "\n" in style.comma or "\r" in style.comma:
        inner = style._replace(comma=", ")
    members = [("", item) for item in value] if isinstance(value, list) else list(value.items())
    parts: list[Any] = [marks[0], inner.break_]
    for index, (name, item) in enumerate(members):
        parts += [inner.comma] if index else []
        parts += member_parts(name if isinstance(value, dict) else None, item, inner, words)
    return (*parts, style.break_, marks[1])


def member_parts(name: str | None, value: Any, style: BracketStyle, words: Words) -> TextParts:
    """Return a new member of an object, or of a list if it has no name."""
    if name is None:
        return written(value, style, words)
    before = words.name(name)
    # YAML takes a colon without a blank only after a quote.
    blank = "" if style.colon.endswith(" ") or str(before[-1]).endswith(("'", '"')) else " "
    return (*before, style.colon + blank, *written(value, style, words))
