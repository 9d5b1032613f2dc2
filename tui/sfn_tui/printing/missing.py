"""What a policy is known to lack, line by line, for a reader of the document."""

from __future__ import annotations

from sfn_engine.asl.model import StatePath
from sfn_engine.display import listed, safe
from sfn_engine.policy.model import Policy
from sfn_tui.printing.output import shown

_NAMED = 5
"""States that are named before the rest is only counted."""


def missing(policy: Policy) -> list[str]:
    """Return a line for each permission to add by hand, and for each state that is unexplained."""
    by_hand = [_line(note.states, "add by hand", note.text) for note in policy.by_hand]
    return by_hand + [_line((entry.state,), "unexplained", entry.reason) for entry in policy.unexplained]


def unconfirmed(policy: Policy) -> list[str]:
    """Return a line for each permission that AWS's authorization data does not confirm."""
    return [_line(note.states, "unconfirmed", note.text) for note in policy.notes if note.kind == "unconfirmed"]


def above_document(policy: Policy) -> list[str]:
    """Return what stands above the document in a form that has room for it: what is missing, and what is unsure."""
    sentence = [policy.incomplete_because] if policy.incomplete_because else []
    return [*sentence, *missing(policy), *unconfirmed(policy)]


def _line(states: tuple[StatePath, ...], what: str, text: str) -> str:
    names = listed(states, _NAMED, write=shown)
    return f"{f'{names}: ' if names else ''}{what}: {safe(text)}"
