"""What the data says of AWS services, their operations, actions and resource types; read only for services in use.

`operations.bin` has a block of text for each prefix of IAM actions, with a line for each name that is an operation, an
action, or mostly both::

    NAME <tab> action <tab> operation of the first service <tab> operation of the second service …

The action is a letter for its level and its resource types (``Rtable*,index``: a star means required), empty if there
is none. An operation is a number (see `SUPPORTED`) and a JSON list of what else there is: bindings, paths to roles,
method and request path, names of parameters (a star means required). A line ``@TYPE <tab> ARN`` gives a resource type.

`overrides.bin` has a block for each reviewed service: JSON of what its table says of the whole service in the first
line, then ``NAME <tab> JSON`` for each operation.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

from sfn_engine.sdk.blocks import BlockFile, open_blocks

DATA = os.path.join(os.path.dirname(__file__), "operations.bin")
OVERRIDES = os.path.join(os.path.dirname(__file__), "overrides.bin")

SUPPORTED, NEEDS_PERMISSION, CONFIRMED = 1, 2, 4
"""The bits in the number of an operation."""
TAKES_ARN, REQUIRED = 1, 2
"""The bits in the number of a binding."""
_NOTHING: tuple[Any, ...] = ((), (), (), "")
"""What an operation has where its line ends early."""
LEVELS = {
    "R": "Read",
    "L": "List",
    "W": "Write",
    "T": "Tagging",
    "P": "Permissions management",
}
"""The access levels of actions by their letter in the data."""


class Service(NamedTuple):
    """A service by the name that Step Functions gives it in ``arn:aws:states:::aws-sdk:NAME:OPERATION``."""

    name: str
    title: str
    """Its name in AWS's own words: ``Amazon DynamoDB``."""
    prefix: str
    """The prefix of its IAM actions, which may be another than its name."""
    documented: bool
    """Whether the Step Functions guide lists it; it lags behind the SDK."""


class Binding(NamedTuple):
    """Which parameter of a call fills which variable in the ARN of a resource type."""

    resource_type: str
    variable: str
    """The name in the ARN's ``${…}``; empty if the parameter is the whole ARN."""
    parameter: str
    """The path to it: ``TableName``, ``VolumeIds[*]``, ``TableInput.Name``."""
    takes_arn: bool
    """The parameter is a name, but the documentation of the API speaks of an ARN too."""
    required: bool
    """The API requires the parameter."""


class Operation(NamedTuple):
    """An operation of a service's API."""

    name: str
    supported: bool
    """False if the Step Functions guide says that it isn't offered."""
    needs_permission: bool
    """False if the API is called without IAM credentials."""
    confirmed: bool
    """Whether an action of the service's prefix has the operation's name."""
    http_action: str
    """The HTTP method if the service authorizes by it (API Gateway), else empty."""
    http_path: str
    """The request path of such an operation: ``/restapis/{RestApiId}``."""
    bindings: tuple[Binding, ...]
    roles: tuple[str, ...]
    """The paths to parameters with a role that the call passes: ``RoleArn``, ``Rules[*].RoleArn``."""
    parameters: frozenset[str]
    """The names of all its parameters in lower case."""
    required: frozenset[str]
    """Those of them that the API requires."""


class Action(NamedTuple):
    """An IAM action."""

    name: str
    """With its prefix, in AWS's spelling: ``dynamodb:GetItem``."""
    level: str
    """``Read``, ``List``, ``Write``, ``Tagging`` or ``Permissions management``."""
    resource_types: tuple[tuple[str, bool], ...]
    """The types that it can be limited to, and whether the data calls each required."""


@cache
def service_names() -> tuple[str, ...]:
    """Return the names of all services, sorted."""
    return tuple(line.split("\t", 1)[0] for line in _data().entries.splitlines()[1:] if not line.startswith("@"))


@lru_cache(maxsize=256)
def service(name: str) -> Service | None:
    """Return the service that Step Functions calls `name`, or None."""
    entry = None if name.startswith("@") else _data().entry(name)
    return None if entry is None else Service(name, entry[6], entry[3], entry[4] == "1")


@lru_cache(maxsize=64)
def operation_names(service: str) -> tuple[str, ...]:
    """Return the names of a service's operations as its API spells them, sorted; none for an unknown service."""
    found = _column(service)
    if found is None:
        return ()
    text, column = found
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("@"))
    return tuple(fields[0] for fields in lines if len(fields) > column and fields[column])


@lru_cache(maxsize=1024)
def operation(service: str, name: str) -> Operation | None:
    """Return the operation `name` of a service, spelled exactly as in the API, or None."""
    found = _column(service)
    if found is None:
        return None
    text, column = found
    fields = _line(text, name)
    if fields is None or len(fields) <= column or not fields[column]:
        return None
    bits = int(fields[column][0])
    rest: list[Any] = json.loads(fields[column][1:] or "[]")
    bindings, roles, http, parameters = (*rest, *_NOTHING[len(rest) :])
    names = parameters.lower().split(",") if parameters else ()
    method, path = http or ("", "")
    return Operation(
        name=name,
        supported=bool(bits & SUPPORTED),
        needs_permission=bool(bits & NEEDS_PERMISSION),
        confirmed=bool(bits & CONFIRMED),
        http_action=method,
        http_path=path,
        bindings=tuple(
            Binding(kind, variable, parameter, bool(bits & TAKES_ARN), bool(bits & REQUIRED))
            for kinds, variable, parameter, bits in bindings
            for kind in kinds.split(",")
        ),
        roles=tuple(roles),
        parameters=frozenset(name.removesuffix("*") for name in names),
        required=frozenset(name.removesuffix("*") for name in names if name.endswith("*")),
    )


@lru_cache(maxsize=1024)
def action(name: str) -> Action | None:
    """Return the IAM action `name`, such as ``s3:getobject``, whatever its case, or None."""
    prefix, _, wanted = name.lower().partition(":")
    text = _prefix_block(prefix)
    if not text or "\n" in wanted or "\t" in wanted or not wanted or wanted.startswith("@"):
        return None
    fields = _line(text, name.partition(":")[2])
    return _action(prefix, fields) if fields is not None and fields[1] else _action_of_any_case(prefix, text, wanted)


def _action(prefix: str, fields: list[str]) -> Action:
    kinds = fields[1][1:].split(",") if fields[1][1:] else ()
    types = tuple((kind.removesuffix("*"), kind.endswith("*")) for kind in kinds)
    return Action(f"{prefix}:{fields[0]}", LEVELS[fields[1][0]], types)


def _action_of_any_case(prefix: str, text: str, wanted: str) -> Action | None:
    lowered = _lowered(prefix)
    at = lowered.find(f"\n{wanted}\t")
    while at >= 0:
        fields = text[at + 1 : text.index("\n", at + 1)].split("\t", 2)
        if fields[1]:
            return _action(prefix, fields)
        at = lowered.find(f"\n{wanted}\t", at + 1)
    return None


def resource_type(prefix: str, name: str) -> str:
    """Return the ARN of a resource type with its variables, or an empty text if there is no such type.

    ``arn:{partition}:dynamodb:{region}:{account}:table/${TableName}``; a star stands for what the data leaves open.
    """
    fields = _line(_prefix_block(prefix), f"@{name}")
    return "" if fields is None else fields[1]


@lru_cache(maxsize=256)
def override(service: str, operation: str) -> Mapping[str, Any] | None:
    """Return what the reviewed table of a service says of an operation, or None."""
    fields = _line(_override_block(service), operation)
    return None if fields is None else cast("Mapping[str, Any]", json.loads(fields[1]))


@lru_cache(maxsize=64)
def service_override(service: str) -> Mapping[str, Any]:
    """Return what the reviewed table of a service says of all its operations; empty if there is none."""
    first = _override_block(service).partition("\n")[0]
    return cast("Mapping[str, Any]", json.loads(first)) if first else {}


def prefixes() -> tuple[str, ...]:
    """Return the prefixes of IAM actions that the data knows, sorted."""
    return tuple(line.split("\t", 1)[0][1:] for line in _data().entries.splitlines()[1:] if line.startswith("@"))


def _column(service: str) -> tuple[str, int] | None:
    """Return the block that has the operations of a service, and the number of their field; None if it is unknown."""
    entry = None if service.startswith("@") else _data().entry(service)
    if entry is None:
        return None
    return _prefix_block(entry[3]), int(entry[5])


@lru_cache(maxsize=32)
def _prefix_block(prefix: str) -> str:
    """Return the block of a prefix, empty if there is none."""
    entry = _data().entry(f"@{prefix}")
    return "" if entry is None else _data().block(entry)


@lru_cache(maxsize=8)
def _lowered(prefix: str) -> str:
    return _prefix_block(prefix).lower()


@lru_cache(maxsize=32)
def _override_block(service: str) -> str:
    entry = _overrides().entry(service)
    return "" if entry is None else _overrides().block(entry)


def _line(text: str, name: str) -> list[str] | None:
    at = -1 if "\n" in name or "\t" in name else text.find(f"\n{name}\t")
    return None if at < 0 else text[at + 1 : text.index("\n", at + 1)].split("\t")


@cache
def _data() -> BlockFile:
    return open_blocks(DATA)


@cache
def _overrides() -> BlockFile:
    return open_blocks(OVERRIDES)
