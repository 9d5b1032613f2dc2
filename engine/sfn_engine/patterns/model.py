"""The values of a comparison. Pure: what a screen or a printed table shows is made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sfn_engine.asl.model import Pattern, QueryLanguage, StateMachine, StatePath
from sfn_engine.catalog.model import Reason, Scope
from sfn_engine.policy.model import Policy


@dataclass(frozen=True, slots=True)
class PermissionCount:
    """What a pattern costs in permissions."""

    actions: Mapping[Reason, int]
    """How many actions each reason needs, those of another role included."""
    wildcards: int
    """Resources with an asterisk, statement by statement."""

    def more_than(self, base: PermissionCount) -> Mapping[Reason, int]:
        """Return by how much the count of each reason differs from `base`; what is equal is left out."""
        reasons = dict.fromkeys((*self.actions, *base.actions))
        change = {reason: self.actions.get(reason, 0) - base.actions.get(reason, 0) for reason in reasons}
        return {reason: count for reason, count in change.items() if count}


@dataclass(frozen=True, slots=True)
class PatternColumn:
    """One pattern of an integration, or why the integration does not support it."""

    pattern: Pattern
    disabled_reason: str = ""
    """Why the integration does not support it; the rest is then empty."""
    suffix: str = ""
    """The end of `Resource`: empty, ``.sync``, ``.sync:2``, ``.waitForTaskToken``."""
    machine: StateMachine | None = None
    """The machine with this task in it."""
    task: Mapping[str, Any] = field(default_factory=dict)
    """The task's ASL."""
    policy: Policy | None = None
    """What this task needs, without the rest of its machine."""
    waits_for: str = ""
    ended_by: tuple[str, ...] = ()
    """What ends the task, and what happens when it is stopped: a sentence each."""
    lasts: str = ""
    """How long it may take."""
    forms: str = ""
    """What its other suffixes do, where there are several."""
    permissions: PermissionCount | None = None


@dataclass(frozen=True, slots=True)
class PatternComparison:
    """All patterns of one integration."""

    integration: str
    """``ecs:runTask``."""
    title: str
    """``Amazon ECS RunTask``."""
    query_language: QueryLanguage
    scope: Scope
    columns: tuple[PatternColumn, ...]
    """Request-response, `.sync`, callback: always in this order."""
    state: StatePath | None = None
    """The user's own task; None where the tasks are samples."""
    present: Pattern | None = None
    """The pattern that this task has now."""

    @property
    def base(self) -> PatternColumn | None:
        """Request-response, which the others are compared with; None where it is not supported."""
        return self.column("request-response") if not self.column("request-response").disabled_reason else None

    def column(self, pattern: Pattern) -> PatternColumn:
        """Return the column of a pattern."""
        return next(column for column in self.columns if column.pattern == pattern)
