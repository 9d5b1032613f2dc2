"""How Step Functions learns that a `.sync` job has ended, integration by integration, from the catalog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from sfn_engine.catalog import loader
from sfn_engine.catalog.model import EVENT_ACTIONS, Basis, Integration, Monitoring

PermissionKind: TypeAlias = Literal["call", "poll", "event", "cancel"]
"""A kind of permission that a `.sync` task needs."""

PERMISSION_KINDS: tuple[PermissionKind, ...] = ("call", "poll", "event", "cancel")
"""In the order of a job's life."""

Footing: TypeAlias = Literal["right", "open", "none", "silent"]
"""`right`: done with permissions of the role, `open`: done without any IAM permission, `none`: never done for
this service, `silent`: the guide does not say. `explain --monitor --json` prints these words."""

EXAMPLE_INTERVAL = (60, 300, 600)
"""Seconds: at first, later, and when it becomes later. Stated for Amazon EMR (connect-emr), and assumed here
for services whose pages state no interval."""

_BASES: dict[Basis, str] = {
    "template": "the guide's .sync template grants it",
    "no-statement": "the guide's .sync template has no events statement",
    "stated": "the guide says so",
    "sample": "known only from a sample project in the guide",
    "silent": "the guide does not say",
}


class Way(NamedTuple):
    """One thing that Step Functions does for a job: call, poll, listen, cancel."""

    permission: PermissionKind
    footing: Footing
    actions: tuple[str, ...]
    """The IAM actions; where the guide is silent, those that the policy has by analogy."""
    basis: Basis
    why: str
    """A clause on how this is known."""

    @property
    def action(self) -> str:
        """What a sentence calls it: the action, or the first of several."""
        return self.actions[0] if self.actions else self.permission


class Interval(NamedTuple):
    """How often a job is polled. All numbers are seconds."""

    first: int
    later: int
    slows_after: int
    """From then on the later interval holds."""
    stated: bool
    """False where the guide states no interval for the service, and that of Amazon EMR is assumed."""
    text: str

    def times(self) -> Iterator[int]:
        """Yield the virtual times of the polls, counted from the call, without end."""
        time = self.first
        while True:
            yield time
            time += self.first if time < self.slows_after else self.later


@dataclass(frozen=True, slots=True)
class JobFacts:
    """What is known of one integration's `.sync` form."""

    integration: str
    """Short name: ``ecs:runTask``."""
    title: str
    """In words: ``Amazon ECS RunTask``."""
    call: Way
    poll: Way
    event: Way
    cancel: Way
    rule: str
    """The managed EventBridge rule; empty where there is none."""
    archive_rule: str
    """A rule that only the guide's archive of 2023 has."""
    interval: Interval
    outlives_stop: bool
    """True where the service's page says that Step Functions does not end it when the execution is stopped."""
    remark: str
    pages: tuple[str, ...]
    """The guide's pages with these facts."""

    def way(self, permission: PermissionKind) -> Way:
        """Return what Step Functions does with this permission."""
        ways: dict[PermissionKind, Way] = {
            "call": self.call, "poll": self.poll, "event": self.event, "cancel": self.cancel,
        }
        return ways[permission]


@cache
def facts_of(name: str) -> JobFacts | None:
    """Return the facts of an integration such as ``ecs:runTask``; None where it has no `.sync` form."""
    known = loader.integration(name)
    return _facts(known) if known is not None and "sync" in known.patterns else None


def all_facts() -> Iterator[JobFacts]:
    """Yield the facts of every integration with a `.sync` form, by name."""
    for known in loader.all_integrations():
        if "sync" in known.patterns:
            yield _facts(known)


def _facts(known: Integration) -> JobFacts:
    given = known.monitoring
    return JobFacts(
        integration=known.name,
        title=f"{known.service} {known.title}",
        call=_call(known),
        poll=_poll(known),
        event=_event(known),
        cancel=_cancel(known),
        rule=known.rule if given.event != "silent" else "",
        archive_rule=given.archive_rule,
        interval=_interval(given),
        outlives_stop=given.outlives_stop,
        remark=given.remark,
        pages=tuple(dict.fromkeys((*given.pages, *known.pages))),
    )


def _call(known: Integration) -> Way:
    if known.call:
        return Way("call", "right", known.call, "template", "the API itself")
    return Way("call", "open", (), "stated", "the call does not use an AWS API: it needs no IAM permission")


def _poll(known: Integration) -> Way:
    basis = known.monitoring.poll
    if basis == "silent":
        return Way("poll", "silent", known.poll, basis, _silent("whether and how it is polled", known.poll))
    if not known.poll:
        return Way("poll", "open", (), basis, "polls do not use an AWS API: they need no IAM permission")
    return Way("poll", "right", known.poll, basis, _BASES[basis])


def _event(known: Integration) -> Way:
    basis = known.monitoring.event
    if basis == "silent":
        actions = EVENT_ACTIONS if known.rule else ()
        return Way("event", "silent", actions, basis, _silent("whether there are events", actions))
    if not known.rule:
        why = "there is no managed rule" if basis == "stated" else _BASES[basis]
        return Way("event", "none", (), basis, why)
    return Way("event", "right", EVENT_ACTIONS, basis, _BASES[basis])


def _cancel(known: Integration) -> Way:
    basis = known.monitoring.cancel
    if basis == "silent":
        why = _silent("what happens to it when its task is stopped", known.cancel)
        return Way("cancel", "silent", known.cancel, basis, why)
    if not known.cancel:
        return Way("cancel", "none", (), basis, "the guide's .sync template has no action to cancel it")
    return Way("cancel", "right", known.cancel, basis, _BASES[basis])


def _silent(what: str, actions: tuple[str, ...]) -> str:
    analogy = f"; the policy has {actions[0]} by analogy" if actions else ""
    return f"the guide does not say {what}{analogy}"


def _interval(given: Monitoring) -> Interval:
    first, later, slows_after = EXAMPLE_INTERVAL
    if not given.interval:
        text = f"every {first} s at first, later every {later} s: assumed from Amazon EMR, not stated for this service"
        return Interval(first, later, slows_after, False, text)
    first, later = given.interval
    page = given.pages[0]
    if not given.slows_after:
        text = f"about every {first} s at first, slowing to every {later} s ({page}, which does not say when)"
        return Interval(first, later, slows_after, True, text)
    minutes = given.slows_after // 60
    text = f"every {first} s for the first {minutes} minutes, then every {later} s ({page})"
    return Interval(first, later, given.slows_after, True, text)
