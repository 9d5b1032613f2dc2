"""What each kind of right is for, and what happens without it (guide: connect-to-resource)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sfn_engine.catalog.model import Reason
from sfn_engine.policy.model import Grant


class Meaning(NamedTuple):
    """Two plain clauses about a reason."""

    purpose: str
    without: str


MEANINGS: Mapping[Reason, Meaning] = {
    "call": Meaning("makes the call", "the task fails"),
    "poll": Meaning(
        "asks whether the job has ended",
        "the end may never be known and the execution can hang, though all seems well while events arrive",
    ),
    "event": Meaning(
        "lets EventBridge tell when the job has ended (a managed rule)",
        "the end is noticed late, at the next poll",
    ),
    "cancel": Meaning("stops the job when the task is stopped", "the job runs on and costs"),
    "pass-role": Meaning("hands a role to the service", "the call is refused"),
    "assume-role": Meaning("takes on the role that the task names", "the task fails before the call"),
    "support": Meaning("is needed beside the call", "the call may be refused"),
    "map-run": Meaning("runs the items of a Distributed Map as child executions", "the Map Run fails"),
    "reader": Meaning("reads the items of a Distributed Map", "the Map Run fails before its first item"),
    "writer": Meaning("writes the results of a Distributed Map", "the Map Run fails when its results are written"),
    "logging": Meaning("delivers execution logs", "the machine cannot be created or updated with logging on"),
    "tracing": Meaning("sends traces to X-Ray", "executions run, and no trace arrives"),
    "encryption": Meaning("uses a key of one's own", "the encrypted data cannot be read or written"),
}
"""The sentences for each reason. The first row of the guide's table is left to the reader there."""


_SPLIT = "; without it "
# What these are for does not depend on the statement they stand in.
_OF_THE_CALL = frozenset(("call", "poll", "event", "cancel"))


class Cause(NamedTuple):
    """Two plain clauses."""

    why: str
    without: str
    """Empty where nothing happens without the right, or nobody knows."""


def cause(grant: Grant) -> Cause:
    """Return what the right is for, and what happens without it."""
    meaning = MEANINGS[grant.reason]
    if grant.reason in _OF_THE_CALL and _SPLIT not in grant.why:
        return Cause(meaning.purpose, meaning.without)
    why, _, without = (grant.why or meaning.purpose).partition(_SPLIT)
    if without or "not needed" in why or (grant.why and grant.reason == "support"):
        return Cause(why, without)
    return Cause(why, meaning.without)
