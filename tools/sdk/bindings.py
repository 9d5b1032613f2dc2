"""Drafts which parameter of an operation fills which variable in the ARN of a resource type.

The rule is strict: a wrong name in an ARN is an error when the task runs, a wildcard only a wider permission. So a
parameter counts if its name says both the type and what of it (a name, an id), and if two could be meant, none is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tools.sdk.names import noun, plain, verb
from tools.sdk.shapes import Member

VARIABLE = re.compile(r"\$\{([^}]+)\}")
PLACES = frozenset(("account", "accountid", "awsaccountid", "region", "partition"))
"""Variables that the context fills, never a parameter."""
_KINDS = re.compile(r"(identifier|name|arn|id)(s?)$")
_FITS = {
    "name": ("name", "identifier", ""),
    "id": ("id", "identifier"),
    "identifier": ("identifier", "id"),
    "": ("", "identifier", "id", "name"),
    "arn": (),
}
"""What a parameter can be called that fills a variable: an id is no name."""
_GENERIC = frozenset(("", "resource", "relative"))
"""Words before Id or Name that don't say of what."""
_INPUTS = ("", "input", "config", "configuration", "definition", "info", "properties", "settings", "request", "spec")
"""Ends of the names of structures that describe a resource: ``TableInput``."""
_SPEAKS_OF_ARN = re.compile(r"\bARNs?\b|Amazon Resource Name|arn:")
_WHOLE = frozenset(("resourcearn", "resourcearns", "resourcearnlist", "arn"))


class Draft(NamedTuple):
    """A parameter that fills a variable of a resource type; an empty variable is the whole ARN."""

    resource_type: str
    variable: str
    parameter: str
    takes_arn: bool
    required: bool


class _Name(NamedTuple):
    """The name of a parameter or a variable, taken apart: `dbinstance` and `identifier`."""

    stem: str
    kind: str
    plural: bool


def drafts(
    operation: str, members: Iterable[Member], own: Sequence[str], arns: Mapping[str, str], same: Mapping[str, str]
) -> tuple[Draft, ...]:
    """Return the bindings of an operation.

    Args:
        operation: its name in the API.
        members: the strings in its request.
        own: the resource types of the action of the same name.
        arns: the ARN of each resource type of the prefix.
        same: parameters that are meant by a variable of another name, as ``Key`` by ``ObjectName``.
    """
    near = [
        member for member in members if member.depth <= 1 and member.path.count("[*]") <= 1 and "{*}" not in member.path
    ]
    found: list[Draft] = []
    for kind, arn in arns.items():
        variables = [one for one in dict.fromkeys(VARIABLE.findall(arn)) if plain(one) not in PLACES]
        filled = list(_filled(operation, near, kind, variables, same))
        whole = [one for one in filled if not one.variable]
        complete = {one.variable for one in filled if one.variable} == set(variables) and variables
        if kind in own or complete or whole:
            found += filled
    found += _any_type(operation, near, own, found)
    return tuple(sorted(found))


def _filled(
    operation: str, members: Sequence[Member], kind: str, variables: Sequence[str], same: Mapping[str, str]
) -> Iterator[Draft]:
    """Yield what fills the variables of one resource type, and what is its whole ARN."""
    types = _type_names(kind, variables)
    if (whole := _only(_whole(operation, members, types))) is not None:
        yield Draft(kind, "", whole.path, True, whole.required)
    for variable in variables:
        chosen = _only_of_ranks(_candidates(operation, members, types, variable, variables, same))
        if chosen is not None:
            yield Draft(kind, variable, chosen.path, _takes_arn(chosen), chosen.required)


def _candidates(
    operation: str,
    members: Sequence[Member],
    types: frozenset[str],
    variable: str,
    variables: Sequence[str],
    same: Mapping[str, str],
) -> Iterator[list[Member]]:
    """Yield the parameters that could fill a variable, the surest first."""
    top = [member for member in members if member.depth == 0]
    wanted = _taken_apart(variable)
    generic = wanted.stem in _GENERIC
    alone = sum(_taken_apart(one).stem in _GENERIC for one in variables) == 1
    last = variable == variables[-1]
    about = plain(noun(operation))
    of_type = (not generic and wanted.stem in types) or (generic and alone and last)
    stems = types if generic and of_type else frozenset((wanted.stem,))
    fits = _FITS[wanted.kind]
    if generic:
        fits = tuple(kind for kind in fits if kind)
    if wanted.kind == "" and verb(operation) in ("Create", "Register", "Put"):
        fits = ("", "identifier", "id")
    if not generic:
        yield [one for one in top if plain(one.name) == plain(variable)]
    yield [one for one in top if plain(one.name) == plain(same.get(variable, ""))]
    yield [one for one in top if (name := _taken_apart(one.name)).stem in stems and name.kind in fits]
    if of_type and (about in types or about.removesuffix("s") in types):
        bare = [one for one in top if not (name := _taken_apart(one.name)).stem and name.kind in fits and name.kind]
        parents = {kind + end for kind in types for end in _INPUTS}
        inside = [
            one
            for one in members
            if one.depth == 1
            and plain(one.parent) in parents
            and (name := _taken_apart(one.name)).kind in fits
            and name.kind
            and (not name.stem or name.stem in types)
        ]
        # Where a request has its name both ways, as glue:CreateTable, the one that it requires is meant.
        either = [*bare, *inside]
        yield [one for one in either if one.required] if len(either) > 1 else either


def _whole(operation: str, members: Sequence[Member], types: frozenset[str]) -> list[Member]:
    """Return the parameters that are the ARN of a resource of the type."""
    about = plain(noun(operation))
    return [
        one
        for one in members
        if one.depth == 0
        and (name := _taken_apart(one.name)).kind == "arn"
        and (name.stem in types or (not name.stem and about in types and verb(operation) != "Create"))
    ]


def _any_type(operation: str, members: Sequence[Member], own: Sequence[str], found: Sequence[Draft]) -> Iterator[Draft]:
    """Yield what is the ARN of a resource of whatever type the action has: ``ResourceArn``."""
    bound = {draft.resource_type for draft in found if not draft.variable}
    chosen = _only([one for one in members if one.depth == 0 and plain(one.name) in _WHOLE])
    if chosen is not None and not (plain(chosen.name) == "arn" and verb(operation) == "Create"):
        for kind in own:
            if kind not in bound:
                yield Draft(kind, "", chosen.path, True, chosen.required)


def _type_names(resource_type: str, variables: Sequence[str]) -> frozenset[str]:
    """Return what a resource type is called in the names of parameters, in plain letters.

    Its own name, and the one in its last variable if that contains it: type ``db``, variable ``DbInstanceName``.
    """
    own = plain(resource_type)
    names = {own, own.removesuffix("resource")} - {""}
    if variables:
        stem, kind, _ = _taken_apart(variables[-1])
        if kind and stem not in _GENERIC and (stem.startswith(own) or own.startswith(stem) or stem.endswith(own)):
            names.add(stem)
    return frozenset(names)


@cache
def _taken_apart(name: str) -> _Name:
    text = plain(name)
    if found := _KINDS.search(text):
        return _Name(text[: found.start()], found.group(1), bool(found.group(2)))
    return _Name(text, "", False)


def _only(members: Sequence[Member]) -> Member | None:
    """Return the one parameter, or None if there is none or a choice."""
    return members[0] if len(members) == 1 else None


def _only_of_ranks(ranks: Iterable[list[Member]]) -> Member | None:
    """Return the one parameter of the first rank that has any, or None."""
    for members in ranks:
        if members:
            return _only(members)
    return None


def _takes_arn(member: Member) -> bool:
    return bool("arn" in member.shape.lower() or _SPEAKS_OF_ARN.search(member.documentation + member.pattern))
