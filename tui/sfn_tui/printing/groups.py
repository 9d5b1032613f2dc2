"""Grants grouped for reading: by statement, by resources, by reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from sfn_engine.policy.model import Grant
from sfn_engine.policy.reasons import Cause, cause
from sfn_engine.policy.wildcards import WildcardCause, because
from sfn_engine.sdk.certainty import Certainty


class ReasonGroup(NamedTuple):
    """Actions that are in the policy for the same reason."""

    reason: str
    cause: Cause
    inferred: bool
    source: str
    certainty: Certainty
    actions: tuple[str, ...]


@dataclass
class StatementGroup:
    """What one state has in one statement, on the same resources."""

    statement: int
    resources: Mapping[str, tuple[str, ...]]
    """Each with the clauses on why it is a wildcard; none where it is not one."""
    condition: Mapping[str, Any]
    reasons: list[ReasonGroup] = field(default_factory=list)


def grouped(grants: Iterable[Grant]) -> list[StatementGroup]:
    """Return the grants of one state, grouped by statement and resources."""
    resources: dict[tuple[int, str, str, str, bool, str, str], list[Grant]] = {}
    for grant in grants:
        said = (grant.why, grant.inferred, grant.source, grant.certainty)
        key = (grant.statement, grant.action, grant.reason, *said)
        resources.setdefault(key, []).append(grant)
    statements: dict[tuple[int, tuple[str, ...]], dict[_ReasonKey, list[Grant]]] = {}
    for found in resources.values():
        first = found[0]
        statement = (first.statement, tuple(grant.resource for grant in found))
        group = statements.setdefault(statement, {})
        reason = (first.reason, cause(first), first.inferred, first.source, first.certainty)
        group.setdefault(reason, []).extend(found)
    return [_statement_group(number, group) for (number, _), group in statements.items()]


_ReasonKey: TypeAlias = tuple[str, Cause, bool, str, Certainty]


def _statement_group(number: int, group: Mapping[_ReasonKey, list[Grant]]) -> StatementGroup:
    grants = [grant for found in group.values() for grant in found]
    causes: dict[str, dict[WildcardCause, None]] = {}
    for grant in grants:
        causes.setdefault(grant.resource, {}).update(dict.fromkeys(grant.wildcards))
    return StatementGroup(
        number,
        {resource: because(found) for resource, found in causes.items()},
        grants[0].condition,
        [
            ReasonGroup(*key, tuple(dict.fromkeys(grant.action for grant in found)))
            for key, found in sorted(group.items(), key=_call_first)
        ],
    )


def _call_first(entry: tuple[_ReasonKey, list[Grant]]) -> bool:
    # The call is first: it shows a reader what the task is for.
    return entry[0][0] != "call"
