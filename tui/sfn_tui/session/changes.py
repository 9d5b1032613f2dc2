"""What an edit did to the policy: figures for a sentence, and the permissions that were added and removed."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass

from sfn_engine.display import counted
from sfn_engine.policy.model import Policy, Statement

Permission = tuple[str, str, str]
"""Action, resource and condition, as text."""


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """The difference between two policies."""

    title: str
    """The edit that made it."""
    added: frozenset[Permission]
    removed: frozenset[Permission]
    before: Policy
    """The policy before the edit, for the lines that were removed."""
    summary: str
    """The figures: ``+4 actions, −1 ARN, +1 wildcard``."""


def compare(before: Policy, after: Policy, title: str) -> PolicyChange:
    """Compare the permissions of two policies."""
    old, new = permissions(before), permissions(after)
    return PolicyChange(title, frozenset(new - old), frozenset(old - new), before, _summary(before, after))


def _summary(before: Policy, after: Policy) -> str:
    """Count the names that were added and removed. An action that another statement still allows is not removed."""
    old, new = permissions(before), permissions(after)
    parts = [
        *signed_counts(_names(new, 0) - _names(old, 0), _names(old, 0) - _names(new, 0), "action"),
        *signed_counts(_arns(new) - _arns(old), _arns(old) - _arns(new), "ARN"),
        *signed_counts(_wildcards(after, new - old), _wildcards(before, old - new), "wildcard"),
    ]
    if parts:
        return ", ".join(parts)
    return "no permissions changed" if old == new else "the same actions and resources, combined differently"


def _names(given: set[Permission], part: int) -> set[str]:
    return {permission[part] for permission in given}


def _arns(given: set[Permission]) -> set[str]:
    return {name for name in _names(given, 1) if "*" not in name}


def _wildcards(policy: Policy, changed: set[Permission]) -> set[tuple[int, str]]:
    """Return the wildcards, statement by statement, on which a permission has changed."""
    return {
        (index, permission[1])
        for index, statement in enumerate(policy.statements)
        for permission in statement_permissions(statement)
        if "*" in permission[1] and permission in changed
    }


def signed_counts(gained: Sized, lost: Sized, noun: str) -> list[str]:
    """Return what was gained and lost, each with its sign: ``+2 actions``, ``−1 action``."""
    counts = (("+", len(gained)), ("\N{MINUS SIGN}", len(lost)))
    return [f"{sign}{counted(count, noun)}" for sign, count in counts if count]


def permissions(policy: Policy) -> set[Permission]:
    """Return every action on every resource that the policy allows."""
    return {permission for statement in policy.statements for permission in statement_permissions(statement)}


def statement_permissions(statement: Statement) -> list[Permission]:
    """Return the permissions of one statement."""
    condition = repr(statement.condition) if statement.condition else ""
    return [(action, resource, condition) for action in statement.actions for resource in statement.resources]
