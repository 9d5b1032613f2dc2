"""What a machine's policy grants to its `.sync` tasks."""

from __future__ import annotations

from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.monitoring.jobs import can_run_job, job_disabled_reason
from sfn_engine.monitoring.model import Granted
from sfn_engine.monitoring.simulate import simulate
from sfn_engine.monitoring.tasks import MonitoredTask, monitored, monitored_tasks
from tests.support.engine.machines import HERE, chain, task

JOB = task("ecs:runTask.sync", {"TaskDefinition": "nightly:7"})


def only(definition: dict[str, Any]) -> MonitoredTask:
    machine = sfn.parse(definition)
    (found,) = monitored_tasks(machine, sfn.generate(machine, HERE))
    return found


def test_the_policy_of_a_machine_grants_all_that_its_job_needs() -> None:
    found = only(chain(Run=JOB, Wait={"Type": "Wait", "Seconds": 1}))
    assert found.setup.granted == Granted()
    assert not found.setup.incidents and not found.has_siblings
    assert simulate(found.setup).outcome.kind == "noticed-at-once"


@pytest.mark.parametrize("scope", ["guide", "least"])
def test_an_edited_machine_is_told_about_with_its_new_policy(scope: Any) -> None:
    machine = sfn.parse(chain(Run=task("ecs:runTask", {"TaskDefinition": "nightly:7"})))
    assert not list(monitored_tasks(machine, sfn.generate(machine, HERE)))
    assert can_run_job(machine.by_path["Run",], express=False)
    reason = job_disabled_reason(machine.by_path["Run",], express=False)
    assert reason == "Run is request-response; change it to .sync to run a job"
    edited = sfn.set_pattern(machine, "Run", "sync")
    found = monitored(edited, sfn.generate(edited, HERE, scope=scope), ("Run",))
    assert found is not None and found.setup.granted == Granted()


@pytest.mark.parametrize(
    ("account", "across"), [("999999999999", True), ("123456789012", False), ("<account>", True)]
)
def test_the_role_of_another_account_means_polling_only(account: str, across: bool) -> None:
    role = {"RoleArn": f"arn:aws:iam::{account}:role/there"}
    found = only(chain(Run={**JOB, "Credentials": role}))
    assert found.other_role == role["RoleArn"]
    # The guide's policy for a role that is taken on has no events statement.
    assert found.setup.granted == Granted(event=False)
    assert ("across-accounts" in found.setup.incidents) == across
    assert simulate(found.setup).outcome.kind == "noticed-late"


@pytest.mark.parametrize(
    ("fields", "seconds", "said"),
    [
        ({}, None, "no TimeoutSeconds is set"),
        ({"TimeoutSeconds": 900}, 900, "the timeout of 15 min"),
        ({"TimeoutSecondsPath": "$.limit"}, None, "only known at run time"),
        ({"TimeoutSeconds": "${Limit}"}, None, "only known at deployment"),
    ],
)
def test_the_timeout_is_the_tasks_own(fields: dict[str, Any], seconds: int | None, said: str) -> None:
    deadline = only(chain(Run={**JOB, **fields})).setup.deadline
    assert deadline.seconds == seconds
    assert said in deadline.until


def test_the_machines_own_timeout_ends_it_too_though_nobody_knows_when() -> None:
    deadline = only({**chain(Run=JOB), "TimeoutSeconds": 7200}).setup.deadline
    assert deadline.seconds is None
    assert deadline.until == "until the execution's own timeout of 2 h"


def test_a_task_in_a_branch_has_siblings() -> None:
    branches = {"Type": "Parallel", "End": True, "Branches": [chain(Run=JOB), chain(Other=JOB)]}
    machine = sfn.parse(chain(Both=branches))
    assert all(found.has_siblings for found in monitored_tasks(machine, sfn.generate(machine, HERE)))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (task("sqs:sendMessage", {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/1/q"}), ".sync is not supported by"),
        (task("aws-sdk:s3:copyObject", {}), ".sync is not supported by aws-sdk:s3:copyObject"),
        ({"Type": "Wait", "Seconds": 1}, "is a Wait state"),
    ],
)
def test_what_runs_no_job_says_why(state: dict[str, Any], said: str) -> None:
    machine = sfn.parse(chain(Only=state))
    only = machine.by_path["Only",]
    assert said in job_disabled_reason(only, express=False)
    assert not can_run_job(only, express=False)
    assert monitored(machine, sfn.generate(machine, HERE), ("Only",)) is None


def test_a_reason_is_given_exactly_where_there_is_no_job() -> None:
    resources = ("ecs:runTask.sync", "ecs:runTask", "sqs:sendMessage.sync", "nowhere:run.sync", "${Function}")
    machine = sfn.parse(chain(**{name: task(name, {}) for name in resources}))
    policy = sfn.generate(machine, HERE)
    for state in machine.states:
        reason = job_disabled_reason(state, express=machine.express)
        assert bool(reason) == (monitored(machine, policy, state.path) is None), (state.name, reason)
        assert job_disabled_reason(state, express=True)
