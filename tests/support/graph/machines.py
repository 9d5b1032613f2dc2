"""Random definitions, and the machines and box texts that tests draw."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from sfn_engine.asl.model import StateMachine, StatePath, Task
from sfn_engine.asl.parser import TargetReader, build
from sfn_tui.graph import BoxText

NAMES = (
    "A", "Check order", "Send it", "等待付款确认", "🚀 launch", "x" * 80, "a/b", "[red]bold[/]", "tab\there",
    "\u202eevil", "new\nline", "\x1b[31mred", "", " ", "é", "e\u0301", "👩\u200d🚀", "\ud800", "─│┼", "▼◀",
)  # fmt: skip
RESOURCES = (
    "arn:aws:states:::lambda:invoke", "arn:aws:states:::aws-sdk:s3:getObject",
    "arn:aws:states:::glue:startJobRun.sync", "arn:aws:lambda:eu-west-1:210987654321:function:f", "${Fn}",
)  # fmt: skip
BADGES = ("", "●", "◌", "◌ 3!", "●!")


def machine_of(definition: Mapping[str, Any]) -> StateMachine:
    """Build a machine without a catalog."""
    return build(definition, TargetReader(lambda *_: (), lambda *_: ()))


def texts_of(machine: StateMachine) -> Mapping[StatePath, BoxText]:
    """Say what stands on the boxes, about as the app does."""
    texts = {}
    for number, state in enumerate(machine.states):
        title = state.integration if isinstance(state, Task) else state.type
        texts[state.path] = BoxText(title, state.name, BADGES[number % 5] if state.type == "Task" else "")
    return texts


def random_definition(rng: random.Random, states: int = 7, depth: int = 4) -> dict[str, Any]:
    """Make a definition with loops, catches, nesting and names that nobody would like to see."""
    names: list[str] = []
    for number in range(rng.randint(1, states)):
        name = rng.choice(NAMES)
        names.append(f"{name} {number}" if name in names or rng.random() < 0.5 else name)
    made = {name: _state(rng, names, index, depth) for index, name in enumerate(names)}
    return {"StartAt": names[0], "States": made}


def _state(rng: random.Random, names: list[str], index: int, depth: int) -> dict[str, Any]:
    kinds = ["Task", "Task", "Task", "Choice", "Choice", "Wait", "Pass", "Succeed", "Fail"]
    kinds += ["Parallel", "Map"] if depth > 1 else []
    kind = rng.choice(kinds)
    state: dict[str, Any] = {"Type": kind}
    if kind in ("Succeed", "Fail"):
        return state
    if kind == "Choice":
        rules = range(rng.randint(1, 4))
        state["Choices"] = [
            {
                "Variable": "$.x",
                "StringEquals": "v" * rng.choice((1, 9, 30)),
                "Next": _target(rng, names, index),
            }
            for _ in rules
        ]
        if rng.random() < 0.6:
            state["Default"] = _target(rng, names, index)
        return state
    if kind == "Task":
        state["Resource"] = rng.choice(RESOURCES)
    if kind in ("Task", "Parallel", "Map") and rng.random() < 0.5:
        state["Catch"] = [
            {
                "ErrorEquals": [rng.choice(("States.ALL", "States.Timeout", "Boom"))],
                "Next": _target(rng, names, index),
            }
            for _ in range(rng.randint(1, 3))
        ]
    if kind == "Parallel":
        state["Branches"] = [random_definition(rng, 4, depth - 1) for _ in range(rng.randint(1, 3))]
    if kind == "Map":
        state["ItemProcessor"] = random_definition(rng, 4, depth - 1)
    if rng.random() < 0.2:
        state["End"] = True
    else:
        state["Next"] = _target(rng, names, index)
    return state


def _target(rng: random.Random, names: list[str], index: int) -> str:
    """Mostly the next state, often a later one, now and then one to loop back to."""
    draw = rng.random()
    if draw < 0.5 and index + 1 < len(names):
        return names[index + 1]
    if draw < 0.8:
        return names[rng.randint(index, len(names) - 1)]
    return rng.choice(names)
