"""The blocks of a Terraform file, and the parts of its expressions. Nothing is evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sfn_engine.display import shorten
from sfn_engine.sources.terraform.strings import is_text, only_placeholder, placeholder, text_layer
from sfn_engine.sources.terraform.tokens import Script

_NOT_A_VALUE = ("for", "in", "if")
_MAX_NAMES = 12
"""Tokens of a reference that is looked at: ``data.template_file.orders.rendered`` has seven."""


class Part(NamedTuple):
    """A run of tokens: an expression, or what is between brackets."""

    first: int
    last: int
    """The index after the run."""


class Body(NamedTuple):
    """The contents of a block."""

    attributes: dict[str, Part]
    """Name → expression."""
    blocks: tuple[Block, ...]

    def first(self, kind: str) -> Body:
        """Return the body of the first block of a kind; an empty one if there is none."""
        return next((block.body for block in self.blocks if block.kind == kind), Body({}, ()))


@dataclass(frozen=True, eq=False)
class Block:
    """A block such as ``resource "aws_sqs_queue" "jobs" { … }``. Its contents are read when needed."""

    script: Script
    kind: str
    labels: tuple[str, ...]
    index: int
    """Its first token."""
    inside: Part

    @cached_property
    def body(self) -> Body:
        """The contents of the block. Raises `DefinitionError` if it is neither name nor block."""
        return read_body(self.script, self.inside)


def read_body(script: Script, part: Part) -> Body:
    """Read names with values, and blocks."""
    attributes: dict[str, Part] = {}
    blocks: list[Block] = []
    index = part.first
    while index < part.last:
        token = script.tokens[index]
        if token.kind == "newline":
            index += 1
            continue
        if token.kind != "name":
            raise script.fault(index, f"not Terraform: expected a name, found {shorten(script.word(index), 20)!r}")
        if index + 1 < part.last and script.word(index + 1) == "=":
            value = Part(index + 2, _end_of_value(script, index + 2, part.last))
            attributes[script.word(index)] = value
            index = value.last
            continue
        blocks.append(_block(script, index, part.last))
        index = blocks[-1].inside.last + 1
    return Body(attributes, tuple(blocks))


def _block(script: Script, index: int, last: int) -> Block:
    labels: list[str] = []
    opening = index + 1
    while opening < last and script.tokens[opening].kind in ("name", "string"):
        labels.append(script.word(opening).strip('"'))
        opening += 1
    if opening >= last or script.word(opening) != "{":
        what = shorten(script.word(index), 40)
        raise script.fault(min(opening, last), f"not Terraform: expected '=' or '{{' after {what!r}")
    inside = Part(opening + 1, script.partners[opening])
    return Block(script, script.word(index), tuple(labels), index, inside)


def _end_of_value(script: Script, index: int, last: int, *, comma: bool = False) -> int:
    """Return where an expression ends: at the end of its line, or, with `comma`, at a comma before."""
    while index < last and script.tokens[index].kind != "newline" and not (comma and script.word(index) == ","):
        index = script.after(index)
    return index


def trimmed(script: Script, part: Part) -> Part:
    """Return an expression without line breaks and parentheses around it."""
    first, last = part
    while True:
        while first < last and script.tokens[first].kind == "newline":
            first += 1
        while last > first and script.tokens[last - 1].kind == "newline":
            last -= 1
        if first >= last or script.word(first) != "(" or script.after(first) != last:
            return Part(first, last)
        first, last = first + 1, last - 1


def without_quotes(script: Script, part: Part) -> Part:
    """Return the expression in a text that is one placeholder: ``"${x}"`` is ``x``."""
    part = trimmed(script, part)
    while is_single(script, part) and is_text(script, part.first):
        inner = only_placeholder(script, part.first)
        if inner is None:
            break
        part = trimmed(script, Part(inner + 1, script.partners[inner]))
    return part


def is_single(script: Script, part: Part) -> bool:
    """Tell whether an expression is one token with all that it encloses."""
    return part.first < part.last and script.after(part.first) == part.last


def is_object(script: Script, part: Part) -> bool:
    """Tell whether an expression is an object in braces."""
    return is_single(script, part) and script.word(part.first) == "{" and not _is_for(script, part)


def is_list(script: Script, part: Part) -> bool:
    """Tell whether an expression is a list in brackets."""
    return is_single(script, part) and script.word(part.first) == "[" and not _is_for(script, part)


def _is_for(script: Script, part: Part) -> bool:
    inner = trimmed(script, Part(part.first + 1, part.last - 1))
    return inner.first < inner.last and script.word(inner.first) == "for"


def entries(script: Script, part: Part) -> Iterator[tuple[int, Part]]:
    """Yield an object's names, as the index of each one's first token, with the values."""
    index, last = part.first + 1, part.last - 1
    while index < last:
        if script.tokens[index].kind == "newline" or script.word(index) == ",":
            index += 1
            continue
        sign = script.after(index)
        is_name = script.tokens[index].kind in ("name", "number") or is_text(script, index) or script.word(index) == "("
        if not is_name or sign >= last or script.word(sign) not in ("=", ":"):
            raise script.fault(sign if is_name else index, "not Terraform: expected a name, '=' and a value")
        value = Part(sign + 1, _end_of_value(script, sign + 1, last, comma=True))
        yield index, value
        index = value.last


def items(script: Script, part: Part) -> Iterator[Part]:
    """Yield the items of a list, or the arguments of a call, between the brackets at both ends of `part`."""
    index, last = part.first + 1, part.last - 1
    while index < last:
        end = index
        while end < last and script.word(end) != ",":
            end = script.after(end)
        item = trimmed(script, Part(index, end))
        if end < last or item.first < item.last:
            yield item
        index = end + 1


def call(script: Script, part: Part) -> tuple[str, list[Part]] | None:
    """Return a function's name and its arguments if an expression is one call."""
    first = part.first
    if part.last - first < 3 or script.tokens[first].kind != "name" or script.word(first + 1) != "(":
        return None
    if script.after(first + 1) != part.last:
        return None
    return script.word(first), list(items(script, Part(first + 1, part.last)))


def check_value(script: Script, part: Part) -> None:
    """Refuse what is not an expression: nothing, or two values side by side."""
    before = False
    index = part.first
    while index < part.last:
        is_value = script.tokens[index].kind in ("name", "number", "string") or (
            script.tokens[index].kind == "open" and script.sign(index) in '{"<'
        )
        if script.word(index) in _NOT_A_VALUE:
            is_value = False
        if is_value and before:
            raise script.fault(index, "not Terraform: expected a comma or a line break before this value")
        before = script.tokens[index].kind not in ("mark", "newline") and script.word(index) not in _NOT_A_VALUE
        index = script.after(index)
    if part.first >= part.last:
        raise script.fault(part.first, "not Terraform: expected a value")


def written(script: Script, part: Part) -> str:
    """Return an expression as it is written."""
    if part.first >= part.last:
        return ""
    return script.text[script.tokens[part.first].start : script.tokens[part.last - 1].end]


def text_of(script: Script, part: Part | None) -> str | None:
    """Return the text that an expression gives, with placeholders for what only Terraform knows."""
    if part is None:
        return None
    part = trimmed(script, part)
    check_value(script, part)
    if is_single(script, part):
        if is_text(script, part.first):
            return text_layer(script, part.first).text
        word = script.word(part.first)
        if word == "null":
            return None
        if script.tokens[part.first].kind == "number" or word in ("true", "false"):
            return word
    return placeholder(written(script, part))


def texts(script: Script, part: Part) -> dict[str, str]:
    """Return the texts that an object gives to names; nothing for any other expression."""
    part = trimmed(script, part)
    if not is_object(script, part):
        return {}
    found = {name_text(script, name): text_of(script, value) for name, value in entries(script, part)}
    return {name: text for name, text in found.items() if text is not None}


def name_text(script: Script, index: int) -> str:
    """Return the text of an object's name, which begins at a token; a single word is its own text."""
    part = trimmed(script, Part(index, script.after(index)))
    is_word = script.tokens[index].kind in ("name", "number")
    return script.word(index) if is_word else text_of(script, part) or ""


def traversal(script: Script, part: Part) -> tuple[str, ...]:
    """Return the names in ``local.definition``; nothing for any other expression."""
    words = [script.word(index) for index in range(part.first, min(part.last, part.first + _MAX_NAMES))]
    is_path = len(words) % 2 == 1 and part.last - part.first < _MAX_NAMES and set(words[1::2]) <= {"."}
    return tuple(words[::2]) if is_path else ()
