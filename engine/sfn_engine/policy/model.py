"""A policy whose every line knows which state needs it, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeAlias

from sfn_engine.asl.model import StatePath
from sfn_engine.catalog.model import Reason, Scope
from sfn_engine.display import counted
from sfn_engine.policy.context import Context
from sfn_engine.policy.lines import PolicyLine, policy_lines
from sfn_engine.policy.note_kinds import NoteKind
from sfn_engine.policy.wildcards import WildcardCause
from sfn_engine.sdk.certainty import Certainty


@dataclass(frozen=True, slots=True)
class Grant:
    """One action on one resource, with the states that need it and the reason."""

    action: str
    resource: str
    condition: Mapping[str, Any] = field(hash=False)
    reason: Reason
    states: tuple[StatePath, ...]
    """Paths of the states; empty where a setting of the machine is the cause."""
    statement: int = 0
    """Index of the statement in the document, from 0."""
    why: str = ""
    """One plain clause on what the permission is for."""
    inferred: bool = False
    """True where the guide prints no such statement."""
    wildcards: tuple[WildcardCause, ...] = ()
    """Why the resource is a wildcard; empty where it is none."""
    source: str = ""
    """Where the fact comes from, if that is not on the guide's pages for the integration."""
    given: tuple[str, ...] = ()
    """The parameters that bring the permission, each as a clause; empty where it is needed in any case."""
    certainty: Certainty = "documented"
    """How sure it is that the call needs the permission."""


class Contribution(NamedTuple):
    """What one state adds to a statement: some of its actions on one of its resources."""

    resource: str
    state: StatePath | None
    """None where a setting of the machine is the cause."""
    actions: tuple[str, ...]
    reasons: tuple[Reason, ...]
    why: str = ""
    inferred: bool = False
    wildcards: tuple[WildcardCause, ...] = ()
    """Why the resource is a wildcard, without states."""
    source: str = ""
    given: tuple[str, ...] = ()
    """The parameters that bring it: ``Tags is given``."""
    certainty: Certainty = "documented"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the document."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    condition: Mapping[str, Any] = field(default_factory=dict, hash=False)
    sid: str = ""
    effect: Literal["Allow", "Deny"] = "Allow"
    dynamic: bool = False
    """True where its resources are wildcards because a target is only known at run time."""
    action_is_text: bool = False
    resource_is_text: bool = False
    contributions: tuple[Contribution, ...] = ()

    @property
    def document(self) -> dict[str, Any]:
        """The statement as in the policy document."""
        made: dict[str, Any] = {"Sid": self.sid} if self.sid else {}
        made["Effect"] = self.effect
        made["Action"] = self.actions[0] if self.action_is_text and len(self.actions) == 1 else list(self.actions)
        single = self.resource_is_text and len(self.resources) == 1
        made["Resource"] = self.resources[0] if single else list(self.resources)
        if self.condition:
            made["Condition"] = {
                operator: {key: list(value) if isinstance(value, list) else value for key, value in tests.items()}
                for operator, tests in self.condition.items()
            }
        return made


class Unexplained(NamedTuple):
    """A state whose permissions the catalog does not know."""

    state: StatePath
    resource: str
    """The `Resource` as written."""
    reason: str
    """Why it cannot be explained, in a sentence."""
    part: str = ""
    """The part of a Distributed Map that it is about: ``ItemReader``; empty for a whole state."""


class Note(NamedTuple):
    """Something that the policy assumes, or that must be added by hand."""

    text: str
    kind: NoteKind
    states: tuple[StatePath, ...] = ()
    actions: tuple[str, ...] = ()
    """The actions that are missing, for `add-by-hand`."""
    certain: bool = False
    """For `add-by-hand`: True where the policy is known to be incomplete without it."""


@dataclass(frozen=True)
class OtherRole:
    """A role that tasks assume (`Credentials`), with its statements."""

    role: str
    """ARN or expression as written."""
    statements: tuple[Statement, ...]
    states: tuple[StatePath, ...]

    @property
    def document(self) -> dict[str, Any]:
        """The policy document for that role."""
        return {"Version": "2012-10-17", "Statement": [statement.document for statement in self.statements]}

    @property
    def grants(self) -> tuple[Grant, ...]:
        """Every action on every resource of that role, statement by statement."""
        return _grants(self.statements)


@dataclass(frozen=True)
class Policy:
    """The policy of an execution role, explained."""

    statements: tuple[Statement, ...]
    context: Context
    """Region, account and settings, where known."""
    scope: Scope
    task_count: int
    unexplained: tuple[Unexplained, ...] = ()
    notes: tuple[Note, ...] = ()
    other_roles: tuple[OtherRole, ...] = ()

    @property
    def document(self) -> dict[str, Any]:
        """The policy document, ready for `json.dumps`; a fresh copy at each call."""
        return {"Version": "2012-10-17", "Statement": [statement.document for statement in self.statements]}

    @property
    def by_hand(self) -> tuple[Note, ...]:
        """What must be added by hand because the definition does not tell it."""
        return tuple(note for note in self.notes if note.kind == "add-by-hand")

    @property
    def is_complete(self) -> bool:
        """False where a task is unexplained, or where a permission is known to be missing."""
        return not self.unexplained and not any(note.certain for note in self.notes)

    @property
    def incomplete_because(self) -> str:
        """What the policy lacks, as one sentence; empty where it is known to lack nothing.

        It counts all permissions to add by hand, as every list of them does, and not only the certain ones.
        """
        if self.is_complete:
            return ""
        unexplained = self.task_count - self.explained_count
        if unexplained and unexplained == self.task_count:
            return f"{_of_all(unexplained)} unexplained: this is not the policy that the role needs."
        parts = [
            f"{unexplained} of {self.task_count} tasks unexplained" if unexplained else "",
            self.unexplained_parts,
            f"{counted(len(self.by_hand), 'permission')} to add by hand" if self.by_hand else "",
        ]
        return f"Incomplete: {'; '.join(filter(None, parts))}."

    @property
    def unexplained_parts(self) -> str:
        """How many parts of Distributed Maps are unexplained, in words; empty where none is."""
        parts = sum(bool(entry.part) for entry in self.unexplained)
        return f"{counted(parts, 'part')} of a Distributed Map unexplained" if parts else ""

    @property
    def explained_count(self) -> int:
        """How many Task states are explained; a state of unknown type counts as one that is not."""
        tasks = {entry.state for entry in self.unexplained if not entry.part}
        return self.task_count - len(tasks)

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """Every action on every resource, statement by statement, with its reason and its states."""
        return _grants(self.statements)

    @property
    def unconfirmed(self) -> tuple[Grant, ...]:
        """The permissions whose actions AWS's authorization data does not have, those of other roles last."""
        every = (*self.grants, *(grant for role in self.other_roles for grant in role.grants))
        return tuple(grant for grant in every if grant.certainty == "unconfirmed")

    @property
    def unconfirmed_in_words(self) -> str:
        """How many permissions are unconfirmed: ``2 permissions unconfirmed``; empty where none is.

        It counts actions, whatever the number of their resources, as a reader has to look up each only once.
        """
        number = len({grant.action for grant in self.unconfirmed})
        return f"{counted(number, 'permission')} unconfirmed" if number else ""

    def lines(self) -> tuple[PolicyLine, ...]:
        """Return the printed document line by line, each with the grants behind it."""
        return policy_lines(self)

    @property
    def size(self) -> int:
        """Characters of the document as IAM counts them: without white space between tokens."""
        from sfn_engine.policy.quotas import policy_size

        return policy_size(self.document)


_GrantKey: TypeAlias = tuple[str, str, Reason, str, bool, str, tuple[str, ...], Certainty]
"""What makes two shares of a statement one grant: all of it but the states."""


def _of_all(number: int) -> str:
    return "The only task is" if number == 1 else f"All {number} tasks are"


def _grants(statements: tuple[Statement, ...]) -> tuple[Grant, ...]:
    return tuple(grant for index, statement in enumerate(statements) for grant in _statement_grants(statement, index))


def _statement_grants(statement: Statement, index: int) -> list[Grant]:
    """Return the grants of one statement: its contributions, with equal ones of several states joined."""
    states: dict[_GrantKey, dict[StatePath, None]] = {}
    for part in statement.contributions:
        for action, reason in zip(part.actions, part.reasons, strict=True):
            # What a call or its monitoring is for is known; a statement's own clause is on the rest of it.
            why = "" if reason in ("call", "poll", "event", "cancel") else part.why
            key = (action, part.resource, reason, why, part.inferred, part.source, part.given, part.certainty)
            found = states.setdefault(key, {})
            if part.state is not None:
                found[part.state] = None
    causes = _wildcard_causes(statement)
    return [
        Grant(
            action,
            resource,
            statement.condition,
            reason,
            tuple(paths),
            index,
            why,
            inferred,
            causes.get(resource, ()),
            source,
            given,
            certainty,
        )
        for (action, resource, reason, why, inferred, source, given, certainty), paths in states.items()
    ]


def _wildcard_causes(statement: Statement) -> dict[str, tuple[WildcardCause, ...]]:
    """Return the causes of each wildcard, with the states that they come from."""
    found: dict[str, dict[WildcardCause, dict[StatePath, None]]] = {}
    for part in statement.contributions:
        for cause in part.wildcards:
            states = found.setdefault(part.resource, {}).setdefault(cause, {})
            if part.state is not None:
                states[part.state] = None
    return {
        resource: tuple(cause._replace(states=tuple(states)) for cause, states in causes.items())
        for resource, causes in found.items()
    }
