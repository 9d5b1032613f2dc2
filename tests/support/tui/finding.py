"""Machines and helpers for the tests of search, help, palette and footer."""

from __future__ import annotations

from typing import Any

from textual.app import App

import sfn_engine as sfn
from sfn_tui.commands.reasons import CommandState
from sfn_tui.session.session import Session, open_session
from sfn_tui.views.detail import detail_view
from sfn_tui.views.policy import PolicyView, policy_view

HOSTILE = "[/x] [red]b[@click=app.quit]c \x1b[31m\u202eend[$x]"
SHOWN = "[/x] [red]b[@click=app.quit]c \\x1b[31m\\u202eend[$x]"
"""`HOSTILE` as it has to be drawn."""


def machine(*, hostile: bool = False) -> sfn.StateMachine:
    """Tasks of several modes, a Choice, a Map with a state inside, and a task that nobody knows."""
    save = HOSTILE if hostile else "Save order"
    return sfn.parse({
        "StartAt": "Is paid?",
        "States": {
            "Is paid?": {
                "Type": "Choice",
                "Choices": [{"Variable": "$.paid", "BooleanEquals": True, "Next": save}],
                "Default": "Each item",
            },
            save: {
                "Type": "Task",
                "Resource": "arn:aws:states:::dynamodb:putItem",
                "Parameters": {"TableName": "orders", "Item": {}},
                "Next": "Tell",
            },
            "Tell": {
                "Type": "Task",
                "Resource": "arn:aws:states:::sqs:sendMessage",
                "Parameters": {"QueueUrl.$": "$.queue", "MessageBody": "x"},
                "End": True,
            },
            "Each item": {
                "Type": "Map",
                "ItemProcessor": {
                    "StartAt": "Pack",
                    "States": {
                        "Pack": {
                            "Type": "Task",
                            "Resource": "arn:aws:states:::lambda:invoke",
                            "Parameters": {"FunctionName": "pack-items"},
                            "End": True,
                        }
                    },
                },
                "Next": "Mystery",
            },
            "Mystery": {"Type": "Task", "Resource": "arn:aws:states:::nowhere:doIt", "End": True},
        },
    })  # fmt: skip


def session(*, hostile: bool = False, select: str | None = None) -> Session:
    """Return a session of that machine."""
    from dataclasses import replace

    made = open_session(machine(hostile=hostile), name="orders")
    return replace(made, selected=(select,)) if select is not None else made


def viewed(*, hostile: bool = False) -> tuple[Session, PolicyView]:
    """Return a session and its policy."""
    made = session(hostile=hostile)
    return made, policy_view(made)


def command_state(made: Session | None = None, pane: str = "graph") -> CommandState:
    """Return what decides which commands can be run."""
    present = made or session()
    return CommandState(present, detail_view(present), pane)


def shown(app: App[Any]) -> str:
    """Return what stands on the screen."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())
