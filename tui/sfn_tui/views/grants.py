"""The permissions of one state as rows: actions of one reason on the same resources are one row. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from sfn_engine.asl.model import StatePath
from sfn_engine.catalog.model import Reason
from sfn_engine.display import safe
from sfn_engine.policy.explain import StateExplanation
from sfn_engine.policy.model import Grant
from sfn_engine.policy.reasons import cause
from sfn_engine.policy.wildcards import because
from sfn_engine.sdk.certainty import Certainty


@dataclass(frozen=True, slots=True)
class GrantView:
    """Actions of one reason on the same resources, as a row of the table."""

    reason: Reason
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    purpose: str
    without: str
    statement: int | None
    """Position in the document; None if the permission belongs to another role."""
    inferred: bool
    shared_with: tuple[str, ...]
    """Other states that need the same permission."""
    because: tuple[str, ...] = ()
    """Why a resource is a wildcard, a clause for each cause; empty where none is."""
    source: str = ""
    """Where the fact comes from, if that is not on the guide's pages; safe to draw."""
    certainty: Certainty = "documented"


def grant_views(explained: StateExplanation, path: StatePath) -> tuple[GrantView, ...]:
    """Join grants that differ in action or resource only, so that a row reads as one thing."""
    rows: dict[tuple[object, ...], list[Grant]] = {}
    for own, grants in ((True, explained.grants), (False, explained.other_role_grants)):
        for grant in grants:
            key = (own, grant.statement, grant.reason, grant.why, grant.inferred, grant.source, grant.certainty)
            rows.setdefault(key, []).append(grant)
    made = [_grant_view(grants, path, own=bool(key[0])) for key, grants in rows.items()]
    # The call comes first, whatever the order in the document.
    return tuple(sorted(made, key=lambda view: (view.statement is None, view.reason != "call")))


def _grant_view(grants: list[Grant], path: StatePath, *, own: bool) -> GrantView:
    first = grants[0]
    others = dict.fromkeys(state[-1] for grant in grants for state in grant.states if state != path)
    return GrantView(
        reason=first.reason,
        actions=tuple(dict.fromkeys(grant.action for grant in grants)),
        resources=tuple(dict.fromkeys(safe(grant.resource) for grant in grants)),
        purpose=cause(first).why,
        without=cause(first).without,
        statement=first.statement if own else None,
        inferred=first.inferred,
        shared_with=tuple(safe(name) for name in others),
        because=because(entry for grant in grants for entry in grant.wildcards),
        source=safe(first.source),
        certainty=first.certainty,
    )
