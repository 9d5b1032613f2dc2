"""Findings that need the catalog: ARNs, missing parameters and parameters in the wrong case."""

from __future__ import annotations

from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.asl.model import QueryLanguage
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Integration
from sfn_engine.catalog.samples import sample_task
from tests.support.engine.checking import machine, map_state, task

FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:"
LANGUAGES: tuple[QueryLanguage, ...] = ("JSONPath", "JSONata")
DISTRIBUTED = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}


def told(state: dict[str, Any], language: str | None = None) -> list[str]:
    return [entry.check for entry in sfn.parse(machine(state, language)).diagnostics]


def message(state: dict[str, Any]) -> str:
    (entry,) = sfn.parse(machine(state)).diagnostics
    return entry.message


def call(name: str, arguments: Any, language: str = "JSONPath") -> dict[str, Any]:
    field = "Arguments" if language == "JSONata" else "Parameters"
    return task(Resource=f"arn:aws:states:::{name}", **{field: arguments})


# ARNs


@pytest.mark.parametrize(
    "resource",
    [
        f"{FUNCTION}work:",
        f"{FUNCTION}work:live:",
        f"{FUNCTION}work:1:2",
        f"{FUNCTION}wo rk",
        f"{FUNCTION}work:$NEWEST",
        FUNCTION,
        "arn:aws:lambda:eu-west-1:111122223333",
        "arn::lambda:eu-west-1:111122223333:function:work",
        "arn:aws::eu-west-1:111122223333:function:work",
        "arn:aws:states:eu-west-1:111122223333:activity:",
        "arn:aws:states:::",
        "arn:aws",
        "arn:",
    ],
)
def test_a_malformed_arn_is_found(resource: str) -> None:
    assert told(task(Resource=resource)) == ["arn"]


@pytest.mark.parametrize(
    "resource",
    [
        f"{FUNCTION}work",
        f"{FUNCTION}work:$LATEST",
        f"{FUNCTION}work:7",
        f"{FUNCTION}work_2:live-1",
        f"{FUNCTION}${{Name}}",
        f"{FUNCTION}work-${{Stage}}:${{Alias}}",
        "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:work",
        "arn:aws:lambda:REGION:ACCOUNT_ID:function:work",
        "arn:aws:lambda:::function:work",
        "arn:aws:states:eu-west-1:111122223333:activity:approve",
        "arn:aws:states:::aws-sdk:s3:listBuckets",
        "${FunctionArn}",
        "${FunctionArn}:live",
        "%{function_arn}",
    ],
)
def test_an_arn_that_may_be_right_is_left_alone(resource: str) -> None:
    assert told(task(Resource=resource)) == []


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("sns:publish", {"TopicArn": "orders", "Message": "m"}),
        ("sns:publish", {"TopicArn": "arn:aws:sns:eu-west-1:111122223333:", "Message": "m"}),
        ("states:startExecution", {"StateMachineArn": "child"}),
        ("lambda:invoke", {"FunctionName": f"{FUNCTION}work:"}),
        ("dynamodb:getItem", {"TableName": "arn:aws:dynamodb:table/orders", "Key": {}}),
        ("mediaconvert:createJob", {"Role": "converter"}),
    ],
)
def test_a_target_that_is_not_an_arn_is_found(name: str, arguments: dict[str, Any]) -> None:
    assert told(call(name, arguments)) == ["arn"]


def test_the_role_of_credentials_must_be_an_arn() -> None:
    state = call("lambda:invoke", {"FunctionName": "f"})
    assert told({**state, "Credentials": {"RoleArn": "other"}}) == ["arn"]
    assert told({**state, "Credentials": {"RoleArn": "arn:aws:iam::111122223333:role/other"}}) == []
    assert told({**state, "Credentials": {"RoleArn.$": "$.role"}}) == []


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("sns:publish", {"TopicArn": "${Topic}", "Message": "m"}),
        ("sns:publish", {"TopicArn.$": "$.topic", "Message": "m"}),
        ("dynamodb:getItem", {"TableName": "orders", "Key": {}}),
        ("ecs:runTask", {"TaskDefinition": "report", "Overrides": {"TaskRoleArn": "worker"}}),
    ],
)
def test_a_name_where_a_name_is_taken_is_left_alone(name: str, arguments: dict[str, Any]) -> None:
    assert told(call(name, arguments)) == []


@pytest.mark.parametrize("resource", [5, None, [], {"a": 1}, True])
def test_a_resource_that_is_not_text_is_found(resource: Any) -> None:
    assert told(task(Resource=resource)) == ["resource"]


# Missing parameters


@pytest.mark.parametrize(
    ("name", "arguments", "missing"),
    [
        ("dynamodb:getItem", {"Key": {}}, "TableName"),
        ("dynamodb:putItem", [1], "TableName"),
        ("dynamodb:putItem", None, "TableName"),
        ("sqs:sendMessage", {"MessageBody": "m"}, "QueueUrl"),
        ("lambda:invoke", {"Payload": {}}, "FunctionName"),
        ("batch:submitJob", {"JobName": "j"}, '"JobQueue" and "JobDefinition"'),
        ("sns:publish", {"Message": "m"}, '"TopicArn", "TargetArn" or "PhoneNumber"'),
        ("codebuild:batchDeleteBuilds", {}, '"Ids"'),
        ("http:invoke", {"ApiEndpoint": "https://a.example", "Method": "GET"}, '"Authentication"'),
    ],
)
def test_a_missing_target_is_found(name: str, arguments: Any, missing: str) -> None:
    state = call(name, arguments)
    (entry, *others) = sfn.parse(machine(state)).diagnostics
    assert (entry.check, missing in entry.message) == ("missing-parameter", True), entry.message
    assert others == []


def test_a_task_without_arguments_lacks_them() -> None:
    assert told(task(Resource="arn:aws:states:::sqs:sendMessage")) == ["missing-parameter"]


@pytest.mark.parametrize(
    ("name", "arguments", "language"),
    [
        ("dynamodb:getItem", {"TableName.$": "$.t", "Key": {}}, "JSONPath"),
        ("dynamodb:getItem", {"TableName": {"Ref": "Table"}, "Key": {}}, "JSONPath"),
        ("dynamodb:getItem", "${Parameters}", "JSONPath"),
        ("dynamodb:getItem", {"Fn::If": ["C", {"TableName": "t"}, {"Ref": "P"}]}, "JSONPath"),
        ("dynamodb:getItem", {"Fn::Transform": {"Name": "AWS::Include"}}, "JSONPath"),
        ("dynamodb:getItem", "{% $states.input %}", "JSONata"),
        ("sns:publish", {"PhoneNumber.$": "$.phone", "Message": "m"}, "JSONPath"),
        ("sns:publish", {"TargetArn": "${Arn}", "Message": "m"}, "JSONPath"),
        ("events:putEvents", {"Entries": [{"Detail": {}}]}, "JSONPath"),
        ("elasticmapreduce:createCluster", {"Name": "c"}, "JSONPath"),
        ("codebuild:batchDeleteBuilds", {"Ids.$": "$.ids"}, "JSONPath"),
        ("codebuild:batchDeleteBuilds", {"Ids": []}, "JSONPath"),
    ],
)
def test_what_may_be_there_is_left_alone(name: str, arguments: Any, language: str) -> None:
    assert told(call(name, arguments, language), language) == []


def test_functions_need_nothing() -> None:
    assert told(task(Resource=f"{FUNCTION}work", Parameters={"a": 1})) == []


def test_an_sdk_call_needs_what_its_api_requires() -> None:
    assert told(call("aws-sdk:dynamodb:scan", {})) == ["missing-parameter"]
    assert told(call("aws-sdk:dynamodb:scan", {"TABLENAME": "orders"})) == []
    assert told(call("aws-sdk:dynamodb:listTables", {})) == []
    assert told(call("aws-sdk:rds:startDBInstance", {"DBInstanceIdentifier": "a"})) == []


def test_arguments_in_the_field_of_the_other_language_are_told_once() -> None:
    state = task(Resource="arn:aws:states:::sqs:sendMessage", Arguments={"QueueUrl": "q"})
    assert told(state) == ["wrong-language"]


def test_a_reader_without_a_bucket_is_found() -> None:
    reader = {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b"}}
    assert told(map_state(config=DISTRIBUTED, ItemReader=reader)) == ["missing-parameter"]
    listing = {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "b"}}
    assert told(map_state(config=DISTRIBUTED, ItemReader=listing)) == []
    assert told(map_state(config=DISTRIBUTED, ResultWriter={"Resource": "arn:aws:states:::s3:putObject"})) == [
        "missing-parameter"
    ]


def test_a_reader_or_writer_that_calls_something_else_is_found() -> None:
    listing = {"Resource": "arn:aws:states:::sqs:receiveMessage", "Parameters": {}}
    (entry,) = sfn.parse(machine(map_state(config=DISTRIBUTED, ItemReader=listing))).diagnostics
    assert entry.check == "integration" and entry.pointer == ("States", "A", "ItemReader", "Resource")
    writer = {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b"}}
    assert told(map_state(config=DISTRIBUTED, ResultWriter=writer)) == ["integration"]
    for filled in ("${Reader}", "arn:${AWS::Partition}:states:::s3:${Api}"):
        assert told(map_state(config=DISTRIBUTED, ItemReader={"Resource": filled, "Parameters": {}})) == []


def test_credentials_without_a_role_are_told_where_they_are() -> None:
    state = call("lambda:invoke", {"FunctionName": "f"})
    (entry,) = sfn.parse(machine({**state, "Credentials": {"Role": "r"}})).diagnostics
    assert entry.check == "missing-parameter" and entry.pointer == ("States", "A", "Credentials")


# Case


@pytest.mark.parametrize(
    ("name", "arguments", "wrong", "right"),
    [
        ("lambda:invoke", {"functionName": "f"}, "functionName", "FunctionName"),
        ("lambda:invoke", {"functionName.$": "$.f"}, "functionName.$", "FunctionName.$"),
        ("lambda:invoke", {"Functionname": "f"}, "Functionname", "FunctionName"),
        ("lambda:invoke", {"FunctionName": "f", "payload": {}}, "payload", "Payload"),
        ("sqs:sendMessage", {"QueueURL": "https://q", "MessageBody": "m"}, "QueueURL", "QueueUrl"),
        ("sns:publish", {"topicArn": "${Topic}", "Message": "m"}, "topicArn", "TopicArn"),
        ("aws-sdk:s3:getObject", {"bucket": "b", "Key": "k"}, "bucket", "Bucket"),
        ("events:putEvents", {"Entries": [{"eventBusName": "b"}]}, "eventBusName", "EventBusName"),
        ("codebuild:batchDeleteBuilds", {"ids": ["a:b"]}, "ids", "Ids"),
    ],
)
def test_a_parameter_in_the_wrong_case_is_found(
    name: str, arguments: dict[str, Any], wrong: str, right: str
) -> None:
    state = call(name, arguments)
    (entry,) = sfn.parse(machine(state)).diagnostics
    assert entry.check == "parameter-case"
    assert f"{wrong!r} must be {right!r}" in entry.message
    assert entry.pointer[-1] == wrong


def test_a_reader_has_parameters_too() -> None:
    reader = {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"bucket": "b", "Key": "k"}}
    assert told(map_state(config=DISTRIBUTED, ItemReader=reader)) == ["parameter-case"]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("lambda:invoke", {"FunctionName": "f", "Payload": {"functionName": "x", "id.$": "$.id"}}),
        ("dynamodb:putItem", {"TableName": "t", "Item": {"id": {"S": "1"}}}),
        ("eks:runJob", {"ClusterName": "c", "Job": {"apiVersion": "v1"}}),
        ("http:invoke", {"ApiEndpoint": "https://a.example", "Method": "GET", "Authentication": {"a": 1}}),
    ],
)
def test_names_inside_a_payload_are_their_own(name: str, arguments: dict[str, Any]) -> None:
    assert told(call(name, arguments)) == []


def test_arguments_of_a_function_are_its_own() -> None:
    assert told(task(Resource=f"{FUNCTION}work", Parameters={"functionName": "x"})) == []


@pytest.mark.parametrize("known", loader.all_integrations(), ids=lambda known: known.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_integration_can_be_called_without_a_finding(known: Integration, language: QueryLanguage) -> None:
    made = sample_task(known, language, "aws", "eu-west-1", "111122223333")
    assert sfn.parse(machine(made, language)).diagnostics == ()
