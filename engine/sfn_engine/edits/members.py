"""Members of a state's fields, replaced in a copy: the fields of a machine never change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sfn_engine.asl.values import QueryLanguage
from sfn_engine.errors import EditRefused
from sfn_engine.sources.positions import Pointer, PointerToken


class NamedValue(NamedTuple):
    """A member of an object or list, with the name that it has there; in JSONPath ``key.$`` for an expression."""

    name: PointerToken
    value: Any


def plain(token: PointerToken, language: QueryLanguage) -> PointerToken:
    """Return the name of a parameter without the sign of an expression: a parameter has two names in JSONPath."""
    return token.removesuffix(".$") if isinstance(token, str) and language == "JSONPath" else token


def common_slot(one: Pointer, other: Pointer, language: QueryLanguage) -> Pointer:
    """Return the way to the innermost member that two pointers lead to or into; empty if they part.

    A list that is an expression as a whole is one target; written out, it has one in each of its items.
    """
    length = min(len(one), len(other))
    first, second = (tuple(plain(token, language) for token in way[:length]) for way in (one, other))
    return first if first == second else ()


def with_member(fields: Any, slot: Pointer, new: NamedValue, language: QueryLanguage) -> Any:
    """Return the fields with another member at `slot`, where the old one was; missing objects on the way are added.

    Raises `EditRefused` if the way leads through a value that has no members.
    """
    token, rest = slot[0], slot[1:]
    known = _member(fields, token, language)
    if rest:
        inner = known.value if known is not None else {}
        if not isinstance(inner, Mapping) and not (isinstance(inner, list) and isinstance(rest[0], int)):
            raise EditRefused("the arguments of this state are not an object; write them as one first")
        name = known.name if known is not None else token
        new = NamedValue(name, with_member(inner, rest, new, language))
    return _replaced(fields, known, new)


def with_original(fields: Any, original: Any, slot: Pointer, language: QueryLanguage) -> Any:
    """Return the fields with the member at `slot` as it is in the original, or without it as there."""
    token, rest = slot[0], slot[1:]
    known, old = _member(fields, token, language), _member(original, token, language)
    if rest and known is not None:
        inner = with_original(known.value, old.value if old is not None else {}, rest, language)
        # An object that was added for the member alone is removed with it.
        old = NamedValue(known.name, inner) if inner or old is not None else None
    return _replaced(fields, known, old)


def _member(fields: Any, token: PointerToken, language: QueryLanguage) -> NamedValue | None:
    if isinstance(fields, list):
        return NamedValue(token, fields[token]) if isinstance(token, int) and token < len(fields) else None
    if not isinstance(fields, Mapping):
        return None
    names = (token, f"{token}.$") if language == "JSONPath" else (token,)
    return next((NamedValue(name, fields[name]) for name in names if name in fields), None)


def _replaced(fields: Any, known: NamedValue | None, new: NamedValue | None) -> Any:
    """Return a copy with one member replaced, added at the end, or removed; the order of the others stays."""
    if isinstance(fields, list):
        # Null is an item as every other.
        items = (NamedValue(index, item) for index, item in enumerate(fields))
        changed = (new if known is not None and known.name == item.name else item for item in items)
        return [item.value for item in changed if item is not None]
    pairs = [NamedValue(name, value) for name, value in fields.items()]
    if known is None:
        return {str(name): value for name, value in (*pairs, *((new,) if new is not None else ()))}
    # A parameter that is there under both its names keeps only the new one.
    others = [pair for pair in pairs if pair.name == known.name or new is None or pair.name != new.name]
    kept = [new if pair.name == known.name else pair for pair in others]
    return {str(pair.name): pair.value for pair in kept if pair is not None}
