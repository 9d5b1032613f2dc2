"""What the checks have found so far, and the helpers that every check shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sfn_engine.asl.model import Diagnostic, State, StateMachine, StatePath
from sfn_engine.display import closest, listed, shorten
from sfn_engine.sources.positions import Location, Pointer
from sfn_engine.sources.templates.functions import template_function

# A near name costs one text comparison per known name. Without a limit, a machine of 5,000 states
# whose transitions are all wrong would take minutes.
_COMPARISONS = 6_000


class Findings:
    """Collects diagnostics in any order and returns them in document order."""

    def __init__(self, machine: StateMachine) -> None:
        self._machine = machine
        self._found: list[Diagnostic] = []
        self._comparisons = _COMPARISONS
        self._paths: dict[Pointer, StatePath] | None = None

    def add(self, check: str, message: str, state: State, *steps: str | int, offset: int | None = None) -> None:
        """Add a finding about `state`; `steps` lead from the state to the value, `offset` to a character of it."""
        made = finding(check, message, state.path, (*state.pointer, *steps))
        self._found.append(made if offset is None else made._replace(offset=offset))

    def add_at(
        self, check: str, message: str, path: StatePath, pointer: Pointer, location: Location | None = None
    ) -> None:
        """Add a finding about the machine, or about a value inside the state at `path`."""
        self._found.append(finding(check, message, path, pointer, location))

    def path_at(self, pointer: Pointer) -> StatePath:
        """Return the path of the state that is written at `pointer`; empty for the machine itself."""
        if self._paths is None:
            self._paths = {state.pointer: state.path for state in self._machine.states}
        return self._paths.get(pointer, ())

    def near(self, name: str, known: Mapping[str, Any]) -> str:
        """Offer the nearest of the `known` names, as long as that stays quick."""
        self._comparisons -= len(known)
        nearest = closest(name, known) if self._comparisons >= 0 and len(name) < 200 else ""
        return f" (did you mean {shorten(nearest)!r}?)" if nearest else ""

    def in_document_order(self) -> tuple[Diagnostic, ...]:
        """Return the diagnostics in the order in which their values are written."""
        return in_document_order(self._machine, self._found)


def finding(
    check: str, message: str, path: StatePath, pointer: Pointer, location: Location | None = None
) -> Diagnostic:
    """Return a diagnostic with the severity of its rule. Raises `KeyError` if there is no rule with the id `check`."""
    # Imported late: most machines have no finding.
    from sfn_engine.asl.checks.rules import BY_ID

    return Diagnostic(message, path, pointer, check, BY_ID[check].severity, location)


def in_document_order(machine: StateMachine, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics of a machine in the order in which their values are written."""
    numbered: dict[int, dict[str | int, int]] = {}

    def position(diagnostic: Diagnostic) -> list[int]:
        value: Any = machine.raw
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

    given = tuple(found)
    return given if len(given) < 2 else tuple(sorted(given, key=position))


def filled_in(value: Any) -> bool:
    """Tell whether the value is filled in before the machine exists: a placeholder or a template function."""
    if isinstance(value, str):
        return "${" in value or "%{" in value
    return isinstance(value, dict) and len(value) == 1 and template_function(value) is not None


def is_read(value: Any) -> bool:
    """Tell whether an entry of a list is an object whose fields are known, and none that is filled in later."""
    return isinstance(value, dict) and not filled_in(value)


def quoted(names: tuple[str, ...], last: str = "or") -> str:
    """Write names for a sentence: ``"A", "B" or "C"``."""
    return listed(names, last=last, write='"{}"'.format)
