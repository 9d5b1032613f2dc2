"""Which statement of the earlier document became which of the new one, so that lines can be marked.

Statements are compared as a reader does: the same actions on other resources are one statement that has
changed, not one that was removed and another that was added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sfn_engine.policy.model import Statement


@dataclass(frozen=True)
class StatementPairs:
    """The statements of two documents, matched by their positions."""

    earlier: Mapping[int, int]
    """New position → the earlier one; new statements without one were added."""
    gone: Mapping[int, tuple[int, ...]]
    """New position → removed statements that stood after it; −1: before all others."""


def pair_statements(before: Sequence[Statement], after: Sequence[Statement]) -> StatementPairs:
    """Match the statements of two documents, the surest matches first."""
    earlier: dict[int, int] = {}
    for alike in (_same, _same_actions, _overlapping):
        taken = set(earlier.values())
        unmatched = [index for index in range(len(before)) if index not in taken]
        for index in range(len(after)):
            if index in earlier:
                continue
            found = next((old for old in unmatched if alike(before[old], after[index])), None)
            if found is not None:
                earlier[index] = found
                unmatched.remove(found)
    return StatementPairs(earlier, _gone(len(before), earlier))


def _same(old: Statement, new: Statement) -> bool:
    return _same_actions(old, new) and old.dynamic == new.dynamic


def _same_actions(old: Statement, new: Statement) -> bool:
    return set(old.actions) == set(new.actions) and old.condition == new.condition and old.effect == new.effect


def _overlapping(old: Statement, new: Statement) -> bool:
    """The same resources with more or fewer actions, as scope and pattern give them."""
    return (
        bool(set(old.actions) & set(new.actions))
        and bool(set(old.resources) & set(new.resources))
        and old.condition == new.condition
    )


def _gone(count: int, earlier: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
    """Place each earlier statement without a match after the last one before it that is still there."""
    later = {old: new for new, old in earlier.items()}
    gone: dict[int, list[int]] = {}
    home = -1
    for old in range(count):
        if old in later:
            home = later[old]
        else:
            gone.setdefault(home, []).append(old)
    return {index: tuple(olds) for index, olds in gone.items()}
