"""What ``explain --json`` prints: the explanation as plain data, for other programs."""

from __future__ import annotations

from typing import Any

from sfn_engine.asl.model import Diagnostic, StateMachine, StatePath, Target
from sfn_engine.asl.placeholders import placeholders_of
from sfn_engine.policy.explain import StateExplanation, explain
from sfn_engine.policy.model import Grant, Note, Policy, Unexplained
from sfn_engine.policy.quotas import quotas
from sfn_engine.policy.reasons import cause
from sfn_engine.sources.positions import Location, Pointer


def explanation(name: str, machine: StateMachine, policy: Policy) -> dict[str, Any]:
    """Return the explanation of one machine. Statements are counted from 0, as in ``statements``."""
    context = policy.context
    return {
        "file": name,
        **_origin(machine),
        "query_language": machine.query_language,
        "scope": policy.scope,
        "context": {
            "partition": context.partition,
            "region": context.region,
            "account": context.account,
            "state_machine_name": context.state_machine_name,
            "tracing": context.tracing,
            "logging": context.logging,
            "redrive": context.redrive,
            "kms_key_id": context.kms_key_id,
            "activity_kms_key_id": context.activity_kms_key_id,
            "bucket_kms_key_id": context.bucket_kms_key_id,
            "reader_bucket_kms_key_id": context.reader_bucket_kms_key_id,
        },
        "placeholders": [
            {
                "name": entry.name,
                "value": entry.value or None,
                "given": entry.given,
                "declared": entry.declared or None,
                "states": [list(path) for path in entry.states],
            }
            for entry in placeholders_of(machine)
        ],
        "tasks": [_task(machine, entry) for entry in explain(machine, policy)],
        "grants": [_grant(grant) for grant in policy.grants],
        "statements": policy.document["Statement"],
        "complete": policy.is_complete,
        "incomplete_because": policy.incomplete_because or None,
        "by_hand": [{**_by_hand(note), "states": [list(path) for path in note.states]} for note in policy.by_hand],
        "unconfirmed": list(dict.fromkeys(grant.action for grant in policy.unconfirmed)),
        "notes": [
            {"kind": note.kind, "text": note.text, "states": [list(path) for path in note.states]}
            for note in policy.notes
        ],
        "unexplained": [_unexplained(entry) for entry in policy.unexplained],
        "diagnostics": [_diagnostic(machine, entry) for entry in machine.diagnostics],
        "explained": policy.explained_count,
        "task_count": policy.task_count,
        "size": {
            "characters": policy.size,
            **{quota.name: {"limit": quota.limit, "fits": quota.fits} for quota in quotas(policy.size)},
        },
    }


def _origin(machine: StateMachine) -> dict[str, Any]:
    """The machine's name and form in its file, and the role that the file gives it, as written."""
    document = machine.document
    if document is None:
        return {"machine": None, "form": None, "template": None, "written_role": None}
    role = document.role
    return {
        "machine": document.name,
        "form": document.form,
        "template": document.template,
        "written_role": None
        if role is None
        else {
            "name": role.name,
            "statements": list(role.statements),
            "managed": list(role.managed),
            "templates": [{"name": name, "parameters": parameters} for name, parameters in role.templates],
        },
    }


def _task(machine: StateMachine, entry: StateExplanation) -> dict[str, Any]:
    state = entry.state
    other = {
        "role": entry.other_role,
        "grants": [_grant(grant, state.path) for grant in entry.other_role_grants],
    }
    return {
        "state": state.name,
        "path": list(state.path),
        "type": state.type,
        **_location(machine, state.pointer, name=True),
        "integration": getattr(state, "integration", ""),
        "title": entry.title,
        "pattern": entry.pattern,
        "offered": list(entry.offered),
        "targets": [_target(machine, target) for target in entry.targets],
        # The other states of a grant are in the list of all grants; here they would be listed n times n.
        "grants": [_grant(grant, state.path) for grant in entry.grants],
        "other_role": other if entry.other_role else None,
        "unexplained": entry.unexplained.reason if entry.unexplained is not None else None,
        "by_hand": [_by_hand(note) for note in entry.by_hand],
        "token_sender": None
        if entry.token_sender is None
        else {"actions": list(entry.token_sender.actions), "resource": entry.token_sender.resource},
        "diagnostics": [_diagnostic(machine, found) for found in entry.diagnostics],
        "note": entry.note,
        "pages": list(entry.pages),
    }


def _target(machine: StateMachine, target: Target) -> dict[str, Any]:
    return {
        "name": target.name,
        "mode": target.mode,
        "value": target.value,
        "written": target.written or target.value,
        "declared": target.declared or None,
        "parameter": target.parameter,
        "kind": target.kind,
        "given": not target.absent,
        **({"line": None, "column": None} if target.absent else _location(machine, target.pointer)),
    }


def _grant(grant: Grant, own: StatePath | None = None) -> dict[str, Any]:
    """A grant with all its states, or as one of them has it."""
    why, without = cause(grant)
    states = grant.states if own is None else (own,)
    return {
        "action": grant.action,
        "resource": grant.resource,
        "condition": dict(grant.condition),
        "reason": grant.reason,
        "why": why,
        "without": without,
        "statement": grant.statement,
        "states": [list(path) for path in states],
        "inferred": grant.inferred,
        "source": grant.source or None,
        "certainty": grant.certainty,
        "given": list(grant.given),
        "wildcards": [
            {
                "kind": entry.kind,
                "text": entry.text,
                "states": [list(path) for path in (entry.states if own is None else (own,))],
            }
            for entry in grant.wildcards
        ],
    }


def _by_hand(note: Note) -> dict[str, Any]:
    return {"text": note.text, "actions": list(note.actions), "certain": note.certain}


def _unexplained(entry: Unexplained) -> dict[str, Any]:
    return {
        "state": entry.state[-1],
        "path": list(entry.state),
        "resource": entry.resource,
        "reason": entry.reason,
    }


def _diagnostic(machine: StateMachine, entry: Diagnostic) -> dict[str, Any]:
    return {
        "message": entry.message,
        "check": entry.check,
        "severity": entry.severity,
        "path": list(entry.state),
        **_written(machine.location_of(entry)),
    }


def _location(machine: StateMachine, pointer: Pointer, *, name: bool = False) -> dict[str, Any]:
    return _written(machine.location(pointer, name=name))


def _written(found: Location | None) -> dict[str, Any]:
    line, column = found if found is not None else (None, None)
    return {"line": line, "column": column}
