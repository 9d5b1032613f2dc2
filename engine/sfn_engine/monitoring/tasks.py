"""A machine's `.sync` tasks: what is known of them, and which of their permissions the policy grants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeGuard

from sfn_engine.asl.model import Map, Parallel, StateMachine, StatePath, Task
from sfn_engine.asl.placeholders import has_placeholders
from sfn_engine.monitoring.facts import PERMISSION_KINDS, JobFacts, facts_of
from sfn_engine.monitoring.model import Deadline, Granted, Incident, JobSetup, duration
from sfn_engine.policy.arns import split_arn
from sfn_engine.policy.explain import explain_state
from sfn_engine.policy.model import Policy


@dataclass(frozen=True, slots=True)
class MonitoredTask:
    """A `.sync` task of a machine."""

    task: Task
    setup: JobSetup
    """With the permissions that the policy grants, and across accounts where another account's role is assumed."""
    other_role: str
    """The role that needs the permissions, as written; empty where it is the execution role."""
    has_siblings: bool
    """True where it is inside a Parallel or Map, so that a sibling can fail."""
    unexplained: str = ""
    """Why the policy has nothing for this task, in a sentence; empty where it has."""


def monitored_tasks(machine: StateMachine, policy: Policy) -> Iterator[MonitoredTask]:
    """Yield the `.sync` tasks that can be monitored, in document order."""
    for task in machine.tasks:
        found = monitored(machine, policy, task.path)
        if found is not None:
            yield found


def monitored(machine: StateMachine, policy: Policy, path: StatePath) -> MonitoredTask | None:
    """Return what is known of the task at `path`; None where it runs no job."""
    task = machine.by_path[path]
    facts = _facts(machine, path)
    if facts is None or not isinstance(task, Task):
        return None
    told = explain_state(machine, policy, path)
    assert told is not None
    grants = told.other_role_grants if told.other_role else told.grants
    incidents: frozenset[Incident] = frozenset()
    if told.other_role and not _same_account(told.other_role, policy.context.account):
        incidents = frozenset(("across-accounts",))
    granted = _granted(facts, (grant.action for grant in grants))
    setup = JobSetup(facts, granted, incidents, _deadline(machine, task))
    siblings = any(
        isinstance(machine.by_path.get(path[:depth]), (Parallel, Map)) for depth in range(1, len(path))
    )
    unexplained = told.unexplained.reason if told.unexplained is not None else ""
    return MonitoredTask(task, setup, told.other_role, siblings, unexplained)


def _facts(machine: StateMachine, path: StatePath) -> JobFacts | None:
    task = machine.by_path[path]
    if not isinstance(task, Task) or task.pattern != "sync" or machine.express:
        return None
    return facts_of(task.integration)


def _granted(facts: JobFacts, actions: Iterable[str]) -> Granted:
    there = set(actions)
    return Granted(*(bool(there.issuperset(facts.way(permission).actions)) for permission in PERMISSION_KINDS))


def _same_account(role: str, account: str | None) -> bool:
    parts = split_arn(role)
    return parts is not None and parts.account == account


def _deadline(machine: StateMachine, task: Task) -> Deadline:
    given = task.fields.get("TimeoutSeconds")
    if _is_limit(given):
        return Deadline(given, "until its timeout", f"until the timeout of {duration(given)}")
    if "TimeoutSecondsPath" in task.fields or isinstance(given, str):
        known_when = "at deployment" if has_placeholders(given) else "at run time"
        return Deadline(None, "until its timeout", f"until its timeout, which is only known {known_when}")
    whole = machine.raw.get("TimeoutSeconds")
    if _is_limit(whole):
        # It counts from the start of the execution, and it is unknown when this task starts.
        until = f"until the execution's own timeout of {duration(whole)}"
        return Deadline(None, "until the execution's timeout", until)
    return Deadline()


def _is_limit(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
