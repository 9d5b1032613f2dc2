"""The edits of a session. An edit knows how to change a machine, and its own title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import sfn_engine as sfn
from sfn_engine.asl.model import Pattern, StateMachine, StatePath, Task
from sfn_engine.asl.patterns import PATTERN_NAMES


class Edit(Protocol):
    """A what-if change of the definition."""

    @property
    def state(self) -> StatePath:
        """The state that it changes."""

    def title(self, made: StateMachine) -> str:
        """Return its title in the history, ``Run job → .sync``, where `made` is what it made of a machine."""

    def apply(self, machine: StateMachine) -> StateMachine:
        """Return the changed machine. Raises `EditRefused` if it does not fit."""


@dataclass(frozen=True, slots=True)
class SetDynamic:
    """Take a target from the state's input."""

    state: StatePath
    target: str

    def title(self, made: StateMachine) -> str:
        """Return the title of the edit."""
        return f"{self.state[-1]}: {self.target} dynamic"

    def apply(self, machine: StateMachine) -> StateMachine:
        """Return the machine with the target dynamic."""
        return sfn.set_dynamic(machine, self.state, self.target)


@dataclass(frozen=True, slots=True)
class SetStatic:
    """Hard-code a target."""

    state: StatePath
    target: str
    value: str

    def title(self, made: StateMachine) -> str:
        """Return the title of the edit."""
        return f"{self.state[-1]}: {self.target} = {self.value}"

    def apply(self, machine: StateMachine) -> StateMachine:
        """Return the machine with the target static."""
        return sfn.set_static(machine, self.state, self.target, self.value)


@dataclass(frozen=True, slots=True)
class Bind:
    """Give a placeholder a value, or remove it."""

    name: str
    value: str | None
    """None removes the value that a person gave."""
    state: StatePath = ()

    def title(self, made: StateMachine) -> str:
        """Return the title of the edit."""
        return f"{self.name}: value removed" if self.value is None else f"{self.name} = {self.value}"

    def apply(self, machine: StateMachine) -> StateMachine:
        """Return the machine with the placeholder bound or not. Raises `EditRefused` for an empty value."""
        given = {name: text for name, text in machine.bindings.items() if name != self.name}
        if self.value is not None:
            if not self.value.strip() or any(ord(mark) < 32 for mark in self.value):
                raise sfn.EditRefused(f"a value for {self.name} must be text without control characters")
            given[self.name] = self.value
        return sfn.bind(machine, given)


@dataclass(frozen=True, slots=True)
class SetPattern:
    """Change a task's integration pattern."""

    state: StatePath
    pattern: Pattern

    def title(self, made: StateMachine) -> str:
        """Return the title of the edit, with the form of `.sync` that the task has now."""
        task = made.by_path[self.state]
        suffix = task.suffix if isinstance(task, Task) and task.pattern == "sync" else ""
        return f"{self.state[-1]} → {suffix or PATTERN_NAMES[self.pattern]}"

    def apply(self, machine: StateMachine) -> StateMachine:
        """Return the machine with the task's pattern changed."""
        return sfn.set_pattern(machine, self.state, self.pattern)
