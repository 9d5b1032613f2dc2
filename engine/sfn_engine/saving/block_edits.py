"""Edits in the block style of YAML, where members have lines of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sfn_engine.saving.changes import Exchanged
from sfn_engine.saving.holders import Holder, Member
from sfn_engine.saving.text_edits import TextEdit, TextParts
from sfn_engine.saving.yaml_holders import line_end, line_start, next_line
from sfn_engine.saving.yaml_style import BlockStyle, after_name, block_member, in_line


def exchange_block(text: str, holder: Holder, change: Exchanged, style: BlockStyle) -> Iterator[TextEdit]:
    """Yield the edits that remove members and add others; some member stays, or something is added."""
    before, after = holder.member(change.before), holder.member(change.after)
    removed = [member for token in change.removed if (member := holder.member(token)) is not None]
    new = [block_member(None if holder.is_list else name, value, style) for name, value in change.added]
    if removed and new:
        yield TextEdit(removed[0].start, removed[-1].end, _joined(new, style)[1:])
    elif removed:
        yield from _removed(text, removed, after)
    elif before is not None:
        # A comment in the line of the member before stays with it.
        end = line_end(text, before.end)
        yield TextEdit(end, end, _joined(new, style))
    elif after is not None:
        yield TextEdit(after.start, after.start, (*_joined(new, style)[1:], style.between), leading=True)


def _joined(members: list[TextParts], style: BlockStyle) -> TextParts:
    return tuple(part for member in members for part in (style.between, *member))


def _removed(text: str, removed: list[Member], after: Member | None) -> Iterator[TextEdit]:
    first = line_start(text, removed[0].start)
    if text[first : removed[0].start].strip() and after is not None:
        # The first of a list's item, which is behind the dash: the next moves up to it.
        yield TextEdit(removed[0].start, after.start)
    elif next_line(text, removed[-1].end) == line_end(text, removed[-1].end):
        # The text ends here without a line break, and does so afterwards.
        yield TextEdit(line_end(text, line_start(text, max(first - 1, 0))), len(text))
    else:
        for member in removed:
            yield TextEdit(line_start(text, member.start), next_line(text, member.end))


def replace_in_block(text: str, member: Member, value: Any, style: BlockStyle) -> Iterator[TextEdit]:
    """Yield the edits that give a member of a block another value. A comment after its name stays there."""
    first_end = line_end(text, member.name_end)
    below = member.value > first_end
    if not (isinstance(value, (dict, list)) and value):
        if below:
            yield TextEdit(member.name_end, member.name_end, (" ", *in_line(value, style)))
            yield TextEdit(first_end, member.end)
        else:
            gap = () if text[member.name_end : member.value] else (" ",)
            yield TextEdit(member.value, member.end, (*gap, *in_line(value, style)))
        return
    if below:
        yield TextEdit(first_end, member.end, after_name(value, style))
        return
    last_end = line_end(text, member.end)
    yield TextEdit(member.name_end, member.end)
    yield TextEdit(last_end, last_end, after_name(value, style))
