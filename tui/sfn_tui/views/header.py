"""The line above the panes: the figures of file and policy. Pure."""

from __future__ import annotations

from typing import NamedTuple

from sfn_engine.display import counted, safe
from sfn_tui.session.session import Session


class HeaderView(NamedTuple):
    """The line above the panes."""

    name: str
    """The file, and before it the machine if the file has several."""
    facts: str
    right: str

    @property
    def left(self) -> str:
        """The line without its right part."""
        return f"{self.name} · {self.facts}"


def header_view(session: Session) -> HeaderView:
    """Return the figures of file and policy."""
    machine, policy = session.machine, session.policy
    # If the file holds several machines, the name comes first: the end of a long line may be cut.
    machine_name = f"{safe(session.machine_name)} · " if session.machine_name else ""
    edited = ["edited"] if session.has_unsaved_edits else []
    facts = [machine.query_language, counted(len(machine.states), "state")]
    covered = [
        *([f"{len(policy.by_hand)} to add by hand"] if policy.by_hand else []),
        *([policy.unconfirmed_in_words] if policy.unconfirmed else []),
        f"{policy.explained_count} of {policy.task_count} tasks explained" if policy.task_count else "no tasks",
        *([policy.unexplained_parts] if policy.unexplained_parts else []),
    ]
    # What is missing must not be what is cut.
    parts = [*facts, *covered] if policy.is_complete else ["! incomplete", *covered, *facts]
    context = policy.context
    right = f"{policy.scope} scope · {context.partition} · {context.region} · {context.account}"
    return HeaderView(f"{machine_name}{safe(session.name)}", " · ".join([*edited, *parts]), safe(right))
