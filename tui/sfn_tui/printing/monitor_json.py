"""What ``explain --monitor --json`` prints: every scenario of every `.sync` task as plain data."""

from __future__ import annotations

from typing import Any

from sfn_engine.asl.model import StateMachine
from sfn_engine.monitoring.facts import PERMISSION_KINDS, JobFacts, PermissionKind
from sfn_engine.monitoring.model import JOB_SECONDS, JobRun, JobSetup
from sfn_engine.monitoring.otherwise import otherwise
from sfn_engine.monitoring.scenarios import SCENARIOS, Scenario, play
from sfn_engine.monitoring.tasks import MonitoredTask, monitored_tasks
from sfn_engine.monitoring.trying import trials
from sfn_engine.policy.model import Policy


def monitoring(file: str, machine: StateMachine, policy: Policy) -> dict[str, Any]:
    """Return the jobs of one machine. All times are seconds since the call."""
    return {
        "file": file,
        "scope": policy.scope,
        "job_seconds": JOB_SECONDS,
        "tasks": [_task(machine, task) for task in monitored_tasks(machine, policy)],
    }


def _task(machine: StateMachine, task: MonitoredTask) -> dict[str, Any]:
    setup = task.setup
    facts = setup.facts
    location = machine.location(task.task.pointer, name=True)
    played = [(scenario, play(scenario, setup)) for scenario in SCENARIOS]
    return {
        "state": task.task.name,
        "path": list(task.task.path),
        "line": location.line if location is not None else None,
        "integration": facts.integration,
        "title": facts.title,
        "other_role": task.other_role or None,
        "has_siblings": task.has_siblings,
        "unexplained": task.unexplained or None,
        "rights": [_permission(setup, permission) for permission in PERMISSION_KINDS],
        "rule": facts.rule or None,
        "archive_rule": facts.archive_rule or None,
        "interval": _interval(facts),
        "timeout": setup.deadline.seconds,
        "faults": sorted(setup.incidents),
        "remark": facts.remark or None,
        "pages": list(facts.pages),
        "scenarios": [_scenario(scenario, run) for scenario, run in played if run is not None],
        "trials": [
            {
                "title": trial.title,
                "warning": trial.warning,
                "steps": list(trial.steps),
                "commands": list(trial.commands),
                "pages": list(trial.pages),
            }
            for trial in trials(facts)
        ],
    }


def _permission(setup: JobSetup, permission: PermissionKind) -> dict[str, Any]:
    way = setup.facts.way(permission)
    return {
        "right": permission,
        "footing": way.footing,
        "actions": list(way.actions),
        "granted": setup.granted.has(permission) if way.footing == "right" else None,
        "basis": way.basis,
        "why": way.why,
    }


def _interval(facts: JobFacts) -> dict[str, Any]:
    interval = facts.interval
    return {
        "first": interval.first,
        "later": interval.later,
        "slows_after": interval.slows_after,
        "stated": interval.stated,
        "text": interval.text,
    }


def _scenario(scenario: Scenario, run: JobRun) -> dict[str, Any]:
    outcome = run.outcome
    return {
        "id": scenario.id,
        "title": scenario.title,
        "missing": [permission for permission in PERMISSION_KINDS if not run.setup.granted.has(permission)],
        "faults": sorted(run.setup.incidents),
        "outcome": outcome.kind,
        "late": outcome.late if outcome.kind.startswith("noticed") else None,
        "short": outcome.short,
        "sentence": outcome.sentence,
        "timeline": [
            {"at": event.at, "lane": lane, "kind": event.kind, "why": event.why} for lane, event in run.timeline.moments
        ],
        "idle": {lane.name: lane.idle for lane in run.timeline.lanes if lane.idle},
        "otherwise": [other.sentence for other in otherwise(run.setup)],
    }
