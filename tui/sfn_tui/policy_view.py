"""The policy pane's rows: the printed document with its owners and the marks of the last edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from sfn_engine.asl.model import StatePath
from sfn_engine.display import safe
from sfn_engine.policy.model import Grant, Policy, PolicyLine
from sfn_engine.policy.quotas import INLINE_LIMIT, MANAGED_LIMIT
from sfn_engine.policy.reasons import cause
from sfn_tui.changes import Change, Right, statement_rights
from sfn_tui.session import Session

Mark = Literal["", "+", "-"]


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One line of the pane."""

    text: str
    """Safe to draw."""
    mark: Mark = ""
    """What the last edit did: added, or removed and only shown until the next edit."""
    statement: int | None = None
    """Position of the statement; None outside statements and for removed lines."""
    action: str | None = None
    resource: str | None = None
    owners: tuple[StatePath, ...] = ()
    """The states that ask for this line; empty for brackets and for rights of settings."""
    grants: tuple[Grant, ...] = ()
    """The rights behind the line."""

    @property
    def why(self) -> tuple[str, ...]:
        """A sentence for each reason behind an action or a resource; nothing for other lines."""
        if self.action is None and self.resource is None:
            return ()
        return tuple(dict.fromkeys(map(_sentence, self.grants)))

    @property
    def is_wild(self) -> bool:
        """True for a resource with a wildcard."""
        return self.resource is not None and "*" in self.resource


@dataclass(frozen=True)
class PolicyView:
    """What the policy pane shows."""

    rows: tuple[PolicyRow, ...]
    title: str
    subtitle: str
    over_quota: bool
    first_of: Mapping[StatePath, int]
    """The first row that each state owns alone or with others."""


def policy_view(session: Session) -> PolicyView:
    """Return the rows of the session's policy."""
    policy = session.policy
    rows = tuple(_rows(policy, session.change))
    first: dict[StatePath, int] = {}
    for place, row in enumerate(rows):
        if row.mark == "-":
            continue
        for owner in row.owners:
            if row.action is not None or row.resource is not None:
                first.setdefault(owner, place)
    count, size = len(policy.statements), policy.size
    title = f"Policy · {count} statement{'' if count == 1 else 's'} · {size:,} of {INLINE_LIMIT:,} characters"
    subtitle = "" if size <= MANAGED_LIMIT else f"over {MANAGED_LIMIT:,}: too large for one managed policy"
    return PolicyView(rows, title, subtitle, size > INLINE_LIMIT, first)


def _rows(policy: Policy, change: Change | None) -> Iterator[PolicyRow]:
    lines = policy.lines()
    rows = _RowMaker()
    if change is None or not (change.added or change.removed):
        yield from (rows.row(line) for line in lines)
        return
    marks = _Marks(policy, change.added)
    gone = _removed(change)
    homes = _homes(policy, change.before, gone)
    for place, line in enumerate(lines):
        following = lines[place + 1].statement if place + 1 < len(lines) else None
        yield rows.row(line, "+" if marks.has(line) else "")
        if line.statement is not None and following != line.statement:
            yield from (row for old in homes.get(line.statement, ()) for row in gone[old])
        elif place == 2:
            # What stood before every statement that is left: right after the opening bracket.
            yield from (row for old in homes.get(-1, ()) for row in gone[old])


class _Marks:
    """Tells which lines stand for changed rights only."""

    def __init__(self, policy: Policy, changed: frozenset[Right]) -> None:
        self._whole: set[int] = set()
        self._actions: set[tuple[int, str]] = set()
        self._resources: set[tuple[int, str]] = set()
        names = {right[:2] for right in changed}
        for place, statement in enumerate(policy.statements):
            unchanged = [right for right in statement_rights(statement) if right[:2] not in names]
            if not unchanged:
                self._whole.add(place)
            kept_actions, kept_resources = {right[0] for right in unchanged}, {right[1] for right in unchanged}
            self._actions |= {(place, name) for name in statement.actions if name not in kept_actions}
            self._resources |= {(place, name) for name in statement.resources if name not in kept_resources}

    def has(self, line: PolicyLine) -> bool:
        """True where all the rights of the line have changed."""
        if line.statement is None:
            return False
        if line.action is not None:
            return (line.statement, line.action) in self._actions
        if line.resource is not None:
            return (line.statement, line.resource) in self._resources
        return line.statement in self._whole


def _removed(change: Change) -> dict[int, list[PolicyRow]]:
    """Return the lines of the earlier document whose rights are all gone, statement by statement."""
    blocks: dict[int, list[PolicyRow]] = {}
    if not change.removed:
        return blocks
    marks, rows = _Marks(change.before, change.removed), _RowMaker()
    for line in change.before.lines():
        if line.statement is not None and marks.has(line):
            blocks.setdefault(line.statement, []).append(replace(rows.row(line, "-"), statement=None))
    return blocks


def _homes(after: Policy, before: Policy, gone: Mapping[int, list[PolicyRow]]) -> dict[int, list[int]]:
    """Find for each statement with removed lines the statement of the new document to show them after.

    That is the one with the same actions where it is still there, else the one that now stands before.
    """
    places = {(frozenset(entry.actions), entry.dynamic): place for place, entry in enumerate(after.statements)}
    homes: dict[int, list[int]] = {}
    for old in gone:
        home = -1
        for earlier in range(old, -1, -1):
            entry = before.statements[earlier]
            found = places.get((frozenset(entry.actions), entry.dynamic))
            if found is not None:
                home = found
                break
        homes.setdefault(home, []).append(old)
    return homes


class _RowMaker:
    """Makes rows; lines of one statement share their owners, which are found once."""

    def __init__(self) -> None:
        self._grants: tuple[Grant, ...] = ()
        self._owners: tuple[StatePath, ...] = ()

    def row(self, line: PolicyLine, mark: Mark = "") -> PolicyRow:
        """Return the row of a line."""
        return PolicyRow(
            text=safe(line.text),
            mark=mark,
            statement=line.statement,
            action=line.action,
            resource=line.resource,
            owners=self._owners_of(line.grants),
            grants=line.grants,
        )

    def _owners_of(self, grants: tuple[Grant, ...]) -> tuple[StatePath, ...]:
        if len(grants) < 8:
            return tuple(dict.fromkeys(state for grant in grants for state in grant.states))
        if grants is not self._grants:
            self._grants = grants
            self._owners = tuple(dict.fromkeys(state for grant in grants for state in grant.states))
        return self._owners


def _sentence(grant: Grant) -> str:
    names = [safe(path[-1]) for path in grant.states]
    who = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"{grant.reason}: {cause(grant).why}{f' ({who})' if who else ''}"
