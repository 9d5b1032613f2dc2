"""What each pattern waits for, what ends it, and how long that may take.

Sources: connect-to-resource for the patterns, choosing-workflow-type for the two types of workflow,
service-quotas for the year, connect-stepfunctions for the two forms of `.sync`.
"""

from __future__ import annotations

from collections.abc import Iterable

from sfn_engine.asl.model import Pattern, Task
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Integration
from sfn_engine.display import shorten
from sfn_engine.policy.model import Grant

WAITS_FOR: dict[Pattern, str] = {
    "request-response": "Only the API's response; what the call started may still be running.",
    "sync": "The end of the job that the call starts.",
    "callback": "SendTaskSuccess or SendTaskFailure with the task token.",
}
"""What lets the execution continue."""

LASTS: dict[Pattern, str] = {
    "request-response": "As long as the call. Standard and Express Workflows support it.",
    "sync": "Up to a year in a Standard Workflow; TimeoutSeconds ends it sooner. "
    "Express Workflows do not support .sync.",
    "callback": "Up to a year in a Standard Workflow; TimeoutSeconds ends it sooner, and HeartbeatSeconds if "
    "there is no heartbeat. Express Workflows do not support callback.",
}
"""How long a task of this pattern may take."""

OUTPUTS = {".sync": "it is a string that contains JSON", ".sync:2": "it is JSON"}
"""What the forms of `.sync` give where there are two (guide: connect-stepfunctions)."""


def waits_for(known: Integration, pattern: Pattern) -> str:
    """Return what a task of this pattern waits for."""
    if pattern != "callback":
        return WAITS_FOR[pattern]
    if not known.token:
        return f"{WAITS_FOR[pattern]} Pass the token in a parameter that reaches whatever sends it back."
    return f"{WAITS_FOR[pattern]} The task passes the token in {known.token}."


def ended_by(known: Integration, pattern: Pattern, grants: Iterable[Grant]) -> tuple[str, ...]:
    """Return what ends a task of this pattern; `grants` are the permissions that the task needs."""
    if pattern == "request-response":
        return ("Nothing has to: the execution continues as soon as the API has responded.",)
    if pattern == "callback":
        return (
            "Any principal with the token, in the same account. It needs states:SendTaskSuccess, "
            "states:SendTaskFailure and, to keep it alive, states:SendTaskHeartbeat.",
            "These permissions belong to that principal's own role; this policy does not grant them.",
        )
    given = tuple(grants)
    return (_how_the_end_is_known(known, given), _when_stopped(given))


def _how_the_end_is_known(known: Integration, grants: tuple[Grant, ...]) -> str:
    ways = []
    if any(grant.reason == "event" for grant in grants):
        ways.append(f"an event from the managed rule {known.rule}")
    polls = dict.fromkeys(grant.action for grant in grants if grant.reason == "poll")
    if polls:
        ways.append(f"polling with {', '.join(polls)}")
    how = f"It learns this from {' and from '.join(ways)}." if ways else "The policy grants no permission to find out."
    return f"Step Functions itself, when the job has ended. {how}"


def _when_stopped(grants: tuple[Grant, ...]) -> str:
    calls = dict.fromkeys(grant.action for grant in grants if grant.reason == "cancel")
    if calls:
        return f"When the task is stopped, Step Functions tries to stop the job with {', '.join(calls)}."
    return "The policy grants no permission to stop the job: when the task is stopped, the job keeps running."


def forms(known: Integration, suffix: str) -> str:
    """Return what the other suffixes of `.sync` do; empty where there is only one."""
    others = [other for other in known.sync_suffixes if other != suffix]
    if suffix not in known.sync_suffixes or not others:
        return ""
    outputs = ", ".join(f"with {each} {OUTPUTS.get(each, 'it has a different form')}" for each in known.sync_suffixes)
    return f"There is also {' and '.join(others)}. The output of the job: {outputs}. The permissions are the same."


def chosen_form(task: Task) -> str:
    """Return which form of `.sync` the task now has, where its integration has several; empty elsewhere."""
    known = loader.integration(task.integration)
    others = forms(known, task.suffix) if known is not None else ""
    return f"The Resource of {shorten(task.name)!r} now ends in {task.suffix}. {others}" if others else ""
