"""How each target of a task is known: static, placeholder, partial or dynamic."""

from __future__ import annotations

from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.engine.machines import chain, task


def targets_of(state: dict[str, Any], **machine: Any) -> list[tuple[str, str, str]]:
    parsed = sfn.parse({**machine, **chain(Step=state)})
    return [(target.name, target.mode, target.value) for target in parsed.tasks[0].targets]


def test_a_plain_name_is_static() -> None:
    assert targets_of(task("dynamodb:getItem", {"TableName": "orders"})) == [("TableName", "static", "orders")]


@pytest.mark.parametrize("path", ["$.table", "$", "$$.Execution.Input.table", "$table", "States.ArrayGetItem($.t, 0)"])
def test_a_path_or_intrinsic_is_dynamic(path: str) -> None:
    assert targets_of(task("dynamodb:getItem", {"TableName.$": path})) == [("TableName", "dynamic", path)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("${Table}", "${Table}"),
        ("orders-${Stage}", "orders-${Stage}"),
        ("%{ if x }a%{ endif }", "%{ if x }a%{ endif }"),
        ({"Ref": "Table"}, "${Table}"),
        ({"Fn::GetAtt": ["Table", "Arn"]}, "${Table.Arn}"),
        ({"Fn::GetAtt": "Table.Arn"}, "${Table.Arn}"),
        ({"Fn::Sub": "orders-${Stage}"}, "orders-${Stage}"),
        ({"Fn::Sub": ["orders-${S}", {"S": "x"}]}, "orders-x"),
        ({"Fn::Join": ["-", ["orders", {"Ref": "Stage"}]]}, "orders-${Stage}"),
        ({"Fn::ImportValue": "x"}, "${Fn::ImportValue x}"),
    ],
)
def test_what_is_filled_in_at_deployment_is_a_placeholder(value: Any, text: str) -> None:
    assert targets_of(task("dynamodb:getItem", {"TableName": value})) == [("TableName", "placeholder", text)]


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        ("States.Format('orders-{}', $.stage)", "orders-*"),
        (r"States.Format('it\'s-{}-{}', $.a, $.b)", "it's-*-*"),
        ("States.Format('{}-orders', $.stage)", "*-orders"),
    ],
)
def test_a_format_with_literal_text_is_partial(expression: str, known: str) -> None:
    machine = sfn.parse(chain(Step=task("dynamodb:getItem", {"TableName.$": expression})))
    (target,) = machine.tasks[0].targets
    assert (target.mode, target.known) == ("partial", known)


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        ("{% 'orders-' & $states.input.stage %}", "orders-*"),
        ('{% "orders-" & $stage & "-v1" %}', "orders-*-v1"),
        ("{% 'orders' %}", "orders"),
        ("{% 'a&b-' & $f('x', [1, 2]) %}", "a&b-*"),
    ],
)
def test_a_concatenation_with_literal_text_is_partial(expression: str, known: str) -> None:
    state = task("dynamodb:getItem", {"TableName": expression}, QueryLanguage="JSONata")
    (target,) = sfn.parse(chain(Step=state)).tasks[0].targets
    assert (target.mode, target.known) == ("partial", known)


@pytest.mark.parametrize(
    "expression",
    [
        "{% $states.input.table %}",
        "{% $x = 'a' ? 'orders' : 'old' %}",
        "{% ($t := 'orders'; $t) %}",
        "{% $a & $b %}",
        "{% 'a' & $x = 'b' %}",
        "{% 'unclosed %}",
        "{% %}",
    ],
)
def test_an_expression_without_certain_text_is_dynamic(expression: str) -> None:
    state = task("dynamodb:getItem", {"TableName": expression}, QueryLanguage="JSONata")
    assert targets_of(state) == [("TableName", "dynamic", expression)]


def test_braces_with_per_cent_are_plain_text_in_jsonpath() -> None:
    assert targets_of(task("dynamodb:getItem", {"TableName": "{% $x %}"}))[0][1] == "static"


def test_each_entry_of_a_list_is_a_target_of_its_own() -> None:
    entries = [{"EventBusName": "a"}, {"EventBusName.$": "$.bus"}, {"Detail": {}}]
    assert targets_of(task("events:putEvents", {"Entries": entries})) == [
        ("Entries[0].EventBusName", "static", "a"),
        ("Entries[1].EventBusName", "dynamic", "$.bus"),
        ("Entries[2].EventBusName", "static", "default"),
    ]


def test_a_list_that_is_an_expression_is_one_dynamic_target() -> None:
    assert targets_of(task("events:putEvents", {"Entries.$": "$.entries"})) == [
        ("Entries[*].EventBusName", "dynamic", "$.entries")
    ]


def test_arguments_that_are_one_expression_make_every_target_dynamic() -> None:
    state = {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Arguments": "{% $states.input %}"}
    assert targets_of({**state, "End": True}, QueryLanguage="JSONata") == [
        ("QueueUrl", "dynamic", "{% $states.input %}")
    ]


def test_roles_in_overrides_and_credentials_are_targets() -> None:
    parameters = {"TaskDefinition": "report", "Overrides": {"TaskRoleArn.$": "$.role"}}
    state = task("ecs:runTask", parameters, Credentials={"RoleArn": "arn:aws:iam::111122223333:role/There"})
    assert [target[:2] for target in targets_of(state)] == [
        ("TaskDefinition", "static"),
        ("Overrides.TaskRoleArn", "dynamic"),
        ("Credentials.RoleArn", "static"),
    ]


def test_a_function_arn_in_resource_is_a_static_target() -> None:
    arn = "arn:aws:lambda:us-east-1:123456789012:function:check"
    parsed = sfn.parse(chain(Step=task(arn))).tasks[0]
    assert (parsed.integration, parsed.kind) == ("lambda:function", "lambda-function")
    assert [(target.name, target.mode, target.value) for target in parsed.targets] == [("Resource", "static", arn)]


@pytest.mark.parametrize(
    ("resource", "integration", "pattern"),
    [
        ("arn:aws:states:::ecs:runTask.sync", "ecs:runTask", "sync"),
        ("arn:aws-cn:states:::states:startExecution.sync:2", "states:startExecution", "sync"),
        ("arn:${AWS::Partition}:states:::sqs:sendMessage.waitForTaskToken", "sqs:sendMessage", "callback"),
        ("arn:aws:states:::aws-sdk:s3:copyObject", "aws-sdk:s3:copyObject", "request-response"),
        ("arn:aws:states:us-east-1:123456789012:activity:paint", "activity", "request-response"),
        ("${Anything}", "lambda:function", "request-response"),
    ],
)
def test_resource_names_the_integration_and_the_pattern(resource: str, integration: str, pattern: str) -> None:
    found = sfn.parse(chain(Step=task(resource))).tasks[0]
    assert (found.integration, found.pattern) == (integration, pattern)


def test_the_reader_and_writer_of_a_distributed_map_have_targets() -> None:
    processor = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "P",
        "States": {"P": {"Type": "Pass", "End": True}},
    }
    each = {
        "Type": "Map",
        "ItemProcessor": processor,
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "Parameters": {"Bucket": "in", "Key.$": "$.key"},
        },
        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "${Out}"}},
        "End": True,
    }
    machine = sfn.parse({"StartAt": "Each", "States": {"Each": each}})
    assert [(target.name, target.mode) for target in machine.states[0].targets] == [
        ("ItemReader.Bucket", "static"),
        ("ItemReader.Key", "dynamic"),
        ("ResultWriter.Bucket", "placeholder"),
        ("ResultWriter.Prefix", "static"),
    ]
