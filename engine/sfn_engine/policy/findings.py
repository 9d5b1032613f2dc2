"""All that `check` finds in a machine: what is wrong in it, and what its policy does not cover."""

from __future__ import annotations

from collections.abc import Iterator

from sfn_engine.asl.checks.findings import finding, in_document_order
from sfn_engine.asl.model import Diagnostic, State, StateMachine, Unknown
from sfn_engine.display import shorten
from sfn_engine.policy.context import Context
from sfn_engine.policy.generate import generate
from sfn_engine.sources.positions import Pointer


def findings(machine: StateMachine) -> tuple[Diagnostic, ...]:
    """Return the machine's diagnostics and its unexplained tasks, in document order.

    A task that already has a finding of its own `Resource` is not told again, nor is a state of unknown type.
    """
    told = {entry.pointer for entry in machine.diagnostics}
    unexplained = []
    for entry in generate(machine, Context()).unexplained:
        state = machine.by_path[entry.state]
        pointer = (*state.pointer, "Resource")
        if told.isdisjoint(_resources(state)) and state.pointer not in told and not isinstance(state, Unknown):
            message = f"the policy has no statement for {shorten(entry.resource)!r}. {entry.reason}"
            unexplained.append(finding("unexplained-task", message, entry.state, pointer))
    return in_document_order(machine, (*machine.diagnostics, *unexplained))


def _resources(state: State) -> Iterator[Pointer]:
    """Yield where a state, or the reader and the writer of a Map, can name what they call."""
    for part in ((), ("ItemReader",), ("ResultWriter",)):
        yield (*state.pointer, *part, "Resource")
