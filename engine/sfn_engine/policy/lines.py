"""The printed document, line by line, so that each line can say why it is there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from sfn_engine.policy.model import Grant, Policy
    from sfn_engine.policy.wildcards import WildcardCause


class PolicyLine(NamedTuple):
    """One line of the printed document."""

    text: str
    statement: int | None = None
    """Index of the statement that the line is part of, from 0."""
    action: str | None = None
    resource: str | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def wildcards(self) -> tuple[WildcardCause, ...]:
        """Why the resource on this line is a wildcard; empty where it is none, or the line has no resource."""
        if self.resource is None:
            return ()
        return tuple(dict.fromkeys(cause for grant in self.grants for cause in grant.wildcards))


def policy_lines(policy: Policy) -> tuple[PolicyLine, ...]:
    """Return the lines of the document as `json.dumps(…, indent=2)` prints it.

    A line inside a statement carries the statement's grants; a line that holds one action or one
    resource carries the grants of that action or resource alone.
    """
    document = policy.document
    by_statement: dict[int, list[Grant]] = {}
    for grant in policy.grants:
        by_statement.setdefault(grant.statement, []).append(grant)
    lines = [PolicyLine("{"), PolicyLine(f'  "Version": {_text(document["Version"])},')]
    statements = document["Statement"]
    if not statements:
        return (*lines, PolicyLine('  "Statement": []'), PolicyLine("}"))
    lines.append(PolicyLine('  "Statement": ['))
    for index, statement in enumerate(statements):
        causes = _Causes.of(index, by_statement.get(index, []))
        lines.extend(_statement_lines(statement, causes, last=index == len(statements) - 1))
    return (*lines, PolicyLine("  ]"), PolicyLine("}"))


@dataclass(frozen=True, slots=True)
class _Causes:
    """The grants of one statement, ready for each kind of line."""

    index: int
    all: tuple[Grant, ...]
    by_action: dict[str, tuple[Grant, ...]]
    by_resource: dict[str, tuple[Grant, ...]]

    @classmethod
    def of(cls, index: int, grants: list[Grant]) -> _Causes:
        """Sort the grants by action and by resource, once for all lines."""
        actions: dict[str, list[Grant]] = {}
        resources: dict[str, list[Grant]] = {}
        for grant in grants:
            actions.setdefault(grant.action, []).append(grant)
            resources.setdefault(grant.resource, []).append(grant)
        return cls(
            index,
            tuple(grants),
            {name: tuple(found) for name, found in actions.items()},
            {name: tuple(found) for name, found in resources.items()},
        )


def _statement_lines(statement: dict[str, Any], causes: _Causes, *, last: bool) -> list[PolicyLine]:
    lines = [PolicyLine("    {", causes.index, grants=causes.all)]
    keys = list(statement)
    for key in keys:
        comma = "" if key == keys[-1] else ","
        lines.extend(_entry_lines(key, statement[key], causes, comma))
    lines.append(PolicyLine("    }" if last else "    },", causes.index, grants=causes.all))
    return lines


def _entry_lines(key: str, value: Any, causes: _Causes, comma: str) -> list[PolicyLine]:
    name = _text(key)
    if key in ("Action", "Resource"):
        if isinstance(value, str):
            return [_line(f"      {name}: {_text(value)}{comma}", key, value, causes)]
        inner = [
            _line(f"        {_text(item)}{',' if position < len(value) - 1 else ''}", key, item, causes)
            for position, item in enumerate(value)
        ]
        first = PolicyLine(f"      {name}: [", causes.index, grants=causes.all)
        return [first, *inner, PolicyLine(f"      ]{comma}", causes.index, grants=causes.all)]
    printed = json.dumps(value, indent=2, ensure_ascii=False).split("\n")
    texts = [f"      {name}: {printed[0]}", *(f"      {text}" for text in printed[1:])]
    texts[-1] += comma
    return [PolicyLine(text, causes.index, grants=causes.all) for text in texts]


def _line(text: str, key: str, item: str, causes: _Causes) -> PolicyLine:
    if key == "Action":
        return PolicyLine(text, causes.index, action=item, grants=causes.by_action.get(item, ()))
    return PolicyLine(text, causes.index, resource=item, grants=causes.by_resource.get(item, ()))


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
