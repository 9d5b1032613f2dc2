"""Which names and descriptions say that a value will be an ARN."""

from __future__ import annotations

import pytest

from sfn_engine.sources.arn_hints import describes_arn, is_arn_marker, is_arn_name, is_other_name


@pytest.mark.parametrize(
    ("name", "is_arn"),
    [
        ("QueueArn", True),
        ("QueueARN", True),
        ("queue_arn", True),
        ("queuearn", True),
        ("ArnOfQueue", True),
        ("queue_arn_v2", True),
        ("Fn.Arn", True),
        ("Fn.Alias", True),
        ("ssm:/books/queue-arn", True),
        ("Queue", False),
        ("QueueArnPrefix", False),
        ("Learner", False),
        ("DataWarn", False),
        ("learn", False),
        ("LEARN", False),
        ("early_warn", False),
        ("ssm:/wool/yarn", False),
        ("rolearn", True),
        ("tablearn", True),
        ("inventoryarn", True),
        ("workflowarn", True),
        ("jobarn", True),
        ("Arnold", False),
    ],
)
def test_a_name_may_say_that_it_is_an_arn(name: str, is_arn: bool) -> None:
    assert is_arn_name(name) == is_arn


@pytest.mark.parametrize(
    ("text", "is_arn"),
    [
        ("The ARN of the queue", True),
        ("Amazon Resource Name of the queue", True),
        ("^arn:aws:sqs:.+", True),
        ("Name or ARN of the queue", False),
        ("What a learner reads", False),
        (None, False),
        (3, False),
    ],
)
def test_a_description_may_say_that_it_is_an_arn(text: object, is_arn: bool) -> None:
    assert describes_arn(text) == is_arn


@pytest.mark.parametrize(("name", "is_other"), [("QueueUrl", True), ("queue_name", True), ("Queue", False)])
def test_a_name_may_say_that_it_is_something_else(name: str, is_other: bool) -> None:
    assert is_other_name(name) == is_other


@pytest.mark.parametrize(
    ("text", "is_marker"),
    [
        ("<QueueARN>", True),
        ("{{ queue_arn }}", True),
        ("__QUEUE_ARN__", True),
        ("@QueueArn@", True),
        ("ORDERS_QUEUE_ARN", True),
        ("<QueueName>", False),
        ("ORDERS", False),
        ("queue-arn", False),
        ("arn:aws:sqs:us-east-1:123456789012:jobs", False),
    ],
)
def test_a_text_may_be_a_marker_for_an_arn(text: str, is_marker: bool) -> None:
    assert is_arn_marker(text) == is_marker
