"""The sentences of a simulation. Each outcome follows the guide's page connect-to-resource."""

from __future__ import annotations

from sfn_engine.monitoring.model import EVENT_SECONDS, JobSetup, Outcome, duration

_FAILED = " The job has failed, so the state fails with its error; Retry and Catch decide what follows."


WITHOUT_EVENTS = (
    "The guide does not say so, but people report that a state machine cannot be created or updated "
    'without these permissions: "is not authorized to create managed-rule".'
)
"""What is known beyond the guide of a missing permission for events: threads of users of several tools."""


def refused(setup: JobSetup) -> Outcome:
    """Say that the call is denied. The guide does not spell this out."""
    sentence = f"Access to {setup.facts.call.action} is denied: the state fails at once and no job starts."
    return Outcome("fails-at-once", "the state fails at once", sentence)


def noticed(setup: JobSetup, late: int, *, by_event: bool) -> Outcome:
    """Say when the end of the job is known."""
    failed = _FAILED if "job-fails" in setup.incidents else ""
    if late > EVENT_SECONDS:
        return Outcome("noticed-late", f"noticed {late} s late", _late(setup, late) + failed, late)
    if not by_event:
        return Outcome("noticed-at-once", "noticed at once", f"A poll happens to run at that moment.{failed}", late)
    if "event-empty" in setup.incidents:
        poll = setup.facts.poll.action
        return Outcome(
            "noticed-at-once",
            "noticed at once",
            f"The event has no data, so Step Functions polls ({poll}) and learns that the job has ended."
            f" The guide does not say how soon it polls; in this example, at once.{failed}",
            late,
        )
    sentence = f"The event reports at once that the job has ended.{failed}"
    if not setup.can_poll:
        sentence += (
            f" But {setup.facts.poll.action} is missing. Everything seems to work as long as every event arrives"
            " with its data: the mistake stays hidden."
        )
    return Outcome("noticed-at-once", "noticed at once", sentence, late)


def _late(setup: JobSetup, late: int) -> str:
    return (
        f"The next poll notices the end of the job, {late} s late in this example.{_assumed(setup)}"
    )


def _assumed(setup: JobSetup) -> str:
    return "" if setup.facts.interval.stated else " The polling interval is assumed."


def hangs(setup: JobSetup) -> Outcome:
    """Say that the end goes unnoticed."""
    return Outcome(
        "hangs",
        f"hangs {setup.deadline.short}",
        f"The job has ended, nothing notices, and the execution hangs {setup.deadline.until}.",
    )


def timed_out(setup: JobSetup, limit: int, *, too_late: int | None) -> Outcome:
    """Say that the timeout is reached before the end of the job is known."""
    if too_late is not None:
        sentence = (
            f"The job has ended, but the next poll would be at {too_late} s and the timeout is at {limit} s:"
            f" the state fails with States.Timeout although the work is done.{_assumed(setup)}"
        )
    else:
        sentence = (
            f"The job has ended and nothing notices. After {duration(limit)} the state fails with States.Timeout,"
            " although the work is done."
        )
    return Outcome("times-out", f"times out after {duration(limit)}", sentence, limit)


def timed_out_early(setup: JobSetup, limit: int) -> Outcome:
    """Say that the timeout is reached while the job is still running."""
    sentence = (
        f"The timeout of {duration(limit)} is reached while the job is still running: the state fails with"
        " States.Timeout. The guide does not say what happens to the job then."
    )
    return Outcome("times-out", f"times out after {duration(limit)}", sentence, limit)


def not_known(setup: JobSetup) -> Outcome:
    """Say that the guide does not say how this job is watched."""
    facts = setup.facts
    analogy = f" The policy has {facts.poll.action} by analogy only." if facts.poll.actions else ""
    return Outcome(
        "not-known",
        "unknown: the guide does not say",
        f"The guide does not say how Step Functions learns that {facts.title} has ended.{analogy}",
    )


def stopped(setup: JobSetup) -> Outcome:
    """Say what happens to the job of a stopped task."""
    facts, cancel = setup.facts, setup.facts.cancel
    if cancel.footing == "silent":
        analogy = f" The policy has {cancel.action} by analogy only." if cancel.actions else ""
        return Outcome(
            "not-known",
            "unknown: the guide does not say",
            f"The guide does not say what happens to {facts.title} when its task is stopped.{analogy}",
        )
    if cancel.footing == "none":
        return Outcome(
            "runs-on",
            "what the call started keeps running",
            "The guide's template has no action that cancels this call: what it started keeps running.",
        )
    if not setup.can_cancel:
        return Outcome(
            "runs-on",
            "the job keeps running (and billing)",
            f"Step Functions is not allowed to call {cancel.action}: the job keeps running (and billing) with nothing"
            " waiting for it.",
        )
    if facts.outlives_stop:
        return Outcome(
            "perhaps-stopped",
            "perhaps stopped: the pages disagree",
            f"The guide's template grants {cancel.action}, but the service's page says that Step Functions"
            " does not stop it when the execution is stopped. Expect it to keep running (and billing).",
        )
    return Outcome(
        "job-stopped",
        "the job is stopped",
        f"Step Functions stops the job with {cancel.action}. This is best effort: check on expensive jobs.",
    )


def why_stopped(setup: JobSetup) -> str:
    """Say what stops the task."""
    if "sibling-fails" in setup.incidents:
        return "a sibling branch or iteration fails with an uncaught error: this task is stopped"
    return "the execution is stopped, and with it this task"


def why_no_polls(setup: JobSetup) -> str:
    """Say why no poll gets an answer."""
    poll = setup.facts.poll
    return poll.why if poll.footing == "silent" else f"no {poll.action}: polls get no answer"


def why_no_events(setup: JobSetup) -> str:
    """Say why there is no event; empty where there may be one."""
    event = setup.facts.event
    if event.footing != "right":
        return event.why
    if "across-accounts" in setup.incidents:
        return "across accounts there are no events"
    if not setup.granted.event:
        return "no permission to create the rule: no event"
    return "" if not setup.is_stopped else "nothing waits for an event any more"
