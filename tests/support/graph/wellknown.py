"""Small machines whose drawings are kept as text beside the tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LAMBDA = "arn:aws:states:::lambda:invoke"
ANY = ["States.ALL"]


def _task(resource: str = LAMBDA, **fields: Any) -> dict[str, Any]:
    return {"Type": "Task", "Resource": resource, **fields}


def _machine(**states: Any) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


def _named(states: Mapping[str, Any]) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": dict(states)}


MACHINES: Mapping[str, dict[str, Any]] = {
    "line": _machine(First=_task(Next="Second"), Second=_task("arn:aws:states:::sqs:sendMessage", End=True)),
    "good_or_bad": _named({
        "Run job": _task(
            "arn:aws:states:::ecs:runTask.sync", Next="Good?", Catch=[{"ErrorEquals": ANY, "Next": "Tell"}]
        ),
        "Good?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.ok", "BooleanEquals": True, "Next": "Save"}],
            "Default": "Tell",
        },
        "Save": _task("arn:aws:states:::dynamodb:putItem", End=True),
        "Tell": _task("arn:aws:states:::sqs:sendMessage", End=True),
    }),
    "poll": _named({
        "Start job": _task("arn:aws:states:::glue:startJobRun", Next="Wait"),
        "Wait": {"Type": "Wait", "Seconds": 30, "Next": "Get status"},
        "Get status": _task("arn:aws:states:::aws-sdk:glue:getJobRun", Next="Done?"),
        "Done?": {
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.status", "StringEquals": "SUCCEEDED", "Next": "Finished"},
                {"Variable": "$.status", "StringEquals": "FAILED", "Next": "Failed"},
                {"Variable": "$.status", "StringEquals": "TIMEOUT", "Next": "Failed"},
            ],
            "Default": "Wait",
        },
        "Failed": {"Type": "Fail"},
        "Finished": {"Type": "Succeed"},
    }),
    "recover": _named({
        "One": _task(Next="Two", Catch=[{"ErrorEquals": ANY, "Next": "Tidy up"}]),
        "Two": _task(Next="Three", Catch=[{"ErrorEquals": ["States.Timeout"], "Next": "Tidy up"}]),
        "Three": _task(
            End=True,
            Catch=[{"ErrorEquals": ["Busy"], "Next": "Three"}, {"ErrorEquals": ANY, "Next": "Tidy up"}],
        ),
        "Tidy up": _task(Next="Broken"),
        "Broken": {"Type": "Fail"},
    }),
    "parallel": _named({
        "Publish": {
            "Type": "Parallel",
            "Branches": [
                _named({
                    "Save item": _task("arn:aws:states:::dynamodb:putItem", Next="Send event"),
                    "Send event": _task("arn:aws:states:::events:putEvents", End=True),
                }),
                _named({
                    "Each": {
                        "Type": "Map",
                        "ItemProcessor": _machine(Queue=_task("arn:aws:states:::sqs:sendMessage", End=True)),
                        "End": True,
                    }
                }),
            ],
            "Catch": [{"ErrorEquals": ANY, "Next": "Tell"}],
            "Next": "Finished",
        },
        "Finished": {"Type": "Succeed"},
        "Tell": _task("arn:aws:states:::sns:publish", Next="Failed"),
        "Failed": {"Type": "Fail"},
    }),
    "wide_names": _named({
        "等待付款确认": _task(Next="🚀 launch"),
        "🚀 launch": _task(Next="\u202eevil\n[red]"),
        "\u202eevil\n[red]": _task(Next="long " * 16),
        "long " * 16: {"Type": "Succeed"},
    }),
}  # fmt: skip
