"""What may not be in an Express Workflow, nor in child executions of type EXPRESS."""

from __future__ import annotations

import json
from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.engine.checking import ending, machine, task

SYNC = task(Resource="arn:aws:states:::glue:startJobRun.sync", Parameters={"JobName": "j"})
TOKEN = {"FunctionName": "f", "Payload": {"t.$": "$$.Task.Token"}}
CALLBACK = task(Resource="arn:aws:states:::lambda:invoke.waitForTaskToken", Parameters=TOKEN)
ACTIVITY = task(Resource="arn:aws:states:eu-west-1:111122223333:activity:approve")
CALL = task(Parameters={"FunctionName": "f"})


def each(
    inner: dict[str, Any], kind: str | None = None, name: str = "I", field: str = "ItemProcessor"
) -> dict[str, Any]:
    body: dict[str, Any] = {"StartAt": name, "States": {name: inner}}
    if kind is not None:
        body["ProcessorConfig"] = {"Mode": "DISTRIBUTED", "ExecutionType": kind}
    return ending("Map", **{field: body})


def express(definition: dict[str, Any]) -> sfn.StateMachine:
    resource = {"Type": "AWS::Serverless::StateMachine", "Properties": {"Type": "EXPRESS", "Definition": definition}}
    return sfn.parse(json.dumps({"Resources": {"M": resource}}))


def told(built: sfn.StateMachine) -> list[tuple[str, tuple[str, ...]]]:
    return [(entry.check, entry.state) for entry in built.diagnostics]


FORBIDDEN = [
    (SYNC, "express-pattern"),
    (CALLBACK, "express-pattern"),
    (ACTIVITY, "express-activity"),
    (each(CALL, "STANDARD", "Deep"), "express-map"),
    (each(CALL, "EXPRESS", "Deep"), "express-map"),
]


@pytest.mark.parametrize(("state", "rule"), FORBIDDEN)
def test_it_is_found_in_an_express_machine_and_not_in_a_standard_one(state: dict[str, Any], rule: str) -> None:
    assert told(express(machine(state))) == [(rule, ("A",))]
    assert told(sfn.parse(machine(state))) == []


@pytest.mark.parametrize(("state", "rule"), FORBIDDEN)
@pytest.mark.parametrize("field", ["ItemProcessor", "Iterator"])
def test_it_is_found_in_express_children_and_not_in_standard_ones(
    state: dict[str, Any], rule: str, field: str
) -> None:
    assert told(sfn.parse(machine(each(state, "EXPRESS", field=field)))) == [(rule, ("A", "I"))]
    assert told(sfn.parse(machine(each(state, "STANDARD", field=field)))) == []


def test_it_is_found_at_any_depth() -> None:
    branches = [{"StartAt": "P", "States": {"P": each(SYNC, None, "Q")}}]
    found = told(sfn.parse(machine(each(ending("Parallel", Branches=branches), "EXPRESS"))))
    assert found == [("express-pattern", ("A", "I", "P", "Q"))]


def test_standard_children_of_a_distributed_map_are_standard_again() -> None:
    assert told(express(machine(each(SYNC, "STANDARD")))) == [("express-map", ("A",))]


def test_a_call_is_fine_everywhere() -> None:
    assert told(express(machine(each(CALL)))) == []
    assert told(sfn.parse(machine(each(CALL, "EXPRESS")))) == []


def test_the_message_names_the_map_whose_children_they_are() -> None:
    (entry,) = sfn.parse(machine(each(SYNC, "EXPRESS"))).diagnostics
    assert "a child execution of 'A', which is an Express Workflow, does not support .sync" in entry.message
