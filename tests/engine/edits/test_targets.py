"""Targets become dynamic or hard-coded, in both query languages, or the edit says why not."""

from __future__ import annotations

import pytest

import sfn_engine as sfn
from tests.support.engine.edits import JSONATA, arguments, machine
from tests.support.engine.machines import SHARED, chain, needs_corpus, task


def test_static_becomes_dynamic_in_its_place_and_back() -> None:
    before = machine("dynamodb:getItem", {"A": 1, "TableName": "orders", "Key": {}})
    dynamic = sfn.set_dynamic(before, "Step", "TableName")
    assert list(arguments(dynamic).items()) == [("A", 1), ("TableName.$", "$.TableName"), ("Key", {})]
    assert dynamic.tasks[0].targets[0].mode == "dynamic"
    assert sfn.set_static(dynamic, "Step", "TableName", "orders").definition == before.definition
    assert before.tasks[0].targets[0].mode == "static"


def test_static_becomes_dynamic_in_jsonata_and_back() -> None:
    before = machine("dynamodb:getItem", {"TableName": "orders"}, **JSONATA)
    dynamic = sfn.set_dynamic(before, "Step", "TableName")
    assert arguments(dynamic) == {"TableName": "{% $states.input.TableName %}"}
    assert sfn.set_static(dynamic, "Step", "TableName", "orders").definition == before.definition


def test_a_target_inside_a_list_or_an_object_is_edited_where_it_stands() -> None:
    entries = [{"EventBusName": "a"}, {"Detail": {}}]
    before = machine("events:putEvents", {"Entries": entries})
    edited = sfn.set_dynamic(before, "Step", "Entries[0].EventBusName")
    assert arguments(edited)["Entries"][0] == {"EventBusName.$": "$.EventBusName"}
    named = sfn.set_static(before, "Step", "Entries[1].EventBusName", "b")
    assert arguments(named)["Entries"][1] == {"Detail": {}, "EventBusName": "b"}
    role = machine("ecs:runTask", {"TaskDefinition": "t", "Overrides": {"TaskRoleArn": "arn:aws:iam::1:role/r"}})
    assert arguments(sfn.set_dynamic(role, "Step", "TaskRoleArn"))["Overrides"] == {"TaskRoleArn.$": "$.TaskRoleArn"}


def test_a_list_of_names_becomes_one_path() -> None:
    before = machine("codebuild:batchDeleteBuilds", {"Ids": ["p:1"]})
    dynamic = sfn.set_dynamic(before, "Step", "Ids[0]")
    assert arguments(dynamic) == {"Ids.$": "$.Ids"}
    assert arguments(sfn.set_static(dynamic, "Step", "Ids[*]", "p:1")) == {"Ids": ["p:1"]}


def test_credentials_and_readers_can_be_edited() -> None:
    state = task("lambda:invoke", {"FunctionName": "f"}, Credentials={"RoleArn": "arn:aws:iam::1:role/r"})
    edited = sfn.set_dynamic(sfn.parse(chain(Step=state)), "Step", "Credentials.RoleArn")
    assert edited.definition["States"]["Step"]["Credentials"] == {"RoleArn.$": "$.RoleArn"}
    inner = {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}
    each = {
        "Type": "Map",
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **inner},
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}},
    }
    edited = sfn.set_dynamic(sfn.parse(chain(Each=each)), "Each", "ItemReader.Bucket")
    assert edited.definition["States"]["Each"]["ItemReader"]["Parameters"] == {"Bucket.$": "$.Bucket", "Key": "k"}


@pytest.mark.parametrize(
    ("resource", "target", "value", "reason"),
    [
        ("dynamodb:getItem", "Nothing", "x", "has no target 'Nothing'; it has TableName"),
        ("dynamodb:getItem", "TableName", "", "needs a value"),
        ("dynamodb:getItem", "TableName", " x", "spaces"),
        ("dynamodb:getItem", "TableName", "$.x", "hard-coded"),
        ("dynamodb:getItem", "TableName", "a\nb", "hard-coded"),
        ("sqs:sendMessage", "QueueUrl", "jobs", "not a valid queue"),
        ("states:startExecution", "StateMachineArn", "child", "not a valid state"),
        ("sns:publish", "TopicArn", "", "needs a value"),
        ("dynamodb:getItem", "TableName", "arn:aws:sqs:us-east-1:1:q", "is an ARN of 'sqs'"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_a_reason(resource: str, target: str, value: str, reason: str) -> None:
    name = {"sqs:sendMessage": "QueueUrl", "states:startExecution": "StateMachineArn", "sns:publish": "TopicArn"}
    before = machine(resource, {f"{name.get(resource, 'TableName')}.$": "$.x"})
    with pytest.raises(sfn.EditRefused, match=reason):
        sfn.set_static(before, "Step", target, value)


def test_a_function_in_resource_is_an_arn_or_a_placeholder() -> None:
    function = sfn.parse(chain(Step=task("arn:aws:lambda:us-east-1:123456789012:function:f")))
    with pytest.raises(sfn.EditRefused, match="'g' is not the ARN of a function, which Resource needs"):
        sfn.set_static(function, "Step", "Resource", "g")
    assert sfn.set_static(function, "Step", "Resource", "${G}").tasks[0].resource == "${G}"


def test_what_cannot_be_dynamic_is_refused_with_a_reason() -> None:
    function = "arn:aws:lambda:us-east-1:123456789012:function:f"
    with pytest.raises(sfn.EditRefused, match="cannot be a path"):
        sfn.set_dynamic(sfn.parse(chain(Step=task(function))), "Step", "Resource")
    with pytest.raises(sfn.EditRefused, match="already dynamic"):
        sfn.set_dynamic(machine("dynamodb:getItem", {"TableName.$": "$.t"}), "Step", "TableName")
    with pytest.raises(sfn.EditRefused, match="no state 'Stop'"):
        sfn.set_dynamic(machine("dynamodb:getItem", {}), "Stop", "TableName")


def test_a_state_is_found_by_its_path_where_its_name_is_not_unique() -> None:
    inner = {"StartAt": "A", "States": {"A": task("dynamodb:getItem", {"TableName": "t"})}}
    fork = {"Type": "Parallel", "Branches": [inner, inner], "End": True}
    before = sfn.parse({"StartAt": "Fork", "States": {"Fork": fork}})
    with pytest.raises(sfn.EditRefused, match="2 states are called 'A': write one of Fork / A,"):
        sfn.set_dynamic(before, "A", "TableName")
    edited = sfn.set_dynamic(before, before.tasks[1].path, "TableName")
    assert [found.targets[0].mode for found in edited.tasks] == ["static", "dynamic"]


@needs_corpus
def test_every_target_of_the_corpus_can_be_made_dynamic_or_says_why() -> None:
    tried = 0
    for path in sorted((SHARED / "corpus").rglob("*.json")):
        try:
            before = sfn.load(path)
        except sfn.DefinitionError:
            continue
        for state in before.states:
            for target in state.targets:
                try:
                    edited = sfn.set_dynamic(before, state.path, target.name)
                except sfn.EditRefused as refused:
                    assert len(str(refused)) > 10
                    continue
                assert any(found.mode == "dynamic" for found in edited.by_path[state.path].targets)
                tried += 1
    assert tried > 50


@pytest.mark.parametrize("parameters", [["TableName"], [], 5, True])
def test_arguments_that_are_not_an_object_are_not_edited(parameters: object) -> None:
    state = {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:getItem", "Parameters": parameters}
    with pytest.raises(sfn.EditRefused, match="not an object"):
        sfn.set_static(sfn.parse(chain(Step=state)), "Step", "TableName", "orders")


def test_null_beside_an_edited_item_stays() -> None:
    before = sfn.parse(chain(Step=task("aws-sdk:ec2:startInstances", {"InstanceIds": [None, "i-1", None]})))
    edited = sfn.set_static(before, "Step", "InstanceIds[1]", "i-2")
    assert edited.definition["States"]["Step"]["Parameters"]["InstanceIds"] == [None, "i-2", None]
