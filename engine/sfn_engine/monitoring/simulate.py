"""The life of a `.sync` job over virtual time. Facts of the guide: connect-to-resource.

Nothing here reads a clock: the same setup always gives the same run.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from sfn_engine.monitoring import words
from sfn_engine.monitoring.model import (
    EVENT_SECONDS,
    START_SECONDS,
    JobPeriod,
    JobRun,
    JobSetup,
    Lane,
    Outcome,
    Timeline,
    TimelineEvent,
)


def simulate(setup: JobSetup) -> JobRun:
    """Simulate a job with this setup."""
    if not setup.can_call:
        return _refused(setup)
    limit = setup.deadline.seconds
    stop = START_SECONDS + max(setup.job_seconds // 2, 1)
    if setup.is_stopped and (limit is None or stop < limit):
        return _stopped(setup, stop)
    return _watched(setup)


# ── The call is denied ───────────────────────────────────────────────────────────────────────────


def _refused(setup: JobSetup) -> JobRun:
    action = setup.facts.call.action
    event = TimelineEvent(0, "denied", "denied", f"the call is denied: no {action}; the state fails")
    lanes = (
        Lane("Step Functions", (event,)),
        Lane("poll", idle="nothing to poll"),
        Lane("EventBridge", idle="nothing to report"),
        Lane("job", idle="never started"),
    )
    return JobRun(setup, Timeline(lanes), words.refused(setup))


# ── The task is stopped while its job runs ───────────────────────────────────────────────────────


def _stopped(setup: JobSetup, stop: int) -> JobRun:
    outcome = words.stopped(setup)
    events = [_call_event(setup), TimelineEvent(stop, "stop", "stopped", words.why_stopped(setup))]
    job: list[TimelineEvent] = [_start_event()]
    end: int | None = None
    if setup.can_cancel:
        cancel = setup.facts.cancel.action
        events.append(TimelineEvent(stop, "cancel", "cancels", f"calls {cancel} to stop the job: best effort"))
    if outcome.kind == "job-stopped":
        end = stop + EVENT_SECONDS
        job.append(TimelineEvent(end, "end", "stopped", "the job is stopped"))
    elif outcome.kind in ("not-known", "perhaps-stopped"):
        job.append(TimelineEvent(stop + EVENT_SECONDS, "unknown", "stopped?", outcome.short))
    lanes = (
        Lane("Step Functions", tuple(events), JobPeriod(0, stop)),
        _poll_lane(setup, tuple(takewhile(lambda time: time < stop, setup.facts.interval.times())), None),
        Lane("EventBridge", idle=words.why_no_events(setup)),
        Lane("job", tuple(job), JobPeriod(START_SECONDS, end), "" if end is not None else outcome.short),
    )
    return JobRun(setup, Timeline(lanes), outcome)


# ── The job ends by itself ───────────────────────────────────────────────────────────────────────


def _watched(setup: JobSetup) -> JobRun:
    ended = START_SECONDS + setup.job_seconds
    limit = setup.deadline.seconds
    seen = _first(_by_event(setup, ended), _by_poll(setup, ended))
    in_time = seen is not None and (limit is None or seen < limit)
    known = seen if in_time else None
    outcome = _outcome(setup, ended, seen, in_time)
    horizon = known if known is not None else limit
    alive = limit is not None and ended >= limit
    job = (_start_event(),) if alive else (_start_event(), _end_event(setup, ended))
    lanes = (
        _waiting_lane(setup, known, outcome),
        _poll_lane(setup, tuple(_poll_times(setup, ended, horizon)), ended, horizon),
        _event_lane(setup, ended, horizon),
        Lane("job", job, JobPeriod(START_SECONDS, None if alive else ended)),
    )
    return JobRun(setup, Timeline(lanes), outcome)


def _by_event(setup: JobSetup, ended: int) -> int | None:
    if not setup.listens or "event-lost" in setup.incidents:
        return None
    arrival = ended + EVENT_SECONDS
    if "event-empty" not in setup.incidents:
        return arrival
    # An event without the data that Step Functions needs makes it poll: without that permission it learns nothing.
    return arrival if setup.can_poll else None


def _by_poll(setup: JobSetup, ended: int) -> int | None:
    if not setup.can_poll:
        return None
    return next(time for time in setup.facts.interval.times() if time >= ended)


def _first(*times: int | None) -> int | None:
    return min((time for time in times if time is not None), default=None)


def _outcome(setup: JobSetup, ended: int, seen: int | None, in_time: bool) -> Outcome:
    limit = setup.deadline.seconds
    if limit is not None and ended >= limit:
        return words.timed_out_early(setup, limit)
    if seen is not None and in_time:
        by_event = setup.listens and seen == _by_event(setup, ended)
        return words.noticed(setup, seen - ended, by_event=by_event)
    if setup.facts.poll.footing == "silent":
        return words.not_known(setup)
    if limit is not None:
        return words.timed_out(setup, limit, too_late=seen)
    return words.hangs(setup)


# ── Lanes ────────────────────────────────────────────────────────────────────────────────────────


def _call_event(setup: JobSetup) -> TimelineEvent:
    call = setup.facts.call
    return TimelineEvent(0, "call", "call", f"calls {call.action if call.actions else setup.facts.title}")


def _start_event() -> TimelineEvent:
    return TimelineEvent(START_SECONDS, "start", "starts", "the job starts")


def _end_event(setup: JobSetup, ended: int) -> TimelineEvent:
    if "job-fails" in setup.incidents:
        return TimelineEvent(ended, "fail", "fails", "the job fails")
    return TimelineEvent(ended, "end", "ends", "the job ends")


def _waiting_lane(setup: JobSetup, seen: int | None, outcome: Outcome) -> Lane:
    call, limit = _call_event(setup), setup.deadline.seconds
    if seen is not None:
        last = TimelineEvent(seen, "go-on", "continues", "learns that the job has ended, and continues")
        if "job-fails" in setup.incidents:
            last = TimelineEvent(seen, "fail", "fails", "learns that the job has failed: the state fails")
        return Lane("Step Functions", (call, last), JobPeriod(0, seen))
    if outcome.kind == "times-out" and limit is not None:
        last = TimelineEvent(limit, "timeout", "timeout", "the state fails with States.Timeout")
        return Lane("Step Functions", (call, last), JobPeriod(0, limit))
    idle = "how it learns of the end is unknown" if outcome.kind == "not-known" else "still waiting"
    return Lane("Step Functions", (call,), JobPeriod(0, None), idle)


def _poll_times(setup: JobSetup, ended: int, horizon: int | None) -> Iterator[int]:
    """Yield the polls up to the moment at which the end is known, or the task is over."""
    by_poll = _by_poll(setup, ended)
    for time in setup.facts.interval.times():
        if by_poll is None or time > by_poll or (horizon is not None and time > horizon):
            return
        if horizon is None or time < horizon or time == by_poll:
            yield time


def _poll_lane(
    setup: JobSetup, times: tuple[int, ...], ended: int | None, horizon: int | None = None
) -> Lane:
    if not setup.can_poll:
        return Lane("poll", idle=words.why_no_polls(setup))
    action = setup.facts.poll.action if setup.facts.poll.actions else "a poll"
    events = []
    for time in times:
        over = ended is not None and time >= ended
        answer = "it has ended" if over else "still running"
        events.append(TimelineEvent(time, "ask", "ended" if over else "running", f"{action} says: {answer}"))
    arrival = _by_event(setup, ended) if ended is not None and "event-empty" in setup.incidents else None
    # No poll follows an event that is lost, or that arrives when the task is over.
    in_time = arrival is not None and (horizon is None or arrival <= horizon)
    if arrival is not None and in_time and not any(event.at >= arrival - EVENT_SECONDS for event in events):
        events.append(TimelineEvent(arrival, "ask", "polled", f"{action} gets the missing data"))
    return Lane("poll", tuple(events), idle="" if events else "it is over before the first poll")


def _event_lane(setup: JobSetup, ended: int, horizon: int | None) -> Lane:
    if not setup.listens:
        return Lane("EventBridge", idle=words.why_no_events(setup))
    arrival = ended + EVENT_SECONDS
    if horizon is not None and arrival > horizon:
        return Lane("EventBridge", idle="the task is over before the event arrives")
    if "event-lost" in setup.incidents:
        event = TimelineEvent(arrival, "lost", "lost", "the event is lost: delivery is best effort")
    elif "event-empty" in setup.incidents:
        event = TimelineEvent(arrival, "empty", "no data", "the event has no data: Step Functions has to poll")
    else:
        why = f"the rule {setup.facts.rule} reports that the job has ended"
        event = TimelineEvent(arrival, "event", "reports", why)
    return Lane("EventBridge", (event,))
