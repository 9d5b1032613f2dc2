"""The names in a lesson → states and targets of its machine, by the engine's rule."""

from __future__ import annotations

from sfn_engine.asl.model import State, StateMachine, StatePath, Target
from sfn_engine.asl.naming import find_target
from sfn_engine.display import shorten
from sfn_engine.errors import UnknownName
from sfn_tui.lessons.values import LessonError


def state_named(machine: StateMachine, name: str, *key_path: str | int) -> StatePath:
    """Return the state of this name, or of this path. Raises `LessonError` if there is not exactly one."""
    try:
        return machine.find_state(name).path
    except UnknownName as error:
        raise LessonError(str(error), *key_path) from None


def target_named(state: State, name: str | None, *key_path: str | int) -> Target:
    """Return the target of this name; the first one if `name` is None. Raises `LessonError` if there is none."""
    if not state.targets:
        message = f"{shorten(state.name)!r} names no resource, so nothing in it can be static or dynamic"
        raise LessonError(message, *key_path)
    if name is None:
        return state.targets[0]
    try:
        return find_target(state, name)
    except UnknownName as error:
        raise LessonError(str(error), *key_path) from None
