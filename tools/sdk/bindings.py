"""Drafts which parameter of an operation fills which variable in the ARN of a resource type.

The rule is strict: a wrong name in an ARN is an error when the task runs, a wildcard only a wider permission. So a
parameter counts if its name says both the type and what of it (a name, an id), and if two could be meant, none is.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tools.sdk.names import plain
from tools.sdk.shapes import RequestString
from tools.sdk.words import GENERIC, CallWords, call, taken_apart, type_names

VARIABLE = re.compile(r"\$\{([^}]+)\}")
PLACES = frozenset(("account", "accountid", "awsaccountid", "region", "partition"))
"""Variables that the context fills, never a parameter."""
_FITS = {
    "name": ("name", "identifier", ""),
    "id": ("id", "identifier", ""),
    "identifier": ("identifier", "id", ""),
    "": ("", "identifier", "id"),
    "arn": (),
}
"""What a parameter can be called that fills a variable: an id is no name."""
_INPUTS = ("", "input", "config", "configuration", "definition", "info", "properties", "settings", "request", "spec")
"""Ends of the names of structures that describe a resource: ``TableInput``."""
_SAYS_NAME = re.compile(r"\b(names?|IDs?|identifiers?|ARNs?|Amazon Resource Name)\b", re.IGNORECASE)
_SAYS_ID = re.compile(r"\b(IDs?|ARNs?|UUID|Amazon Resource Name)\b|\bidentifiers?\b")
_SAYS_ARN = re.compile(r"\bARNs?\b|Amazon Resource Name|arn:")
_REVISION = re.compile(r"\}:\$\{\w*(Revision|Version)\w*\}$")
_WHOLE = frozenset(("resourcearn", "resourcearns", "resourcearnlist", "arn"))
_WHOLE_IF_SAID = frozenset(("resource", "resourceid", "resourceidentifier", "resourcename"))
_ON_ANY = re.compile(r"tags?|polic|permission|resource")
"""What operations are about that take a resource of whatever type."""
_OTHERS = re.compile(r"^(source|target|destination|from|to|parent|primary|new|peer|shared|global)")
"""Words before a type that make it another resource than the one the action is on."""


class Draft(NamedTuple):
    """A parameter that fills a variable of a resource type; an empty variable is the whole ARN."""

    resource_type: str
    variable: str
    parameter: str
    takes_arn: bool
    required: bool


class _Type(NamedTuple):
    """A resource type."""

    name: str
    arn: str
    variables: tuple[str, ...]
    names: frozenset[str]
    """What it is called, in plain letters."""
    own: bool
    """Whether the operation's own action lists it."""


def drafts(
    operation: str,
    members: Iterable[RequestString],
    own: Container[str],
    arns: Mapping[str, str],
    same: Mapping[str, Sequence[str]],
    left_out: Container[str] = (),
) -> tuple[Draft, ...]:
    """Return the bindings of an operation, sorted.

    A type that the operation's own action does not list is bound only if its whole ARN is known.

    Args:
        operation: its name in the API.
        members: the strings in its request.
        own: the resource types of the action of the same name.
        arns: the ARN of each resource type of the prefix.
        same: parameters that are meant by a variable of another name, as ``Key`` by ``ObjectName``.
        left_out: paths to parameters that mean something else.
    """
    known = call(operation, members)
    found: list[Draft] = []
    types = [_type(name, arn, name in own) for name, arn in arns.items()]
    mine = frozenset(name for kind in types if kind.own for name in kind.names)
    for kind in types:
        filled = list(_filled(known, kind, mine, same))
        bound = {one.variable for one in filled}
        if kind.own or "" in bound or (kind.variables and bound >= set(kind.variables)):
            found += filled
    found += _any_type(known, [kind.name for kind in types if kind.own], found)
    return tuple(sorted(one for one in found if one.parameter not in left_out))


def _type(name: str, arn: str, own: bool) -> _Type:
    variables = tuple(dict.fromkeys(VARIABLE.findall(arn)))
    return _Type(name, arn, variables, type_names(name, variables), own)


def _filled(known: CallWords, kind: _Type, mine: frozenset[str], same: Mapping[str, Sequence[str]]) -> Iterator[Draft]:
    """Yield what fills the variables of one resource type, and what is its whole ARN."""
    if (whole := _first_rank(_wholes(known, kind))) is not None:
        yield Draft(kind.name, "", whole.path, True, whole.required)
    for variable in (one for one in kind.variables if plain(one) not in PLACES):
        reviewed = [plain(name) for name in same.get(variable, ())]
        ranks = _candidates(known, kind, variable, mine, reviewed)
        chosen = _first_rank(
            [one for one in rank if plain(one.name) in reviewed or _is_meant(known, kind, variable, one)]
            for rank in ranks
        )
        if chosen is not None:
            said = "arn" in chosen.shape.lower() or _SAYS_ARN.search(chosen.documentation + chosen.pattern)
            yield Draft(kind.name, variable, chosen.path, bool(said), chosen.required)


def _candidates(
    known: CallWords, kind: _Type, variable: str, mine: frozenset[str], reviewed: Sequence[str]
) -> Iterator[list[RequestString]]:
    """Yield the parameters that could fill a variable, the surest first."""
    wanted = taken_apart(variable)
    generic = wanted.stem in GENERIC
    alone = sum(taken_apart(one).stem in GENERIC for one in kind.variables) == 1
    last = variable == kind.variables[-1]
    # A variable may have only the last words of the type: RulesetName of a data-quality-ruleset.
    named = wanted.kind == "name" or (wanted.kind and not known.creates)
    shorter = last and named and plain(kind.name).endswith(wanted.stem)
    of_type = (alone and last) if generic else bool(shorter) or wanted.stem in kind.names
    stems = kind.names if generic and of_type else frozenset((wanted.stem,))
    # Without a word for what of it, only a resource type of the action itself is meant.
    says_kind = generic or (wanted.kind in ("id", "identifier") and not kind.own)
    fits = tuple(one for one in _FITS[wanted.kind] if one or not says_kind)
    if not generic:
        yield [one for one in known.top if plain(one.name) == plain(variable)]
    yield [one for one in known.top if plain(one.name) in reviewed]
    yield [one for one in known.top if (name := taken_apart(one.name)).stem in stems and name.kind in fits]
    if of_type:
        yield _called_plainly(known, kind, fits)
    if kind.own and last and wanted.kind:
        yield _called_shorter(known, kind, mine, fits)


def _called_plainly(known: CallWords, kind: _Type, fits: Sequence[str]) -> list[RequestString]:
    """Return the parameters ``Name`` or ``Id`` of an operation that is about the type: ``GetCrawler``."""
    bare = [one for one in known.top if not (name := taken_apart(one.name)).stem and name.kind in fits and name.kind]
    if not known.is_about(kind.names):
        return bare if known.is_about_part(kind.names) else []
    parents = {name + end for name in kind.names for end in _INPUTS}
    inside = [
        one
        for one in known.members
        if one.depth == 1
        and plain(one.parent) in parents
        and (name := taken_apart(one.name)).kind in fits
        and name.kind
        and (not name.stem or name.stem in kind.names)
    ]
    # Where a request has its name both ways, as glue:CreateTable, the one that it requires is meant.
    either = [*bare, *inside]
    return [one for one in either if one.required] if len(either) > 1 else either


def _called_shorter(known: CallWords, kind: _Type, mine: frozenset[str], fits: Sequence[str]) -> list[RequestString]:
    """Return required parameters with a part of the words that the operation and the type share.

    ``DeleteBrowserProfile`` has a ``ProfileId`` for the type ``browser-profile``, ``GetAgentRuntime`` an
    ``AgentRuntimeId`` for the type ``runtime``, ``DeleteDeploymentConfig`` a ``DeploymentConfigName`` for a variable
    ``DeploymentConfigurationName``.
    """
    own = plain(kind.name)
    if known.about == own:
        stems = {own} if known.creates else {own[at:] for at in range(len(own) - 3)}
    elif known.about.endswith(own) and known.about not in mine and not _OTHERS.match(known.about):
        stems = {known.about}
    else:
        return []
    named = (name for name in known.top if name.required)
    return [one for one in named if (name := taken_apart(one.name)).stem in stems and name.kind in fits and name.kind]


def _is_meant(known: CallWords, kind: _Type, variable: str, chosen: RequestString) -> bool:
    """Whether nothing speaks against a parameter that fits a variable by its name.

    An id that a creating operation doesn't ask for is that of another resource. A name without Name, such as Ruleset,
    may be the content; or it has a revision too, which is a variable of its own.
    """
    wanted, name = taken_apart(variable), taken_apart(chosen.name)
    of_itself = known.creates and known.about in kind.names
    if of_itself and wanted.kind == "id" and not chosen.required:
        return False
    if name.kind or plain(chosen.name) == plain(variable):
        return True
    shape = taken_apart(chosen.shape).kind
    says = _SAYS_ID if wanted.kind in ("id", "identifier") else _SAYS_NAME
    content = of_itself and name.stem in kind.names and shape != "name"
    return bool(shape or says.search(chosen.documentation)) and not content and not _REVISION.search(kind.arn)


def _wholes(known: CallWords, kind: _Type) -> Iterator[list[RequestString]]:
    """Yield the parameters that are the ARN of a resource of the type, the surest first."""
    arns = [one for one in known.top if taken_apart(one.name).kind == "arn"]
    yield [one for one in arns if taken_apart(one.name).stem in kind.names]
    if not known.makes and (known.about in kind.names or (kind.own and known.is_about(kind.names))):
        yield [one for one in arns if not taken_apart(one.name).stem]
    if kind.own and not known.makes:
        own = plain(kind.name)
        stems = ((one, taken_apart(one.name).stem) for one in arns if one.required)
        yield [
            one
            for one, stem in stems
            if len(stem) > 2 and stem != "resource" and not _OTHERS.match(stem) and own.endswith(stem)
        ]


def _any_type(known: CallWords, own: Sequence[str], found: Sequence[Draft]) -> Iterator[Draft]:
    """Yield what is the ARN of a resource of whatever type the action has: ``ResourceArn``."""
    bound = {draft.resource_type for draft in found}
    used = {draft.parameter for draft in found if not draft.variable}
    sure = not known.makes and (len(own) == 1 or _ON_ANY.search(known.about))
    chosen = _only([one for one in known.top if plain(one.name) in _WHOLE or (sure and _is_arn_of_resource(one))])
    if chosen is None or chosen.path in used or (plain(chosen.name) == "arn" and known.makes):
        return
    for kind in own:
        if kind not in bound:
            yield Draft(kind, "", chosen.path, True, chosen.required)


def _is_arn_of_resource(member: RequestString) -> bool:
    """Whether a parameter such as ``ResourceName`` is documented to be an ARN and nothing else."""
    said = re.sub(r"<[^>]+>", "", member.documentation)
    return (
        plain(member.name) in _WHOLE_IF_SAID
        and bool(_SAYS_ARN.search(said))
        and not re.search(r"\b(IDs?|identifiers?)\b", said)
    )


def _only(members: Sequence[RequestString]) -> RequestString | None:
    """Return the one parameter, or None if there is none or a choice."""
    return members[0] if len(members) == 1 else None


def _first_rank(ranks: Iterable[Sequence[RequestString]]) -> RequestString | None:
    """Return the one parameter of the first rank that has any, or None."""
    return next((_only(members) for members in ranks if members), None)
