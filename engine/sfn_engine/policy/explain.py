"""A policy explained task by task: what each needs, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sfn_engine.asl.model import Diagnostic, Map, Pattern, State, StateMachine, StatePath, Target, Task, Unknown
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Integration, Scope
from sfn_engine.display import shorten
from sfn_engine.policy.callback import TokenSender, token_sender
from sfn_engine.policy.model import Grant, Note, Policy, Unexplained
from sfn_engine.policy.wildcards import WildcardCause

_LONGEST_NAME = 100
"""Characters of an unknown integration that a title shows; no known one has as many."""


@dataclass(frozen=True, slots=True)
class StateExplanation:
    """What one state needs from the execution role."""

    state: State
    title: str
    """The integration in words: ``Amazon ECS RunTask``."""
    pattern: Pattern | None
    """None for a state that is not a Task."""
    offered: tuple[Pattern, ...]
    """The patterns that the integration supports."""
    grants: tuple[Grant, ...]
    """What this state needs, in the policy's order; of the causes of wildcards only its own."""
    other_role: str
    """The role that needs the call's permissions, as written; empty where it is the execution role."""
    other_role_grants: tuple[Grant, ...]
    unexplained: Unexplained | None
    by_hand: tuple[Note, ...]
    """The permissions that must be added by hand."""
    token_sender: TokenSender | None
    """What whoever sends the task's token back needs, on its own role."""
    diagnostics: tuple[Diagnostic, ...]
    note: str
    """What the catalog says of the integration and this task's permissions; empty where it says nothing."""
    pages: tuple[str, ...]
    """The guide's pages that the statements come from."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """The parameters that name resources, with their modes."""
        return self.state.targets


def explain(machine: StateMachine, policy: Policy) -> tuple[StateExplanation, ...]:
    """Explain every Task and every distributed Map of the machine, and each state of unknown type, in order."""
    causes = _Causes(machine, policy, policy.grants)
    return tuple(_explanation(state, causes) for state in machine.states if _may_need_permissions(state))


def explain_state(machine: StateMachine, policy: Policy, path: StatePath) -> StateExplanation | None:
    """Explain one state; None for a state that never needs permissions."""
    state = machine.by_path[path]
    if not _may_need_permissions(state):
        return None
    return _explanation(state, _Causes(machine, policy, [grant for grant in policy.grants if path in grant.states]))


class _Causes:
    """What policy and machine say of each state, sorted once for all of them."""

    def __init__(self, machine: StateMachine, policy: Policy, grants: Iterable[Grant]) -> None:
        self.grants: dict[StatePath, list[Grant]] = {}
        self.elsewhere: dict[StatePath, list[Grant]] = {}
        self.diagnostics: dict[StatePath, list[Diagnostic]] = {}
        self.unexplained: dict[StatePath, Unexplained] = {}
        for unexplained in policy.unexplained:
            # Both parts of a Distributed Map can be unexplained.
            before = self.unexplained.get(unexplained.state)
            reason = f"{before.reason} {unexplained.reason}" if before is not None else unexplained.reason
            self.unexplained[unexplained.state] = unexplained._replace(reason=reason)
        self.context = policy.context
        self.scope = policy.scope
        self.by_hand: dict[StatePath, list[Note]] = {}
        for note in policy.by_hand:
            for path in note.states:
                self.by_hand.setdefault(path, []).append(note)
        self.roles = {path: role.role for role in policy.other_roles for path in role.states}
        for path, grant in _by_state(grants):
            self.grants.setdefault(path, []).append(grant)
        for role in policy.other_roles:
            for path, grant in _by_state(role.grants):
                self.elsewhere.setdefault(path, []).append(grant)
        for entry in machine.diagnostics:
            self.diagnostics.setdefault(entry.state, []).append(entry)


def _by_state(grants: Iterable[Grant]) -> Iterator[tuple[StatePath, Grant]]:
    """Yield each grant for each of its states, with the causes of its wildcard that come from that state."""
    # The actions on one resource of a statement share their causes, so these are sorted once for all of them.
    sorted_causes: dict[int, dict[StatePath, tuple[WildcardCause, ...]]] = {}
    for grant in grants:
        if len(grant.wildcards) < 2:
            yield from ((path, grant) for path in grant.states)
            continue
        key = id(grant.wildcards)
        if key not in sorted_causes:
            sorted_causes[key] = _causes_by_state(grant.wildcards)
        own = sorted_causes[key]
        yield from ((path, replace(grant, wildcards=own.get(path, ()))) for path in grant.states)


def _causes_by_state(causes: Iterable[WildcardCause]) -> dict[StatePath, tuple[WildcardCause, ...]]:
    found: dict[StatePath, tuple[WildcardCause, ...]] = {}
    for cause in causes:
        for path in cause.states:
            found[path] = (*found.get(path, ()), cause)
    return found


def _may_need_permissions(state: State) -> bool:
    return isinstance(state, (Task, Unknown)) or (isinstance(state, Map) and state.distributed)


def _explanation(state: State, causes: _Causes) -> StateExplanation:
    known = None
    if isinstance(state, Task):
        known = loader.integration(state.integration)
    elif isinstance(state, Map):
        known = loader.machine_level("distributed-map")
    path = state.path
    grants = tuple(causes.grants.get(path, ()))
    return StateExplanation(
        state=state,
        title=title(state),
        pattern=state.pattern if isinstance(state, Task) else None,
        offered=known.patterns if known is not None else (),
        grants=grants,
        other_role=causes.roles.get(path, ""),
        other_role_grants=tuple(causes.elsewhere.get(path, ())),
        unexplained=causes.unexplained.get(path),
        by_hand=tuple(causes.by_hand.get(path, ())),
        token_sender=token_sender(state, causes.context),
        diagnostics=tuple(causes.diagnostics.get(path, ())),
        note=_note(known, grants, causes.scope) if known is not None else "",
        pages=known.pages if known is not None else (),
    )


def _note(known: Integration, grants: Iterable[Grant], scope: Scope) -> str:
    """Return what the catalog notes, without what speaks of permissions or a template that the task does not have."""
    needed = {grant.action for grant in grants}
    note = known.note if not known.note_on or needed.intersection(known.note_on) else ""
    return " ".join(text for text in (note, known.template_note if scope == "guide" else "") if text)


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
        return f"{known.service} {known.title}{' (AWS SDK)' if state.kind == 'sdk' else ''}"
    if state.kind == "sdk":
        return f"AWS SDK {shorten(state.integration.removeprefix('aws-sdk:').replace(':', ' '), _LONGEST_NAME)}"
    return shorten(state.integration, _LONGEST_NAME) or "Task"
