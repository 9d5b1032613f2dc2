"""Machines of one task, `Step`, for the tests of edits."""

from __future__ import annotations

from typing import Any

import sfn_engine as sfn

JSONATA = {"QueryLanguage": "JSONata"}


def machine(resource: str, parameters: dict[str, Any] | None, **top: Any) -> sfn.StateMachine:
    body = {"Type": "Task", "Resource": f"arn:aws:states:::{resource}", "End": True}
    if parameters is not None:
        body["Arguments" if top else "Parameters"] = parameters
    return sfn.parse({**top, "StartAt": "Step", "States": {"Step": body}})


def arguments(edited: sfn.StateMachine) -> Any:
    state = edited.definition["States"]["Step"]
    return state.get("Parameters", state.get("Arguments"))
