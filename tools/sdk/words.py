"""The words that names of parameters, variables and resource types are made of: `dbinstance` and `identifier`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from tools.sdk.names import noun, plain, verb
from tools.sdk.shapes import RequestString

GENERIC = frozenset(("", "resource", "relative"))
"""Words before Id or Name that don't say of what."""
_KINDS = re.compile(r"(identifier|name|arn|id)s?$")
_CREATES = frozenset(("Create", "Copy", "Import", "Put", "Register", "Request", "Run", "Start", "Submit"))
"""Words that an operation starts with whose resource may not be there yet."""
_PARTS = re.compile(
    r"(config|configuration|content|details|health|metadata|permissions|policy|settings|state|statistics|status|summary)$"
)
"""Words after a resource in the name of an operation that speak of a part of it: ``GetPipelineState``."""


class NameParts(NamedTuple):
    """A name taken apart."""

    stem: str
    """What it is of, in plain letters: ``dbinstance``."""
    kind: str
    """``name``, ``id``, ``identifier``, ``arn``, or empty if it doesn't say."""


@cache
def taken_apart(name: str) -> NameParts:
    """Return the parts of the name of a parameter, a variable or a shape, whatever its case and number."""
    text = plain(name)
    found = _KINDS.search(text)
    return NameParts(text[: found.start()], found.group(1)) if found else NameParts(text, "")


class CallWords(NamedTuple):
    """An operation with its request, in the words that its bindings are found by."""

    about: str
    """The noun of the operation in plain letters: ``crawler`` of ``GetCrawler``."""
    creates: bool
    """Whether what it is about may not be there yet."""
    makes: bool
    """Whether it creates what it is about."""
    members: tuple[RequestString, ...]
    """The strings that count: of the request, and of structures in it."""

    @property
    def top(self) -> list[RequestString]:
        """The parameters of the call itself."""
        return [member for member in self.members if member.depth == 0]

    def is_about(self, types: frozenset[str]) -> bool:
        """Whether the operation is about one of these types of resources."""
        return self.about in types or self.about.removesuffix("s") in types

    def is_about_part(self, types: frozenset[str]) -> bool:
        """Whether the operation is about a part of a resource of one of these types, such as its status."""
        return self.is_about(types) or _PARTS.sub("", self.about) in types


def call(operation: str, members: Iterable[RequestString]) -> CallWords:
    """Return an operation with those strings of its request that can name a resource."""
    near = (one for one in members if one.depth <= 1 and one.path.count("[*]") <= 1 and "{*}" not in one.path)
    word = verb(operation)
    return CallWords(plain(noun(operation)), word in _CREATES, word == "Create", tuple(near))


def type_names(resource_type: str, variables: tuple[str, ...]) -> frozenset[str]:
    """Return what a resource type is called in the names of parameters, in plain letters.

    Its own name, and the one in its last variable if that contains it: type ``db``, variable ``DbInstanceName``.
    """
    own = plain(resource_type)
    names = {own, own.removesuffix("resource")} - {""}
    if variables:
        stem, kind = taken_apart(variables[-1])
        if kind and stem not in GENERIC and (stem.startswith(own) or own.startswith(stem) or stem.endswith(own)):
            names.add(stem)
    return frozenset(names)
