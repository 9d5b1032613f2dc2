"""What ``patterns --json`` prints: the comparison as plain data, for other programs."""

from __future__ import annotations

from typing import Any

from sfn_engine.patterns.model import PatternColumn, PatternComparison


def comparison_data(comparison: PatternComparison) -> dict[str, Any]:
    """Return a comparison as plain data. What a pattern that is not offered lacks is null."""
    return {
        "integration": comparison.integration,
        "title": comparison.title,
        "query_language": comparison.query_language,
        "scope": comparison.scope,
        "patterns": [_column(comparison, column) for column in comparison.columns],
    }


def _column(comparison: PatternComparison, column: PatternColumn) -> dict[str, Any]:
    policy, permissions, base = column.policy, column.permissions, comparison.base
    if policy is None or permissions is None:
        return {"pattern": column.pattern, "offered": False, "refusal": column.disabled_reason}
    more = permissions.more_than(base.permissions) if base is not None and base.permissions is not None else {}
    return {
        "pattern": column.pattern,
        "offered": True,
        "refusal": None,
        "suffix": column.suffix,
        "other_forms": column.forms or None,
        "waits_for": column.waits_for,
        "ended_by": list(column.ended_by),
        "lasts": column.lasts,
        "rights": dict(permissions.actions),
        "more_than_request_response": dict(more),
        "wildcards": permissions.wildcards,
        "task": dict(column.task),
        "policy": policy.document,
        "notes": [{"kind": note.kind, "text": note.text} for note in policy.notes],
    }
