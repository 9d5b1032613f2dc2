"""A policy told task by task: what each asks for, and why."""

from __future__ import annotations

from dataclasses import dataclass

from sfn_engine.asl.model import Diagnostic, Map, Pattern, State, StateMachine, StatePath, Target, Task
from sfn_engine.catalog import loader
from sfn_engine.policy.model import Grant, Policy, Unexplained, statement_grants


@dataclass(frozen=True, slots=True)
class StateExplanation:
    """What one state asks of the execution role."""

    state: State
    title: str
    """The integration in words: ``Amazon ECS RunTask``."""
    pattern: Pattern | None
    """None for a state that is no Task."""
    offered: tuple[Pattern, ...]
    """The patterns that the integration offers."""
    grants: tuple[Grant, ...]
    """What this state alone asks for, in the policy's order."""
    other_role: str
    """The role that carries the call's rights, as written; empty where it is the execution role."""
    other_role_grants: tuple[Grant, ...]
    unexplained: Unexplained | None
    diagnostics: tuple[Diagnostic, ...]
    note: str
    """What the catalog says of the integration."""
    pages: tuple[str, ...]
    """The guide's pages that the statements come from."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """The parameters that name resources, with their modes."""
        return self.state.targets


def explain(machine: StateMachine, policy: Policy) -> tuple[StateExplanation, ...]:
    """Explain every Task and every distributed Map of the machine, in document order."""
    by_state: dict[StatePath, list[Grant]] = {}
    for place, statement in enumerate(policy.statements):
        for grant in statement_grants(statement, place):
            for path in grant.states:
                by_state.setdefault(path, []).append(grant)
    elsewhere = {
        path: (role.role, [grant for entry in role.statements for grant in statement_grants(entry, 0)])
        for role in policy.other_roles
        for path in role.states
    }
    unexplained = {entry.state: entry for entry in policy.unexplained}
    diagnostics: dict[StatePath, list[Diagnostic]] = {}
    for entry in machine.diagnostics:
        diagnostics.setdefault(entry.state, []).append(entry)
    return tuple(
        _explanation(
            state,
            tuple(by_state.get(state.path, ())),
            elsewhere.get(state.path),
            unexplained.get(state.path),
            tuple(diagnostics.get(state.path, ())),
        )
        for state in machine.states
        if isinstance(state, Task) or (isinstance(state, Map) and state.distributed)
    )


def _explanation(
    state: State,
    grants: tuple[Grant, ...],
    elsewhere: tuple[str, list[Grant]] | None,
    unexplained: Unexplained | None,
    diagnostics: tuple[Diagnostic, ...],
) -> StateExplanation:
    if isinstance(state, Task):
        known = loader.integration(state.integration)
    else:
        known = loader.machine_level("distributed-map")
    role, role_grants = elsewhere or ("", [])
    return StateExplanation(
        state=state,
        title=title(state),
        pattern=state.pattern if isinstance(state, Task) else None,
        offered=known.patterns if known is not None else (),
        grants=grants,
        other_role=role,
        other_role_grants=tuple(grant for grant in role_grants if state.path in grant.states),
        unexplained=unexplained,
        diagnostics=diagnostics,
        note=known.note if known is not None else "",
        pages=known.pages if known is not None else (),
    )


def title(state: State) -> str:
    """Return the service and API that a state calls, in words."""
    if isinstance(state, Map):
        return "Distributed Map" if state.distributed else "Map"
    if not isinstance(state, Task):
        return state.type
    if state.kind == "activity":
        return "Activity"
    known = loader.integration(state.integration)
    if known is not None:
        return f"{known.service} {known.title}"
    if state.kind == "sdk":
        return f"AWS SDK {state.integration.removeprefix('aws-sdk:').replace(':', ' ')}"
    return state.integration or "Task"
