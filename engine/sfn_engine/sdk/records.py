"""An operation of an AWS SDK integration as a record in the words of the catalog's TOML files.

So targets, patterns, edits and explanations work for it as for every other integration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sfn_engine.sdk import store
from sfn_engine.sdk.names import read_name
from sfn_engine.sdk.needs import Need, SdkCall, needs_of, texts_of
from sfn_engine.sdk.resources import Resources, parameters_in, resources_of
from sfn_engine.sdk.tags import tagging_by_hand

_PAGES = ("supported-services-awssdk",)
_UNKNOWN_SERVICE = "hands the role to the service; which one is unknown, so restrict it yourself"
_ROLE = "arn:{partition}:iam::{account}:role/{name}"


class Record(NamedTuple):
    """What the catalog's TOML would say of the service and of the operation."""

    service: Mapping[str, Any]
    operation: Mapping[str, Any]


def record(name: str) -> Record | None:
    """Return the record of an integration such as ``aws-sdk:s3:getObject``; None where there is no such operation."""
    call = _call(name)
    if call is None:
        return None
    needs = tuple(needs_of(call))
    statements = [*_statements(needs, call), *_passed_roles(call)]
    return Record(
        {"title": call.service.title, "pages": _PAGES},
        {
            "title": call.operation.name,
            "patterns": ("request-response", "callback"),
            "call": [need.action for need in needs if _is_the_call(need, call)],
            "targets": _targets(statements, call),
            "statements": statements,
            "by_hand": [_by_hand(entry) for entry in _by_hand_entries(needs, call)],
            "note": call.reviewed("note", "" if needs else "The call needs no IAM permission."),
        },
    )


def _call(name: str) -> SdkCall | None:
    read = read_name(name)
    service, operation = store.service(read.service), store.operation(read.service, read.operation)
    if read.problem or service is None or operation is None:
        return None
    return SdkCall(
        service,
        operation,
        store.service_override(service.name),
        store.override(service.name, operation.name) or {},
    )


def _is_the_call(need: Need, call: SdkCall) -> bool:
    """Tell whether an action is the call itself, and not what it needs beside."""
    if need.reason:
        return False
    return not need.when or need.action.lower() == f"{call.service.prefix}:{call.operation.name}".lower()


def _statements(needs: Iterable[Need], call: SdkCall) -> list[dict[str, Any]]:
    """Return the statements; the actions that are on the same resources for the same reason share one."""
    joined: dict[str, dict[str, Any]] = {}
    for need in needs:
        for resources in resources_of(need, call):
            entry = _statement(need, resources)
            key = repr({name: value for name, value in entry.items() if name != "actions"})
            if need.action not in joined.setdefault(key, {**entry, "actions": []})["actions"]:
                joined[key]["actions"].append(need.action)
    return list(joined.values())


def _statement(need: Need, resources: Resources) -> dict[str, Any]:
    entry = {
        "resource": resources.resource,
        "dynamic": resources.dynamic,
        "least_dynamic": resources.least_dynamic,
        "fallback": resources.fallback,
        "wildcard": resources.wildcard,
        "unknown_arn": resources.unknown_arn,
        "when": need.form,
        "follows": need.follows,
        "when_given": need.when,
        "unless_given": need.unless,
        "condition": need.condition,
        "why": need.why,
        "source": need.source,
        "certainty": need.certainty,
    }
    return {**entry, "reason": need.reason} if need.reason else entry


def _passed_roles(call: SdkCall) -> list[dict[str, Any]]:
    """Return the statement for each role that the request may pass on (IAM guide: id_roles_use_passrole)."""
    services = list(texts_of(call.reviewed("passed_to", ())))
    condition = {"StringEquals": {"iam:PassedToService": services[0] if len(services) == 1 else services}}
    passed = {
        "actions": ["iam:PassRole"],
        "condition": condition if services else {},
        "why": "hands the role to the service" if services else _UNKNOWN_SERVICE,
        "source": "IAM guide: id_roles_use_passrole",
    }
    statements: list[dict[str, Any]] = []
    for path in _role_paths(call):
        statements.append(
            {
                **passed,
                "resource": [f"{{{path}.arn}}"],
                "dynamic": ["*"],
                "least_dynamic": ["arn:{partition}:iam::{account}:role/*"],
                "when_given": path,
            }
        )
        if not _is_arn(path):
            # The name of a role is unique in its account, but its ARN has its path too. A placeholder may be an ARN.
            statements.append(
                {
                    **passed,
                    "resource": [f"arn:{{partition}}:iam::{{account}}:role/*/{{{path}}}"],
                    "wildcard": "the name of a role does not tell its path",
                    "when": "static",
                    "follows": path,
                    "when_given": path,
                    "unless_given": f"{path} ~ arn:* | */* | *{{*",
                }
            )
    return statements


def _role_paths(call: SdkCall) -> tuple[str, ...]:
    return texts_of(call.of_operation.get("roles", call.of_service.get("roles", call.operation.roles)))


def _targets(statements: Iterable[Mapping[str, Any]], call: SdkCall) -> list[dict[str, Any]]:
    """Return the parameters that the statements name or follow, each with what is known of its values."""
    texts: dict[str, list[str]] = {}
    for entry in statements:
        for text in entry["resource"]:
            for parameter in parameters_in(text):
                texts.setdefault(parameter, []).append(text)
        if follows := entry.get("follows"):
            texts.setdefault(follows, [])
    required = {binding.parameter.lower() for binding in call.operation.bindings if binding.required}
    required |= call.operation.required
    roles = set(_role_paths(call))
    return [
        {
            "name": parameter,
            **_about(parameter, made, call),
            **({"kind": "role", "arn": _ROLE} if parameter in roles else {}),
            "optional": parameter.lower() not in required,
            **_reviewed_target(parameter, call),
        }
        for parameter, made in texts.items()
    ]


def _about(parameter: str, texts: list[str], call: SdkCall) -> dict[str, Any]:
    kinds = [binding.resource_type for binding in call.operation.bindings if binding.parameter == parameter]
    about: dict[str, Any] = {"kind": kinds[0] if len(set(kinds)) == 1 else _kind_in(parameter)}
    for text in texts:
        # The text whose only hole is the name says how a name becomes an ARN.
        if parameters_in(text) == (parameter,) and f"{{{parameter}}}" in text:
            home = text.replace(f"{{{parameter}.region}}", "{region}").replace(f"{{{parameter}.account}}", "{account}")
            arn = home.replace(f"{{{parameter}}}", "{name}")
            # A star beside the name is none that the value brings.
            return about if "*" in arn else {**about, "arn": arn, **_sample_name(parameter, texts, call)}
    for text in texts:
        home, hole, _ = text.partition(f"{{{parameter}}}")
        if hole and text.startswith("arn:"):
            beginning = _beginning(home)
            named = about if "*" in beginning else {**about, "arn": beginning + "{name}"}
            return {**named, **_sample_name(parameter, texts, call)}
    takes_arn = any(f"{{{parameter}.arn}}" in text for text in texts)
    return {**about, "sample": _sample_arn(parameter, call)} if takes_arn else about


def _sample_name(parameter: str, texts: list[str], call: SdkCall) -> dict[str, str]:
    """Return a name as the sample of a parameter that takes no ARN as far as is known; empty where it takes one."""
    takes_arn = any(one.takes_arn for one in call.operation.bindings if one.parameter.lower() == parameter.lower())
    is_whole_arn = any(f"{{{parameter}.arn}}" in text for text in texts)
    return {} if takes_arn or is_whole_arn else {"sample": "{name}"}


def _is_arn(parameter: str) -> bool:
    """Tell whether a parameter is an ARN by its name."""
    return parameter.lower().rstrip("[*]{}").endswith(("arn", "arns"))


def _sample_arn(parameter: str, call: SdkCall) -> str:
    """Return an ARN for a parameter that takes nothing else, with invented names in it."""
    kinds = [entry.resource_type for entry in call.operation.bindings if entry.parameter == parameter]
    formats = (store.resource_type(call.service.prefix, kind) for kind in kinds)
    text = next((each for each in formats if each and "*" not in each), "")
    text = text or f"arn:{{partition}}:{call.service.prefix}:{{region}}:{{account}}:resource/${{Name}}"
    return re.sub(r"\$\{(\w+)\}", lambda hole: "my-" + re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", hole[1]).lower(), text)


def _beginning(home: str) -> str:
    """Return what is before a name in a longer ARN, so that the name is found in an ARN that a task gives instead.

    ``service/{ServiceIdentifier}`` and ``listener/{ListenerIdentifier}`` for ``service/…/listener/…``.
    """
    service, resource = home.split(":", 5)[2], home.split(":", 5)[-1]
    own = resource.rpartition("}")[2] if "{" in resource else resource
    return f"arn:{{partition}}:{service}:{{region}}:{{account}}:{own}"


def _kind_in(parameter: str) -> str:
    """Name what a parameter is by its own last word: ``TableInput.Name`` is a name."""
    return "resource" if _is_arn(parameter) else "name"


def _reviewed_target(parameter: str, call: SdkCall) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for holder in (call.of_service, call.of_operation):
        for name, entry in holder.get("targets", {}).items():
            if name.lower() == parameter.lower():
                found |= entry
    return found


def _by_hand_entries(needs: Iterable[Need], call: SdkCall) -> Iterator[Mapping[str, Any]]:
    yield from call.of_service.get("by_hand", ())
    yield from call.of_operation.get("by_hand", ())
    if tagging := tagging_by_hand(call, needs):
        yield tagging


def _by_hand(entry: Mapping[str, Any]) -> dict[str, Any]:
    renamed = {"when": "when_given", "unless": "unless_given"}
    return {renamed.get(key, key): value for key, value in entry.items()}
