"""Which permissions an operation needs: reviewed overrides first, then the rule ``prefix:Operation``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sfn_engine.sdk import store
from sfn_engine.sdk.certainty import Certainty


class SdkCall(NamedTuple):
    """An operation of a service, with what was reviewed by hand of both."""

    service: store.Service
    operation: store.Operation
    of_service: Mapping[str, Any]
    """The service's override; empty where it needs none."""
    of_operation: Mapping[str, Any]

    def reviewed(self, key: str, default: Any = None) -> Any:
        """Return what the override of the operation says under `key`, else that of the service."""
        return self.of_operation.get(key, self.of_service.get(key, default))


class Need(NamedTuple):
    """One action that the call needs."""

    action: str
    on: tuple[str, ...] = ()
    """Resource types or ARN texts; empty: the resource types of the action."""
    when: tuple[str, ...] = ()
    """Only if one of these requirements is met, in the words of the catalog's ``when_given``."""
    unless: tuple[str, ...] = ()
    condition: Mapping[str, Any] = {}
    reason: str = ""
    why: str = ""
    source: str = ""
    wildcard: str = ""
    """Why a wildcard in `on` is one, as a clause."""
    form: tuple[str, ...] = ()
    """Only if the value of the parameter `follows` has one of these forms, in the words of the catalog's ``when``."""
    follows: str = ""
    certainty: Certainty = "documented"


def needs_of(call: SdkCall) -> Iterator[Need]:
    """Yield what the call needs, apart from the roles that it passes on."""
    listed = call.of_operation.get("needs")
    if listed is None:
        yield from _by_rule(call)
    for entry in (*(listed or ()), *call.of_operation.get("also", ())):
        yield _reviewed(entry)


def _by_rule(call: SdkCall) -> Iterator[Need]:
    operation = call.operation
    if operation.http_action and not operation.confirmed:
        # API Gateway: only its newest operations have actions of their own.
        # No version of the API stands in the ARNs: /v2/apis is arn:…::/apis.
        path = f"arn:{{partition}}:apigateway:{{region}}::{operation.http_path.removeprefix('/v2')}"
        yield Need(f"{call.service.prefix}:{operation.http_action}", (path,))
    elif operation.needs_permission:
        name = f"{call.service.prefix}:{operation.name}"
        known = store.action(name)
        certainty: Certainty = "by-name" if operation.confirmed else "unconfirmed"
        if operation.confirmed and _is_on_the_page(call):
            certainty = "documented"
        # AWS's own spelling: s3:GetBucketCORS for GetBucketCors.
        yield Need(known.name if known is not None else name, certainty=certainty)


def _is_on_the_page(call: SdkCall) -> bool:
    name = call.operation.name
    if name in call.of_service.get("silent", ()):
        return False
    return bool(call.of_operation.get("also")) or bool(call.of_service.get("complete"))


def _reviewed(entry: Any) -> Need:
    if isinstance(entry, str):
        return Need(entry)
    return Need(
        action=entry["action"],
        on=texts_of(entry.get("on", ())),
        when=texts_of(entry.get("when", ())),
        unless=texts_of(entry.get("unless", ())),
        condition=entry.get("condition", {}),
        reason=entry.get("reason", ""),
        why=entry.get("why", ""),
        source=entry.get("source", ""),
        form=texts_of(entry.get("form", ())),
        follows=entry.get("follows", ""),
        wildcard=entry.get("wildcard", ""),
    )


def texts_of(value: Any) -> tuple[str, ...]:
    """Return a text or a list of texts, as overrides write them, as a tuple."""
    return (value,) if isinstance(value, str) else tuple(value)
