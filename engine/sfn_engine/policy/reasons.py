"""What each kind of permission is for, and what happens without it (guide: connect-to-resource)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sfn_engine.catalog.model import Reason
from sfn_engine.policy.model import Grant
from sfn_engine.sdk.certainty import Certainty


class Meaning(NamedTuple):
    """Two plain clauses about a reason."""

    purpose: str
    without: str


MEANINGS: Mapping[Reason, Meaning] = {
    "call": Meaning("makes the call", "the task fails"),
    "poll": Meaning(
        "checks whether the job has ended",
        "the execution can hang because the end goes unnoticed; it seems to work while events arrive",
    ),
    "event": Meaning(
        "lets EventBridge report when the job has ended (a managed rule)",
        'creating or updating the state machine is refused ("is not authorized to create managed-rule"), or the end '
        "is noticed late, at the next poll",
    ),
    "cancel": Meaning("stops the job when the task is stopped", "the job keeps running (and billing)"),
    "pass-role": Meaning("passes a role to the service", "the call is denied"),
    "assume-role": Meaning("assumes the role that the task names", "the task fails before the call"),
    "support": Meaning("is needed in addition to the call", "the call may be denied"),
    "map-run": Meaning("runs the items of a Distributed Map as child executions", "the Map Run fails"),
    "reader": Meaning("reads the items of a Distributed Map", "the Map Run fails before its first item"),
    "writer": Meaning("writes the results of a Distributed Map", "the Map Run fails when its results are written"),
    "logging": Meaning("delivers execution logs", "the state machine cannot be created or updated with logging on"),
    "tracing": Meaning("sends traces to X-Ray", "executions run, but there are no traces"),
    "tagging": Meaning("tags what the call creates", "the call is denied because it asks for tags"),
    "guardrail": Meaning("applies the guardrail that the call names", "the call is denied"),
    "encryption": Meaning("uses a customer managed key", "the encrypted data cannot be read or written"),
}
"""The clauses for each reason. The guide's table leaves the first row to the reader."""


CERTAINTY: Mapping[Certainty, str] = {
    "documented": "",
    "by-name": "by name: the action has the name of the operation",
    "unconfirmed": "unconfirmed: AWS's authorization data has no such action; check it before you rely on it",
}
"""What a reader should know of how sure a permission is; nothing where AWS's documentation says it."""

_SPLIT = "; without it "
# What these are for does not depend on the statement they are in.
_OF_THE_CALL = frozenset(("call", "poll", "event", "cancel"))


class Cause(NamedTuple):
    """Two plain clauses."""

    why: str
    without: str
    """Empty where nothing happens without the permission, or it is unknown."""


def cause(grant: Grant) -> Cause:
    """Return what the permission is for, and what happens without it; which parameters bring it, where some do."""
    found = _cause(grant)
    if not grant.given:
        return found
    return found._replace(why=f"{found.why} (needed because {' and '.join(grant.given)})")


def _cause(grant: Grant) -> Cause:
    meaning = MEANINGS[grant.reason]
    if grant.reason in _OF_THE_CALL and _SPLIT not in grant.why:
        return Cause(meaning.purpose, meaning.without)
    why, _, without = (grant.why or meaning.purpose).partition(_SPLIT)
    if without or "not needed" in why or (grant.why and grant.reason == "support"):
        return Cause(why, without)
    return Cause(why, meaning.without)
