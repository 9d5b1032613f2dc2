"""The names of the variables that an `Assign` sets (guide: workflow-variables)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfn_engine.asl.checks.findings import Findings, filled_in
from sfn_engine.asl.model import State
from sfn_engine.display import shorten

MAX_VARIABLE_LENGTH = 80
"""Characters in a variable's name."""
_RESERVED = "states"


def check_variable_names(assigned: Any, state: State, steps: tuple[str | int, ...], findings: Findings) -> None:
    """Check the names in an `Assign`; `steps` lead from the state to it."""
    if not isinstance(assigned, Mapping) or filled_in(assigned):
        return
    for written in assigned:
        name = written.removesuffix(".$") if state.query_language == "JSONPath" else written
        fault = "" if filled_in(name) or name.startswith("Fn::") else _fault(name)
        if fault:
            message = f"{shorten(name)!r} cannot be the name of a variable: {fault}"
            findings.add("variable-name", message, state, *steps, written)


def _fault(name: str) -> str:
    if name == _RESERVED:
        return "Step Functions sets $states itself"
    if len(name) > MAX_VARIABLE_LENGTH:
        return f"it has {len(name)} characters; at most {MAX_VARIABLE_LENGTH} are allowed"
    return "" if name.isidentifier() else "a name has letters, digits and underscores, and begins with a letter"
