"""Checks that need the catalog: the `Resource` of a task, and the arguments that its integration takes."""

from __future__ import annotations

from sfn_engine.asl.checks.findings import Findings
from sfn_engine.asl.expressions import has_placeholder
from sfn_engine.asl.model import Diagnostic, Map, StateMachine, Task
from sfn_engine.asl.shapes import kind_of, text_of
from sfn_engine.catalog import loader
from sfn_engine.catalog.argument_checks import check_map_arguments, check_task_arguments
from sfn_engine.catalog.arn_checks import arn_fault, check_target_arns
from sfn_engine.display import shorten


def check_tasks(machine: StateMachine) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the machine's tasks, and with what its distributed Maps read and write."""
    findings = Findings(machine)
    for state in machine.states:
        if isinstance(state, Task):
            _check_resource(state, findings)
            check_task_arguments(state, findings)
        elif isinstance(state, Map) and state.distributed:
            check_map_arguments(state, findings)
        if state.targets:
            check_target_arns(state, findings)
    return findings.in_document_order()


def _check_resource(task: Task, findings: Findings) -> None:
    if "Resource" not in task.fields:
        findings.add("resource", '"Resource" is missing', task)
        return
    fault = arn_fault(task.resource) if task.resource.startswith("arn:") else ""
    if text_of(task.fields["Resource"]) is None:
        fault = f'"Resource" must be a string, not {kind_of(task.fields["Resource"])}'
        findings.add("resource", fault, task, "Resource")
    elif fault:
        findings.add("arn", f'"Resource" is not a valid ARN: {fault}', task, "Resource")
    elif task.kind == "unknown" and not has_placeholder(task.resource):
        fault = "is not a service integration, function ARN, activity ARN or placeholder"
        findings.add("resource", f'"Resource" {fault}', task, "Resource")
    elif task.kind == "sdk":
        _check_sdk_name(task, findings)
    else:
        _check_pattern(task, findings)


def _check_sdk_name(task: Task, findings: Findings) -> None:
    # Imported late: most machines have no AWS SDK integration.
    from sfn_engine.sdk.names import read_name

    if task.pattern == "sync":
        fault = f"{task.suffix} is not supported by AWS SDK integrations; only optimized integrations support it"
        findings.add("pattern", fault, task, "Resource")
    name = read_name(task.integration)
    if name.problem == "service":
        findings.add("sdk-service", name.fault, task, "Resource")
    elif name.is_mistake:
        findings.add("sdk-operation", name.fault, task, "Resource")
    elif name.spelling:
        findings.add("sdk-spelling", name.spelling, task, "Resource")


def _check_pattern(task: Task, findings: Findings) -> None:
    known = loader.integration(task.integration)
    if known is None:
        if task.kind == "optimized":
            fault = f"{shorten(task.integration)!r} is not a known integration{_same_of_sdk(task)}"
            findings.add("integration", fault, task, "Resource")
    elif task.pattern not in known.patterns or (task.pattern == "sync" and task.suffix not in known.sync_suffixes):
        findings.add("pattern", f"{task.suffix} is not supported by {known.name}", task, "Resource")


def _same_of_sdk(task: Task) -> str:
    """Offer the AWS SDK integration that an unknown optimized one may mean."""
    # Imported late: only a mistake needs it.
    from sfn_engine.sdk.names import same_call

    same = same_call(task.integration)
    return f" (did you mean {same!r}?)" if same else ""
