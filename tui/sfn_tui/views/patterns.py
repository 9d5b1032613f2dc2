"""The patterns of an integration as columns of rows: for the screen and for the command line. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from sfn_engine.asl.model import Pattern
from sfn_engine.asl.patterns import PATTERN_NAMES
from sfn_engine.display import counted, safe
from sfn_engine.patterns.model import PatternColumn, PatternComparison, PermissionCount
from sfn_engine.policy.model import Policy
from sfn_tui.session.changes import compare
from sfn_tui.text.line_diff import DiffSign, added
from sfn_tui.text.pieces import Piece, json_pieces, packed, split_wild
from sfn_tui.text.wrap import shortened, wrapped
from sfn_tui.views.policy import policy_rows

SIDE_BY_SIDE = 100
"""Columns of the terminal from which on all three patterns fit side by side."""

_HANGING = 2
"""Blanks in front of the rest of a wrapped line."""

SectionLineKind = Literal["text", "code", "warning", "more"]


class SectionLine(NamedTuple):
    """One line of a section, as long as it is. Safe to draw."""

    text: str
    kind: SectionLineKind = "text"
    mark: DiffSign = ""
    """What differs from request-response."""


class Section(NamedTuple):
    """What a column says under one heading."""

    heading: str
    lines: tuple[SectionLine, ...]


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One pattern."""

    pattern: Pattern
    title: str
    """``.sync:2``, or ``callback``."""
    present: bool
    """True for the pattern that the person's task has now."""
    disabled_reason: str
    """Why it cannot be chosen; empty if it can."""
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class PatternsView:
    """All that is shown of a comparison."""

    title: str
    """``Run job · Amazon ECS RunTask``."""
    is_of_task: bool
    """False where the tasks are samples, so that there is nothing to change."""
    columns: tuple[ColumnView, ...]


class PatternRow(NamedTuple):
    """One row of a column, no wider than it."""

    kind: Literal["heading", "text", "code", "warning", "more", "blank"]
    """`more`: what the pattern costs compared with request-response."""
    pieces: tuple[Piece, ...] = ()
    mark: DiffSign = ""

    @property
    def text(self) -> str:
        """The row without its mark."""
        return "".join(piece.text for piece in self.pieces)


BLANK = PatternRow("blank")


def patterns_view(comparison: PatternComparison) -> PatternsView:
    """Return what is shown of a comparison."""
    name = safe(" / ".join(comparison.state)) if comparison.state is not None else safe(comparison.integration)
    return PatternsView(
        title=f"{name} · {safe(comparison.title)} · {comparison.scope} scope",
        is_of_task=comparison.state is not None,
        columns=tuple(_column_view(comparison, column) for column in comparison.columns),
    )


def _column_view(comparison: PatternComparison, column: PatternColumn) -> ColumnView:
    name = column.suffix if column.pattern == "sync" and column.suffix else PATTERN_NAMES[column.pattern]
    disabled_reason = safe(column.disabled_reason)
    sections = _sections(column, comparison.base) if not disabled_reason else (_unsupported(disabled_reason),)
    return ColumnView(column.pattern, name, column.pattern == comparison.present, disabled_reason, sections)


def _unsupported(reason: str) -> Section:
    return Section("Not supported", (SectionLine(f"{reason[:1].upper()}{reason[1:]}.", "warning"),))


def _sections(column: PatternColumn, base: PatternColumn | None) -> tuple[Section, ...]:
    assert column.policy is not None and column.permissions is not None
    other = base if base is not None and base is not column else None
    forms = (SectionLine(safe(column.forms)),) if column.forms else ()
    return (
        Section("Waits for", (SectionLine(safe(column.waits_for)), *forms)),
        Section("Who can end it", tuple(SectionLine(safe(sentence)) for sentence in column.ended_by)),
        Section("How long", (SectionLine(safe(column.lasts)),)),
        Section(
            "Permissions", tuple(_permissions(column.permissions, other.permissions if other is not None else None))
        ),
        Section("Task", tuple(_json_lines(column.task, other.task if other is not None else None))),
        *_policies(column.policy, other.policy if other is not None else None),
    )


def _permissions(permissions: PermissionCount, base: PermissionCount | None) -> Iterator[SectionLine]:
    counts = ", ".join(f"{count} {reason}" for reason, count in permissions.actions.items())
    total = sum(permissions.actions.values())
    yield SectionLine(f"{counted(total, 'action')}{f': {counts}' if counts else ''}")
    wild = permissions.wildcards
    resources = counted(wild, "resource") if wild else "no resource"
    yield SectionLine(f"{resources} with a wildcard")
    if base is None:
        return
    parts = [f"{count:+} {reason}" for reason, count in permissions.more_than(base).items()]
    extra = permissions.wildcards - base.wildcards
    if extra:
        parts.append(f"{'+' if extra > 0 else ''}{counted(extra, 'wildcard')}")
    if parts:
        yield SectionLine(f"{', '.join(parts)} compared with request-response", "more")
    else:
        yield SectionLine("the same as request-response")


def _json_lines(data: Mapping[str, Any], base: Mapping[str, Any] | None) -> Iterator[SectionLine]:
    """Yield printed JSON; lines that `base` does not have are marked."""
    lines = _printed(data)
    new = added(_printed(base), lines) if base is not None else [False] * len(lines)
    for line, is_new in zip(lines, new, strict=True):
        yield SectionLine(safe(line), "code", "+" if is_new else "")


def _printed(data: Mapping[str, Any]) -> list[str]:
    return json.dumps(data, indent=2, ensure_ascii=False).split("\n")


def _policies(policy: Policy, base: Policy | None) -> Iterator[Section]:
    change = compare(base, policy, "") if base is not None else None
    lines = tuple(SectionLine(row.text, "code", row.mark) for row in policy_rows(policy, change))
    yield Section("Policy", lines)
    for index, role in enumerate(policy.other_roles):
        before = base.other_roles[index].document if base is not None else None
        yield Section(f"Policy of the role {safe(role.role)}", tuple(_json_lines(role.document, before)))


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────


def column_rows(column: ColumnView, width: int) -> tuple[PatternRow, ...]:
    """Return a column alone, `width` cells wide."""
    return _joined([_section_rows(section, width) for section in column.sections])


def aligned_rows(view: PatternsView, widths: Sequence[int]) -> tuple[tuple[PatternRow, ...], ...]:
    """Return all columns with the same headings in the same rows, so that they can be read across.

    A pattern that is not supported says only that: its column ends there, and the others do not wait for it.
    """
    blocks = [
        [_section_rows(section, width) for section in column.sections]
        for column, width in zip(view.columns, widths, strict=True)
    ]
    heights = [
        max(len(rows[index]) for column, rows in zip(view.columns, blocks, strict=True) if _counts(column, rows, index))
        for index in range(max(len(rows) for rows in blocks))
    ]
    filled = [
        rows
        if column.disabled_reason
        else [[*block, *[BLANK] * (heights[index] - len(block))] for index, block in enumerate(rows)]
        for column, rows in zip(view.columns, blocks, strict=True)
    ]
    return tuple(_joined(rows) for rows in filled)


def _counts(column: ColumnView, rows: Sequence[object], index: int) -> bool:
    return not column.disabled_reason and index < len(rows)


def _joined(blocks: Sequence[Sequence[PatternRow]]) -> tuple[PatternRow, ...]:
    rows: list[PatternRow] = []
    for block in blocks:
        rows += [*([BLANK] if rows else []), *block]
    return tuple(rows)


def _section_rows(section: Section, width: int) -> list[PatternRow]:
    rows = [PatternRow("heading", (Piece(line, "heading"),)) for line in wrapped(shortened(section.heading), width)]
    for line in section.lines:
        made = _code_rows(line, width) if line.kind == "code" else _text_rows(line, width)
        rows.extend(made)
    return rows


def _text_rows(line: SectionLine, width: int) -> Iterator[PatternRow]:
    for text in wrapped(shortened(line.text), width):
        yield PatternRow(line.kind, (Piece(text, "plain"),), line.mark)


def _code_rows(line: SectionLine, width: int) -> Iterator[PatternRow]:
    """Wrap code, keeping its indentation visible in a narrow column."""
    text = shortened(line.text)
    code = text.lstrip()
    indent = min(len(text) - len(code), width // 3)
    for index, row in enumerate(packed(split_wild(json_pieces(code)), width - indent, hanging=_HANGING)):
        lead = Piece(" " * (indent + (_HANGING if index else 0)), "punctuation")
        yield PatternRow("code", (lead, *row) if lead.text else row, line.mark)
