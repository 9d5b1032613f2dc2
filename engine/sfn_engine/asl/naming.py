"""The names of states and targets as a person writes them → the states and targets meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sfn_engine.display import closest, listed, shorten
from sfn_engine.errors import UnknownName

if TYPE_CHECKING:
    from sfn_engine.asl.model import State
    from sfn_engine.asl.values import StatePath, Target

JOINT = " / "
"""Separates the names of a path: ``Outer / Inner``."""
_MOST_LISTED = 20
"""Names that a message lists."""
_ALIKE = 0.5
"""How much a name must be like another, from 0 to 1, to be what was meant."""
_SPELLINGS: tuple[Callable[[Target], str], ...] = (
    lambda target: target.name,
    lambda target: target.parameter,
    lambda target: _own_name(target),
)
"""The ways to name a target, the most exact first."""


def _own_name(target: Target) -> str:
    """Return the name of the target's own parameter, without what it is inside and without its index."""
    # A key can hold any character, the dot among them.
    whole = target.parameter if "{" in target.name else target.name
    return whole.rpartition(".")[2].partition("[")[0].partition("{")[0]


def path_text(path: StatePath) -> str:
    """Write a path as a person does: ``Outer / Inner``."""
    return JOINT.join(path)


def labels(states: Iterable[State]) -> Iterator[tuple[str, State]]:
    """Yield each text that can name a state, with the state: its full path, and its name alone."""
    for state in states:
        yield path_text(state.path), state
        if len(state.path) > 1:
            yield state.name, state


def find_state(states: Sequence[State], text: str) -> State:
    """Return the state with this full path, or the only one with this name.

    Raises `UnknownName` if there is none, or more than one.
    """
    exact = [state for state in states if path_text(state.path) == text]
    found = exact if len(exact) == 1 else [state for state in states if text in (state.name, path_text(state.path))]
    if len(found) == 1:
        return found[0]
    if found:
        paths = listed(found, _MOST_LISTED, write=lambda state: shorten(path_text(state.path)))
        raise UnknownName(f"{len(found)} states are called {shorten(text)!r}: write one of {paths}")
    raise no_state(states, text)


def no_state(states: Sequence[State], text: str) -> UnknownName:
    """Return the error for a name or path that no state has."""
    near = near_state(states, text)
    if near:
        hint = f"did you mean {shorten(near)!r}?"
    else:
        paths = listed(states, _MOST_LISTED, write=lambda state: shorten(path_text(state.path), 40))
        hint = f"there {'is' if len(states) == 1 else 'are'} {paths}"
    return UnknownName(f"there is no state {shorten(text)!r}; {hint}")


def near_state(states: Iterable[State], text: str) -> str:
    """Return the name or path of a state that is spelt like `text`; empty if there is none."""
    return closest(text, (label for label, _ in labels(states)), _ALIKE)


def find_target(state: State, text: str) -> Target:
    """Return the target with this full name or parameter, or the only one whose name ends in this word.

    Raises `UnknownName` if the state has none, or more than one.
    """
    found = targets_named(state, text)
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownName(f"{shorten(state.name)!r} has several targets with this name: {_names(found)}")
    near = closest(text, [target.name for target in state.targets], _ALIKE)
    hint = f"did you mean {shorten(near)!r}?" if near else f"it has {_names(state.targets) or 'none'}"
    raise UnknownName(f"{shorten(state.name)!r} has no target {shorten(text)!r}; {hint}")


def targets_named(state: State, text: str) -> list[Target]:
    """Return the targets that a text can mean, by the most exact way to name a target that fits any."""
    for spelling in _SPELLINGS:
        found = [target for target in state.targets if spelling(target) == text]
        if found:
            return found
    return []


def _names(targets: Sequence[Target]) -> str:
    return listed(targets, _MOST_LISTED, write=lambda target: shorten(target.name))
