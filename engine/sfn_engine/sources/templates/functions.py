"""CloudFormation's functions, written as the placeholders that they are for a policy.

What a function gives is known when the template is deployed, not before: ``{"Ref": "Queue"}`` is written
``${Queue}``, as ``Fn::Sub`` would have it (guide: intrinsic-function-reference).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sfn_engine.sources.positions import Pointer

SUB_LITERAL = r"\$\{!([^{}]*)\}"
"""``${!x}`` in `Fn::Sub` is the text ``${x}``, which is not filled in."""
_PLACEHOLDER = re.compile(r"\$\{([^{}!][^{}]*)\}")
_BRACES = r"[{}$]"
_MAX_ARGUMENT = 80
_MAX_FILLED = 10_000
"""Characters that are filled into a text. A whole policy has 10,240."""
_MAX_CHOICES = 64
"""Values and conditions that are looked at on the way to what a property may be."""
_MAX_NESTED = 8
"""Functions inside functions that are written out; CloudFormation itself takes few of them."""


def template_function(value: Any) -> str | None:
    """Write a function object as text with placeholders; None if it is not a function.

    ``{"Ref": "Queue"}`` is ``${Queue}``, ``{"Fn::GetAtt": ["Fn", "Arn"]}`` is ``${Fn.Arn}``.
    """
    return _function(value, 0)


def _function(value: Any, depth: int) -> str | None:
    if not isinstance(value, Mapping) or len(value) != 1:
        return None
    name, argument = next(iter(value.items()))
    if not isinstance(name, str) or not (name == "Ref" or name.startswith("Fn::")):
        return None
    if name == "Ref":
        return f"${{{argument}}}" if isinstance(argument, str) else None
    written = re.sub(_BRACES, "", name)
    if depth >= _MAX_NESTED:
        return f"${{{written}}}"
    known = _KNOWN[name](argument, depth + 1) if name in _KNOWN else None
    return known if known is not None else f"${{{written}{_argument_text(argument, depth + 1)}}}"


def without_functions(value: Any) -> Any:
    """Return a copy of plain data with each function object written as text, without what ``AWS::NoValue`` drops."""
    return _without(value, 0)


def _without(value: Any, depth: int) -> Any:
    if isinstance(value, Mapping):
        text = _function(value, depth)
        if text is not None:
            return text
        # A loop, where a comprehension would cost a second frame for each level.
        made = {}
        for key, item in value.items():
            if not is_no_value(item):
                made[key] = _without(item, depth)
        return made
    if isinstance(value, list):
        items = []
        for item in value:
            items.append(_without(item, depth))
        return items
    return value


def is_no_value(value: Any) -> bool:
    """Tell whether a value is the one that removes its property."""
    return isinstance(value, Mapping) and value.get("Ref") == "AWS::NoValue" and len(value) == 1


def first_choice(value: Any, pointer: Pointer = ()) -> tuple[Any, Pointer]:
    """Return the first choice of ``Fn::If``, and where it is; a removed property does not count.

    Which condition holds is only known when the template is deployed.
    """
    while isinstance(value, Mapping) and set(value) == {"Fn::If"}:
        choice = value["Fn::If"]
        if not isinstance(choice, list) or len(choice) != 3:
            break
        index = 2 if is_no_value(choice[1]) else 1
        value, pointer = choice[index], (*pointer, "Fn::If", index)
    return value, pointer


def choices(value: Any) -> Iterator[Any]:
    """Yield what ``Fn::If`` may give, inner ones included; a removed property gives nothing.

    Any other value is its own only choice.
    """
    pending = [value]
    for _ in range(_MAX_CHOICES):
        if not pending:
            return
        value = pending.pop()
        choice = value["Fn::If"] if isinstance(value, Mapping) and set(value) == {"Fn::If"} else None
        if isinstance(choice, list) and len(choice) == 3:
            pending += (choice[2], choice[1])
        elif not is_no_value(value):
            yield value


def text_of(value: Any) -> str | None:
    """Return a value as the text that replaces a placeholder: text, a number, a function; else None."""
    return _text(value, 0)


def _text(value: Any, depth: int) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    return _function(value, depth)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replace the placeholders that have a value; a text that grows without end stays as it is."""
    if "${" not in text or not values:
        return text
    grown = sum(len(values.get(match[1].strip(), "")) for match in _PLACEHOLDER.finditer(text))
    if grown > _MAX_FILLED:
        return text
    return _PLACEHOLDER.sub(lambda match: values.get(match[1].strip(), match[0]), text)


def _get_att(argument: Any, depth: int) -> str | None:
    parts = argument.split(".", 1) if isinstance(argument, str) else argument
    if isinstance(parts, list) and len(parts) > 1 and all(isinstance(part, str) for part in parts):
        return f"${{{'.'.join(parts)}}}"
    return None


def _sub(argument: Any, depth: int) -> str | None:
    template = argument[0] if isinstance(argument, list) and argument else argument
    if not isinstance(template, str):
        return None
    text = fill(template, _sub_values(argument, depth))
    return re.sub(SUB_LITERAL, r"${\1}", text)


def sub_values(argument: Any) -> dict[str, str]:
    """Return the values that `Fn::Sub` in its list form gives to names of its own."""
    return _sub_values(argument, 1)


def _sub_values(argument: Any, depth: int) -> dict[str, str]:
    given = argument[1] if isinstance(argument, list) and len(argument) > 1 else None
    texts = {name: _text(value, depth) for name, value in given.items()} if isinstance(given, Mapping) else {}
    return {name: text for name, text in texts.items() if text is not None}


def _join(argument: Any, depth: int) -> str | None:
    if not isinstance(argument, list) or len(argument) != 2:
        return None
    separator, parts = argument
    if not isinstance(separator, str) or not isinstance(parts, list):
        return None
    if len(separator) * len(parts) > _MAX_FILLED:
        return None
    texts = [_text(part, depth) for part in parts]
    known = [text for text in texts if text is not None]
    return separator.join(known) if len(known) == len(texts) else None


_KNOWN: Mapping[str, Callable[[Any, int], str | None]] = {"Fn::GetAtt": _get_att, "Fn::Sub": _sub, "Fn::Join": _join}


def _argument_text(argument: Any, depth: int) -> str:
    """Tell apart two calls of one function, in text that fits between braces."""
    if isinstance(argument, str):
        text = argument
    else:
        text = json.dumps(_without(argument, depth), ensure_ascii=False, default=str)
    plain = re.sub(r"[\s\"]+", " ", re.sub(_BRACES, "", text)).strip()
    return f" {plain[:_MAX_ARGUMENT]}" if plain else ""
