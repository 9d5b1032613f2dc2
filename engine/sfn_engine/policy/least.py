"""Scope `least`: leaves out what another statement already allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from sfn_engine.policy.model import Contribution, Statement


def drop_covered(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Drop resources that another statement's wildcard covers; the states behind them move there.

    A statement covers another's resource when it allows all its actions, has no condition or the same
    one, and one of its resources matches.
    """
    kept = [_joined(statement) for statement in statements]
    coverages = [_Coverage(statement.resources) for statement in kept]
    for index in range(len(kept)):
        for wide_index in range(len(kept)):
            if index != wide_index and coverages[wide_index].has_wildcard and kept[index].resources:
                _move(kept, index, wide_index, coverages)
    return tuple(statement for statement in kept if statement.resources)


def covers(pattern: str, resource: str) -> bool:
    """Tell whether every resource that `resource` describes is matched by `pattern`.

    Sound for the patterns written here: ``*`` in `resource` is matched only by ``*`` in `pattern`.
    """
    if pattern in ("*", resource):
        return True
    first, *others = _literals(pattern)
    if not others or not resource.startswith(first):
        return False
    *middle, last = others
    position = len(first)
    # The earliest match of each part is the best one. A regular expression would try all the others too.
    for part in middle:
        found = resource.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return len(resource) - len(last) >= position and resource.endswith(last)


@lru_cache(maxsize=4096)
def _literals(pattern: str) -> tuple[str, ...]:
    """Return what is between the stars of a pattern."""
    # "${*}" is a star that belongs to the name and matches only itself.
    return tuple(part.replace("\0", "${*}") for part in pattern.replace("${*}", "\0").split("*"))


class _Coverage:
    """Finds the pattern that covers a resource, by the text before each pattern's first star.

    Statements may hold thousands of patterns; looking at each for each resource would be quadratic.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self._by_beginning: dict[str, list[str]] = {}
        for pattern in patterns:
            if "*" in pattern:
                self._by_beginning.setdefault(pattern.partition("*")[0].removesuffix("${"), []).append(pattern)
        self._lengths = sorted({len(beginning) for beginning in self._by_beginning})
        self.has_wildcard = bool(self._by_beginning)

    def other_than(self, resource: str) -> str:
        """Return a pattern that covers `resource` and is not the same text; empty where there is none."""
        return next((found for found in self._candidates(resource) if found != resource), "")

    def of(self, resource: str) -> str:
        """Return a pattern that covers `resource`; empty where there is none."""
        return next(iter(self._candidates(resource)), "")

    def _candidates(self, resource: str) -> Iterable[str]:
        for length in self._lengths:
            if length > len(resource):
                return
            for pattern in self._by_beginning.get(resource[:length], ()):
                if covers(pattern, resource):
                    yield pattern


def _joined(statement: Statement) -> Statement:
    """Drop the resources that another resource of the same statement covers."""
    coverage = _Coverage(statement.resources)
    if len(statement.resources) == 1 or not coverage.has_wildcard:
        return statement
    into = {resource: coverage.other_than(resource) for resource in statement.resources}
    for resource in statement.resources:
        # "b" into "*b" into "*": what is dropped itself can take nothing in.
        while into.get(into[resource]):
            into[resource] = into[into[resource]]
    return _without(statement, into)


def _move(kept: list[Statement], index: int, wide_index: int, coverages: list[_Coverage]) -> None:
    narrow, wide = kept[index], kept[wide_index]
    if not _allows_all(wide, narrow):
        return
    into = {resource: coverages[wide_index].of(resource) for resource in narrow.resources}
    if index < wide_index and _allows_all(narrow, wide):
        # Of two equal permissions the earlier one stays.
        into = {resource: "" if covers(resource, pattern) else pattern for resource, pattern in into.items()}
    if not any(into.values()):
        return
    moved = tuple(_moved(part, into) for part in narrow.contributions if into[part.resource])
    rest = replace(narrow, contributions=tuple(part for part in narrow.contributions if not into[part.resource]))
    kept[index] = _without(rest, into)
    kept[wide_index] = replace(wide, contributions=(*wide.contributions, *moved))
    coverages[index] = _Coverage(kept[index].resources)


def _without(statement: Statement, into: Mapping[str, str]) -> Statement:
    """Drop the resources that go into another; their states move with them."""
    if not any(into.values()):
        return statement
    return replace(
        statement,
        resources=tuple(resource for resource in statement.resources if not into[resource]),
        contributions=tuple(
            _moved(part, into) if into[part.resource] else part for part in statement.contributions
        ),
    )


def _moved(part: Contribution, into: Mapping[str, str]) -> Contribution:
    """Move a contribution to the wildcard that covers it, whose causes are those of its own states."""
    return part._replace(resource=into[part.resource], wildcards=())


def _allows_all(wide: Statement, narrow: Statement) -> bool:
    if wide.condition and wide.condition != narrow.condition:
        return False
    allowed = {action.lower() for action in wide.actions}
    return wide.effect == narrow.effect == "Allow" and all(action.lower() in allowed for action in narrow.actions)
