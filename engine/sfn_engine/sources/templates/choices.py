"""What CloudFormation's functions may give, as far as the template itself says it.

``Fn::If`` gives one of its branches, ``Fn::FindInMap`` one of the map's values; ``Fn::Select`` and ``Fn::Split`` of
known text give a known text (guide: intrinsic-function-reference). Nothing else is evaluated.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sfn_engine.sources.templates.functions import choices, fill, is_no_value, template_function, text_of

MAX_CHOICES = 16
"""Texts that one function may give; one that may give more is unknown."""
_MAX_NESTED = 8
_UNKNOWN = "${Fn::"
"""How the placeholder of a function begins whose value is unknown."""


def function_choices(values: Iterable[Any], mappings: Any) -> dict[str, tuple[str, ...]]:
    """Return what the functions in plain data may give: the name of each one's placeholder → its texts.

    A text may hold placeholders, of functions among them. `mappings` is the template's section ``Mappings``.
    """
    evaluator = _Evaluator(mappings if isinstance(mappings, Mapping) else {})
    found: dict[str, tuple[str, ...]] = {}
    for function, text in _functions(list(values)):
        texts = tuple(text for text in evaluator.texts(function) if text is not None)
        if texts and texts != (text,):
            # A long argument is shortened in the name, so that two functions may share it: then it may be any.
            found[text[2:-1]] = tuple(dict.fromkeys((*found.get(text[2:-1], ()), *texts)))
    return {name: texts for name, texts in found.items() if len(texts) <= MAX_CHOICES}


def _functions(pending: list[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the functions in plain data, with their placeholders, whose value is not in the placeholder itself."""
    while pending:
        value = pending.pop()
        if isinstance(value, Mapping):
            text = template_function(value)
            if text is not None and text.startswith(_UNKNOWN) and text.find("}") == len(text) - 1:
                yield value, text
            pending += value.values()
        elif isinstance(value, list):
            pending += value


class _Evaluator:
    """Evaluates the functions of one template."""

    def __init__(self, mappings: Mapping[str, Any]) -> None:
        self.mappings = mappings

    def texts(self, value: Any, depth: int = 0) -> tuple[str | None, ...]:
        """Return the texts that a value may give; for what is unknown its placeholder, None for what is no text."""
        found: dict[str | None, None] = {}
        for given in self._values(value, depth):
            found[text_of(given)] = None
            if len(found) > MAX_CHOICES:
                return (text_of(value),)
        return tuple(found) or (text_of(value),)

    def _values(self, value: Any, depth: int) -> Iterator[Any]:
        """Yield the values, texts and lists, that a value may give: itself if it is not a function."""
        name, argument = next(iter(value.items())) if isinstance(value, Mapping) and len(value) == 1 else ("", None)
        method = _METHODS.get(name)
        if method is None or depth >= _MAX_NESTED:
            yield value
            return
        made = list(itertools.islice(method(self, argument, depth + 1), MAX_CHOICES + 1))
        yield from made if made else [value]

    def _if(self, argument: Any, depth: int) -> Iterator[Any]:
        for choice in choices({"Fn::If": argument}):
            # A list that is not of this form is its own only choice.
            if choice != {"Fn::If": argument}:
                yield from self._values(choice, depth)

    def _find_in_map(self, argument: Any, depth: int) -> Iterator[Any]:
        if not isinstance(argument, list) or len(argument) not in (3, 4):
            return
        found = [
            value
            for table in self._found(self.mappings, argument[0], depth)
            for row in self._found(table, argument[1], depth)
            for value in self._found(row, argument[2], depth)
        ]
        yield from found
        if found and all(self._known_keys(key, depth) is not None for key in argument[:3]):
            return  # the default counts where the map may lack a key
        default = argument[3].get("DefaultValue") if len(argument) == 4 and isinstance(argument[3], Mapping) else None
        if default is not None and not is_no_value(default):
            yield from self._values(default, depth)

    def _found(self, table: Any, key: Any, depth: int) -> Iterator[Any]:
        """Yield what a key gives; any value of the table where the key is only known at deployment."""
        if not isinstance(table, Mapping):
            return
        keys = self._known_keys(key, depth)
        yield from (table[text] for text in keys if text in table) if keys is not None else table.values()

    def _known_keys(self, key: Any, depth: int) -> tuple[str, ...] | None:
        """Return the texts that a key may be; None where only the deployment knows it."""
        texts = self.texts(key, depth)
        keys = tuple(text for text in texts if text is not None and "${" not in text)
        return keys if len(keys) == len(texts) else None

    def _select(self, argument: Any, depth: int) -> Iterator[Any]:
        if not isinstance(argument, list) or len(argument) != 2:
            return
        for index in self.texts(argument[0], depth):
            for items in self._values(argument[1], depth):
                if isinstance(items, list) and index is not None and index.isdecimal() and int(index) < len(items):
                    yield from self._values(items[int(index)], depth)
                else:
                    yield {"Fn::Select": argument}

    def _split(self, argument: Any, depth: int) -> Iterator[Any]:
        if not isinstance(argument, list) or len(argument) != 2 or not isinstance(argument[0], str) or not argument[0]:
            return
        for text in self.texts(argument[1], depth):
            # What is filled in may hold the separator too, except for pseudo parameters.
            is_known = text is not None and all(part.startswith("AWS::") for part in text.split("${")[1:])
            if text is not None and is_known:
                yield _split_outside_braces(text, argument[0])
            else:
                yield {"Fn::Split": argument}

    def _join(self, argument: Any, depth: int) -> Iterator[Any]:
        if not isinstance(argument, list) or len(argument) != 2 or not isinstance(argument[0], str):
            return
        for items in self._values(argument[1], depth):
            if not isinstance(items, list) or len(items) > MAX_CHOICES * 4:
                yield {"Fn::Join": argument}
                continue
            for texts in itertools.product(*(self.texts(item, depth) for item in items)):
                known = [text for text in texts if text is not None]
                yield argument[0].join(known) if len(known) == len(texts) else {"Fn::Join": argument}

    def _sub(self, argument: Any, depth: int) -> Iterator[Any]:
        given = argument[1] if isinstance(argument, list) and len(argument) == 2 else {}
        template = argument[0] if isinstance(argument, list) and argument else argument
        if not isinstance(template, str) or not isinstance(given, Mapping):
            return
        for texts in itertools.product(*(self.texts(value, depth) for value in given.values())):
            yield fill(template, {name: text for name, text in zip(given, texts, strict=True) if text is not None})


_METHODS = {
    "Fn::If": _Evaluator._if,
    "Fn::FindInMap": _Evaluator._find_in_map,
    "Fn::Select": _Evaluator._select,
    "Fn::Split": _Evaluator._split,
    "Fn::Join": _Evaluator._join,
    "Fn::Sub": _Evaluator._sub,
}


def _split_outside_braces(text: str, separator: str) -> list[str]:
    """Split a text, but not inside a placeholder: ``${AWS::Region}`` has colons of its own."""
    parts = [""]
    for index, piece in enumerate(text.split("${")):
        name, brace, rest = piece.partition("}") if index else ("", "", piece)
        head, *others = rest.split(separator)
        parts[-1] += f"${{{name}{brace}{head}" if index else head
        parts += others
    return parts
