"""What the checks have found so far, and the helpers that every check shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfn_engine.asl.model import Diagnostic, State, StateMachine, StatePath
from sfn_engine.asl.parser import did_you_mean
from sfn_engine.display import listed
from sfn_engine.sources.positions import Pointer
from sfn_engine.sources.templates.functions import template_function

# A near name costs one text comparison per known name. Without a limit, a machine of 5,000 states
# whose transitions are all wrong would take minutes.
_COMPARISONS = 6_000


class Findings:
    """Collects diagnostics in any order and returns them in document order."""

    def __init__(self, machine: StateMachine) -> None:
        self._raw = machine.raw
        self._found: list[Diagnostic] = []
        self._comparisons = _COMPARISONS

    def add(self, check: str, message: str, state: State, *steps: str | int, offset: int | None = None) -> None:
        """Add a finding about `state`; `steps` lead from the state to the value, `offset` to a character of it."""
        self._found.append(Diagnostic(message, state.path, (*state.pointer, *steps), check, offset))

    def add_at(self, check: str, message: str, path: StatePath, pointer: Pointer) -> None:
        """Add a finding about the machine, or about a state graph inside the state at `path`."""
        self._found.append(Diagnostic(message, path, pointer, check))

    def near(self, name: str, known: Mapping[str, Any]) -> str:
        """Offer the nearest of the `known` names, as long as that stays quick."""
        self._comparisons -= len(known)
        return did_you_mean(name, known) if self._comparisons >= 0 and len(name) < 200 else ""

    def in_document_order(self) -> tuple[Diagnostic, ...]:
        """Return the diagnostics in the order in which their values are written."""
        if len(self._found) < 2:
            return tuple(self._found)
        numbered: dict[int, dict[str | int, int]] = {}

        def position(diagnostic: Diagnostic) -> list[int]:
            value: Any = self._raw
            steps = []
            for step in diagnostic.pointer:
                if isinstance(value, Mapping):
                    order = numbered.get(id(value))
                    if order is None:
                        order = numbered[id(value)] = {name: index for index, name in enumerate(value)}
                    if step not in order:
                        break
                    steps.append(order[step])
                elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                    steps.append(step)
                else:
                    break
                value = value[step]
            return steps

        return tuple(sorted(self._found, key=position))


def filled_in(value: Any) -> bool:
    """Tell whether the value is filled in before the machine exists: a placeholder or a template function."""
    if isinstance(value, str):
        return "${" in value or "%{" in value
    return isinstance(value, Mapping) and template_function(value) is not None


def quoted(names: tuple[str, ...], last: str = "or") -> str:
    """Write names for a sentence: ``"A", "B" or "C"``."""
    return listed(names, last=last, write='"{}"'.format)
