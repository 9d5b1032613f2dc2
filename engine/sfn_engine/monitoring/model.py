"""The values of a simulation: what is granted, what goes wrong, the timeline, the outcome."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

from sfn_engine.monitoring.facts import JobFacts, PermissionKind

JOB_SECONDS = 94
"""How long the example job runs: it ends between two polls, as nearly every job does."""
START_SECONDS = 2
"""From the call to the start of the job: an example."""
EVENT_SECONDS = 1
"""From the end of the job to the arrival of its event: an example."""

Incident: TypeAlias = Literal["event-lost", "event-empty", "stopped", "sibling-fails", "job-fails", "across-accounts"]
"""Something that can happen to a job, or to how it is watched."""

INCIDENTS: tuple[Incident, ...] = (
    "event-lost", "event-empty", "stopped", "sibling-fails", "job-fails", "across-accounts",
)
"""In the order of screen and docs."""


def duration(seconds: int) -> str:
    """Write a time for a reader: seconds, or whole minutes or hours where it is long."""
    for unit, name in ((3600, "h"), (60, "min")):
        if seconds >= 10 * 60 and seconds % unit == 0:
            return f"{seconds // unit} {name}"
    return f"{seconds} s"


class Granted(NamedTuple):
    """Which of a task's permissions the role has."""

    call: bool = True
    poll: bool = True
    event: bool = True
    cancel: bool = True

    def has(self, permission: PermissionKind) -> bool:
        """Tell whether the role has this permission."""
        return bool(getattr(self, permission))

    def with_permission(self, permission: PermissionKind, given: bool) -> Granted:
        """Return the permissions with one added or removed."""
        return self._replace(**{permission: given})


ALL_GRANTED = Granted()


class Deadline(NamedTuple):
    """When the task would time out."""

    seconds: int | None = None
    """From the call; None where there is no timeout, or it is only known at run time."""
    short: str = "until it is stopped"
    """How long a task hangs that learns nothing."""
    until: str = "until it is stopped by hand (no TimeoutSeconds is set)"
    """The same, with the reason."""


NO_DEADLINE = Deadline()


@dataclass(frozen=True, slots=True)
class JobSetup:
    """Everything that decides how a job's run goes."""

    facts: JobFacts
    granted: Granted = ALL_GRANTED
    incidents: frozenset[Incident] = frozenset()
    deadline: Deadline = NO_DEADLINE

    def with_permission(self, permission: PermissionKind, given: bool) -> JobSetup:
        """Return the setup with one permission added or removed."""
        return replace(self, granted=self.granted.with_permission(permission, given))

    def with_incident(self, incident: Incident, present: bool = True) -> JobSetup:
        """Return the setup with one incident added or removed."""
        return replace(self, incidents=self.incidents | {incident} if present else self.incidents - {incident})

    @property
    def can_call(self) -> bool:
        """True where the call is allowed."""
        return self.facts.call.footing == "open" or self.granted.call

    @property
    def can_poll(self) -> bool:
        """True where a poll gets an answer."""
        footing = self.facts.poll.footing
        return footing == "open" or (footing == "right" and self.granted.poll)

    @property
    def listens(self) -> bool:
        """True where events are used: never across accounts (connect-to-resource)."""
        return self.facts.event.footing == "right" and self.granted.event and "across-accounts" not in self.incidents

    @property
    def can_cancel(self) -> bool:
        """True where a job may be stopped."""
        return self.facts.cancel.footing == "right" and self.granted.cancel

    @property
    def is_stopped(self) -> bool:
        """True where the task is stopped while its job runs."""
        return bool(self.incidents & {"stopped", "sibling-fails"})

    @property
    def job_seconds(self) -> int:
        """How long the job runs; half of the timeout where that is short, so that the job can end in time."""
        limit = self.deadline.seconds
        return JOB_SECONDS if limit is None or limit >= 2 * JOB_SECONDS else max(limit // 2, 1)


LaneName: TypeAlias = Literal["Step Functions", "poll", "EventBridge", "job"]

TimelineEventKind: TypeAlias = Literal[
    "call", "denied", "start", "ask", "event", "lost", "empty", "end", "fail", "stop", "cancel", "go-on", "timeout",
    "unknown",
]


class TimelineEvent(NamedTuple):
    """Something that happens."""

    at: int
    """Seconds of virtual time since the call."""
    kind: TimelineEventKind
    word: str
    """A word or two next to the sign."""
    why: str
    """A full clause."""


class JobPeriod(NamedTuple):
    """A time during which something lasts."""

    start: int
    end: int | None
    """None where it continues beyond what is shown."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What one party does."""

    name: LaneName
    events: tuple[TimelineEvent, ...] = ()
    period: JobPeriod | None = None
    """How long it waits or runs."""
    idle: str = ""
    """Why nothing happens here, or not all that could; empty where there is nothing to say."""


class Moment(NamedTuple):
    """An event with its lane."""

    lane: LaneName
    event: TimelineEvent


@dataclass(frozen=True, slots=True)
class Timeline:
    """The lanes, all on the same virtual time."""

    lanes: tuple[Lane, ...]

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Every event in the order of time; at the same time causes come before effects."""
        order = {"job": 0, "EventBridge": 1, "poll": 2, "Step Functions": 3}
        found = [Moment(lane.name, event) for lane in self.lanes for event in lane.events]
        return tuple(sorted(found, key=lambda moment: (moment.event.at, order[moment.lane])))


OutcomeKind: TypeAlias = Literal[
    "noticed-at-once", "noticed-late", "job-stopped", "perhaps-stopped", "not-known", "runs-on", "times-out", "hangs",
    "fails-at-once",
]
"""From good to bad. That the job never starts is last."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ends."""

    kind: OutcomeKind
    short: str
    """A clause: ``noticed 24 s late``."""
    sentence: str
    """What a person should know, in plain sentences."""
    late: int = 0
    """Seconds between the end of the job and the moment at which that is known."""


@dataclass(frozen=True, slots=True)
class JobRun:
    """One simulated life of a job."""

    setup: JobSetup
    timeline: Timeline
    outcome: Outcome
