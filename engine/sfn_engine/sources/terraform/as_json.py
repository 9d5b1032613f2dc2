"""An HCL value as the JSON text that `jsonencode` makes of it, with the position of each token."""

from __future__ import annotations

from sfn_engine.sources.json.strings import escaped
from sfn_engine.sources.layers import Layer, LayerBuilder
from sfn_engine.sources.terraform.expressions import (
    Part,
    check_value,
    entries,
    is_list,
    is_object,
    is_single,
    items,
    name_text,
    trimmed,
    written,
)
from sfn_engine.sources.terraform.strings import is_text, placeholder, text_layer
from sfn_engine.sources.terraform.tokens import Script


def encoded(script: Script, part: Part) -> Layer:
    """Return a value as JSON. An expression that only Terraform can evaluate becomes a placeholder in quotes.

    Nothing can be written back: HCL is not JSON.
    """
    writer = _Writer(script)
    writer.value(part)
    return writer.builder.layer()


class _Writer:
    """Writes the JSON text token by token."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.builder = LayerBuilder()

    def value(self, part: Part) -> None:
        script = self.script
        part = trimmed(script, part)
        check_value(script, part)
        if is_object(script, part):
            self._object(part)
        elif is_list(script, part):
            self._list(part)
        elif is_single(script, part) and is_text(script, part.first):
            self._text(part.first)
        elif not self._literal(part):
            self._quoted(placeholder(written(script, part)), part)

    def _object(self, part: Part) -> None:
        self._bracket("{", part.first)
        for count, (name, value) in enumerate(entries(self.script, part)):
            self._comma(count, name)
            self._name(name)
            sign = self.script.tokens[self.script.after(name)]
            self.builder.add(":", sign.start, sign.end - sign.start, None)
            self.value(value)
        self._bracket("}", part.last - 1)

    def _list(self, part: Part) -> None:
        self._bracket("[", part.first)
        for count, item in enumerate(items(self.script, part)):
            self._comma(count, item.first)
            self.value(item)
        self._bracket("]", part.last - 1)

    def _name(self, index: int) -> None:
        part = trimmed(self.script, Part(index, self.script.after(index)))
        if is_single(self.script, part) and is_text(self.script, part.first):
            self._text(part.first)
        else:
            self._quoted(name_text(self.script, index), part)

    def _text(self, index: int) -> None:
        token = self.script.tokens[index]
        last = self.script.tokens[self.script.after(index) - 1]
        layer = text_layer(self.script, index)
        self.builder.add('"', token.start, 1, None)
        for segment in layer.segments:
            run = layer.text[segment.inner : segment.inner + segment.length]
            inside = escaped(run)
            same = segment.same and inside == run
            self.builder.add(inside, segment.outer, None if same else segment.outer_length, None)
        self.builder.add('"', last.end - 1, 1, None)

    def _literal(self, part: Part) -> bool:
        """Write a number, true, false or null; tell whether it is one."""
        script = self.script
        sign = "-" if part.last - part.first == 2 and script.word(part.first) == "-" else ""
        index = part.first + len(sign)
        is_number = script.tokens[index].kind == "number"
        if index + 1 != part.last or not (is_number or (not sign and script.word(index) in ("true", "false", "null"))):
            return False
        word = script.word(index)
        literal = sign + (_without_zeros(word) if is_number else word)
        start = script.tokens[part.first].start
        self.builder.add(literal, start, script.tokens[index].end - start, None)
        return True

    def _quoted(self, text: str, part: Part) -> None:
        start, end = self.script.tokens[part.first].start, self.script.tokens[part.last - 1].end
        self.builder.add(f'"{escaped(text)}"', start, end - start, None)

    def _bracket(self, sign: str, index: int) -> None:
        self.builder.add(sign, self.script.tokens[index].start, encode=None)

    def _comma(self, count: int, index: int) -> None:
        if count and index < len(self.script.tokens):
            self.builder.add(",", self.script.tokens[index].start, 0, None)


def _without_zeros(number: str) -> str:
    """Write ``007`` as JSON has it."""
    stripped = number.lstrip("0")
    return stripped if stripped[:1].isdigit() else f"0{stripped}"
