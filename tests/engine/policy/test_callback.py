"""Whoever sends a task's token back needs permissions of its own."""

from __future__ import annotations

import sfn_engine as sfn
from sfn_engine.policy.callback import ANSWERS
from sfn_engine.policy.explain import StateExplanation, explain
from tests.support.engine.machines import HERE, chain, task


def explained(resource: str, parameters: dict[str, object] | None = None) -> StateExplanation:
    machine = sfn.parse(chain(Do=task(resource, parameters)))
    (entry,) = explain(machine, sfn.generate(machine, HERE))
    return entry


def test_the_sender_of_a_token_may_answer_this_machine() -> None:
    queue = "https://sqs.us-east-1.amazonaws.com/1/q"
    arguments: dict[str, object] = {"QueueUrl": queue, "MessageBody": {"t.$": "$$.Task.Token"}}
    sender = explained("sqs:sendMessage.waitForTaskToken", arguments).token_sender
    assert sender == (ANSWERS, "arn:aws:states:us-east-1:123456789012:stateMachine:orders")


def test_a_worker_of_an_activity_may_fetch_and_answer_its_tasks() -> None:
    activity = "arn:aws:states:us-east-1:123456789012:activity:paint"
    assert explained(activity).token_sender == (("states:GetActivityTask", *ANSWERS), activity)


def test_a_task_without_a_token_has_no_sender() -> None:
    assert explained("sns:publish", {"TopicArn": "arn:aws:sns:us-east-1:123456789012:t"}).token_sender is None
