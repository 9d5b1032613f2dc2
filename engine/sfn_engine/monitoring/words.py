"""The sentences of a simulation. Each outcome follows the guide's page connect-to-resource."""

from __future__ import annotations

from sfn_engine.monitoring.model import EVENT_SECONDS, JobSetup, Outcome, duration

_FAILED = " The job has failed, so the state fails with its error; Retry and Catch decide what follows."


WITHOUT_EVENTS = (
    "The guide does not say so, but people report that a state machine cannot be created or updated "
    'without these rights: "not authorized to create managed-rule".'
)
"""What is known of a missing right to events beyond the guide: threads of users of several tools."""


def refused(setup: JobSetup) -> Outcome:
    """Tell that the call is not allowed. The guide does not spell this out."""
    sentence = f"Access is denied to {setup.facts.call.action}: the state fails at once and no job is started."
    return Outcome("fails-at-once", "the state fails at once", sentence)


def noticed(setup: JobSetup, late: int, *, by_event: bool) -> Outcome:
    """Tell when the end of the job is known."""
    failed = _FAILED if "job-fails" in setup.incidents else ""
    if late > EVENT_SECONDS:
        return Outcome("noticed-late", f"noticed {late} s late", _late(setup, late) + failed, late)
    if not by_event:
        return Outcome("noticed-at-once", "noticed at once", f"A poll happens to come just then.{failed}", late)
    if "event-empty" in setup.incidents:
        poll = setup.facts.poll.action
        return Outcome(
            "noticed-at-once",
            "noticed at once",
            f"The event lacks data, so Step Functions asks ({poll}) and then knows that the job has ended."
            f" The guide does not say how soon it asks; here it does so at once.{failed}",
            late,
        )
    sentence = f"The event tells at once that the job has ended.{failed}"
    if not setup.can_poll:
        sentence += (
            f" But {setup.facts.poll.action} is missing, and all seems well as long as every event arrives"
            " with its data: the mistake stays hidden."
        )
    return Outcome("noticed-at-once", "noticed at once", sentence, late)


def _late(setup: JobSetup, late: int) -> str:
    return (
        f"The end of the job is noticed by the next poll, {late} s late in this example.{_assumed(setup)}"
    )


def _assumed(setup: JobSetup) -> str:
    return "" if setup.facts.interval.stated else " The interval of the polls is assumed."


def hangs(setup: JobSetup) -> Outcome:
    """Tell that nobody learns of the end."""
    return Outcome(
        "hangs",
        f"hangs {setup.deadline.short}",
        f"The job has ended, nobody notices, and the execution hangs {setup.deadline.until}.",
    )


def timed_out(setup: JobSetup, limit: int, *, too_late: int | None) -> Outcome:
    """Tell that the timeout comes before the end of the job is known."""
    if too_late is not None:
        sentence = (
            f"The job has ended, but the next poll would come at {too_late} s and the timeout comes at {limit} s:"
            f" the state fails with States.Timeout though the work is done.{_assumed(setup)}"
        )
    else:
        sentence = (
            f"The job has ended and nobody notices. After {duration(limit)} the state fails with States.Timeout,"
            " though the work is done."
        )
    return Outcome("times-out", f"times out after {duration(limit)}", sentence, limit)


def timed_out_early(setup: JobSetup, limit: int) -> Outcome:
    """Tell that the timeout comes while the job still runs."""
    sentence = (
        f"The timeout of {duration(limit)} comes while the job still runs: the state fails with States.Timeout."
        " What becomes of the job then, the guide does not say."
    )
    return Outcome("times-out", f"times out after {duration(limit)}", sentence, limit)


def not_known(setup: JobSetup) -> Outcome:
    """Tell that the guide is silent on the watching of this job."""
    facts = setup.facts
    analogy = f" The policy has {facts.poll.action} by analogy only." if facts.poll.actions else ""
    return Outcome(
        "not-known",
        "not known: the guide does not say",
        f"The guide does not say how Step Functions learns that {facts.title} has ended.{analogy}",
    )


def stopped(setup: JobSetup) -> Outcome:
    """Tell what becomes of the job of a task that is stopped."""
    facts, cancel = setup.facts, setup.facts.cancel
    if cancel.footing == "silent":
        analogy = f" The policy has {cancel.action} by analogy only." if cancel.actions else ""
        return Outcome(
            "not-known",
            "not known: the guide does not say",
            f"The guide does not say what becomes of {facts.title} when its task is stopped.{analogy}",
        )
    if cancel.footing == "none":
        return Outcome(
            "runs-on",
            "what was begun goes on",
            "The guide's template has no action that cancels this call: what it has begun goes on.",
        )
    if not setup.can_cancel:
        return Outcome(
            "runs-on",
            "the job runs on and costs",
            f"Step Functions may not call {cancel.action}: the job runs on and costs, and nobody waits for it.",
        )
    if facts.outlives_stop:
        return Outcome(
            "perhaps-stopped",
            "perhaps stopped: the pages disagree",
            f"The guide's template grants {cancel.action}, but the service's page says that Step Functions ends"
            " nothing by itself when the execution is stopped. Count on it running on and costing.",
        )
    return Outcome(
        "job-stopped",
        "the job is stopped",
        f"Step Functions stops the job with {cancel.action}. That is best effort: look after jobs that cost much.",
    )


def why_stopped(setup: JobSetup) -> str:
    """Say what stops the task."""
    if "sibling-fails" in setup.incidents:
        return "a sibling branch or iteration fails with an error that nobody catches: this task is stopped"
    return "somebody stops the execution, and with it this task"


def why_no_polls(setup: JobSetup) -> str:
    """Say why no poll brings an answer."""
    poll = setup.facts.poll
    return poll.why if poll.footing == "silent" else f"no {poll.action}: never learns anything"


def why_no_events(setup: JobSetup) -> str:
    """Say why no event comes; empty where one may come."""
    event = setup.facts.event
    if event.footing != "right":
        return event.why
    if "across-accounts" in setup.incidents:
        return "across accounts there are no events"
    if not setup.granted.event:
        return "no right to make the rule: no event"
    return "" if not setup.is_stopped else "nobody waits for an event any more"
