"""Edits in objects and lists in brackets: JSON, and the flow style of YAML."""

from __future__ import annotations

from collections.abc import Iterator

from sfn_engine.saving.bracket_style import BracketStyle, Words, member_parts, style_of
from sfn_engine.saving.changes import Exchanged
from sfn_engine.saving.holders import Holder
from sfn_engine.saving.text_edits import TextEdit, TextParts


def exchange(text: str, holder: Holder, change: Exchanged, words: Words) -> Iterator[TextEdit]:
    """Yield the edits that remove members and add others; some member stays, or something is added."""
    before, after = holder.member(change.before), holder.member(change.after)
    removed = [member for token in change.removed if (member := holder.member(token)) is not None]
    style = style_of(text, holder)
    new = _joined(holder, change, style, words)
    if removed and new:
        yield TextEdit(removed[0].start, removed[-1].end, new)
    elif removed and after is not None:
        yield TextEdit(removed[0].start, after.start)
    elif removed and before is not None:
        yield TextEdit(before.end, removed[-1].end)
    elif before is not None:
        yield TextEdit(before.end, before.end, (style.comma, *new))
    elif after is not None:
        yield TextEdit(after.start, after.start, (*new, style.comma), leading=True)


def _joined(holder: Holder, change: Exchanged, style: BracketStyle, words: Words) -> TextParts:
    parts: list[TextParts] = []
    for index, (name, value) in enumerate(change.added):
        parts.append((style.comma,) if index else ())
        parts.append(member_parts(None if holder.is_list else name, value, style, words))
    return tuple(part for some in parts for part in some)
