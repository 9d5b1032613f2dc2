"""What the job monitor shows, as one value; each key makes a new one. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, cast

from sfn_engine.monitoring.facts import PERMISSION_KINDS, PermissionKind
from sfn_engine.monitoring.model import INCIDENTS, Incident, JobRun, JobSetup
from sfn_engine.monitoring.otherwise import incident_disabled_reason
from sfn_engine.monitoring.simulate import simulate
from sfn_engine.monitoring.tasks import MonitoredTask

Switch: TypeAlias = PermissionKind | Incident
"""Something that can be switched: a permission or an incident."""

SWITCHES: tuple[Switch, ...] = (*PERMISSION_KINDS, *INCIDENTS)
"""In the order in which the cursor goes through them."""

Page: TypeAlias = Literal["life", "trials", "keys"]
"""What is shown: the life of the job, how to test with a real job, or the keys."""


@dataclass(frozen=True, slots=True)
class MonitorState:
    """A job under observation."""

    task: MonitoredTask
    """As the policy has it; `reset` returns to this."""
    setup: JobSetup
    run: JobRun
    moment: int
    """Which moment of the time line the cursor in time is on, from 0."""
    cursor: int = 0
    """Which of `SWITCHES` the cursor is on."""
    page: Page = "life"
    disabled_reason: str = ""
    """Why the last switch could not be used; empty if it could."""

    @property
    def chosen(self) -> Switch:
        """The switch under the cursor."""
        return SWITCHES[self.cursor]


def opened(task: MonitoredTask) -> MonitorState:
    """Start with what the policy grants, at the end of the job's life."""
    return _with(MonitorState(task, task.setup, simulate(task.setup), 0), task.setup)


def is_permission(switch: Switch) -> bool:
    """Tell whether a switch is a permission and not an incident."""
    return switch in PERMISSION_KINDS


def switch_disabled_reason(state: MonitorState, switch: Switch) -> str:
    """Say why something cannot be switched; empty if it can."""
    if is_permission(switch):
        way = state.setup.facts.way(cast(PermissionKind, switch))
        return "" if way.footing == "right" else f"{switch}: nothing to switch, {way.why}"
    # An incident that is on can always be removed.
    if switch in state.setup.incidents:
        return ""
    return incident_disabled_reason(state.setup, cast(Incident, switch))


def switched(state: MonitorState, switch: Switch) -> MonitorState:
    """Return the state with a permission or incident switched and the cursor on it, or with the reason why not."""
    reason = switch_disabled_reason(state, switch)
    state = replace(state, cursor=SWITCHES.index(switch), page="life", disabled_reason=reason)
    if state.disabled_reason:
        return state
    setup = state.setup
    if is_permission(switch):
        permission = cast(PermissionKind, switch)
        return _with(state, setup.with_permission(permission, not setup.granted.has(permission)))
    incident = cast(Incident, switch)
    return _with(state, setup.with_incident(incident, incident not in setup.incidents))


def moved(state: MonitorState, rows: int) -> MonitorState:
    """Return the state with the cursor on another switch."""
    return replace(state, cursor=(state.cursor + rows) % len(SWITCHES), disabled_reason="")


def stepped(state: MonitorState, moments: int) -> MonitorState:
    """Return the state at an earlier or later moment."""
    last = len(state.run.timeline.moments) - 1
    return replace(state, moment=min(max(state.moment + moments, 0), last))


def reset(state: MonitorState) -> MonitorState:
    """Return the state with what the policy grants, and only the incidents that it began with."""
    return _with(replace(state, page="life", disabled_reason=""), state.task.setup)


def turned(state: MonitorState, page: Page) -> MonitorState:
    """Return the state with another page, or with the job's life again if that page is already shown."""
    return replace(state, page="life" if state.page == page else page)


def _with(state: MonitorState, setup: JobSetup) -> MonitorState:
    run = simulate(setup)
    return replace(state, setup=setup, run=run, moment=len(run.timeline.moments) - 1)
