"""Which variables a state can read (guide: workflow-variables).

A state reads what the states of its own graph assign, and those around it; what happens first is not looked
at. The children of a distributed Map read nothing from outside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sfn_engine.asl.checks.findings import filled_in
from sfn_engine.asl.model import Choice, Map, Recovering, State, StateGraph, StateMachine, StatePath
from sfn_engine.sources.templates.functions import template_function


class VariableScope(NamedTuple):
    """The variables that the states of one graph can read."""

    names: frozenset[str]
    is_open: bool
    """True if there may be others: names that are filled in before the machine exists."""
    hidden: frozenset[str]
    """Variables from outside a distributed Map, which its children cannot read."""


def scopes(machine: StateMachine) -> Mapping[StatePath, VariableScope]:
    """Return the scope of each state."""
    found: dict[StatePath, VariableScope] = {}
    waiting = [(machine.graph, VariableScope(frozenset(), False, frozenset()))]
    while waiting:
        graph, outer = waiting.pop()
        scope = _inside(graph, outer)
        for state in graph.states:
            found[state.path] = scope
            is_distributed = isinstance(state, Map) and state.distributed
            around = VariableScope(frozenset(), False, scope.names | scope.hidden) if is_distributed else scope
            waiting += ((inner, around) for inner in state.graphs)
    return found


def _inside(graph: StateGraph, outer: VariableScope) -> VariableScope:
    names, is_open = set(outer.names), outer.is_open
    for state in graph.states:
        for assigned in _assignments(state):
            if not isinstance(assigned, Mapping) or template_function(assigned) is not None:
                is_open = True
                continue
            for name in assigned:
                names.add(name.removesuffix(".$"))
                is_open = is_open or filled_in(name) or name.startswith("Fn::")
    return VariableScope(frozenset(names), is_open, outer.hidden)


def _assignments(state: State) -> Iterator[Any]:
    """Yield each `Assign` of a state, and what may become one."""
    holders: list[Mapping[str, Any]] = [state.fields]
    if isinstance(state, Choice):
        holders += [rule.fields for rule in state.rules]
        if not isinstance(state.fields.get("Choices", []), list):
            yield state.fields["Choices"]
    if isinstance(state, Recovering):
        holders += [catcher.fields for catcher in state.catch]
        if not isinstance(state.fields.get("Catch", []), list):
            yield state.fields["Catch"]
    for holder in holders:
        if "Assign" in holder:
            yield holder["Assign"]
        if any(name.startswith("Fn::") for name in holder):
            yield None
