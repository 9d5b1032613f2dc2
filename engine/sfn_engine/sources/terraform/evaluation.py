"""What an expression may give, as far as the Terraform file itself says it.

A condition gives one of two values, a few functions of known text give a known text, a local value gives its own.
What only Terraform can know stays a placeholder (Terraform language: Expressions, Functions).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping

from sfn_engine.errors import DefinitionError
from sfn_engine.sources.possible import MAX_TEXTS, is_function, placeholder_names
from sfn_engine.sources.terraform.expressions import (
    Part,
    call,
    entries,
    is_list,
    is_object,
    items,
    name_text,
    text_of,
    trimmed,
    written,
)
from sfn_engine.sources.terraform.module import Module
from sfn_engine.sources.terraform.strings import placeholder
from sfn_engine.sources.terraform.tokens import Script, tokenize

_MAX_NESTED = 12
_MAX_NAMES = 500
"""Placeholders of one file that are evaluated."""


def expression_choices(names: Iterable[str], module: Module) -> dict[str, tuple[str, ...]]:
    """Return what expressions may give: the name of a placeholder → its texts, perhaps with other placeholders."""
    found: dict[str, tuple[str, ...]] = {}
    pending = list(dict.fromkeys(names))
    while pending and len(found) < _MAX_NAMES:
        name = pending.pop()
        if name in found or not (is_function(name) or name.startswith("local.")):
            continue
        texts = _texts_of(name, module)
        if texts and texts != (f"${{{name}}}",):
            found[name] = texts
            pending += placeholder_names(texts)
    return found


def _texts_of(name: str, module: Module) -> tuple[str, ...]:
    try:
        script = tokenize(name)
        return _Evaluator(module).texts(script, Part(0, len(script.tokens)), 0)
    except DefinitionError:
        return ()


class _Evaluator:
    """Evaluates expressions of one file. Each is read with the script that it is in: a placeholder has its own."""

    def __init__(self, module: Module) -> None:
        self.module = module

    def texts(self, script: Script, part: Part, depth: int) -> tuple[str, ...]:
        """Return the texts that an expression may give; its placeholder where it is unknown."""
        found: dict[str, None] = {}
        for inner, value in self._values(script, part, depth):
            for text in self._text(inner, value, depth):
                found[text] = None
            if len(found) > MAX_TEXTS:
                return (_unknown(script, part),)
        return tuple(found)

    def _text(self, script: Script, part: Part, depth: int) -> tuple[str, ...]:
        called = call(script, part)
        if called is not None and called[0] == "join" and len(called[1]) == 2 and depth < _MAX_NESTED:
            return self._joined(script, part, called[1], depth)
        method = _TEXT_FUNCTIONS.get(called[0]) if called is not None else None
        if called is None or method is None or depth >= _MAX_NESTED:
            text = text_of(script, part)
            return (text,) if text is not None else ()
        ways = itertools.product(*(self.texts(script, argument, depth + 1) for argument in called[1]))
        made = [method(list(texts)) for texts in itertools.islice(ways, MAX_TEXTS + 1)]
        known = [text for text in made if text is not None]
        return tuple(known) if known and len(known) == len(made) else (_unknown(script, part),)

    def _joined(self, script: Script, whole: Part, arguments: list[Part], depth: int) -> tuple[str, ...]:
        """Return the texts of ``join("-", [a, b])``; one whose list is unknown is unknown."""
        separator, values = arguments
        made: list[str] = []
        for between in self.texts(script, separator, depth + 1):
            for inner, value in self._values(script, values, depth + 1):
                if not is_list(inner, value):
                    return (_unknown(script, whole),)
                ways = itertools.product(*(self.texts(inner, item, depth + 1) for item in items(inner, value)))
                made += (between.join(texts) for texts in itertools.islice(ways, MAX_TEXTS + 1))
        return tuple(made)

    def _values(self, script: Script, part: Part, depth: int) -> Iterator[tuple[Script, Part]]:
        """Yield the expressions that give the value: both of a condition, a local value's own, an item."""
        part = trimmed(script, part)
        branches = _branches(script, part)
        if depth >= _MAX_NESTED:
            yield script, part
        elif branches:
            for branch in branches:
                yield from self._values(script, branch, depth + 1)
        else:
            yield from self._followed(script, part, depth)

    def _followed(self, script: Script, part: Part, depth: int) -> Iterator[tuple[Script, Part]]:
        called = call(script, part)
        if called is not None and called[0] in ("coalesce", "try") and called[1]:
            for argument in called[1]:
                yield from self._values(script, argument, depth + 1)
            return
        if called is not None and called[0] in ("element", "lookup") and len(called[1]) in (2, 3):
            yield from self._looked_up(script, part, called[1], depth)
            return
        steps = _steps(script, part)
        if steps is not None and steps[0] == "local" and len(steps) > 1:
            yield from self._local(script, part, steps, depth)
            return
        yield script, part

    def _looked_up(
        self, script: Script, part: Part, arguments: list[Part], depth: int
    ) -> Iterator[tuple[Script, Part]]:
        key = self._key(script, arguments[1], depth)
        found = [
            value
            for inner, container in self._values(script, arguments[0], depth + 1)
            for value in self._inside(inner, container, key, depth, (script, part))
        ]
        yield from found
        # The default counts where the object may lack the key.
        for default in arguments[2:] if key is None or not found else ():
            yield from self._values(script, default, depth + 1)

    def _local(
        self, script: Script, part: Part, steps: list[str | Part], depth: int
    ) -> Iterator[tuple[Script, Part]]:
        value = self.module.local(str(steps[1]))
        if value is None:
            yield script, part
            return
        found = [(self.module.script, value)]
        for step in steps[2:]:
            key = step if isinstance(step, str) else self._key(script, step, depth)
            found = [
                made
                for inner, container in found
                for inner_script, inner_part in self._values(inner, container, depth + 1)
                for made in self._inside(inner_script, inner_part, key, depth, (script, part))
            ][: MAX_TEXTS + 1]
        for inner, value in found:
            yield from self._values(inner, value, depth + 1)

    def _key(self, script: Script, part: Part, depth: int) -> str | None:
        """Return the text of a key or an index; None if only Terraform knows it."""
        texts = self.texts(script, part, depth + 1)
        return texts[0] if len(texts) == 1 and "${" not in texts[0] else None

    def _inside(
        self, script: Script, container: Part, key: str | None, depth: int, whole: tuple[Script, Part]
    ) -> Iterator[tuple[Script, Part]]:
        """Yield the item of a list or object; each of them where the key is unknown, `whole` for anything else."""
        container = trimmed(script, container)
        if is_object(script, container):
            found = {name_text(script, name): value for name, value in entries(script, container)}
        elif is_list(script, container):
            found = {str(index): value for index, value in enumerate(items(script, container))}
        else:
            yield whole
            return
        chosen = list(found.values()) if key is None else [found[key]] if key in found else []
        for value in chosen[: MAX_TEXTS + 1]:
            yield from self._values(script, value, depth + 1)


def _unknown(script: Script, part: Part) -> str:
    return placeholder(written(script, part))


def _branches(script: Script, part: Part) -> list[Part]:
    """Return the two values of ``condition ? a : b``; nothing for any other expression."""
    question = colon = 0
    index, depth = part.first, 0
    while index < part.last:
        word = script.word(index)
        if word == "?":
            question, depth = question or index, depth + 1
        elif word == ":" and question:
            depth -= 1
            if depth == 0:
                colon = index
                break
        index = script.after(index)
    return [Part(question + 1, colon), Part(colon + 1, part.last)] if colon else []


def _steps(script: Script, part: Part) -> list[str | Part] | None:
    """Return ``local.tables["dev"].name`` as its steps: names, and expressions in brackets; None for anything else."""
    steps: list[str | Part] = []
    index = part.first
    while index < part.last and len(steps) < _MAX_NESTED:
        word = script.word(index)
        if word == "[" and steps:
            steps.append(Part(index + 1, script.partners[index]))
        elif word == "." and steps and index + 1 < part.last:
            index += 1
            steps.append(script.word(index))
        elif script.tokens[index].kind == "name" and not steps:
            steps.append(word)
        else:
            return None
        index = script.after(index)
    return steps if index >= part.last and steps else None


def _format(texts: list[str]) -> str | None:
    template, values = texts[0], list(texts[1:])
    if not template.replace("%%", "").count("%s") == template.replace("%%", "").count("%") == len(values):
        return None
    pieces = template.split("%s")
    return "".join(itertools.chain(*zip(pieces, [*values, ""], strict=True))).replace("%%", "%")


def _replace(texts: list[str]) -> str | None:
    text, old, new = texts
    return None if old.startswith("/") else text.replace(old, new)  # between slashes it is a regular expression


def _known(function: Callable[[list[str]], str]) -> Callable[[list[str]], str | None]:
    """Apply a function to texts that are known to the last character."""
    return lambda texts: None if not texts or any("${" in text for text in texts) else function(texts)


_TEXT_FUNCTIONS: Mapping[str, Callable[[list[str]], str | None]] = {
    "format": lambda texts: _format(texts) if texts else None,
    "tostring": lambda texts: texts[0] if len(texts) == 1 else None,
    "nonsensitive": lambda texts: texts[0] if len(texts) == 1 else None,
    "trimspace": _known(lambda texts: "".join(texts).strip()),
    "lower": _known(lambda texts: "".join(texts).lower()),
    "upper": _known(lambda texts: "".join(texts).upper()),
    "replace": lambda texts: _replace(texts) if len(texts) == 3 and "${" not in texts[0] + texts[1] else None,
}
"""Functions of texts; those whose result depends on each character need known ones."""
