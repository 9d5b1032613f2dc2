"""The detail pane's rows, made from a `DetailView` for a width. Pure: no widget, no terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

from sfn_engine.asl.model import Pattern
from sfn_engine.display import counted, safe
from sfn_tui.text.cells import cells, column
from sfn_tui.text.pieces import Piece, json_pieces, wrap_pieces
from sfn_tui.text.wrap import shortened, wrapped
from sfn_tui.views.detail import MODE_SIGNS, DetailView, PatternOption, TargetView
from sfn_tui.views.grant_rows import action_width, grant_lines

CODE_LIMIT = 400
"""Lines of the definition that are shown; a Map may hold thousands, which its own states show better."""
_LABEL = 9
_NAME_LIMIT = 28
_MODE = 14
_BY_HAND = "add by hand "
"""As wide as the column of reasons below it."""


@dataclass(frozen=True, slots=True)
class PatternItem:
    """An option of the pattern switch."""

    pattern: Pattern
    disabled_reason: str


@dataclass(frozen=True, slots=True)
class TargetItem:
    """A target that can be toggled."""

    name: str


@dataclass(frozen=True, slots=True)
class GrantItem:
    """A row of the table of grants."""

    index: int
    """Position in the view's grants."""
    statement: int | None
    """Position in the policy; None if the permission belongs to another role."""


Item: TypeAlias = PatternItem | TargetItem | GrantItem
"""Something that the cursor stops at."""

DetailRowKind: TypeAlias = Literal["heading", "pattern", "target", "grant", "warning", "text", "code"]


class ItemSpot(NamedTuple):
    """The cells of a row that belong to an item; `end` is the first cell after it."""

    start: int
    end: int
    item: Item


@dataclass(frozen=True, slots=True)
class DetailRow:
    """One row of the pane."""

    kind: DetailRowKind
    pieces: tuple[Piece, ...]
    spots: tuple[ItemSpot, ...] = ()

    @property
    def text(self) -> str:
        """The row as plain text."""
        return "".join(piece.text for piece in self.pieces)


def detail_rows(view: DetailView, width: int, unfolded: Item | None = None) -> tuple[DetailRow, ...]:
    """Return the rows of a state's detail, each at most `width` cells wide.

    `unfolded` is the item that shows more: a pattern says why it is not supported, a grant names all its
    actions and resources.
    """
    width = max(width, 12)
    rows = [*_line(view, width), *_head(view, width, unfolded)]
    names = _name_width(view.targets, width)
    for target in view.targets:
        rows += _target(target, names, width)
    rows += [*_by_hand(view, width), *_warnings(view, width)]
    actions = action_width(view.grants)
    for index, grant in enumerate(view.grants):
        item = GrantItem(index, grant.statement)
        for pieces in grant_lines(grant, actions, width, unfolded=item == unfolded):
            rows.append(_item_row("grant", pieces, item, width))
    rows += _remarks(view, width)
    return (*(_clipped(row, width) for row in rows), *_definition(view.definition, width))


def _line(view: DetailView, width: int) -> Iterator[DetailRow]:
    """Why the line under the policy's cursor is there."""
    if not view.line:
        return
    yield from _paragraph("Line", view.line, "value", width)
    for index, sentence in enumerate(view.line_why):
        yield from _paragraph("Why" if index == 0 else "", sentence, "purpose", width)
    for index, clause in enumerate(view.line_because):
        yield from _paragraph("Why *" if index == 0 else "", clause, "wildcard", width)
    yield DetailRow("text", (Piece("─" * width, "rule"),))


def _head(view: DetailView, width: int, unfolded: Item | None) -> Iterator[DetailRow]:
    """Heading and pattern switch, on one row if they fit."""
    title = view.title if view.title != view.heading else ""
    heading = (Piece(shortened(view.heading), "heading"), Piece(f" · {title}" if title else "", "title"))
    used = sum(cells(piece.text) for piece in heading)
    switch = [_option(option) for option in view.patterns]
    needed = _LABEL + sum(cells(piece.text) + 3 for piece in switch) - 3
    if switch and used + 4 + needed <= width:
        yield _switch_row(view.patterns, heading, used + 4)
    else:
        for line in wrapped(shortened(heading[0].text + heading[1].text), width):
            yield DetailRow("heading", (Piece(line, "heading"),))
        if switch and needed <= width:
            yield _switch_row(view.patterns, (), 0)
        else:
            # One below the other: the switch works the same way in a narrow pane.
            indent = _LABEL if width > 3 * _LABEL + 3 else 0
            for index, option in enumerate(view.patterns):
                label = Piece(("Pattern" if index == 0 else "").ljust(_LABEL)[:indent], "label")
                piece = _option(option)
                spot = ItemSpot(indent, indent + cells(piece.text), PatternItem(option.pattern, option.disabled_reason))
                yield DetailRow("pattern", (label, piece), (spot,))
    if isinstance(unfolded, PatternItem) and unfolded.disabled_reason:
        yield from _paragraph("", unfolded.disabled_reason, "disabled", width)


def _switch_row(options: Sequence[PatternOption], before: tuple[Piece, ...], start: int) -> DetailRow:
    used = sum(cells(piece.text) for piece in before)
    pieces = [*before, Piece(" " * (start - used), "plain"), Piece("Pattern".ljust(_LABEL), "label")]
    column = start + _LABEL
    spots: list[ItemSpot] = []
    for option in options:
        if spots:
            pieces.append(Piece("   ", "plain"))
            column += 3
        piece = _option(option)
        pieces.append(piece)
        spots.append(ItemSpot(column, column + cells(piece.text), PatternItem(option.pattern, option.disabled_reason)))
        column = spots[-1].end
    return DetailRow("pattern", tuple(pieces), tuple(spots))


def _option(option: PatternOption) -> Piece:
    if option.chosen:
        return Piece(f"(●) {option.label}", "chosen")
    if option.disabled_reason:
        return Piece(f"(—) {option.label}", "refused")
    return Piece(f"( ) {option.label}", "option")


def _target(target: TargetView, name_width: int, width: int) -> Iterator[DetailRow]:
    item = TargetItem(target.name)
    hint = "d hard-codes it" if target.mode in ("dynamic", "partial") else "d makes it dynamic"
    if target.is_key:
        hint = "a key of the arguments: it cannot be toggled"
    value = target.value or "—"
    if target.absent:
        value = "not set" if target.value in ("", "*") else f"{value}  (not set: the service's default)"
    if target.origin:
        value += f"  ({target.origin})"
    mode = Piece(f"{MODE_SIGNS[target.mode]} {target.mode}".ljust(_MODE), f"mode-{target.mode}")
    first = [Piece(column(target.label, name_width), "name"), mode]
    if cells(target.label) + 2 > name_width or name_width + _MODE > width:
        # The end of a path says most of what it is: it gets rows of its own rather than being cut.
        for line in wrapped(target.label, width):
            yield _item_row("target", [Piece(line, "name")], item, width)
        name_width = 2
        first = [Piece(" " * name_width, "plain"), mode]
    indent = name_width + _MODE
    if indent + 20 > width:
        # No room next to the mode: the value gets rows of its own.
        yield _item_row("target", first, item, width)
        first, indent = [], 2
    lines = wrapped(shortened(value), width - indent)
    if indent + cells(lines[-1]) + 4 + len(hint) <= width:
        hints = [Piece(f"    {hint}", "hint")]
    else:
        hints = []
    for index, line in enumerate(lines):
        lead = first if index == 0 and first else [Piece(" " * indent, "plain")]
        tail = hints if index == len(lines) - 1 else []
        yield _item_row("target", [*lead, Piece(line, "value"), *tail], item, width)
    for line in wrapped(hint, width - indent) if not hints else ():
        yield _item_row("target", [Piece(" " * indent, "plain"), Piece(line, "hint")], item, width)


def _by_hand(view: DetailView, width: int) -> Iterator[DetailRow]:
    """What to add by hand, above the permissions that the policy has: it is what a person must do."""
    beside = width > 3 * len(_BY_HAND)
    indent = len(_BY_HAND) if beside else 2
    for text in view.by_hand:
        if not beside:
            yield DetailRow("warning", (Piece(_BY_HAND.rstrip(), "warning"),))
        for index, line in enumerate(wrapped(shortened(text), width - indent)):
            label = _BY_HAND if beside and index == 0 else " " * indent
            yield DetailRow("warning", (Piece(label, "warning"), Piece(line, "warning")))


def _warnings(view: DetailView, width: int) -> Iterator[DetailRow]:
    for text in (view.unexplained, *view.diagnostics):
        if text:
            for index, line in enumerate(wrapped(shortened(text), width - 2)):
                lead = Piece("! " if index == 0 else "  ", "warning")
                yield DetailRow("warning", (lead, Piece(line, "warning")))


def _remarks(view: DetailView, width: int) -> Iterator[DetailRow]:
    if view.other_role:
        yield from _paragraph("Role", f"the call's permissions belong to {view.other_role}", "value", width)
    if view.token_sender:
        yield from _paragraph("Token", view.token_sender, "value", width)
    if not (view.grants or view.unexplained or view.other_role or view.by_hand):
        yield from _paragraph("Needs", _no_permissions(view), "purpose", width)
    for label, text in (("Note", view.note), ("Guide", ", ".join(view.pages)), ("Comment", view.comment)):
        if text:
            yield from _paragraph(label, safe(shortened(text)), "remark", width)


def _no_permissions(view: DetailView) -> str:
    if view.type in ("Map", "Parallel"):
        return "no permission of its own; the states inside it may need some"
    return f"no permission: this {view.type} state calls nothing that the role must allow"


def _paragraph(label: str, text: str, kind: str, width: int) -> Iterator[DetailRow]:
    indent = _LABEL if width > 3 * _LABEL else 2
    if indent < _LABEL and label:
        yield DetailRow("text", (Piece(label, "label"),))
        label = ""
    for index, line in enumerate(wrapped(shortened(text), width - indent)):
        lead = Piece((label if index == 0 else "").ljust(indent), "label")
        yield DetailRow("text", (lead, Piece(line, kind)))


def _definition(definition: str, width: int) -> Iterator[DetailRow]:
    lines = definition.split("\n", CODE_LIMIT) if definition else []
    if not lines:
        return
    yield DetailRow("text", (Piece(f"── Definition {'─' * width}"[:width], "rule"),))
    for line in lines[:CODE_LIMIT]:
        for pieces in wrap_pieces(json_pieces(safe(shortened(line))), width):
            yield DetailRow("code", pieces)
    if len(lines) > CODE_LIMIT:
        rest = lines[CODE_LIMIT].count("\n") + 1
        more = counted(rest, "more line", separator=",")
        yield from _paragraph("", f"… {more}; e opens the definition", "hint", width)


def _item_row(kind: DetailRowKind, pieces: Sequence[Piece], item: Item, width: int) -> DetailRow:
    return DetailRow(kind, tuple(piece for piece in pieces if piece.text), (ItemSpot(0, width, item),))


def _clipped(row: DetailRow, width: int) -> DetailRow:
    """Cut a row that does not fit, which happens only in a pane too narrow for a mode and its name."""
    if sum(cells(piece.text) for piece in row.pieces) <= width:
        return row
    spots = tuple(ItemSpot(min(spot.start, width), min(spot.end, width), spot.item) for spot in row.spots)
    return replace(row, pieces=wrap_pieces(row.pieces, width)[0], spots=spots)


def _name_width(targets: Sequence[TargetView], width: int) -> int:
    longest = max((cells(target.label) for target in targets), default=0)
    return min(longest, max(_NAME_LIMIT, width // 3)) + 2
