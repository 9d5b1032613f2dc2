"""An AWS SDK integration whose permission is as sure as a test wants it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sfn_engine.catalog import loader
from sfn_engine.sdk.certainty import Certainty
from tests.support.engine.machines import task

CALL = "aws-sdk:sqs:receiveMessage"
ACTION = "sqs:ReceiveMessage"
RECEIVE = task(CALL, {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/orders"})


def make_certainty(monkeypatch: pytest.MonkeyPatch, certainty: Certainty) -> None:
    """Let the permission of the call be as sure as this, whatever the data says of it today."""
    found = loader.integration
    known = found(CALL)
    assert known is not None
    statements = tuple(replace(entry, certainty=certainty) for entry in known.statements)
    made = replace(known, statements=statements, by_hand=())
    monkeypatch.setattr(loader, "integration", lambda name: made if name == CALL else found(name))
