"""The edit of a task's integration pattern."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfn_engine.asl.model import Pattern, StateMachine, StatePath, Task
from sfn_engine.asl.patterns import PATTERN_NAMES, PATTERN_SPELLINGS
from sfn_engine.asl.resource import read_resource
from sfn_engine.asl.tokens import with_token, without_token
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Integration
from sfn_engine.display import shorten
from sfn_engine.edits.states import edits_of, find_state, quoted, with_state
from sfn_engine.errors import EditRefused
from sfn_engine.policy.unexplained import pattern_disabled_reason


def set_pattern(machine: StateMachine, state: str | StatePath, pattern: str) -> StateMachine:
    """Return the machine with the task's integration pattern changed.

    `pattern` is ``request-response``, ``sync`` or ``callback``. For a callback the task token is put into the
    arguments, and it is removed where the task does not wait for it. A task that had the pattern originally
    gets its own text back, except for targets that were edited.
    Raises `EditRefused` if the integration does not offer the pattern.
    """
    wanted = PATTERN_SPELLINGS.get(pattern)
    if wanted is None:
        raise EditRefused(f"{shorten(pattern, 30)!r} is not a pattern: use request-response, sync or callback")
    task = find_state(machine, state)
    if not isinstance(task, Task):
        raise EditRefused(f"{quoted(state)} is a {task.type} state; only a Task has a pattern")
    _check_offered(task, wanted, express=machine.express)
    if task.pattern == wanted:
        raise EditRefused(f"{quoted(state)} is already {PATTERN_NAMES[wanted]}")
    edits = edits_of(machine, task)
    return with_state(machine, task, in_pattern(machine, task, edits.retargeted, wanted), edits)


def in_pattern(machine: StateMachine, task: Task, fields: Mapping[str, Any], pattern: Pattern) -> Mapping[str, Any]:
    """Return the fields of a task in another pattern; the fields themselves if they have it.

    Raises `EditRefused` if a placeholder in `Resource` sets the pattern.
    """
    written = fields.get("Resource")
    known = loader.integration(task.integration)
    if not isinstance(written, str) or known is None:
        return fields
    now = read_resource(machine.placeholders.fill(written))
    if now.pattern == pattern:
        return fields
    if not written.endswith(now.suffix):
        raise EditRefused(f"the placeholder {shorten(written)} sets {now.suffix}; bind it to a different Resource")
    made = {**fields, "Resource": written.removesuffix(now.suffix) + _suffix(known, pattern)}
    if now.pattern == "callback":
        made = without_token(made)
    return with_token(made, known.token, task.query_language) if pattern == "callback" else made


def _suffix(known: Integration, pattern: Pattern) -> str:
    if pattern == "callback":
        return ".waitForTaskToken"
    return known.sync_suffixes[0] if pattern == "sync" else ""


def _check_offered(task: Task, wanted: Pattern, *, express: bool) -> None:
    if task.kind == "sdk":
        raise EditRefused("AWS SDK integrations are not explained yet, so their pattern cannot be changed here")
    known = loader.integration(task.integration)
    if known is None or not isinstance(task.fields.get("Resource"), str):
        raise EditRefused("the Resource of this task does not name an integration, so it has no other pattern")
    refusal = pattern_disabled_reason(known, wanted, express=express)
    if refusal:
        raise EditRefused(refusal)
