"""The life of a `.sync` job over virtual time. Facts of the guide: connect-to-resource.

Nothing here looks at a clock: the same situation always gives the same run.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from sfn_engine.monitoring import words
from sfn_engine.monitoring.model import (
    EVENT_SECONDS,
    START_SECONDS,
    Lane,
    Mark,
    Outcome,
    Run,
    Situation,
    Span,
    Timeline,
)


def simulate(situation: Situation) -> Run:
    """Run a job through a situation."""
    if not situation.can_call:
        return _refused(situation)
    limit = situation.deadline.seconds
    stop = START_SECONDS + max(situation.job_seconds // 2, 1)
    if situation.is_stopped and (limit is None or stop < limit):
        return _stopped(situation, stop)
    return _watched(situation)


# ── The call is refused ──────────────────────────────────────────────────────────────────────────


def _refused(situation: Situation) -> Run:
    action = situation.facts.call.action
    mark = Mark(0, "denied", "denied", f"the call is refused: no {action}; the state fails")
    lanes = (
        Lane("Step Functions", (mark,)),
        Lane("poll", idle="nothing to ask after"),
        Lane("EventBridge", idle="nothing to tell"),
        Lane("job", idle="never started"),
    )
    return Run(situation, Timeline(lanes), words.refused(situation))


# ── The task is stopped while its job runs ───────────────────────────────────────────────────────


def _stopped(situation: Situation, stop: int) -> Run:
    outcome = words.stopped(situation)
    marks = [_call_mark(situation), Mark(stop, "stop", "stopped", words.why_stopped(situation))]
    job: list[Mark] = [_start_mark()]
    end: int | None = None
    if situation.can_cancel:
        cancel = situation.facts.cancel.action
        marks.append(Mark(stop, "cancel", "cancels", f"calls {cancel} to stop the job: best effort"))
    if outcome.kind == "job-stopped":
        end = stop + EVENT_SECONDS
        job.append(Mark(end, "end", "stopped", "the job is stopped"))
    elif outcome.kind in ("not-known", "perhaps-stopped"):
        job.append(Mark(stop + EVENT_SECONDS, "unknown", "stopped?", outcome.short))
    lanes = (
        Lane("Step Functions", tuple(marks), Span(0, stop)),
        _poll_lane(situation, tuple(takewhile(lambda time: time < stop, situation.facts.interval.times())), None),
        Lane("EventBridge", idle=words.why_no_events(situation)),
        Lane("job", tuple(job), Span(START_SECONDS, end), "" if end is not None else outcome.short),
    )
    return Run(situation, Timeline(lanes), outcome)


# ── The job ends by itself ───────────────────────────────────────────────────────────────────────


def _watched(situation: Situation) -> Run:
    ended = START_SECONDS + situation.job_seconds
    limit = situation.deadline.seconds
    seen = _first(_by_event(situation, ended), _by_poll(situation, ended))
    in_time = seen is not None and (limit is None or seen < limit)
    known = seen if in_time else None
    outcome = _outcome(situation, ended, seen, in_time)
    horizon = known if known is not None else limit
    job_mark = _end_mark(situation, ended)
    alive = limit is not None and ended >= limit
    lanes = (
        _waiting_lane(situation, known, outcome),
        _poll_lane(situation, tuple(_poll_times(situation, ended, horizon)), ended, horizon),
        _event_lane(situation, ended, horizon),
        Lane("job", (_start_mark(), *(() if alive else (job_mark,))), Span(START_SECONDS, None if alive else ended)),
    )
    return Run(situation, Timeline(lanes), outcome)


def _by_event(situation: Situation, ended: int) -> int | None:
    if not situation.listens or "event-lost" in situation.incidents:
        return None
    arrival = ended + EVENT_SECONDS
    if "event-empty" not in situation.incidents:
        return arrival
    # An event without the data that Step Functions needs makes it ask: without that right it knows nothing.
    return arrival if situation.can_poll else None


def _by_poll(situation: Situation, ended: int) -> int | None:
    if not situation.can_poll:
        return None
    return next(time for time in situation.facts.interval.times() if time >= ended)


def _first(*times: int | None) -> int | None:
    return min((time for time in times if time is not None), default=None)


def _outcome(situation: Situation, ended: int, seen: int | None, in_time: bool) -> Outcome:
    limit = situation.deadline.seconds
    if limit is not None and ended >= limit:
        return words.timed_out_early(situation, limit)
    if seen is not None and in_time:
        by_event = situation.listens and seen == _by_event(situation, ended)
        return words.noticed(situation, seen - ended, by_event=by_event)
    if situation.facts.poll.footing == "silent":
        return words.not_known(situation)
    if limit is not None:
        return words.timed_out(situation, limit, too_late=seen)
    return words.hangs(situation)


# ── Lanes ────────────────────────────────────────────────────────────────────────────────────────


def _call_mark(situation: Situation) -> Mark:
    call = situation.facts.call
    return Mark(0, "call", "call", f"calls {call.action if call.actions else situation.facts.title}")


def _start_mark() -> Mark:
    return Mark(START_SECONDS, "start", "starts", "the job starts")


def _end_mark(situation: Situation, ended: int) -> Mark:
    if "job-fails" in situation.incidents:
        return Mark(ended, "fail", "fails", "the job fails")
    return Mark(ended, "end", "ends", "the job ends")


def _waiting_lane(situation: Situation, seen: int | None, outcome: Outcome) -> Lane:
    call, limit = _call_mark(situation), situation.deadline.seconds
    if seen is not None:
        failed = "job-fails" in situation.incidents
        last = Mark(seen, "fail", "fails", "learns that the job has failed: the state fails") if failed else Mark(
            seen, "go-on", "goes on", "learns that the job has ended, and goes on"
        )
        return Lane("Step Functions", (call, last), Span(0, seen))
    if outcome.kind == "times-out" and limit is not None:
        last = Mark(limit, "timeout", "timeout", "the state fails with States.Timeout")
        return Lane("Step Functions", (call, last), Span(0, limit))
    idle = "how it learns of the end is not known" if outcome.kind == "not-known" else "still waiting"
    return Lane("Step Functions", (call,), Span(0, None), idle)


def _poll_times(situation: Situation, ended: int, horizon: int | None) -> Iterator[int]:
    """Yield the polls up to the moment at which the end is known, or the task is over."""
    by_poll = _by_poll(situation, ended)
    for time in situation.facts.interval.times():
        if by_poll is None or time > by_poll or (horizon is not None and time > horizon):
            return
        if horizon is None or time < horizon or time == by_poll:
            yield time


def _poll_lane(
    situation: Situation, times: tuple[int, ...], ended: int | None, horizon: int | None = None
) -> Lane:
    if not situation.can_poll:
        return Lane("poll", idle=words.why_no_polls(situation))
    action = situation.facts.poll.action if situation.facts.poll.actions else "a poll"
    marks = []
    for time in times:
        over = ended is not None and time >= ended
        answer = "it has ended" if over else "still running"
        marks.append(Mark(time, "ask", "ended" if over else "running", f"{action} says: {answer}"))
    arrival = _by_event(situation, ended) if ended is not None and "event-empty" in situation.incidents else None
    # After an event that is lost, or comes when the task is over, nobody asks.
    in_time = arrival is not None and (horizon is None or arrival <= horizon)
    if arrival is not None and in_time and not any(mark.at >= arrival - EVENT_SECONDS for mark in marks):
        marks.append(Mark(arrival, "ask", "asked", f"{action} gets what the event lacked"))
    return Lane("poll", tuple(marks), idle="" if marks else "it is over before the first poll")


def _event_lane(situation: Situation, ended: int, horizon: int | None) -> Lane:
    if not situation.listens:
        return Lane("EventBridge", idle=words.why_no_events(situation))
    arrival = ended + EVENT_SECONDS
    if horizon is not None and arrival > horizon:
        return Lane("EventBridge", idle="the task is over before the event comes")
    if "event-lost" in situation.incidents:
        mark = Mark(arrival, "lost", "lost", "the event is lost: events are sent on a best-effort basis")
    elif "event-empty" in situation.incidents:
        mark = Mark(arrival, "empty", "no data", "the event lacks data: Step Functions has to ask")
    else:
        mark = Mark(arrival, "event", "tells", f"the rule {situation.facts.rule} tells that the job has ended")
    return Lane("EventBridge", (mark,))
