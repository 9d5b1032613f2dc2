"""Reads the catalog's TOML files, one service at a time and only when a machine uses it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, cast

from sfn_engine.catalog.model import (
    EVENT_ACTIONS,
    ByHand,
    Confidence,
    Integration,
    Monitoring,
    Reason,
    Scope,
    StatementTemplate,
    TargetSpec,
)
from sfn_engine.catalog.requirements import Requirement, parse_requirement, steps_of
from sfn_engine.sdk.certainty import Certainty

# Not pathlib: it costs more at import than the reading of a file.
DATA = os.path.join(os.path.dirname(__file__), "data")
MACHINE_LEVEL = os.path.join(os.path.dirname(__file__), "machine_level.toml")
_HOLE = re.compile(r"\{([A-Z](?:[A-Za-z0-9_.\[\]*]|\{\*\})*)\}")
_EVENT: Reason = "event"
_SERVICE_KEYS = frozenset(("title", "pages", "confidence"))


def services() -> tuple[str, ...]:
    """Return the names of the services that the catalog has, as in a task's `Resource`."""
    return tuple(sorted(name.removesuffix(".toml") for name in os.listdir(DATA) if name.endswith(".toml")))


@lru_cache(maxsize=1024)
def integration(name: str) -> Integration | None:
    """Return what the catalog knows of ``service:action`` or ``aws-sdk:service:operation``, or None."""
    service, _, action = name.partition(":")
    if service == "aws-sdk":
        return _of_sdk(name)
    return _service(service).get(action) if service.replace("-", "").isalnum() else None


def _of_sdk(name: str) -> Integration | None:
    # Imported on first use: a machine without such a task loads nothing of it.
    from sfn_engine.sdk.records import record

    found = record(name)
    return _integration(name, found.operation, found.service) if found is not None else None


def all_integrations() -> Iterator[Integration]:
    """Yield every integration of the catalog, service by service."""
    for service in services():
        yield from _service(service).values()


def machine_level(name: str) -> Integration | None:
    """Return the record of permissions that no task's `Resource` needs, such as ``tracing``, or None."""
    return _machine_level().get(name)


def all_machine_level() -> Iterator[Integration]:
    """Yield every record of permissions that no task's `Resource` needs."""
    yield from _machine_level().values()


@cache
def _machine_level() -> Mapping[str, Integration]:
    return _read(MACHINE_LEVEL, "machine")


@cache
def _service(service: str) -> Mapping[str, Integration]:
    path = os.path.join(DATA, f"{service}.toml")
    return _read(path, service) if os.path.isfile(path) else {}


def _read(path: str, service: str) -> Mapping[str, Integration]:
    import tomllib

    with open(path, "rb") as file:
        table = tomllib.load(file)
    return {
        action: _integration(f"{service}:{action}", record, table)
        for action, record in table.items()
        if action not in _SERVICE_KEYS
    }


def _integration(name: str, record: Mapping[str, Any], service: Mapping[str, Any]) -> Integration:
    action = name.partition(":")[2]
    reasons = _reasons(record)
    patterns = tuple(record.get("patterns", ()))
    whole = _named_whole(record)
    targets = tuple(_target(entry, whole) for entry in record.get("targets", ()))
    return Integration(
        name=name,
        service=service["title"],
        title=record.get("title", action[:1].upper() + action[1:]),
        patterns=patterns,
        call=tuple(record.get("call", ())),
        poll=tuple(record.get("poll", ())),
        cancel=tuple(record.get("cancel", ())),
        rule=record.get("rule", ""),
        monitoring=_monitoring(record),
        sync_suffixes=tuple(record.get("sync_suffixes", (".sync",) if "sync" in patterns else ())),
        split_by_pattern=record.get("split_by_pattern", True),
        token=record.get("token", ""),
        beside=tuple(record.get("beside", ())),
        sync_only=tuple(record.get("sync_only", ())),
        by_hand=tuple(_by_hand(entry) for entry in record.get("by_hand", ())),
        confidence=cast(Confidence, record.get("confidence", service.get("confidence", "doc-newer"))),
        pages=tuple(record.get("pages", service.get("pages", ()))),
        note=record.get("note", ""),
        note_on=tuple(record.get("note_on", ())),
        template_note=record.get("template_note", ""),
        targets=targets,
        statements=tuple(_statement(entry, reasons, record.get("rule", "")) for entry in record.get("statements", ())),
    )


def _reasons(record: Mapping[str, Any]) -> dict[str, Reason]:
    reasons: dict[str, Reason] = dict.fromkeys(record.get("beside", ()), "support")
    monitoring: tuple[Reason, ...] = ("cancel", "poll", "call")
    for reason in monitoring:
        reasons |= dict.fromkeys(record.get(reason, ()), reason)
    return reasons


def _monitoring(record: Mapping[str, Any]) -> Monitoring:
    table = record.get("monitoring", {})
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    if not record.get("rule"):
        given.setdefault("event", "no-statement")
    return Monitoring(**given)


def _target(entry: Mapping[str, Any], whole: frozenset[str]) -> TargetSpec:
    name = entry["name"]
    return TargetSpec(
        **entry,
        needs_arn=name in whole and "arn" not in entry and "reader" not in entry,
        steps=steps_of(name),
    )


def _named_whole(record: Mapping[str, Any]) -> frozenset[str]:
    """Return the targets whose whole ARN some statement names: ``{TopicArn.arn}``."""
    texts = [text for entry in record.get("statements", ()) for text in _texts(entry.get("resource", ()))]
    return frozenset(
        hole.removesuffix(".arn") for text in texts for hole in _HOLE.findall(text) if hole.endswith(".arn")
    )


def _statement(entry: Mapping[str, Any], reasons: Mapping[str, Reason], rule: str) -> StatementTemplate:
    if entry.get("event"):
        return StatementTemplate(
            actions=EVENT_ACTIONS,
            reasons=tuple(_EVENT for _ in EVENT_ACTIONS),
            resource=(f"arn:{{partition}}:events:{{region}}:{{account}}:rule/{rule}",),
            sid=entry.get("sid", ""),
        )
    actions = _texts(entry["actions"])
    given = cast("Reason | None", entry.get("reason"))
    every = {**entry, "condition_text": str(entry.get("condition", ""))}
    holes = [
        hole
        for key in ("resource", "dynamic", "least_resource", "least_dynamic", "condition_text", "follows")
        for text in (_texts(every.get(key, ())) if key != "follows" else (f"{{{every.get(key, '')}}}",))
        for hole in _HOLE.findall(text)
    ]
    return StatementTemplate(
        actions=actions,
        reasons=tuple(given or _reason(action, reasons) for action in actions),
        resource=_texts(entry["resource"]),
        dynamic=_texts(entry.get("dynamic", ())),
        least_resource=_texts(entry.get("least_resource", ())),
        least_dynamic=_texts(entry.get("least_dynamic", ())),
        unknown_arn=_texts(entry.get("unknown_arn", ())),
        fallback=_texts(entry.get("fallback", ())),
        action_is_text=isinstance(entry["actions"], str),
        resource_is_text=isinstance(entry["resource"], str),
        dynamic_is_text=isinstance(entry.get("dynamic", ""), str),
        condition=entry.get("condition", {}),
        sid=entry.get("sid", ""),
        when=_texts(entry.get("when", ())),
        follows=entry.get("follows", ""),
        when_given=_requirements(entry, "when_given"),
        unless_given=_requirements(entry, "unless_given"),
        scope=cast("Scope | None", entry.get("scope")),
        group=entry.get("group", ""),
        why=entry.get("why", ""),
        wildcard=entry.get("wildcard", ""),
        unresolved=entry.get("unresolved", ""),
        source=entry.get("source", ""),
        inferred=entry.get("inferred", False),
        certainty=cast(Certainty, entry.get("certainty", "documented")),
        targets=tuple(dict.fromkeys(_target_of(hole) for hole in holes)),
    )


def _by_hand(entry: Mapping[str, Any]) -> ByHand:
    return ByHand(
        text=entry["text"],
        actions=tuple(entry.get("actions", ())),
        certain=entry.get("certain", False),
        when_given=_requirements(entry, "when_given"),
        unless_given=_requirements(entry, "unless_given"),
        unless_declared=entry.get("unless_declared", ""),
    )


def _requirements(entry: Mapping[str, Any], key: str) -> tuple[Requirement, ...]:
    return tuple(parse_requirement(text) for text in _texts(entry.get(key, ())))


def _reason(action: str, reasons: Mapping[str, Reason]) -> Reason:
    return "pass-role" if action == "iam:PassRole" else reasons.get(action, "support")


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _target_of(hole: str) -> str:
    # "{ApiEndpoint.pattern}" is a part of the target "ApiEndpoint"; names of targets have dots too.
    head, _, part = hole.rpartition(".")
    return head if head and part.islower() else hole
