"""Permissions as lines: the statement and its resources, then the actions by reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sfn_engine.display import safe
from sfn_engine.policy.model import Grant
from sfn_engine.policy.reasons import CERTAINTY
from sfn_tui.printing.colour import Paint
from sfn_tui.printing.groups import ReasonGroup, StatementGroup, grouped
from sfn_tui.text.cells import cells
from sfn_tui.text.wrap import flowing, wrapped

_REASON_WIDTH = 12
"""Width of the longest reason, ``assume-role``, and a blank."""


class PermissionLines:
    """Writes grants as lines of a width."""

    def __init__(self, width: int, paint: Paint) -> None:
        self.width = width
        self.paint = paint

    def lines(
        self, grants: Iterable[Grant], sids: Mapping[int, str], *, of_role: bool = False
    ) -> Iterator[str]:
        """Yield the lines of the grants of one state; `of_role`: they are in the policy of another role."""
        for group in grouped(grants):
            yield from self._statement(group, sids.get(group.statement, ""), of_role=of_role)
            for reason in group.reasons:
                yield from self._reason(reason)

    def _statement(self, group: StatementGroup, sid: str, *, of_role: bool) -> Iterator[str]:
        number = f"its statement {group.statement + 1}" if of_role else f"statement {group.statement + 1}"
        head = f"  {number}{f' ({safe(sid)})' if sid else ''} on"
        only = safe(next(iter(group.resources)))
        if len(group.resources) == 1 and cells(head) + 1 + cells(only) <= self.width:
            yield f"{head} {self.paint.value(only)}"
            yield from self._because(next(iter(group.resources.values())))
        else:
            yield head
            for resource, clauses in group.resources.items():
                yield f"      {self.paint.value(safe(resource))}"
                yield from self._because(clauses)
        for operator, tests in group.condition.items():
            for key, value in tests.items():
                text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
                yield from (
                    f"      {line}"
                    for line in wrapped(safe(f"only if {operator} {key} = {text}"), self.width - 6)
                )

    def _because(self, clauses: Iterable[str]) -> Iterator[str]:
        """Say below a resource why it is a wildcard."""
        for clause in clauses:
            yield from (f"      {self.paint.warning(line)}" for line in wrapped(f"* {clause}", self.width - 6))

    def _reason(self, group: ReasonGroup) -> Iterator[str]:
        indent = " " * (4 + _REASON_WIDTH)
        head = f"    {self.paint.reason(group.reason)}{' ' * (_REASON_WIDTH - len(group.reason))}"
        room = max(self.width - len(indent), 24)
        for number, line in enumerate(flowing([safe(action) for action in group.actions], room)):
            yield (indent if number else head) + line
        text = group.cause.why + (f"; without it {group.cause.without}" if group.cause.without else "")
        if group.source:
            text += f" (source: {group.source}; the Step Functions guide has no such statement)"
        elif group.inferred and group.certainty == "documented":
            text += " (by analogy: the guide has no such statement)"
        if group.certainty == "by-name":
            text += f" ({CERTAINTY[group.certainty]})"
        yield from (indent + self.paint.faint(line) for line in wrapped(safe(text), room))
        if group.certainty == "unconfirmed":
            yield from (indent + self.paint.warning(line) for line in wrapped(CERTAINTY[group.certainty], room))
