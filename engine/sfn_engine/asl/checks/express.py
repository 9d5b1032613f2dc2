"""What Express Workflows cannot do: the machine itself, and the child executions of a Map in distributed mode.

Guide: choosing-workflow-type, integrate-optimized, state-map-distributed.
"""

from __future__ import annotations

from sfn_engine.asl.checks.findings import Findings
from sfn_engine.asl.model import Map, State, StateGraph, StateMachine, Task
from sfn_engine.display import shorten


def check_express(machine: StateMachine, findings: Findings) -> None:
    """Report what stands in an Express Workflow, at any depth, and needs a Standard Workflow."""
    waiting: list[tuple[StateGraph, str]] = [(machine.graph, "this Express Workflow" if machine.express else "")]
    while waiting:
        graph, workflow = waiting.pop()
        for state in graph.states:
            if workflow:
                _check_state(state, workflow, findings)
            inside = _children(state) if isinstance(state, Map) and state.distributed else workflow
            waiting += [(inner, inside) for inner in state.graphs]


def _children(state: Map) -> str:
    """Name the child executions of a Map, if they are Express Workflows; else return an empty text."""
    body = state.fields.get("ItemProcessor", state.fields.get("Iterator"))
    if not isinstance(body, dict) or body["ProcessorConfig"].get("ExecutionType") != "EXPRESS":
        return ""
    return f"a child execution of {shorten(state.name)!r}, which is an Express Workflow,"


def _check_state(state: State, workflow: str, findings: Findings) -> None:
    if isinstance(state, Map) and state.distributed:
        fault = f"{workflow} cannot run a Map in distributed mode: only a Standard Workflow can"
        findings.add("express-map", fault, state)
    elif isinstance(state, Task) and state.kind == "activity":
        fault = f"{workflow} cannot run an activity: only a Standard Workflow can"
        findings.add("express-activity", fault, state, "Resource")
    elif isinstance(state, Task) and state.pattern != "request-response":
        fault = f"{workflow} does not support {state.suffix}: only a Standard Workflow does"
        findings.add("express-pattern", fault, state, "Resource")
