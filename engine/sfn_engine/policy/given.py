"""What a state gives: its targets, the ways in which they may be read together, and what its parameters bring."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from sfn_engine.asl.model import Target, Task
from sfn_engine.catalog.model import ByHand, StatementTemplate, TargetSpec
from sfn_engine.catalog.requirements import Requirement, first_parameter, is_met, is_surely_met, parameters_given
from sfn_engine.policy.parts import Parts
from sfn_engine.policy.wildcards import WildcardCause, cause_of_target

_MAX_WAYS = 64
"""Ways to read the targets of one task together."""


class GivenTarget(NamedTuple):
    """A target that a state gives, and what the policy can know of it."""

    target: Target
    spec: TargetSpec
    parts: Parts | None
    """None where they are not known."""

    @property
    def cause(self) -> WildcardCause:
        """Why the target makes a resource a wildcard."""
        return cause_of_target(self.target, self.spec, self.parts)


Values = Mapping[str, list[GivenTarget]]
"""The targets of the integration that are given, by the parameter's name in the catalog."""


def ways(read: Sequence[Sequence[GivenTarget]]) -> Iterator[Values]:
    """Yield the ways in which the targets may be read together, from the alternatives of each.

    With too many of them, all alternatives are given at once.
    """
    if math.prod(map(len, read)) > _MAX_WAYS:
        yield _by_target(itertools.chain.from_iterable(read))
    else:
        yield from map(_by_target, itertools.product(*read))


Item = TypeVar("Item", StatementTemplate, ByHand)


def applying(items: Iterable[Item], task: Task) -> list[Item]:
    """Return the statements, or what is to be added by hand, that the task's parameters bring."""
    names = parameters_given(task.arguments)
    return [item for item in items if _applies(item, task, names)]


def _applies(item: StatementTemplate | ByHand, task: Task, names: frozenset[str] | None) -> bool:
    if item.when_given and not any(_is_met(entry, task) for entry in _on(item.when_given, names)):
        return False
    return not item.unless_given or not any(_is_met(entry, task) for entry in _on(item.unless_given, names))


def _on(requirements: tuple[Requirement, ...], names: frozenset[str] | None) -> Iterable[Requirement]:
    """Return the requirements on parameters that are given. An operation may have dozens, and a task few of them."""
    return requirements if names is None else [each for each in requirements if first_parameter(each.name) in names]


def given_parameters(item: StatementTemplate | ByHand, task: Task) -> tuple[str, ...]:
    """Return the parameters of the task that bring a conditional statement, each as a clause.

    ``Tags is given``, or ``Tags may be given`` where only the run tells it.
    """
    if not item.when_given:
        return ()
    met = (entry for entry in item.when_given if _is_met(entry, task))
    return tuple(entry.text if _is_surely_met(entry, task) else entry.possible_text for entry in met)


def _is_met(requirement: Requirement, task: Task) -> bool:
    return is_met(requirement, task.arguments, task.query_language, any_case=task.kind == "sdk")


def _is_surely_met(requirement: Requirement, task: Task) -> bool:
    return is_surely_met(requirement, task.arguments, task.query_language, any_case=task.kind == "sdk")


def _by_target(way: Iterable[GivenTarget]) -> Values:
    values: dict[str, list[GivenTarget]] = {}
    for given in way:
        values.setdefault(given.spec.name, []).append(given)
    return values
