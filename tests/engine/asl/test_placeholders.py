"""Placeholders: what stands in their place, what they refer to, and values that a person gives them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sfn_engine as sfn
from sfn_engine.asl.placeholders import Placeholders
from tests.support.engine.machines import HERE, chain, task

ORDERS = chain(
    Save=task("dynamodb:putItem", {"TableName": "${Table}-${Stage}", "Item": {}}),
    Send=task("sqs:sendMessage", {"QueueUrl": "${Queue}", "MessageBody": "${Table}"}),
    Call=task("${Fn}"),
)
TEMPLATE = """\
Resources:
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      DefinitionSubstitutions: {TableName: !Ref Orders, Region: !Ref "AWS::Region"}
      Definition:
        StartAt: Save
        States:
          Save:
            Type: Task
            Resource: arn:aws:states:::dynamodb:putItem
            Parameters: {TableName: "${TableName}", Item: {}}
            Next: Run
          Run:
            Type: Task
            Resource: arn:aws:states:::ecs:runTask
            Parameters: {TaskDefinition: !Ref Job}
            End: true
  Orders: {Type: AWS::DynamoDB::Table}
  Job: {Type: AWS::ECS::TaskDefinition}
"""


def resources(machine: sfn.StateMachine, context: sfn.Context | None = HERE) -> list[str]:
    policy = sfn.generate(machine, context)
    return [resource for statement in policy.statements for resource in statement.resources]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "template.yaml"
    path.write_text(TEMPLATE)
    return path


def test_a_value_makes_a_target_static_and_the_definition_keeps_the_placeholder() -> None:
    machine = sfn.bind(sfn.parse(ORDERS), {"Table": "orders", "Stage": "prod"})
    target = machine.tasks[0].targets[0]
    assert (target.mode, target.value, target.written) == ("static", "orders-prod", "${Table}-${Stage}")
    assert machine.definition == ORDERS
    assert resources(machine)[0] == "arn:aws:dynamodb:us-east-1:123456789012:table/orders-prod"


def test_what_has_no_value_stays_a_placeholder() -> None:
    machine = sfn.bind(sfn.parse(ORDERS), {"Stage": "prod"})
    assert machine.tasks[0].targets[0].mode == "placeholder"
    assert resources(machine)[0].endswith("table/${Table}-prod")


def test_binding_again_forgets_what_was_given_before() -> None:
    machine = sfn.bind(sfn.bind(sfn.parse(ORDERS), {"Stage": "prod"}), {})
    assert machine.bindings == {} and resources(machine) == resources(sfn.parse(ORDERS))


def test_a_resource_is_what_its_value_names() -> None:
    machine = sfn.bind(sfn.parse(ORDERS), {"Fn": "arn:aws:states:::ecs:runTask.sync"})
    call = machine.tasks[2]
    assert (call.integration, call.pattern) == ("ecs:runTask", "sync")
    with pytest.raises(sfn.EditRefused, match=r"the placeholder \$\{Fn\} sets \.sync"):
        sfn.set_pattern(machine, "Call", "request-response")


def test_an_edit_keeps_the_values_and_never_writes_one_into_the_definition() -> None:
    machine = sfn.bind(sfn.parse(ORDERS), {"Table": "orders", "Stage": "prod"})
    edited = sfn.set_pattern(machine, "Send", "callback")
    assert edited.bindings == machine.bindings
    assert edited.definition["States"]["Save"] == ORDERS["States"]["Save"]
    assert "orders" not in json.dumps(edited.definition)


def test_placeholders_are_listed_in_document_order_with_their_users() -> None:
    machine = sfn.bind(sfn.parse(ORDERS), {"Table": "orders"})
    found = {entry.name: entry for entry in sfn.placeholders_of(machine)}
    assert list(found) == ["Table", "Stage", "Queue", "Fn"]
    assert found["Table"].states == (("Save",), ("Send",))
    assert (found["Table"].value, found["Table"].given) == ("orders", True)
    assert (found["Queue"].value, found["Queue"].given) == ("", False)


def test_a_template_says_what_its_placeholders_are_and_a_person_may_say_otherwise(template: Path) -> None:
    machine = sfn.load(template)
    target = machine.tasks[0].targets[0]
    assert (target.value, target.written, target.declared) == ("${Orders}", "${TableName}", "AWS::DynamoDB::Table")
    bound = sfn.load(template, bindings={"TableName": "mine"})
    assert resources(bound)[0].endswith("table/mine")
    assert sfn.placeholders_of(bound)[0].given
    # The resource that the template's own value leads to can be bound too.
    assert resources(sfn.bind(machine, {"Orders": "other"}))[0].endswith("table/other")


def test_bare_names_in_a_template_live_where_it_is_deployed(template: Path) -> None:
    machine = sfn.load(template)
    assert resources(machine, None)[0] == (
        "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}"
    )
    assert resources(machine, sfn.Context(region="cn-north-1"))[0] == (
        "arn:aws-cn:dynamodb:cn-north-1:${AWS::AccountId}:table/${Orders}"
    )
    assert not any(note.kind == "unresolved" for note in sfn.generate(machine).notes)


def test_an_express_machine_waits_for_nothing(template: Path) -> None:
    machine = sfn.load(template)
    with pytest.raises(sfn.EditRefused, match=r"Express Workflows do not support \.sync"):
        sfn.set_pattern(machine, "Run", "sync")
    template.write_text(TEMPLATE.replace("ecs:runTask", "ecs:runTask.sync"))
    found = [entry for entry in sfn.load(template).diagnostics if entry.check == "express-pattern"]
    assert [(entry.message, entry.state) for entry in found] == [
        ("this Express Workflow does not support .sync: only a Standard Workflow does", ("Run",))
    ]


def test_values_that_lead_to_each_other_come_to_an_end() -> None:
    ring = Placeholders({"A": "${B}", "B": "${A}"})
    assert ring.fill("${A}") in ("${A}", "${B}")
    bomb = Placeholders({f"P{place}": f"${{P{place + 1}}}" * 10 for place in range(40)})
    assert len(bomb.fill("${P0}")) < 1_000_000


@pytest.mark.parametrize("resource", ["${FnArn}:live", "${Fn}", "${FnArn}:${Alias}", "${FnArn}:7"])
def test_a_placeholder_with_a_version_or_alias_is_a_function(resource: str) -> None:
    machine = sfn.parse(chain(Call=task(resource)))
    assert machine.tasks[0].integration == "lambda:function"
    head = resource.partition(":")[0]
    assert all(name.startswith(head) for name in resources(machine))


def test_the_alias_of_a_function_is_called_as_the_guide_and_as_least_privilege_have_it() -> None:
    machine = sfn.parse(chain(Call=task("${FnArn}:live")))
    assert resources(machine) == ["${FnArn}:*", "${FnArn}"]
    least = sfn.generate(machine, HERE, "least").statements
    assert [statement.resources for statement in least] == [("${FnArn}:live",)]


def test_the_arn_of_a_placeholder_is_never_inside_another_one() -> None:
    definition = chain(
        Save=task("dynamodb:putItem", {"TableName": "${TableArn}/index", "Item": {}}),
        Odd=task("dynamodb:putItem", {"TableName": "x-${TableArn}", "Item": {}}),
        Start=task("states:startExecution.sync", {"StateMachineArn": "${ChildArn}"}),
        Ask=task("bedrock:invokeModel", {"ModelId": "${ModelArn}"}),
    )
    for scope in ("guide", "least"):
        policy = sfn.generate(sfn.parse(definition), HERE, scope)
        texts = [resource for statement in policy.statements for resource in statement.resources]
        assert not any("Arn}" in text for text in texts if text.startswith("arn:"))
