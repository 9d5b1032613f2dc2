"""Small definitions for the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sfn_engine as sfn

SHARED = Path(__file__).resolve().parents[4] / "shared"
HERE = sfn.Context(partition="aws", region="us-east-1", account="123456789012", state_machine_name="orders")

needs_reference = pytest.mark.skipif(
    not (SHARED / "reference").is_dir(), reason="the reference templates (../shared/reference) are not here"
)
needs_corpus = pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(), reason="the corpus of real definitions (../shared/corpus) is not here"
)


def task(resource: str, parameters: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """A Task state that ends; `resource` may leave out ``arn:aws:states:::``."""
    full = resource if resource.startswith(("arn:", "${")) else f"arn:aws:states:::{resource}"
    state: dict[str, Any] = {"Type": "Task", "Resource": full, **fields}
    if parameters is not None:
        state["Arguments" if fields.get("QueryLanguage") == "JSONata" else "Parameters"] = parameters
    return state if "Next" in state else {**state, "End": True}


def chain(**states: dict[str, Any]) -> dict[str, Any]:
    """A machine that runs the given states one after the other."""
    names = list(states)
    linked = {}
    for place, (name, state) in enumerate(states.items()):
        body = {key: value for key, value in state.items() if key not in ("End", "Next")}
        end = place == len(names) - 1
        linked[name] = {**body, "End": True} if end else {**body, "Next": names[place + 1]}
    return {"StartAt": names[0], "States": linked}


def policy_of(definition: dict[str, Any], scope: Any = "guide", context: sfn.Context = HERE) -> sfn.Policy:
    """Generate the policy of a definition."""
    return sfn.generate(sfn.parse(definition), context, scope=scope)


def statements_of(definition: dict[str, Any], scope: Any = "guide", context: sfn.Context = HERE) -> list[Any]:
    """Return the statements of the policy document, without the effect."""
    statements = policy_of(definition, scope, context).document["Statement"]
    return [{key: value for key, value in entry.items() if key != "Effect"} for entry in statements]


def only_statement(definition: dict[str, Any], scope: Any = "guide", context: sfn.Context = HERE) -> Any:
    """Return the only statement of the policy document."""
    (statement,) = statements_of(definition, scope, context)
    return statement


def resources_of(resource: str, parameters: dict[str, Any], scope: str = "guide") -> Any:
    """Return the resources of the first statement of a machine that only has this task."""
    return only_statement(chain(Step=task(resource, parameters)), scope)["Resource"]
