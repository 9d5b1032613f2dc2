"""Values to hard-code a target as: which ones the definition suggests, and which cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import sfn_engine as sfn
from sfn_engine.asl.model import Map, State, StateMachine, StatePath, Target, Task
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.catalog.samples import SAMPLE_ACCOUNT, SAMPLE_REGION, filled_sample, sample_shapes
from sfn_engine.catalog.targets import map_part
from sfn_engine.machine import only_state
from sfn_engine.policy.arns import partition_of_region
from sfn_tui.session.edits import SetStatic
from sfn_tui.session.session import Session

MOST = 12
"""The most values that are suggested."""
_WRITTEN = ("static", "placeholder")
"""The modes of a target that no expression gives."""

_ANY_KIND = ("name", "resource")
"""The kinds of targets of which no more is known."""


def suggestions(session: Session, path: StatePath, target: str) -> tuple[str, ...]:
    """Return values for the target, the likeliest first: its own earlier ones, those of others, a sample."""
    state = session.machine.by_path[path]
    wanted = _found(state, target)
    if wanted is None:
        return ()
    alone = only_state(state, session.machine)
    offered: list[str] = []
    known = chain(_earlier(session, path, wanted), _others(session, wanted))
    for value in chain(known, _samples(session, state, wanted)):
        if len(offered) == MOST:
            break
        if value not in offered and not _disabled_reason(alone, path[-1:], target, value):
            offered.append(value)
    return tuple(offered)


def value_disabled_reason(session: Session, path: StatePath, target: str, value: str) -> str:
    """Return why the target cannot be hard-coded as `value`; empty if it can."""
    alone = only_state(session.machine.by_path[path], session.machine)
    return _disabled_reason(alone, path[-1:], target, value)


def _disabled_reason(machine: StateMachine, path: StatePath, target: str, value: str) -> str:
    try:
        SetStatic(path, target, value).apply(machine)
    except (sfn.EditRefused, sfn.DefinitionError) as refused:
        return str(refused)
    return ""


def _found(state: State, name: str) -> Target | None:
    return next((entry for entry in state.targets if entry.name == name), None)


def _is_written(target: Target) -> bool:
    return target.mode in _WRITTEN and not (target.absent or target.problem)


def _earlier(session: Session, path: StatePath, wanted: Target) -> Iterator[str]:
    """Yield what the target was at other steps of the history: the latest first, undone ones last."""
    before, after = session.steps[: session.position], session.steps[session.position + 1 :]
    for step in (*reversed(before), *after):
        state = step.machine.by_path.get(path)
        for target in state.targets if state is not None else ():
            # A list that became an expression is one target, and was several.
            is_same = target.parameter == wanted.parameter
            if is_same and target.mode in _WRITTEN and target.value and not target.problem:
                yield target.value  # where it is absent, the service's default


def _others(session: Session, wanted: Target) -> Iterator[str]:
    """Yield what targets of the same kind are elsewhere in the definition, those of the same parameter first."""
    targets = [
        target
        for state in session.machine.states
        for target in state.targets
        if _are_alike(target, wanted) and _is_written(target) and target is not wanted
    ]
    targets.sort(key=lambda target: target.parameter != wanted.parameter)
    yield from dict.fromkeys(target.value for target in targets)


def _are_alike(one: Target, other: Target) -> bool:
    """Tell whether two targets name resources of the same kind; what is only a name can be that of anything."""
    return one.kind == other.kind and (one.kind not in _ANY_KIND or one.parameter == other.parameter)


def _samples(session: Session, state: State, wanted: Target) -> Iterator[str]:
    """Yield values in the right shape, in the region and account that the policy is for."""
    context = session.policy.context
    region = (context.region if context.region_is_known else None) or SAMPLE_REGION
    account = (context.account if context.account_is_known else None) or SAMPLE_ACCOUNT
    partition = context.partition or partition_of_region(region)
    for shape in sample_shapes(wanted.kind, _spec(state, wanted)):
        yield filled_sample(shape, partition, region, account)


def _spec(state: State, wanted: Target) -> TargetSpec | None:
    """Return what the catalog says about the target; None if it says nothing, as about `Credentials`."""
    records = [loader.integration(state.integration)] if isinstance(state, Task) else []
    if isinstance(state, Map):
        parts = (("ItemReader", state.reader), ("ResultWriter", state.writer))
        records = [loader.machine_level(map_part(part, body)) for part, body in parts if body is not None]
    specs = (spec for record in records if record is not None for spec in record.targets)
    return next((spec for spec in specs if spec.name == wanted.parameter), None)
