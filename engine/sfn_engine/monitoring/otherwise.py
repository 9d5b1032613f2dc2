"""How it would end otherwise: with one permission added or removed, or one incident removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sfn_engine.monitoring.facts import PERMISSION_KINDS, PermissionKind
from sfn_engine.monitoring.model import INCIDENTS, Incident, JobSetup, Outcome
from sfn_engine.monitoring.simulate import simulate

_WITHOUT_INCIDENT: dict[Incident, str] = {
    "event-lost": "With the event delivered",
    "event-empty": "With data in the event",
    "stopped": "Not stopped",
    "sibling-fails": "With no sibling failing",
    "job-fails": "If the job had not failed",
    "across-accounts": "Within one account",
}
_NAMES: dict[PermissionKind, str] = {
    "call": "the call's permission",
    "poll": "poll",
    "event": "events",
    "cancel": "cancel",
}


_TELLING = ("With poll", "Without poll")
"""Endings that teach something even where nothing changes: a missing permission to poll can stay hidden."""


class Otherwise(NamedTuple):
    """Another ending."""

    label: str
    """``With poll``."""
    outcome: Outcome
    same: bool
    """True where it ends as it does now."""

    @property
    def sentence(self) -> str:
        """The whole in a sentence: ``With poll: noticed 24 s late.``."""
        again = " all the same" if self.same else ""
        return f"{self.label}: {self.outcome.short}{again}{self._comment}."

    @property
    def _comment(self) -> str:
        if self.outcome.kind != "noticed-at-once":
            return ""
        if self.label == "Without poll":
            return ", so the mistake stays hidden"
        return ", and also when an event is lost" if self.label == "With poll" and self.same else ""


def otherwise(setup: JobSetup) -> tuple[Otherwise, ...]:
    """Return the endings that teach something about a setup, those with more permissions first."""
    now = simulate(setup).outcome
    found = [(label, simulate(other).outcome) for label, other in _others(setup)]
    made = [Otherwise(label, outcome, outcome.short == now.short) for label, outcome in found]
    return tuple(other for other in made if not other.same or other.label in _TELLING)


def _others(setup: JobSetup) -> Iterator[tuple[str, JobSetup]]:
    matter = [permission for permission in PERMISSION_KINDS if _matters(setup, permission)]
    for permission in matter:
        if not setup.granted.has(permission):
            yield f"With {_NAMES[permission]}", setup.with_permission(permission, True)
    for incident in INCIDENTS:
        if incident in setup.incidents and not incident_disabled_reason(setup, incident):
            yield _WITHOUT_INCIDENT[incident], setup.with_incident(incident, False)
    if not setup.can_call:
        return
    for permission in matter:
        if setup.granted.has(permission) and permission != "call":
            yield f"Without {_NAMES[permission]}", setup.with_permission(permission, False)
    if not setup.is_stopped and setup.granted.poll and not incident_disabled_reason(setup, "event-lost"):
        without = setup.with_permission("poll", False)
        if not setup.incidents & {"event-lost", "event-empty"} and setup.facts.poll.footing == "right":
            yield "Without poll, and the event lost", without.with_incident("event-lost")


def _matters(setup: JobSetup, permission: PermissionKind) -> bool:
    """Tell whether a permission can be granted at all and makes a difference to this kind of run."""
    if setup.facts.way(permission).footing != "right":
        return False
    if permission == "call":
        return True
    if not setup.can_call:
        return False
    if permission == "event" and "across-accounts" in setup.incidents:
        return False
    return (permission == "cancel") == setup.is_stopped


def incident_disabled_reason(setup: JobSetup, incident: Incident) -> str:
    """Say why an incident cannot happen here; empty where it can."""
    if incident not in ("event-lost", "event-empty"):
        return ""
    if setup.facts.event.footing != "right":
        return f"no event to lose: {setup.facts.event.why}"
    if "across-accounts" in setup.incidents:
        return "no event to lose: there are none across accounts"
    if setup.is_stopped:
        return "no event to lose: the task is stopped before the job ends"
    if not setup.granted.event:
        return "no event to lose: the permission to create the rule is missing"
    return ""
