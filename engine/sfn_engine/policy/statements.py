"""Collects filled templates into statements: equal actions, condition and form become one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sfn_engine.asl.model import StatePath
from sfn_engine.catalog.model import StatementTemplate
from sfn_engine.policy.model import Contribution, Statement
from sfn_engine.policy.templates import Filled


@dataclass(slots=True)
class _Draft:
    """A statement while states still add to it."""

    template: StatementTemplate
    condition: Mapping[str, Any]
    dynamic: bool
    resources: dict[str, None] = field(default_factory=dict)
    contributions: list[Contribution] = field(default_factory=list)


class StatementList:
    """Statements in the order of the first state that needs them."""

    def __init__(self) -> None:
        self._drafts: dict[tuple[object, ...], _Draft] = {}

    def add(self, filled: Filled, state: StatePath | None, given: tuple[str, ...] = ()) -> None:
        """Add one state's share. A dynamic share never joins a static one, so both stay visible.

        `given` says of a conditional statement which parameters bring it: ``Tags is given``.
        """
        template = filled.template
        key = (
            frozenset(template.actions),
            repr(filled.condition) if filled.condition else "",
            filled.dynamic,
            template.group,
        )
        draft = self._drafts.get(key)
        if draft is None:
            draft = self._drafts[key] = _Draft(template, filled.condition, filled.dynamic)
        for resource, causes in filled.resources.items():
            draft.resources[resource] = None
            draft.contributions.append(
                Contribution(
                    resource,
                    state,
                    template.actions,
                    template.reasons,
                    template.why,
                    template.inferred,
                    causes,
                    template.source,
                    given,
                    template.certainty,
                )
            )

    def allows(self, filled: Filled) -> bool:
        """Tell whether the statements so far allow all that one more would."""
        from sfn_engine.policy.least import covers

        actions = frozenset(filled.template.actions)
        patterns = [
            pattern
            for draft in self._drafts.values()
            if actions.issubset(draft.template.actions) and draft.condition in ({}, filled.condition)
            for pattern in draft.resources
        ]
        return all(any(covers(pattern, resource) for pattern in patterns) for resource in filled.resources)

    def statements(self) -> tuple[Statement, ...]:
        """Return the statements, with running numbers in their Sids."""
        taken: dict[str, int] = {}
        return tuple(self._statement(draft, taken) for draft in self._drafts.values())

    def _statement(self, draft: _Draft, taken: dict[str, int]) -> Statement:
        template = draft.template
        is_text = template.dynamic_is_text if draft.dynamic and template.dynamic else template.resource_is_text
        return Statement(
            actions=template.actions,
            resources=tuple(draft.resources),
            condition=draft.condition,
            sid=_sid(template.sid, taken),
            dynamic=draft.dynamic,
            action_is_text=template.action_is_text,
            resource_is_text=is_text,
            contributions=tuple(draft.contributions),
        )


def _sid(pattern: str, taken: dict[str, int]) -> str:
    # A document may hold each Sid only once, so a second one gets a number.
    if not pattern:
        return ""
    taken[pattern] = number = taken.get(pattern, 0) + 1
    if "#" in pattern:
        return pattern.replace("#", str(number))
    return pattern if number == 1 else f"{pattern}{number}"
