"""Statement templates made ready for one pattern and one scope, and their holes filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from sfn_engine.asl.model import Pattern
from sfn_engine.catalog.model import Integration, Scope, StatementTemplate
from sfn_engine.policy.given import GivenTarget, Values
from sfn_engine.policy.holes import Hole, combinations, fill_holes, split_template
from sfn_engine.policy.parts import AwsLocation, Parts
from sfn_engine.policy.wildcards import WildcardCause, cause_of_absence, cause_of_template, is_wildcard

_ONLY_SYNC = frozenset(("poll", "cancel", "event"))


Resources = Mapping[str, tuple[WildcardCause, ...]]
"""Resources with the causes of their wildcards, in the template's order."""


class Filled(NamedTuple):
    """A template with its holes filled: one statement's worth of one state."""

    template: StatementTemplate
    resources: Resources
    dynamic: bool
    condition: Mapping[str, Any]
    dropped: tuple[str, ...]
    """Condition keys left out because their values are not known."""


@cache
def templates_for(
    integration: Integration, pattern: Pattern, scope: Scope, with_events: bool
) -> tuple[StatementTemplate, ...]:
    """Return the integration's statements with only the actions that this pattern and scope need.

    Poll, cancel and event permissions belong to `.sync` alone. Where the guide has one template for all
    patterns, scope `guide` has them in the others too, as what the template lists beside the call.
    """
    is_sync = pattern == "sync"
    keep_monitoring = is_sync or (not integration.split_by_pattern and scope == "guide")
    reduced = _reduced(integration, scope, keep_monitoring, with_events)
    return tuple(reduced if is_sync else map(_without_monitoring, reduced))


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


def _without_monitoring(template: StatementTemplate) -> StatementTemplate:
    """Return a template in which nothing watches or stops a job: such actions stand beside what is needed."""
    if _ONLY_SYNC.isdisjoint(template.reasons):
        return template
    return replace(
        template,
        reasons=tuple("support" if reason in _ONLY_SYNC else reason for reason in template.reasons),
        why=template.why or "the template lists it for every pattern, but only .sync uses it",
    )


def fill(template: StatementTemplate, values: Values, location: AwsLocation, scope: Scope) -> Iterator[Filled]:
    """Yield the statement for the known targets and, apart from it, the one for dynamic targets."""
    if template.when:
        values = _of_form(template, values)
        if not values:
            return
    known: dict[str, tuple[WildcardCause, ...]] = {}
    unknown: dict[str, tuple[WildcardCause, ...]] = {}
    texts = template.least_resource if scope == "least" and template.least_resource else template.resource
    wild = template.least_dynamic if scope == "least" and template.least_dynamic else template.dynamic
    for text, given in _lines(template, texts, values):
        parts = {name: found.parts for name, found in given.items()}
        if None not in parts.values():
            resource = fill_holes(split_template(text), parts, location)
            _add(known, resource, _causes(template, text, given, values) if is_wildcard(resource) else ())
            continue
        for pattern in wild or _patterns(template, text, parts, scope):
            resource = fill_holes(split_template(pattern), parts, location)
            _add(unknown, resource, _causes_of_unknown(template, pattern, resource, given))
    condition, dropped = _condition(template, values, location)
    if known:
        yield Filled(template, known, False, condition, dropped)
    if unknown:
        yield Filled(template, unknown, True, condition, dropped)


def _patterns(
    template: StatementTemplate, text: str, parts: Mapping[str, Parts | None], scope: Scope
) -> tuple[str, ...]:
    """Return the texts that stand for one of which a target is unknown: itself, unless a whole ARN is unknown."""
    line = split_template(text)
    # A hole that is the whole text is an ARN, whichever part of the target it is.
    arns = (entry for entry in line.parts if isinstance(entry, Hole) and (entry.part == "arn" or len(line.parts) == 1))
    is_unknown = any(parts.get(hole.target) is None for hole in arns)
    return template.unknown_arn if is_unknown and scope == "least" and template.unknown_arn else (text,)


def _add(resources: dict[str, tuple[WildcardCause, ...]], resource: str, causes: Iterable[WildcardCause]) -> None:
    """Add a resource. Several targets can make the same wildcard, and each of them is a cause."""
    before = resources.get(resource, ())
    resources[resource] = tuple(dict.fromkeys((*before, *causes))) if before or causes else ()


def _own_causes(template: StatementTemplate, values: Values, text: str) -> tuple[WildcardCause, ...]:
    """Return why the text of a resource has a wildcard: the catalog's reason, or the target that it follows."""
    if text in template.fallback:
        return (cause_of_absence(template.targets),)
    own = cause_of_template(template)
    if own is not None:
        return (own,)
    followed = values.get(_followed(template), ())
    return tuple(found.cause for found in followed[:1] if found.parts is None)


def _causes(
    template: StatementTemplate, text: str, given: Mapping[str, GivenTarget], values: Values
) -> tuple[WildcardCause, ...]:
    """Return why a resource whose targets are all known is a wildcard."""
    if not given:
        return _own_causes(template, values, text)
    of_targets = tuple(found.cause for found in given.values() if found.parts is not None and _has_star(found))
    # A part of a value can be a wildcard although neither its name nor its ARN is one: the model behind a profile.
    own = _own_causes(template, values, text) if is_wildcard(text) or not of_targets else ()
    absent = tuple(cause_of_absence((name,)) for name in split_template(text).targets if name not in given)
    return (*(own if not absent else ()), *of_targets, *absent)


def _causes_of_unknown(
    template: StatementTemplate, pattern: str, resource: str, given: Mapping[str, GivenTarget]
) -> tuple[WildcardCause, ...]:
    """Return why a resource is a wildcard that `pattern` gives because a target is unknown."""
    written = split_template(pattern).targets
    of_targets = [
        found.cause for name, found in given.items() if found.parts is None or (name in written and _has_star(found))
    ]
    # More stars than targets: one of them would stay if all targets were written out, as in an id at the end.
    own = cause_of_template(template) if resource.count("*") > len(of_targets) else None
    return (*of_targets, *((own,) if own is not None else ()))


def _has_star(given: GivenTarget) -> bool:
    parts = given.parts
    return parts is not None and (is_wildcard(parts.name) or is_wildcard(parts.arn) or given.target.qualifier == "*")


def _lines(
    template: StatementTemplate, texts: Iterable[str], values: Values
) -> Iterator[tuple[str, Mapping[str, GivenTarget]]]:
    """Yield each resource text that the given targets fill, with those targets; none for a text without holes."""
    found = ((text, given) for text in texts for given in combinations(split_template(text), values, needs_all=True))
    first = next(found, None)
    if first is not None or not template.fallback:
        yield from (first, *found) if first is not None else ()
        return
    some = [(text, given) for text in texts for given in combinations(split_template(text), values, needs_all=False)]
    yield from some or [(text, {}) for text in template.fallback]


def _of_form(template: StatementTemplate, values: Values) -> Values:
    """Return the values with only those of the followed target that `when` asks for; nothing where there are none.

    Each entry of a list counts by itself: one statement of a batch reads a table, and another one changes its own.
    """
    name = _followed(template)
    kept = [found for found in values.get(name, ()) if _has_form(found.parts, template.when)]
    return {**values, name: kept} if kept else {}


def _has_form(parts: Parts | None, forms: tuple[str, ...]) -> bool:
    is_now = ("present", "dynamic") if parts is None else ("present", "static", parts.form)
    return any(form in is_now for form in forms)


def _followed(template: StatementTemplate) -> str:
    return template.follows or (template.targets[0] if template.targets else "")


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
    parts = {name: values[name][0].parts if values.get(name) else None for name in line.targets}
    unknown = any(found is None or found.form == "absent" for found in parts.values())
    return None if unknown else fill_holes(line, parts, location)
