"""The scenarios that print and docs go through, for any integration."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from sfn_engine.monitoring.facts import PermissionKind
from sfn_engine.monitoring.model import Incident, JobRun, JobSetup
from sfn_engine.monitoring.otherwise import incident_disabled_reason
from sfn_engine.monitoring.simulate import simulate


class Scenario(NamedTuple):
    """Permissions removed, and incidents."""

    id: str
    """In kebab case."""
    title: str
    missing: tuple[PermissionKind, ...] = ()
    incidents: tuple[Incident, ...] = ()


WATCHING: tuple[Scenario, ...] = (
    Scenario("as-granted", "As granted"),
    Scenario("event-lost", "The event is lost", (), ("event-lost",)),
    Scenario("event-empty", "The event has no data", (), ("event-empty",)),
    Scenario("without-events", "Without events", ("event",)),
    Scenario("without-poll", "Without poll", ("poll",)),
    Scenario("without-poll-event-lost", "Without poll, and the event is lost", ("poll",), ("event-lost",)),
    Scenario("without-poll-event-empty", "Without poll, and the event has no data", ("poll",), ("event-empty",)),
    Scenario("without-poll-and-events", "Without poll and events", ("poll", "event")),
    Scenario("across-accounts", "Across accounts", (), ("across-accounts",)),
    Scenario("across-accounts-without-poll", "Across accounts, without poll", ("poll",), ("across-accounts",)),
    Scenario("job-fails", "The job fails", (), ("job-fails",)),
)
"""The job ends by itself."""

STOPPING: tuple[Scenario, ...] = (
    Scenario("stopped", "The execution is stopped", (), ("stopped",)),
    Scenario("stopped-without-cancel", "Stopped, without cancel", ("cancel",), ("stopped",)),
    Scenario("sibling-fails", "A sibling branch fails", (), ("sibling-fails",)),
    Scenario("sibling-fails-without-cancel", "A sibling branch fails, without cancel", ("cancel",), ("sibling-fails",)),
)
"""The task is stopped while its job runs."""

CALLING: tuple[Scenario, ...] = (Scenario("without-call", "Without the call's permission", ("call",)),)
"""The job never starts."""

SCENARIOS: tuple[Scenario, ...] = (*WATCHING, *STOPPING, *CALLING)


def applies(scenario: Scenario, setup: JobSetup) -> bool:
    """Tell whether a scenario differs from those before it, for what is known of the service."""
    facts = setup.facts
    if any(facts.way(permission).footing != "right" for permission in scenario.missing):
        return False
    return not any(incident_disabled_reason(_changed(scenario, setup), incident) for incident in scenario.incidents)


def play(scenario: Scenario, setup: JobSetup) -> JobRun | None:
    """Simulate a scenario that starts from a setup; None where it cannot happen here."""
    return simulate(_changed(scenario, setup)) if applies(scenario, setup) else None


def _changed(scenario: Scenario, setup: JobSetup) -> JobSetup:
    for permission in scenario.missing:
        setup = setup.with_permission(permission, False)
    return replace(setup, incidents=setup.incidents | frozenset(scenario.incidents))
