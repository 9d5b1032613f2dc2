"""What a policy lacks, and what an explanation of one task says of it."""

from __future__ import annotations

from typing import Any

import sfn_engine as sfn
from sfn_engine.policy.explain import explain, explain_state
from sfn_engine.policy.wildcards import WildcardCause, because
from tests.support.engine.machines import HERE, chain, policy_of, task

SENDS = chain(
    A=task("sqs:sendMessage", {"QueueUrl.$": "$.left", "MessageBody": "m"}),
    B=task("sqs:sendMessage", {"QueueUrl.$": "$.right", "MessageBody": "m"}),
)


def test_of_a_wildcard_that_states_share_each_is_told_its_own_cause() -> None:
    machine = sfn.parse(SENDS)
    policy = sfn.generate(machine, HERE)
    told = explain(machine, policy)
    assert [because(grant.wildcards) for entry in told for grant in entry.grants] == [
        ("because QueueUrl is only known at run time: $.left",),
        ("because QueueUrl is only known at run time: $.right",),
    ]
    assert explain_state(machine, policy, ("B",)) == told[1]


def test_the_grant_itself_has_the_causes_of_all() -> None:
    (grant,) = policy_of(SENDS).grants
    assert [cause.states for cause in grant.wildcards] == [(("A",),), (("B",),)]


def test_a_clause_is_safe_and_told_once() -> None:
    cause = WildcardCause("run-time", "Name is \x1b[2J", (("A",),))
    assert because([cause, cause._replace(states=(("B",),))]) == ("because Name is \\x1b[2J",)


def test_permissions_to_add_by_hand_are_counted_as_they_are_listed() -> None:
    job = task("ecs:runTask", {"TaskDefinition": "report:3"})
    policy = policy_of(chain(A=job, B=job))
    assert [note.states for note in policy.by_hand] == [(("A",), ("B",))] * 2
    assert policy.incomplete_because == "Incomplete: 2 permissions to add by hand."


def test_an_incomplete_policy_counts_what_may_not_apply_too() -> None:
    """The lists beside the sentence name all of them, so another number would be a riddle."""
    job = task("ecs:runTask", {"TaskDefinition": "report:3"})
    query = task("athena:startQueryExecution", {"QueryString": "SELECT 1", "WorkGroup": "w"})
    assert policy_of(chain(A=query)).incomplete_because == ""
    policy = policy_of(chain(A=job, B=query))
    assert [note.certain for note in policy.by_hand] == [True, True, False]
    assert policy.incomplete_because == "Incomplete: 3 permissions to add by hand."


def test_parts_of_a_map_are_not_counted_as_tasks() -> None:
    send = task("sqs:sendMessage", {"QueueUrl": "q", "MessageBody": "m"})
    each: dict[str, Any] = {
        "Type": "Map",
        "ItemReader": {"Resource": "arn:aws:states:::dynamodb:scan", "Parameters": {"TableName": "t"}},
        "ResultWriter": {"Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"Bucket": "b"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **chain(Send=send)},
    }
    machine = sfn.parse(chain(Each=each))
    policy = sfn.generate(machine)
    assert (policy.explained_count, policy.task_count) == (1, 1)
    assert policy.incomplete_because == "Incomplete: 2 parts of a Distributed Map unexplained."
    told = explain_state(machine, policy, ("Each",))
    assert told is not None and told.unexplained is not None
    assert told.unexplained.reason == (
        "ItemReader supports only s3:getObject and s3:listObjectsV2. ResultWriter supports only s3:putObject."
    )


def test_an_empty_document_is_no_advice_while_a_task_is_unexplained() -> None:
    policy = policy_of(chain(A=task("palace:openGate", {})))
    assert not [note for note in policy.notes if note.kind == "information"]
    nothing = policy_of({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}})
    assert nothing.is_complete
