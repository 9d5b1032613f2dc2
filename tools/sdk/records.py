"""Makes the text of the data's blocks: a line for each operation, action and resource type of a prefix."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sfn_engine.sdk.store import CONFIRMED, LEVELS, NEEDS_PERMISSION, REQUIRED, SUPPORTED, TAKES_ARN
from tools.sdk.bindings import Draft, drafts
from tools.sdk.names import parameter_name, service_name
from tools.sdk.roles import role_paths
from tools.sdk.shapes import strings
from tools.sdk.sources import PrefixData, Sources

SERVICES = Path(__file__).with_name("services.toml")
REVIEWED = Path(__file__).with_name("bindings.toml")
BY_METHOD = ("apigateway", "apigatewayv2")
"""Services that authorize a call by its HTTP method and path."""
_STRONGEST = ("Permissions management", "Tagging", "Write", "Read", "List")
_LETTERS = {level: letter for letter, level in LEVELS.items()}
_WITHOUT_CREDENTIALS = (["smithy.api#noAuth"], ["smithy.api#httpBearerAuth"])


class KnownService(NamedTuple):
    """A service with its model."""

    name: str
    title: str
    prefix: str
    documented: bool
    model: Mapping[str, Any]


class Blocks(NamedTuple):
    """What goes into the file."""

    entries: tuple[tuple[str, ...], ...]
    texts: Mapping[str, str]
    pieces: tuple[str, ...]
    counts: Mapping[str, int]


@cache
def reviewed() -> dict[str, Any]:
    """Return the table of names and exceptions that no package has."""
    return tomllib.loads(SERVICES.read_text("utf-8"))


def known_services(models: Mapping[str, Mapping[str, Any]]) -> tuple[KnownService, ...]:
    """Return all services, sorted by name, with those that have no model."""
    table = reviewed()
    found = [
        KnownService(
            name, one["title"], one["prefix"], one["documented"], {"operations": {}, "metadata": {}, "shapes": {}}
        )
        for name, one in table["without_model"].items()
    ]
    for folder, model in models.items():
        if folder in table["botocore"]["same"]:
            continue
        about = model["metadata"]
        name = service_name(about["serviceId"])
        prefix = table["prefixes"].get(name) or about.get("signingName") or about["endpointPrefix"]
        found.append(KnownService(name, title_of(name, about), prefix, name not in table["guide"]["lacks"], model))
    names = Counter(one.name for one in found)
    if doubled := [name for name, count in names.items() if count > 1]:
        raise SystemExit(f"several services are called {', '.join(doubled)}: name one in services.toml")
    return tuple(sorted(found))


def title_of(name: str, about: Mapping[str, Any]) -> str:
    """Return what AWS calls a service: ``Amazon EC2`` for Amazon Elastic Compute Cloud, as everybody does."""
    short = str(about.get("serviceAbbreviation", ""))
    full = short if short.startswith(("Amazon ", "AWS ")) else str(about["serviceFullName"])
    return str(reviewed()["titles"].get(name, full))


def blocks(sources: Sources) -> Blocks:
    """Return the text of every prefix, and the index of prefixes and services."""
    services = known_services(sources.models)
    prefixes = sorted({*sources.authorizations, *(one.prefix for one in services)})
    entries: list[tuple[str, ...]] = []
    texts: dict[str, str] = {}
    pieces: list[str] = []
    counts: Counter[str] = Counter()
    for prefix in prefixes:
        authorization = sources.authorizations.get(prefix, PrefixData("", {}, {}))
        mine = [one for one in services if one.prefix == prefix]
        lines = _Lines(prefix, authorization, len(mine), counts)
        for column, one in enumerate(mine):
            lines.add(column, one)
            fields = one.prefix, str(int(one.documented)), str(column + 2), one.title
            entries.append((one.name, f"@{prefix}", *fields))
        texts[f"@{prefix}"] = lines.text()
        pieces += lines.pieces
        entries.append((f"@{prefix}", f"@{prefix}"))
        counts["prefixes"] += prefix in sources.authorizations
        counts["actions"] += len(authorization.actions)
    counts["services"] = len(services)
    return Blocks(tuple(sorted(entries)), texts, tuple(pieces), counts)


class _Lines:
    """The lines of one prefix."""

    def __init__(self, prefix: str, authorization: PrefixData, services: int, counts: Counter[str]) -> None:
        self.pieces: list[str] = []
        self._prefix = prefix
        self._actions = authorization.actions
        self._counts = counts
        self._arns = {one["key"]: arn_form(one["arn"]) for one in authorization.resource_types.values()}
        self._services = services
        self._fields: dict[str, list[str]] = {}
        for one in authorization.actions.values():
            self._line(one["name"])[0] = self._noted(action_field(one))

    def add(self, column: int, service: KnownService) -> None:
        """Add the operations of a service as the field after `column` others."""
        unsupported = reviewed()["unsupported"].get(service.name, ())
        for name, operation in service.model["operations"].items():
            action = self._actions.get(name.lower())
            bits = SUPPORTED * (name not in unsupported) + CONFIRMED * (action is not None)
            bits += NEEDS_PERMISSION * (action is not None or needs_credentials(service.model, operation))
            self._line(name)[1 + column] = f"{bits}{self._rest(service, name, operation, action)}"
            self._counts["operations"] += 1
            self._counts["confirmed"] += action is not None
        for name in unsupported:
            if name not in service.model["operations"]:
                self._line(name)[1 + column] = str(NEEDS_PERMISSION + CONFIRMED * (name.lower() in self._actions))
                self._counts["operations"] += 1
                self._counts["confirmed"] += name.lower() in self._actions

    def text(self) -> str:
        """Return the lines, with a line break before the first and after the last."""
        types = [f"@{kind}\t{self._noted(arn)}" for kind, arn in sorted(self._arns.items())]
        names = ["\t".join((name, *fields)).rstrip("\t") for name, fields in sorted(self._fields.items())]
        lines = [*types, *(name if "\t" in name else f"{name}\t" for name in names)]
        return "".join(f"\n{line}" for line in (*lines, ""))

    def _line(self, name: str) -> list[str]:
        return self._fields.setdefault(name, [""] * (1 + self._services))

    def _rest(
        self, service: KnownService, name: str, operation: Mapping[str, Any], action: Mapping[str, Any] | None
    ) -> str:
        members = strings(service.model, operation)
        own = [one["name"] for one in action["resourceTypes"]] if action is not None else []
        bound = drafts(name, members, own, self._arns, *reviewed_bindings(service, name))
        roles = role_paths(service.name, name, members)
        by_method = method_and_path(service.model, operation) if service.name in BY_METHOD else None
        self._counts["bindings"] += len(bound)
        self._counts["operations with roles"] += bool(roles)
        written = [_grouped(bound), list(roles), by_method, ",".join(parameter_names(service.model, operation))]
        while written and not written[-1]:
            written.pop()
        self.pieces += [_compact(one) for one in (*_grouped(bound), *roles)]
        self.pieces += [f",{one}" for one in parameter_names(service.model, operation)]
        return _compact(written) if written else ""

    def _noted(self, piece: str) -> str:
        self.pieces.append(piece)
        return piece


def reviewed_bindings(service: KnownService, operation: str) -> tuple[Mapping[str, Sequence[str]], Sequence[str]]:
    """Return which parameter is meant by a variable of another name, and which parameters mean something else."""
    table = _binding_table()
    return table["same"].get(service.prefix, {}), table["left_out"].get(f"{service.name}:{operation}", ())


def parameter_names(model: Mapping[str, Any], operation: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of an operation's parameters, those that the API requires with a star."""
    shape = model["shapes"][operation["input"]["shape"]] if "input" in operation else {}
    required = shape.get("required", ())
    return tuple(f"{parameter_name(name)}{'*' * (name in required)}" for name in shape.get("members", {}))


@cache
def _binding_table() -> dict[str, Any]:
    return tomllib.loads(REVIEWED.read_text("utf-8"))


def needs_credentials(model: Mapping[str, Any], operation: Mapping[str, Any]) -> bool:
    """Whether the API is called with IAM credentials."""
    auth = operation.get("auth") or model["metadata"].get("auth")
    version = model["metadata"].get("signatureVersion")
    return not (operation.get("authtype") == "none" or auth in _WITHOUT_CREDENTIALS or version == "bearer")


def method_and_path(model: Mapping[str, Any], operation: Mapping[str, Any]) -> list[str]:
    """Return the HTTP method and the request path, its holes named as the parameters: ``/restapis/{RestApiId}``."""
    http = operation["http"]
    members = model["shapes"][operation["input"]["shape"]].get("members", {}) if "input" in operation else {}
    labels = {one.get("locationName", name): parameter_name(name) for name, one in members.items()}
    path = http["requestUri"].partition("?")[0]
    return [http["method"], re.sub(r"\{(\w+)\+?\}", lambda found: f"{{{labels[found.group(1)]}}}", path)]


def action_field(action: Mapping[str, Any]) -> str:
    """Return the letter of an action's level and its resource types, the required ones with a star."""
    levels = action["accessLevel"].split(", ")
    level = min(levels, key=_STRONGEST.index)
    kinds = (f"{one['name']}{'*' if one['required'] else ''}" for one in action["resourceTypes"])
    return _LETTERS[level] + ",".join(kinds)


def arn_form(arn: str) -> str:
    """Return an ARN of the authorization data with the holes of the catalog for partition, region and account.

    Where the data gives several forms, what they share is kept and the rest left open; so is a foreign account.
    """
    forms = [_with_holes(one) for one in arn.split(", ")]
    first = forms[0]
    if len(forms) == 1:
        return first
    end = next((at for at in range(len(first)) if any(one[: at + 1] != first[: at + 1] for one in forms)), len(first))
    shared = first[:end]
    return shared[: shared.rfind("${")] + "*" if shared.rfind("${") > shared.rfind("}") else f"{shared}*"


def _with_holes(arn: str) -> str:
    parts = arn.split(":", 5)
    if len(parts) < 6:
        return arn
    for at, variables, hole in (
        (1, ("${Partition}",), "{partition}"),
        (3, ("${Region}",), "{region}"),
        (4, ("${Account}", "${AccountId}"), "{account}"),
    ):
        parts[at] = hole if parts[at] in variables else "*" if "${" in parts[at] else parts[at]
    return ":".join(parts)


def _grouped(bound: Sequence[Draft]) -> list[list[Any]]:
    """Return the bindings as lists; resource types with the same binding share one."""
    groups: dict[tuple[str, str, int], list[str]] = {}
    for one in bound:
        bits = TAKES_ARN * one.takes_arn + REQUIRED * one.required
        groups.setdefault((one.variable, one.parameter, bits), []).append(one.resource_type)
    return [[",".join(kinds), *rest] for rest, kinds in groups.items()]


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def required_bound(sources: Sources) -> Iterator[tuple[str, bool]]:
    """Yield a line for each required resource type of each operation's action, and whether anything of it is bound."""
    for service in known_services(sources.models):
        authorization = sources.authorizations.get(service.prefix, PrefixData("", {}, {}))
        arns = {one["key"]: arn_form(one["arn"]) for one in authorization.resource_types.values()}
        for name, operation in service.model["operations"].items():
            action = authorization.actions.get(name.lower())
            if action is None:
                continue
            own = [one["name"] for one in action["resourceTypes"]]
            members = strings(service.model, operation)
            found = drafts(name, members, own, arns, *reviewed_bindings(service, name))
            bound = {one.resource_type for one in found}
            for one in action["resourceTypes"]:
                if one["required"]:
                    yield f"{service.name}:{name} {one['name']}", one["name"] in bound
