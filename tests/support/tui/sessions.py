"""Sessions for the tests of the app."""

from __future__ import annotations

from typing import Any

import sfn_engine as sfn
from sfn_tui.session.session import Session, open_session
from tests.support.engine.machines import HERE, chain, task

NIGHTLY = chain(
    **{
        "Run job": task("ecs:runTask", {"TaskDefinition": "nightly:7"}),
        "Save": task("dynamodb:putItem", {"TableName": "orders", "Item": {}}),
        "Tell": task("sqs:sendMessage", {"QueueUrl.$": "$.queue", "MessageBody": "done"}),
    }
)
"""Three tasks: a job, a static table, a dynamic queue."""


def session_of(definition: dict[str, Any] | None = None, **options: Any) -> Session:
    """Open a session on a definition."""
    return open_session(sfn.parse(definition or NIGHTLY), name="nightly.asl.json", context=HERE, **options)
