"""What an edit did to the policy: figures for a sentence, and the statements that came and went."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass

from sfn_engine.policy.model import Policy, Statement

Right = tuple[str, str, str]
"""Action, resource and condition, as text."""


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between two policies."""

    title: str
    """The edit that made it."""
    added: frozenset[Right]
    removed: frozenset[Right]
    before: Policy
    """The policy before the edit, for the lines that are gone."""
    summary: str
    """The figures: ``+4 actions, −1 ARN, +1 wildcard``."""


def compare(before: Policy, after: Policy, title: str) -> Change:
    """Compare the rights of two policies."""
    old, new = rights(before), rights(after)
    return Change(title, frozenset(new - old), frozenset(old - new), before, _summary(before, after))


def _summary(before: Policy, after: Policy) -> str:
    """Count the names that came and went. An action that another statement still allows is not gone."""
    old, new = rights(before), rights(after)
    parts = [
        *_signed(_names(new, 0) - _names(old, 0), _names(old, 0) - _names(new, 0), "action", "actions"),
        *_signed(_arns(new) - _arns(old), _arns(old) - _arns(new), "ARN", "ARNs"),
        *_signed(_wildcards(after, new - old), _wildcards(before, old - new), "wildcard", "wildcards"),
    ]
    if parts:
        return ", ".join(parts)
    return "no right changed" if old == new else "the same names, put together in another way"


def _names(given: set[Right], part: int) -> set[str]:
    return {right[part] for right in given}


def _arns(given: set[Right]) -> set[str]:
    return {name for name in _names(given, 1) if "*" not in name}


def _wildcards(policy: Policy, changed: set[Right]) -> set[tuple[int, str]]:
    """Return the wildcards, statement by statement, on which a right has changed."""
    return {
        (place, right[1])
        for place, statement in enumerate(policy.statements)
        for right in statement_rights(statement)
        if "*" in right[1] and right in changed
    }


def _signed(gained: Sized, lost: Sized, word: str, plural: str) -> list[str]:
    counts = (("+", len(gained)), ("\N{MINUS SIGN}", len(lost)))
    return [f"{sign}{count} {word if count == 1 else plural}" for sign, count in counts if count]


def rights(policy: Policy) -> set[Right]:
    """Return every action on every resource that the policy allows."""
    return {right for statement in policy.statements for right in statement_rights(statement)}


def statement_rights(statement: Statement) -> list[Right]:
    """Return the rights of one statement."""
    condition = repr(statement.condition) if statement.condition else ""
    return [(action, resource, condition) for action in statement.actions for resource in statement.resources]
