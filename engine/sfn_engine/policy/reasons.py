"""What each kind of right is for, and what happens without it (guide: connect-to-resource)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sfn_engine.catalog.model import Reason


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


def purpose(reason: Reason, why: str = "") -> str:
    """Return what a right is for: the statement's own clause where it has one."""
    return why or MEANINGS[reason].purpose
