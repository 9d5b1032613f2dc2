"""Versions and aliases of nested state machines: the permission is on the machine's unqualified ARN."""

from __future__ import annotations

from pathlib import Path

import pytest

import sfn_engine as sfn
from tests.support.engine.files import write
from tests.support.engine.machines import HERE

TEMPLATE = """\
Resources:
  Child:
    Type: AWS::StepFunctions::StateMachine
    Properties: {Definition: {StartAt: A, States: {A: {Type: Pass, End: true}}}}
  Version: {Type: AWS::StepFunctions::StateMachineVersion, Properties: {StateMachineArn: !Ref Child}}
  Live:
    Type: AWS::StepFunctions::StateMachineAlias
    Properties: {RoutingConfiguration: [{StateMachineVersionArn: !Ref Version, Weight: 100}]}
  Canary:
    Type: AWS::StepFunctions::StateMachineAlias
    Properties: {DeploymentPreference: {StateMachineVersionArn: !GetAtt Version.Arn, Type: ALL_AT_ONCE}}
  Parent:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionSubstitutions: {Name: VALUE}
      Definition:
        StartAt: Call
        States:
          Call:
            Type: Task
            Resource: arn:aws:states:::states:startExecution.sync:2
            Parameters: {StateMachineArn: "${Name}"}
            End: true
"""
TERRAFORM = """\
resource "aws_sfn_alias" "live" {
  routing_configuration {
    state_machine_version_arn = aws_sfn_state_machine.child.state_machine_version_arn
    weight                    = 100
  }
}
resource "aws_sfn_state_machine" "parent" {
  definition = jsonencode({
    StartAt = "Call"
    States = {
      Call = {
        Type       = "Task"
        Resource   = "arn:aws:states:::states:startExecution.sync:2"
        Parameters = { StateMachineArn = VALUE }
        End        = true
      }
    }
  })
}
"""


def started(machine: sfn.StateMachine) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what may be started, and which executions may be watched."""
    first, second = sfn.generate(machine, HERE).statements[:2]
    return first.resources, second.resources


@pytest.mark.parametrize(
    "value",
    [
        "!Ref Child",
        "!GetAtt Child.Arn",
        "!Ref Version",
        "!Ref Live",
        "!GetAtt Live.Arn",
        "!Ref Canary",
        '!Sub "${Child.Arn}:live"',
        '!Sub "${Child}:${Stage}"',
    ],
)
def test_a_version_or_alias_in_a_template_leads_to_its_machine(tmp_path: Path, value: str) -> None:
    machine = sfn.load(write(tmp_path, TEMPLATE.replace("VALUE", value)), "Parent")
    executions = "arn:aws:states:us-east-1:123456789012:execution:${Child.Name}:*"
    assert started(machine) == (("${Child.Arn}",), (executions,))


@pytest.mark.parametrize(
    "value",
    [
        "aws_sfn_state_machine.child.arn",
        "aws_sfn_state_machine.child.id",
        "aws_sfn_state_machine.child.state_machine_version_arn",
        "aws_sfn_alias.live.arn",
        '"${aws_sfn_state_machine.child.arn}:live"',
    ],
)
def test_a_version_or_alias_in_terraform_leads_to_its_machine(tmp_path: Path, value: str) -> None:
    machine = sfn.load(write(tmp_path, TERRAFORM.replace("VALUE", value), "main.tf"))
    executions = "arn:aws:states:us-east-1:123456789012:execution:${aws_sfn_state_machine.child.name}:*"
    assert started(machine) == (("${aws_sfn_state_machine.child.arn}",), (executions,))


def test_a_placeholder_of_which_nothing_is_known_gives_no_name_for_executions() -> None:
    state = {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "End": True}
    state |= {"Parameters": {"StateMachineArn": "${ChildArn}:live"}}
    machine = sfn.parse({"StartAt": "Call", "States": {"Call": state}})
    assert started(machine) == (("${ChildArn}",), ("arn:aws:states:us-east-1:123456789012:execution:*:*",))


def test_an_alias_of_a_machine_elsewhere_stays_as_it_is(tmp_path: Path) -> None:
    text = TEMPLATE.replace("StateMachineArn: !Ref Child", "StateMachineArn: !Ref Other").replace("VALUE", "!Ref Live")
    assert started(sfn.load(write(tmp_path, text), "Parent"))[0] == ("${Live}",)
