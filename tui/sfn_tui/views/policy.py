"""The policy pane's rows: the printed document with its owners and the marks of the last edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sfn_engine.asl.model import StatePath
from sfn_engine.catalog.model import Reason
from sfn_engine.display import counted, listed, safe
from sfn_engine.policy.lines import PolicyLine
from sfn_engine.policy.model import Grant, Policy, Statement
from sfn_engine.policy.quotas import INLINE_LIMIT, MANAGED_LIMIT
from sfn_engine.policy.reasons import CERTAINTY, cause
from sfn_engine.policy.wildcards import WildcardCause, is_wildcard
from sfn_tui.session.changes import PolicyChange
from sfn_tui.session.session import Session
from sfn_tui.text.line_diff import DiffSign
from sfn_tui.text.wrap import wrapped
from sfn_tui.views.owner_labels import owner_labels
from sfn_tui.views.policy_diff import pair_statements

_NAMED = 3
"""States that are named after a reason before the rest is only counted."""
_MOST_CAUSES = 8
"""Causes of one wildcard that are told before the rest is only counted."""
_DENIES = "no task needs a permission, so the policy denies everything, as the guide's does for activities"
"""Why the lines of a policy that grants nothing are there."""
_NOTICE_WIDTH = 36
"""Cells of a sentence above the document: what a pane has beside the graph on a terminal of 80 columns."""


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One line of the pane."""

    text: str
    """Safe to draw."""
    mark: DiffSign = ""
    """What the last edit did: added, or removed and only shown until the next edit."""
    statement: int | None = None
    """Position of the statement; None outside statements and for removed lines."""
    action: str | None = None
    resource: str | None = None
    owners: tuple[StatePath, ...] = ()
    """The states that need this line; empty for brackets and for permissions of settings."""
    grants: tuple[Grant, ...] = ()
    """The grants behind the line."""
    notice: bool = False
    """True for a sentence above the document, which is not part of it."""

    @property
    def why(self) -> tuple[str, ...]:
        """A sentence for each reason behind an action or a resource; nothing for other lines."""
        if self.action is None and self.resource is None:
            return ()
        if not self.grants:
            return (_DENIES,)
        states: dict[str, dict[StatePath, None]] = {}
        for grant in self.grants:
            clause = CERTAINTY[grant.certainty]
            sentence = f"{grant.reason}: {cause(grant).why}{f'; {clause}' if clause else ''}"
            states.setdefault(sentence, {}).update(dict.fromkeys(grant.states))
        return tuple(f"{reason}{_names(tuple(paths))}" for reason, paths in states.items())

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons behind the line, each once."""
        return tuple(dict.fromkeys(grant.reason for grant in self.grants))

    @property
    def causes(self) -> tuple[WildcardCause, ...]:
        """Why the resource is a wildcard; empty where it is not one."""
        if self.resource is None:
            return ()
        return tuple(dict.fromkeys(cause for grant in self.grants for cause in grant.wildcards))

    @property
    def because(self) -> tuple[str, ...]:
        """A clause for each cause of a wildcard, with its states if there are several causes."""
        causes = self.causes
        clauses = [
            f"because {safe(cause.text)}{_names(cause.states) if len(causes) > 1 else ''}"
            for cause in causes[:_MOST_CAUSES]
        ]
        rest = len(causes) - len(clauses)
        return (*dict.fromkeys(clauses), *([f"and for {counted(rest, 'more reason')}"] if rest else []))

    @property
    def is_unconfirmed(self) -> bool:
        """True if AWS's authorization data has no such action as one behind the line."""
        return any(grant.certainty == "unconfirmed" for grant in self.grants)

    @property
    def is_wild(self) -> bool:
        """True for a resource with a wildcard."""
        return self.resource is not None and is_wildcard(self.resource)


@dataclass(frozen=True)
class PolicyView:
    """What the policy pane shows."""

    rows: tuple[PolicyRow, ...]
    titles: tuple[str, ...]
    """The title, and what is left of it for narrower panes."""
    subtitle: str
    over_quota: bool
    first_of: Mapping[StatePath, int]
    """The first row that each state owns alone or with others."""
    first_change: int | None = None
    """The first row that the last edit added or removed."""
    labels: Mapping[StatePath, str] = field(default_factory=dict)
    """The two cells that name each state in the gutter."""


def policy_view(session: Session) -> PolicyView:
    """Return the rows of the session's policy."""
    policy = session.policy
    rows = (*_notice(policy), *policy_rows(policy, session.change))
    first: dict[StatePath, int] = {}
    for index, row in enumerate(rows):
        if row.mark == "-":
            continue
        for owner in row.owners:
            if row.action is not None or row.resource is not None:
                first.setdefault(owner, index)
    count, size = len(policy.statements), policy.size
    shortest = f"Policy{'' if policy.is_complete else ' · incomplete'} · {counted(count, 'statement')}"
    short = f"{shortest} · {size:,} of {INLINE_LIMIT:,}"
    titles = (f"{short} characters", short, shortest)
    subtitle = "" if size <= MANAGED_LIMIT else f"over {MANAGED_LIMIT:,}: too large for one managed policy"
    change = next((index for index, row in enumerate(rows) if row.mark), None)
    labels = owner_labels(row.owners for row in rows)
    return PolicyView(rows, titles, subtitle, size > INLINE_LIMIT, first, change, labels)


def _notice(policy: Policy) -> Iterator[PolicyRow]:
    """Yield what is missing, above a document that must not look like an answer: nothing in it is for a task."""
    nothing_told = policy.task_count > 0 and not policy.explained_count
    if policy.incomplete_because and (nothing_told or not policy.statements):
        yield from (PolicyRow(line, notice=True) for line in wrapped(policy.incomplete_because, _NOTICE_WIDTH))


def policy_rows(policy: Policy, change: PolicyChange | None) -> Iterator[PolicyRow]:
    """Yield the rows of a policy; those that `change` added or removed are marked."""
    lines, rows = policy.lines(), _RowMaker()
    if change is None:
        yield from (rows.row(line) for line in lines)
        return
    before = change.before.statements
    pairs = pair_statements(before, policy.statements)
    old_blocks = _blocks(change.before.lines())
    opening = next((index for index, line in enumerate(lines) if line.statement is not None), len(lines) - 2)
    yield from (rows.row(line) for line in lines[:opening])
    yield from _struck(old_blocks, pairs.gone.get(-1, ()), rows)
    for index, block in _blocks(lines).items():
        old = pairs.earlier.get(index)
        if old is None:
            yield from (rows.row(line, "+") for line in block)
        else:
            yield from _changed(block, policy.statements[index], old_blocks[old], before[old], rows)
        yield from _struck(old_blocks, pairs.gone.get(index, ()), rows)
    yield from (rows.row(line) for line in lines[-2:])


def _blocks(lines: Sequence[PolicyLine]) -> dict[int, list[PolicyLine]]:
    blocks: dict[int, list[PolicyLine]] = {}
    for line in lines:
        if line.statement is not None:
            blocks.setdefault(line.statement, []).append(line)
    return blocks


def _struck(
    blocks: Mapping[int, list[PolicyLine]], indices: Sequence[int], rows: _RowMaker
) -> Iterator[PolicyRow]:
    """Yield the lines of removed statements; they are shown until the next edit."""
    for index in indices:
        yield from (rows.struck(line) for line in blocks[index])


def _changed(
    block: Sequence[PolicyLine], new: Statement, old_block: Sequence[PolicyLine], old: Statement, rows: _RowMaker
) -> Iterator[PolicyRow]:
    """Yield a statement that is still there, with the actions and resources that were added and removed."""
    lost_actions = [line for line in old_block if line.action is not None and line.action not in new.actions]
    lost_resources = [line for line in old_block if line.resource is not None and line.resource not in new.resources]
    for line, following in zip(block, (*block[1:], None), strict=True):
        is_new = (line.action is not None and line.action not in old.actions) or (
            line.resource is not None and line.resource not in old.resources
        )
        yield rows.row(line, "+" if is_new else "")
        # Removed lines follow the last of their kind that is left.
        if line.action is not None and (following is None or following.action is None):
            yield from map(rows.struck, lost_actions)
        if line.resource is not None and (following is None or following.resource is None):
            yield from map(rows.struck, lost_resources)


class _RowMaker:
    """Makes rows; lines of one statement share their owners, which are found once."""

    def __init__(self) -> None:
        self._grants: tuple[Grant, ...] = ()
        self._owners: tuple[StatePath, ...] = ()

    def row(self, line: PolicyLine, mark: DiffSign = "") -> PolicyRow:
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

    def struck(self, line: PolicyLine) -> PolicyRow:
        """Return the row of a removed line."""
        return replace(self.row(line, "-"), statement=None)

    def _owners_of(self, grants: tuple[Grant, ...]) -> tuple[StatePath, ...]:
        if len(grants) < 8:
            return tuple(dict.fromkeys(state for grant in grants for state in grant.states))
        if grants is not self._grants:
            self._grants = grants
            self._owners = tuple(dict.fromkeys(state for grant in grants for state in grant.states))
        return self._owners


def _names(paths: Sequence[StatePath]) -> str:
    return f" ({listed(paths, _NAMED, write=_name)})" if paths else ""


def _name(path: StatePath) -> str:
    return safe(path[-1])
