"""Where an edit finds its state, and how the edited state gets back into its machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sfn_engine.asl.model import Map, State, StateMachine, StatePath, Target, Task
from sfn_engine.asl.naming import path_text
from sfn_engine.asl.placeholders import NESTED
from sfn_engine.asl.values import EditedState
from sfn_engine.catalog.targets import READER
from sfn_engine.display import shorten
from sfn_engine.errors import EditRefused, UnknownName
from sfn_engine.machine import rebuild


def find_state(machine: StateMachine, state: str | StatePath) -> State:
    """Return the state that an edit names. Raises `EditRefused` if there is none, or more than one."""
    try:
        return machine.state(state)
    except UnknownName as error:
        raise EditRefused(str(error)) from None


def quoted(state: str | StatePath) -> str:
    """Return the name of a state for a message."""
    return repr(shorten(state if isinstance(state, str) else path_text(state)))


def edits_of(machine: StateMachine, state: State) -> EditedState:
    """Return what edits have made of the state until now."""
    return machine.edited.get(state.path) or EditedState(state.fields, state.fields)


def targets_of(machine: StateMachine, state: State, fields: Mapping[str, Any]) -> tuple[Target, ...]:
    """Return the targets that the state would have with these fields; their pointers count from the state."""
    found: tuple[Target, ...] = ()
    if isinstance(state, Task):
        found = READER.of_task(state.integration, fields, state.query_language, ())
    elif isinstance(state, Map):
        found = READER.of_map(fields, state.query_language, ())
    return tuple(machine.placeholders.read(target) for target in found)


def with_state(machine: StateMachine, state: State, fields: Mapping[str, Any], edits: EditedState) -> StateMachine:
    """Return the machine in which the state has these fields, and remembers its edits.

    States inside it stay as they are now. Raises `DefinitionError` if it is no longer a machine.
    """
    remembered = {path: other for path, other in machine.edited.items() if path != state.path}
    if fields == edits.original:
        fields = edits.original  # in the order in which it was read
    else:
        remembered[state.path] = edits
    body = {key: state.fields[key] if key in NESTED else value for key, value in fields.items()}
    return replace(rebuild(_with_body(machine, state, body), machine), edited=remembered)


def _with_body(machine: StateMachine, state: State, body: Mapping[str, Any]) -> dict[str, Any]:
    """Copy only the containers on the way to the state; the rest is shared with the machine, which never changes."""
    definition = dict(machine.raw)
    holder: Any = definition
    for step in state.pointer[:-1]:
        copied = holder[step]
        holder[step] = dict(copied) if isinstance(copied, dict) else list(copied)
        holder = holder[step]
    holder[state.pointer[-1]] = body
    return definition
