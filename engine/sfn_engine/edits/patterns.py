"""The edit of a task's integration pattern."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfn_engine.asl.model import Pattern, StateMachine, StatePath, Task
from sfn_engine.asl.patterns import PATTERN_NAMES, PATTERN_SPELLINGS
from sfn_engine.asl.resource import Resource, read_resource
from sfn_engine.asl.tokens import with_token, without_token
from sfn_engine.asl.values import EditedState
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Integration
from sfn_engine.display import shorten
from sfn_engine.edits.states import edits_of, find_state, quoted, with_state
from sfn_engine.errors import EditRefused
from sfn_engine.policy.unexplained import pattern_disabled_reason, sdk_fault

_CALLBACK = ".waitForTaskToken"


def set_pattern(machine: StateMachine, state: str | StatePath, pattern: str) -> StateMachine:
    """Return the machine with the task's integration pattern changed.

    `pattern` is ``request-response``, ``sync`` or ``callback``; ``.sync`` and ``.sync:2`` name one form of sync.
    For a callback the task token is put into the arguments, and it is removed where the task does not wait for it.
    A task that had the pattern originally gets its own text back, except for targets that were edited.
    Raises `EditRefused` if the integration does not offer the pattern.
    """
    wanted = PATTERN_SPELLINGS.get(pattern)
    if wanted is None:
        raise EditRefused(f"{shorten(pattern, 30)!r} is not a pattern: use request-response, sync or callback")
    task = find_state(machine, state)
    if not isinstance(task, Task):
        raise EditRefused(f"{quoted(state)} is a {task.type} state; only a Task has a pattern")
    known = _offers(task, wanted, express=machine.express)
    edits = edits_of(machine, task)
    suffix = _suffix(machine, known, edits, pattern, wanted)
    if task.suffix == suffix or (task.pattern == wanted and pattern not in known.sync_suffixes):
        raise EditRefused(f"{quoted(state)} is already {task.suffix if wanted == 'sync' else PATTERN_NAMES[wanted]}")
    return with_state(machine, task, with_suffix(machine, task, edits.retargeted, suffix), edits)


def with_suffix(machine: StateMachine, task: Task, fields: Mapping[str, Any], suffix: str) -> Mapping[str, Any]:
    """Return the fields of a task whose `Resource` ends in this suffix; the fields themselves if theirs does.

    Raises `EditRefused` if a placeholder in `Resource` sets the suffix.
    """
    known = loader.integration(task.integration)
    now = _resource(machine, fields)
    if now.suffix == suffix or known is None:
        return fields
    written = str(fields["Resource"])
    if not written.endswith(now.suffix):
        raise EditRefused(f"the placeholder {shorten(written)} sets {now.suffix}; bind it to a different Resource")
    made = {**fields, "Resource": written.removesuffix(now.suffix) + suffix}
    if now.pattern == "callback":
        made = without_token(made)
    return with_token(made, known.token, task.query_language) if suffix == _CALLBACK else made


def _suffix(machine: StateMachine, known: Integration, edits: EditedState, pattern: str, wanted: Pattern) -> str:
    """Return the suffix that is asked for, or was there originally, or is the newest."""
    if wanted != "sync":
        return _CALLBACK if wanted == "callback" else ""
    if pattern in known.sync_suffixes:
        return pattern
    if pattern == ".sync:2":
        raise EditRefused(f"{pattern} is not supported by {known.name}, which has {known.sync_suffixes[0]}")
    original = _resource(machine, edits.original)
    return original.suffix if original.pattern == "sync" else known.sync_suffixes[0]


def _resource(machine: StateMachine, fields: Mapping[str, Any]) -> Resource:
    return read_resource(machine.placeholders.fill(read_resource(fields.get("Resource", "")).text))


def _offers(task: Task, wanted: Pattern, *, express: bool) -> Integration:
    known = loader.integration(task.integration)
    if known is None and task.kind == "sdk":
        raise EditRefused(sdk_fault(task.integration))
    if known is None or not isinstance(task.fields.get("Resource"), str):
        raise EditRefused("the Resource of this task does not name an integration, so it has no other pattern")
    refusal = pattern_disabled_reason(known, wanted, express=express)
    if refusal:
        raise EditRefused(refusal)
    return known
