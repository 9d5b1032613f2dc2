"""The names in a lesson → states and targets of its machine, or a sentence that says what there is."""

from __future__ import annotations

from sfn_engine.asl.model import State, StateMachine, StatePath, Target
from sfn_engine.display import shorten
from sfn_tui.lessons.shapes import meant
from sfn_tui.lessons.values import Fault

JOINT = " / "
"""What stands between the names of a state inside another: ``Outer / Inner``."""


def state_named(machine: StateMachine, name: str, *where: str | int) -> StatePath:
    """Return the state of this name, or of this path. Raises `Fault` where there is not exactly one."""
    found = [state.path for state in machine.states if name in (state.name, JOINT.join(state.path))]
    if len(found) == 1:
        return found[0]
    exact = [path for path in found if JOINT.join(path) == name]
    if len(exact) == 1:
        return exact[0]
    if found:
        paths = ", ".join(shorten(JOINT.join(path)) for path in found[:4])
        raise Fault(f"several states are called {shorten(name)!r}: write one of {paths}", *where)
    names = [JOINT.join(state.path) if len(state.path) > 1 else state.name for state in machine.states]
    raise Fault(f"there is no state {shorten(name)!r}; {meant(name, names)}", *where)


def target_named(state: State, name: str | None, *where: str | int) -> Target:
    """Return the target of this name; the first one where none is named. Raises `Fault` where there is none."""
    if not state.targets:
        raise Fault(f"{shorten(state.name)!r} names no resource, so nothing in it can be static or dynamic", *where)
    if name is None:
        return state.targets[0]
    for target in state.targets:
        if name in (target.name, target.parameter, target.name.rpartition(".")[2]):
            return target
    names = [target.name for target in state.targets]
    raise Fault(f"{shorten(state.name)!r} has no target {shorten(name)!r}; {meant(name, names)}", *where)
