"""CPU milliseconds of the state graph: layout, scrolling, selecting. Run it by hand: nothing is asserted.

PYTHONPATH=engine:tui python tests/bench/graph.py
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sfn_engine.asl.model import StateMachine
from sfn_tui.graph import GraphLayout, layout, navigate, rows
from tests.support.graph.machines import machine_of, texts_of

SIZES = (60, 1000, 5000)
LIMITS = {60: 6, 1000: 130, 5000: 1200}


class Writer:
    """Writes a definition of about so many states, shaped like a long real one."""

    def __init__(self, states: int, *, nested: bool) -> None:
        self.left = states
        self.nested = nested
        self.rng = random.Random(7)

    def scope(self, limit: int, depth: int) -> dict[str, Any]:
        """Write a list of states."""
        states: dict[str, Any] = {}
        ends: list[dict[str, Any]] = []
        while len(states) < limit and self.left > 0:
            self._part(states, ends, depth)
        self._add(states, {"Type": "Succeed"}, ends)
        return {"StartAt": next(iter(states)), "States": states}

    def _add(self, states: dict[str, Any], state: dict[str, Any], ends: list[dict[str, Any]]) -> str:
        """Add a state that the open ends lead to; returns its name."""
        name = f"{self.rng.choice(('Get', 'Put', 'Check', 'Send'))} item {self.left}-{len(states)}"
        self.left -= 1
        states[name] = state
        for end in ends:
            end["Default" if "Default" in end else "Next"] = name
        ends.clear()
        return name

    def _part(self, states: dict[str, Any], ends: list[dict[str, Any]], depth: int) -> None:
        draw = self.rng.random()
        if draw < 0.12:
            self._fork(states, ends)
        elif draw < 0.18:
            self._poll(states, ends)
        elif draw < 0.3 and depth < 4 and self.nested:
            branches = [
                self.scope(self.rng.choice((2, 4, 8)), depth + 1) for _ in range(self.rng.choice((1, 2, 3)))
            ]
            state = {"Type": "Parallel", "Branches": branches, "Next": ""}
            self._add(states, state, ends)
            ends.append(state)
        else:
            task = _task()
            self._add(states, task, ends)
            if draw > 0.92:
                handler = self._add(states, {"Type": "Pass", "End": True}, [])
                task["Catch"] = [{"ErrorEquals": ["States.ALL"], "Next": handler}]
            ends.append(task)

    def _fork(self, states: dict[str, Any], ends: list[dict[str, Any]]) -> None:
        choice: dict[str, Any] = {"Type": "Choice", "Choices": [], "Default": ""}
        self._add(states, choice, ends)
        ends.append(choice)
        for value in range(self.rng.choice((1, 1, 2, 3))):
            task = _task()
            target = self._add(states, task, [])
            choice["Choices"].append({"Variable": "$.x", "NumericEquals": value, "Next": target})
            ends.append(task)

    def _poll(self, states: dict[str, Any], ends: list[dict[str, Any]]) -> None:
        wait: dict[str, Any] = {"Type": "Wait", "Seconds": 30}
        back = self._add(states, wait, ends)
        failed = self._add(states, {"Type": "Fail"}, [])
        rule = {"Variable": "$.s", "StringEquals": "OK", "Next": ""}
        rules = [{"Variable": "$.s", "StringEquals": "FAILED", "Next": failed}, rule]
        wait["Next"] = self._add(states, {"Type": "Choice", "Choices": rules, "Default": back}, [])
        ends.append(rule)


def _task() -> dict[str, Any]:
    return {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": ""}


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def _screen(drawn: GraphLayout, first: int, **options: Any) -> None:
    """Make one screen row by row, as a widget does."""
    for y in range(first, first + 40):
        rows(drawn, y, 1, selected=options.get("selected"), marked=options.get("marked", frozenset()))


def measure(machine: StateMachine, states: int, shape: str) -> None:
    """Print the figures of one machine."""
    texts = texts_of(machine)
    gc.disable()
    times = [_cpu(lambda: layout(machine, texts)) for _ in range(7 if states < 5000 else 3)]
    gc.enable()
    drawn = layout(machine, texts)
    gc.collect()
    gc.freeze()
    scroll = [_cpu(lambda y=y: rows(drawn, y + 39, 1)) for y in range(min(drawn.height - 40, 2000))]  # type: ignore[misc]
    first_key = _cpu(lambda: navigate(drawn, machine, machine.states[0].path, "down"))
    select, path = [], machine.states[0].path
    marked = frozenset(state.path for state in machine.states[::3])
    for _ in range(60):
        path = navigate(drawn, machine, path, "down")
        top = max(drawn.by_path[path].y - 10, 0)
        select.append(_cpu(lambda top=top, path=path: _screen(drawn, top, selected=path, marked=marked)))  # type: ignore[misc]
    print(
        f"{len(machine.states):5} {shape:6} {drawn.width:5}x{drawn.height:<6}"
        f" layout {statistics.median(times):7.1f} (limit {LIMITS[states]})"
        f"  scroll median {statistics.median(scroll):.3f} max {max(scroll):.2f}"
        f"  select+redraw median {statistics.median(select):.2f} max {max(select):.2f}"
        f"  first key {first_key:.1f}"
    )


def main() -> None:
    """Measure all sizes."""
    for states in SIZES:
        for nested in (True, False):
            measure(
                machine_of(Writer(states, nested=nested).scope(states, 0)),
                states,
                "nested" if nested else "flat",
            )


if __name__ == "__main__":
    main()
