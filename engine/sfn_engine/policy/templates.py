"""Statement templates made ready for one pattern and one scope, and their holes filled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from sfn_engine.asl.model import Pattern
from sfn_engine.catalog.model import Integration, Scope, StatementTemplate
from sfn_engine.policy.parts import AwsLocation, Parts

_HOLE = re.compile(r"\{([A-Za-z][A-Za-z0-9_.\[\]*]*)\}")
_ONLY_SYNC = frozenset(("poll", "cancel", "event"))

Values = Mapping[str, list[Parts | None]]
"""For each target of the integration that is given: its parts, None where they are not known."""


class Hole(NamedTuple):
    """One hole of a template string: a target's part, or a fact about the machine."""

    target: str
    part: str


TemplatePart = str | Hole


@dataclass(frozen=True, slots=True)
class ResourceTemplate:
    """One resource string, split at its holes."""

    parts: tuple[TemplatePart, ...]
    targets: tuple[str, ...]


class Filled(NamedTuple):
    """A template with its holes filled: one statement's worth of one state."""

    template: StatementTemplate
    resources: tuple[str, ...]
    dynamic: bool
    condition: Mapping[str, Any]
    dropped: tuple[str, ...]
    """Condition keys left out because their values are not known."""


@cache
def templates_for(
    integration: Integration, pattern: Pattern, scope: Scope, with_events: bool
) -> tuple[StatementTemplate, ...]:
    """Return the integration's statements with only the actions that this pattern and scope need.

    Poll, cancel and event permissions belong to `.sync` alone, unless the guide has one template for all
    patterns; then only scope `least` takes them out.
    """
    keep_monitoring = pattern == "sync" or (not integration.split_by_pattern and scope == "guide")
    return tuple(_reduced(integration, scope, keep_monitoring, with_events))


def _reduced(
    integration: Integration, scope: Scope, keep_monitoring: bool, with_events: bool
) -> Iterator[StatementTemplate]:
    for template in integration.statements:
        if template.scope not in (None, scope):
            continue
        kept = [
            (action, reason)
            for action, reason in zip(template.actions, template.reasons, strict=True)
            if (keep_monitoring or reason not in _ONLY_SYNC)
            and (keep_monitoring or action not in integration.sync_only)
            and (with_events or reason != "event")
            and not (scope == "least" and action in integration.beside)
        ]
        if len(kept) == len(template.actions):
            yield template
        elif kept:
            yield replace(
                template,
                actions=tuple(action for action, _ in kept),
                reasons=tuple(reason for _, reason in kept),
            )


def fill(template: StatementTemplate, values: Values, location: AwsLocation, scope: Scope) -> Iterator[Filled]:
    """Yield the statement for the known targets and, apart from it, the one for dynamic targets."""
    if template.when and not _holds(template, values):
        return
    known: list[str] = []
    unknown: list[str] = []
    texts = template.least_resource if scope == "least" and template.least_resource else template.resource
    wild = template.least_dynamic if scope == "least" and template.least_dynamic else template.dynamic
    for text in texts:
        line = split_template(text)
        if not line.targets:
            known.append(_filled(line, {}, location))
            continue
        for parts in _combinations(line, values):
            if None not in parts.values():
                known.append(_filled(line, parts, location))
            elif wild:
                unknown.extend(_filled(split_template(pattern), parts, location) for pattern in wild)
            else:
                unknown.append(_filled(line, parts, location))
    condition, dropped = _condition(template, values, location)
    if known:
        yield Filled(template, tuple(dict.fromkeys(known)), False, condition, dropped)
    if unknown:
        yield Filled(template, tuple(dict.fromkeys(unknown)), True, condition, dropped)


@cache
def split_template(text: str) -> ResourceTemplate:
    """Split a template string at its holes."""
    parts: list[TemplatePart] = []
    targets: list[str] = []
    end = 0
    for match in _HOLE.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        hole = _hole(match.group(1))
        parts.append(hole)
        if hole.target and hole.target not in targets:
            targets.append(hole.target)
        end = match.end()
    if end < len(text):
        parts.append(text[end:])
    return ResourceTemplate(tuple(parts), tuple(targets))


def _hole(text: str) -> Hole:
    if text[0].islower():
        return Hole("", text)
    head, _, part = text.rpartition(".")
    return Hole(head, part) if head and part.islower() else Hole(text, "")


def _combinations(line: ResourceTemplate, values: Values) -> Iterator[Mapping[str, Parts | None]]:
    """Yield the parts for each value of a list target; nothing where an optional target is absent."""
    if len(line.targets) == 1:
        name = line.targets[0]
        for parts in values.get(name, ()):
            yield {name: parts}
        return
    given = [values.get(name, []) for name in line.targets]
    if all(given):
        yield {name: found[0] for name, found in zip(line.targets, given, strict=True)}


def _filled(line: ResourceTemplate, parts: Mapping[str, Parts | None], location: AwsLocation) -> str:
    first = next((parts[name] for name in line.targets if parts.get(name) is not None), None)
    home = {
        "partition": first.partition if first else location.partition,
        "region": first.region if first else location.region,
        "account": first.account if first else location.account,
    }
    made: list[str] = []
    for entry in line.parts:
        if isinstance(entry, str):
            made.append(entry)
        elif not entry.target:
            made.append(home.get(entry.part) or location.extras.get(entry.part, ""))
        else:
            value = parts.get(entry.target)
            if value is None and entry.part == "arn":
                return "*"
            made.append("*" if value is None else _part(value, entry.part))
    text = "".join(made)
    return re.sub(r"\*{2,}", "*", text) if "**" in text else text


def _part(value: Parts, part: str) -> str:
    if not part:
        return value.name
    return value.arn if part == "arn" else value.more[part]


def _holds(template: StatementTemplate, values: Values) -> bool:
    name = template.follows or (template.targets[0] if template.targets else "")
    found = values.get(name)
    if template.when == "present":
        return bool(found)
    if not found:
        return False
    if template.when == "dynamic":
        return found[0] is None
    return found[0] is not None and template.when in ("static", found[0].form)


def _condition(
    template: StatementTemplate, values: Values, location: AwsLocation
) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    if not template.condition:
        return {}, ()
    dropped: list[str] = []
    made: dict[str, Any] = {}
    for operator, tests in template.condition.items():
        kept = {}
        for key, value in tests.items():
            filled = _condition_value(value, values, location)
            if filled is None:
                dropped.append(key)
            else:
                kept[key] = filled
        if kept:
            made[operator] = kept
    return made, tuple(dropped)


def _condition_value(value: Any, values: Values, location: AwsLocation) -> Any:
    if isinstance(value, list):
        items = [_condition_value(item, values, location) for item in value]
        return None if None in items else items
    line = split_template(value)
    parts = {name: (values.get(name) or [None])[0] for name in line.targets}
    unknown = any(found is None or found.form == "absent" for found in parts.values())
    return None if unknown else _filled(line, parts, location)
