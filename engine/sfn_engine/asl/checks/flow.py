"""Names, transitions, reachability and ends (States Language specification: States, Transitions)."""

from __future__ import annotations

from collections.abc import Iterator

from sfn_engine.asl.checks.findings import Findings, filled_in
from sfn_engine.asl.model import Choice, Recovering, State, StateGraph, StateMachine, StatePath, Unknown
from sfn_engine.display import shorten

MAX_NAME_LENGTH = 80
"""Characters in a state's name (guide: statemachine-structure)."""
_NEXT_OR_END = frozenset({"Pass", "Task", "Wait", "Parallel", "Map"})
_ENDS = frozenset({"Succeed", "Fail"})


def check_names(machine: StateMachine, findings: Findings) -> None:
    """Check that names are short enough and that no two states of the whole machine share one."""
    first: dict[str, State] = {}
    for state in machine.states:
        name = state.name
        if len(name) > MAX_NAME_LENGTH and not filled_in(name):
            findings.add(
                "name-too-long",
                f"the name {shorten(name)!r} has {len(name)} characters; at most {MAX_NAME_LENGTH} are allowed",
                state,
            )
        earlier = first.setdefault(name, state)
        if earlier is not state:
            where = f"inside {shorten(earlier.path[-2])!r}" if len(earlier.path) > 1 else "at the top of the machine"
            findings.add(
                "duplicate-name",
                f"another state {where} is also called {shorten(name)!r}: names must be unique in the whole machine",
                state,
            )


def check_graphs(machine: StateMachine, findings: Findings) -> None:
    """Check the transitions of the machine, of each branch and of each Map's processor."""
    _check_graph(machine.graph, (), findings)
    for state in machine.states:
        for graph in state.graphs:
            _check_graph(graph, state.path, findings)


def _check_graph(graph: StateGraph, owner: StatePath, findings: Findings) -> None:
    leads: dict[str, tuple[str, ...]] = dict.fromkeys([state.name for state in graph.states], ())
    ends: set[str] = set()
    certain = graph.start_at in leads
    for state in graph.states:
        targets = []
        known = _has_known_exits(state)
        for target, steps in _ways(state):
            if target in leads:
                targets.append(target)
            elif filled_in(target):
                known = False
            else:
                findings.add(
                    "missing-target",
                    f'"{steps[-1]}" names the state {shorten(target)!r}, which is not in the same '
                    f'"States" as {shorten(state.name)!r}{findings.near(target, leads)}',
                    state,
                    *steps,
                )
                ends.add(state.name)  # where it was meant to lead is unknown: no second finding
        certain = certain and known
        leads[state.name] = tuple(targets)
        if state.type in _NEXT_OR_END and not filled_in(state.fields):
            _check_next_or_end(state, findings)
        if state.type in _ENDS or state.end or not targets or state.fields.get("End") not in (None, True, False):
            ends.add(state.name)
    if certain:
        _check_reach(graph, owner, leads, ends, findings)


def _ways(state: State) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield each target with the steps to the field that names it."""
    if state.next is not None:
        yield state.next, ("Next",)
    if isinstance(state, Choice):
        for index, rule in enumerate(state.rules):
            if rule.next is not None:
                yield rule.next, ("Choices", index, "Next")
        if state.default is not None:
            yield state.default, ("Default",)
    elif isinstance(state, Recovering):
        for index, catcher in enumerate(state.catch):
            if catcher.next is not None:
                yield catcher.next, ("Catch", index, "Next")


def _has_known_exits(state: State) -> bool:
    """Tell whether all exits are known: none is filled in at deployment, and none is unreadable."""
    if isinstance(state, Unknown) or ("Next" in state.fields and state.next is None):
        return False
    if isinstance(state, Choice):
        if "Default" in state.fields and state.default is None:
            return False
        return not filled_in(state.fields.get("Choices")) and not any(rule.next is None for rule in state.rules)
    if isinstance(state, Recovering):
        if "Catch" not in state.fields:
            return True
        return isinstance(state.fields["Catch"], list) and not any(catcher.next is None for catcher in state.catch)
    return True


def _check_next_or_end(state: State, findings: Findings) -> None:
    fields = state.fields
    if "End" in fields:
        if fields["End"] is False:
            instead = "leave it out" if "Next" in fields else 'write true, or name a state in "Next"'
            findings.add("end-false", f'"End" can only be true: {instead}', state, "End")
        elif "Next" in fields:
            findings.add(
                "next-or-end",
                f'{shorten(state.name)!r} has both "Next" and "End": keep one of them',
                state,
                "End",
            )
    elif "Next" not in fields:
        findings.add("next-or-end", f'{shorten(state.name)!r} has neither "Next" nor "End": add one of them', state)


def _check_reach(
    graph: StateGraph, owner: StatePath, leads: dict[str, tuple[str, ...]], ends: set[str], findings: Findings
) -> None:
    reached = {graph.start_at}
    waiting = [graph.start_at]
    while waiting:
        for target in leads[waiting.pop()]:
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    if len(reached) < len(leads):
        for state in graph.states:
            if state.name not in reached:
                findings.add(
                    "unreachable",
                    f"{shorten(state.name)!r} cannot be reached from {shorten(graph.start_at)!r}",
                    state,
                )
    if reached.isdisjoint(ends):
        what = "this branch or iteration" if owner else "the machine"
        findings.add_at(
            "no-end",
            f'no state reached from {shorten(graph.start_at)!r} ends {what}: give one "End": true, '
            "or add a Succeed or Fail state",
            owner,
            graph.pointer,
        )
