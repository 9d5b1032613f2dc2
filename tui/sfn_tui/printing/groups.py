"""Grants grouped for reading: by statement, by resources, by reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sfn_engine.policy.model import Grant
from sfn_engine.policy.reasons import Cause, cause


class ReasonGroup(NamedTuple):
    """Actions that are in the policy for the same reason."""

    reason: str
    cause: Cause
    inferred: bool
    actions: tuple[str, ...]


@dataclass
class StatementGroup:
    """What one state has in one statement, on the same resources."""

    statement: int
    resources: tuple[str, ...]
    condition: Mapping[str, Any]
    reasons: list[ReasonGroup] = field(default_factory=list)


def grouped(grants: Iterable[Grant]) -> list[StatementGroup]:
    """Return the grants of one state, grouped by statement and resources."""
    resources: dict[tuple[int, str, str, str, bool], list[Grant]] = {}
    for grant in grants:
        key = (grant.statement, grant.action, grant.reason, grant.why, grant.inferred)
        resources.setdefault(key, []).append(grant)
    actions: dict[tuple[int, tuple[str, ...]], dict[tuple[str, Cause, bool], list[Grant]]] = {}
    for found in resources.values():
        first = found[0]
        statement = (first.statement, tuple(grant.resource for grant in found))
        group = actions.setdefault(statement, {})
        group.setdefault((first.reason, cause(first), first.inferred), []).append(first)
    return [
        StatementGroup(
            number,
            on,
            next(iter(group.values()))[0].condition,
            [
                ReasonGroup(reason, why, inferred, tuple(dict.fromkeys(grant.action for grant in found)))
                for (reason, why, inferred), found in sorted(group.items(), key=_call_first)
            ],
        )
        for (number, on), group in actions.items()
    ]


def _call_first(entry: tuple[tuple[str, Cause, bool], list[Grant]]) -> bool:
    # The call is first: it shows a reader what the task is for.
    return entry[0][0] != "call"
