"""Diagnostics that need the catalog: an unknown integration, a pattern that it does not support."""

from __future__ import annotations

from collections.abc import Iterator

from sfn_engine.asl.model import Diagnostic, StateMachine, Task
from sfn_engine.catalog import loader


def check_tasks(machine: StateMachine) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the `Resource` of the machine's tasks."""
    return tuple(diagnostic for task in machine.tasks for diagnostic in _check(task, machine.express))


def _check(task: Task, express: bool) -> Iterator[Diagnostic]:
    pointer = (*task.pointer, "Resource")
    if task.kind == "unknown":
        wrong = "is not a service integration, function ARN, activity ARN or placeholder"
        text = wrong if task.resource else "is missing"
        yield Diagnostic(f'"Resource" {text}', task.path, pointer, "resource")
        return
    if express and task.pattern != "request-response":
        yield Diagnostic(f"an Express Workflow does not support {task.suffix}", task.path, pointer, "pattern")
        return
    if task.kind == "sdk" and task.pattern == "sync":
        yield Diagnostic(".sync is not supported by AWS SDK integrations", task.path, pointer, "pattern")
        return
    known = loader.integration(task.integration)
    if known is None:
        if task.kind == "optimized":
            yield Diagnostic(f"{task.integration!r} is not a known integration", task.path, pointer, "integration")
    elif task.pattern not in known.patterns or (task.pattern == "sync" and task.suffix not in known.sync_suffixes):
        yield Diagnostic(f"{task.suffix} is not supported by {known.name}", task.path, pointer, "pattern")
