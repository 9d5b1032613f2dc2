"""What a policy is known to lack, line by line, for a reader of the document."""

from __future__ import annotations

from sfn_engine.display import listed, safe
from sfn_engine.policy.model import Policy
from sfn_tui.printing.output import shown

_NAMED = 5
"""States that are named before the rest is only counted."""


def missing(policy: Policy) -> list[str]:
    """Return a line for each permission to add by hand, and for each state that is unexplained."""
    by_hand = [(listed(note.states, _NAMED, write=shown), "add by hand", note.text) for note in policy.by_hand]
    unexplained = [(shown(entry.state), "unexplained", entry.reason) for entry in policy.unexplained]
    return [f"{f'{states}: ' if states else ''}{what}: {safe(text)}" for states, what, text in by_hand + unexplained]


def above_document(policy: Policy) -> list[str]:
    """Return what stands above the document in a form that has room for it: a sentence, and what is missing."""
    return [*([policy.incomplete_because] if policy.incomplete_because else []), *missing(policy)]
