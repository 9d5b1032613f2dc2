"""Walks the request of an operation as its model describes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tools.sdk.names import parameter_name

DEEPEST = 12
"""Levels of a request that are looked at; shapes that contain themselves are left at once."""


class RequestString(NamedTuple):
    """A string somewhere in a request."""

    path: str
    """``Rules[*].RoleArn``; ``{*}`` stands for each key of a map."""
    name: str
    """The name of the member that holds it, as in the API."""
    shape: str
    """The name of its shape."""
    documentation: str
    """That of the member and of its shape."""
    pattern: str
    """The regular expression that its values match, or an empty text."""
    required: bool
    """Whether the API requires it, together with all around it."""
    depth: int
    """How many structures are around it: 0 for a parameter of the call."""
    parent: str
    """The name of the member with the structure around it, or an empty text."""

    @property
    def in_list(self) -> bool:
        """Whether it is an item of a list."""
        return self.path.endswith("[*]")

    @property
    def is_map_value(self) -> bool:
        """Whether it is the value of a map, whose keys say what it is for."""
        return self.path.endswith("{*}")


def strings(model: Mapping[str, Any], operation: Mapping[str, Any]) -> tuple[RequestString, ...]:
    """Return every string in the request of an operation, in the order of the model."""
    if "input" not in operation:
        return ()
    return tuple(_members(model["shapes"], operation["input"]["shape"], "", "", 0, True, frozenset()))


def _members(
    shapes: Mapping[str, Any],
    shape: str,
    path: str,
    parent: str,
    depth: int,
    required: bool,
    seen: frozenset[str],
) -> Iterator[RequestString]:
    """Yield the strings in a structure."""
    if shape in seen or depth > DEEPEST:
        return
    known = shapes[shape]
    for name, member in known.get("members", {}).items():
        yield from _value(
            shapes,
            member["shape"],
            f"{path}.{parameter_name(name)}" if path else parameter_name(name),
            (name, parent, member.get("documentation", "")),
            depth,
            required and name in known.get("required", ()),
            seen | {shape},
        )


def _value(
    shapes: Mapping[str, Any],
    shape: str,
    path: str,
    member: tuple[str, str, str],
    depth: int,
    required: bool,
    seen: frozenset[str],
) -> Iterator[RequestString]:
    """Yield the strings in a value: itself, or those inside it."""
    known = shapes[shape]
    name, parent, documentation = member
    kind = known["type"]
    if kind == "structure":
        yield from _members(shapes, shape, path, name, depth + 1, required, seen)
    elif kind in ("list", "map") and shape not in seen:
        inner, sign = (known["member"], "[*]") if kind == "list" else (known["value"], "{*}")
        yield from _value(shapes, inner["shape"], path + sign, member, depth, required, seen | {shape})
    elif kind == "string" and "enum" not in known:
        said = f"{documentation} {known.get('documentation', '')}"
        yield RequestString(path, name, shape, said, known.get("pattern", ""), required, depth, parent)
