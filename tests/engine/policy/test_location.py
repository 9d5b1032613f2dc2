"""One policy, one partition, one region, one account: what an option, the file, its ARNs and what surrounds it say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.policy.context import Fallback
from tests.support.engine.files import write
from tests.support.engine.machines import chain, task

ENVIRONMENT = Fallback("eu-west-1", "111122223333")
TABLE = {"TableName": "books", "Key": {}}


def machine(*resources: str, **parameters: Any) -> sfn.StateMachine:
    """Return a machine that reads a table, and publishes to these topics."""
    topics = {f"Tell {arn}": task("sns:publish", {"TopicArn": arn, "Message": "x"}) for arn in resources}
    return sfn.parse(chain(Get=task("dynamodb:getItem", TABLE), **topics))


def place(machine: sfn.StateMachine, context: sfn.Context | None = None) -> str:
    """Return partition, region and account of the table."""
    statement = sfn.generate(machine, context).statements[0]
    return statement.resources[0].removeprefix("arn:").removesuffix(":table/books").replace("dynamodb:", "")


def notes(machine: sfn.StateMachine, context: sfn.Context | None = None) -> str:
    return " ".join(note.text for note in sfn.generate(machine, context).notes)


def in_partition(partition: str) -> sfn.StateMachine:
    states = chain(Get=task("dynamodb:getItem", TABLE))
    states["States"]["Get"]["Resource"] = f"arn:{partition}:states:::dynamodb:getItem"
    return sfn.parse(states)


def test_the_environment_fills_what_nothing_else_says() -> None:
    context = sfn.Context(fallback=ENVIRONMENT)
    assert place(machine(), context) == "aws:eu-west-1:111122223333"
    assert sfn.generate(machine(), context).context.fallback == ENVIRONMENT


def test_the_definition_comes_before_the_environment_and_a_note_says_so() -> None:
    found = machine("arn:aws:sns:us-east-2:444455556666:news")
    context = sfn.Context(fallback=ENVIRONMENT)
    assert place(found, context) == "aws:us-east-2:444455556666"
    assert "Region eu-west-1 of the environment is not used: the ARNs in the definition say us-east-2." in notes(
        found, context
    )
    assert sfn.generate(found, context).context.fallback == Fallback()


def test_the_environment_decides_where_the_definition_names_several() -> None:
    found = machine("arn:aws:sns:us-east-2:444455556666:a", "arn:aws:sns:us-west-2:444455556666:b")
    assert place(found, sfn.Context(fallback=ENVIRONMENT)) == "aws:eu-west-1:444455556666"


def test_an_option_comes_first() -> None:
    found = machine("arn:aws:sns:us-east-2:444455556666:news")
    context = sfn.Context(region="ap-south-1", account="777788889999", fallback=ENVIRONMENT)
    assert place(found, context) == "aws:ap-south-1:777788889999"
    assert "environment" not in notes(found, context)


def test_the_partition_of_the_definition_comes_before_the_region_of_the_environment() -> None:
    found, context = in_partition("aws-cn"), sfn.Context(fallback=ENVIRONMENT)
    assert place(found, context) == "aws-cn:<region>:111122223333"
    assert "Region eu-west-1 of the environment is not used: the definition is for partition aws-cn." in notes(
        found, context
    )
    assert place(found, sfn.Context(fallback=Fallback("cn-north-1"))) == "aws-cn:cn-north-1:<account>"


def test_an_option_decides_on_the_partition_and_a_note_names_the_other() -> None:
    found = in_partition("aws-cn")
    assert place(found, sfn.Context(region="eu-west-1")) == "aws:eu-west-1:<account>"
    assert "The policy is for partition aws, but the definition has ARNs of aws-cn." in notes(
        found, sfn.Context(region="eu-west-1")
    )


def test_a_region_of_another_partition_is_a_conflict() -> None:
    policy = sfn.generate(machine(), sfn.Context(partition="aws-cn", region="us-east-1"))
    text = "The policy is for partition aws-cn, but region us-east-1 is in aws."
    assert [note.kind for note in policy.notes if note.text == text] == ["conflict"]


def test_placeholders_in_the_arns_of_a_definition_are_written_everywhere() -> None:
    found = machine("arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:news")
    assert place(found) == "${AWS::Partition}:${AWS::Region}:${AWS::AccountId}"
    assert place(machine("arn:aws:sns:${region}:${account}:news")) == "aws:${region}:${account}"


def test_a_known_location_replaces_the_placeholders_for_it() -> None:
    found = machine("arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:news")
    policy = sfn.generate(found, sfn.Context(region="cn-north-1", account="111122223333"))
    assert policy.statements[1].resources == ("arn:aws-cn:sns:cn-north-1:111122223333:news",)


TEMPLATE = """\
Resources:
  M:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Get
        States:
          Get: {Type: Task, Resource: arn:aws:states:::dynamodb:getItem, Parameters: {TableName: books}, Next: Tell}
          Tell:
            Type: Task
            Resource: arn:aws:states:::sns:publish
            Parameters: {TopicArn: TOPIC, Message: x}
            End: true
"""


def test_a_template_keeps_its_pseudo_parameters_but_has_the_partition_of_its_arns(tmp_path: Path) -> None:
    path = write(tmp_path, TEMPLATE.replace("TOPIC", "arn:aws-us-gov:sns:us-gov-west-1:111122223333:news"))
    assert place(sfn.load(path)) == "aws-us-gov:${AWS::Region}:${AWS::AccountId}"
    context = sfn.Context(fallback=ENVIRONMENT)
    assert place(sfn.load(path), context) == "aws-us-gov:${AWS::Region}:111122223333"
    assert "Region eu-west-1 of the environment is not used" in notes(sfn.load(path), context)


def test_a_template_is_deployed_where_the_environment_says(tmp_path: Path) -> None:
    path = write(tmp_path, TEMPLATE.replace("TOPIC", '!Sub "arn:${AWS::Partition}:sns:${AWS::Region}:1:news"'))
    policy = sfn.generate(sfn.load(path), sfn.Context(fallback=ENVIRONMENT))
    assert policy.statements[0].resources == ("arn:aws:dynamodb:eu-west-1:111122223333:table/books",)
    assert policy.statements[1].resources == ("arn:aws:sns:eu-west-1:1:news",)


def test_the_value_of_a_pseudo_parameter_is_the_location_of_the_whole_policy(tmp_path: Path) -> None:
    arn = "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:news"
    path = write(tmp_path, TEMPLATE.replace("TOPIC", f'!Sub "{arn}"'))
    given = {"AWS::Region": "cn-north-1", "AWS::AccountId": "111122223333", "AWS::Partition": " "}
    policy = sfn.generate(sfn.load(path, bindings=given))
    assert policy.statements[0].resources == ("arn:aws-cn:dynamodb:cn-north-1:111122223333:table/books",)
    assert place(sfn.load(path, bindings=given), sfn.Context(region="us-east-1")) == "aws:us-east-1:111122223333"


TERRAFORM = """\
PROVIDER
data "aws_partition" "this" {}
data "aws_region" "this" {}
data "aws_caller_identity" "this" {}
resource "aws_sfn_state_machine" "m" {
  definition = jsonencode({
    StartAt = "Get"
    States = {
      Get = {
        Type       = "Task"
        Resource   = "arn:${data.aws_partition.this.partition}:states:::dynamodb:getItem"
        Parameters = { TableName = "books" }
        Next       = "Tell"
      }
      Tell = {
        Type       = "Task"
        Resource   = "arn:${data.aws_partition.this.partition}:states:::sns:publish"
        Parameters = { TopicArn = "TOPIC", Message = "x" }
        End        = true
      }
    }
  })
}
"""
DATA_ARN = (
    "arn:${data.aws_partition.this.partition}:sns:${data.aws_region.this.name}"
    ":${data.aws_caller_identity.this.account_id}:news"
)


def test_the_data_sources_of_terraform_are_written_everywhere(tmp_path: Path) -> None:
    text = TERRAFORM.replace("PROVIDER", "").replace("TOPIC", DATA_ARN)
    policy = sfn.generate(sfn.load(write(tmp_path, text, "main.tf")))
    assert policy.statements[1].resources == (DATA_ARN,)
    assert policy.statements[0].resources == (DATA_ARN.replace(":sns:", ":dynamodb:").replace("news", "table/books"),)


def test_the_region_of_the_provider_is_written_everywhere(tmp_path: Path) -> None:
    provider = 'provider "aws" { region = "us-gov-east-1" }'
    found = sfn.load(write(tmp_path, TERRAFORM.replace("PROVIDER", provider).replace("TOPIC", DATA_ARN), "main.tf"))
    account = "${data.aws_caller_identity.this.account_id}"
    policy = sfn.generate(found, sfn.Context(fallback=Fallback("eu-west-1")))
    assert policy.statements[0].resources == (f"arn:aws-us-gov:dynamodb:us-gov-east-1:{account}:table/books",)
    assert policy.statements[1].resources == (f"arn:aws-us-gov:sns:us-gov-east-1:{account}:news",)
    assert any("the file says us-gov-east-1" in note.text for note in policy.notes)


PROVIDERS = """\
locals { home = "eu-north-1" }
provider "aws" { region = REGION }
provider "aws" {
  alias  = "far"
  region = "ap-south-1"
}
data "aws_region" "here" {}
resource "aws_sfn_state_machine" "m" {
  definition = jsonencode({
    StartAt = "Get"
    States = {
      Get = {
        Type       = "Task"
        Resource   = "arn:aws:states:::dynamodb:getItem"
        Parameters = { TableName = "books" }
        End        = true
      }
    }
  })
}
"""


@pytest.mark.parametrize(
    ("region", "provider", "data", "expected"),
    [
        ("local.home", "", True, "eu-north-1"),
        ("var.region", "", True, "${data.aws_region.here.id}"),
        ("var.region", "", False, "${var.region}"),
        ("var.region", "aws.far", True, "ap-south-1"),
        ("var.region", "aws.unknown", True, "<region>"),
    ],
)
def test_the_region_is_that_of_the_provider_that_the_machine_uses(
    tmp_path: Path, region: str, provider: str, data: bool, expected: str
) -> None:
    text = PROVIDERS.replace("REGION", region)
    if provider:
        text = text.replace("  definition", f"  provider = {provider}\n  definition")
    if not data:
        text = text.replace('data "aws_region" "here" {}', "")
    assert place(sfn.load(write(tmp_path, text, "main.tf"))) == f"aws:{expected}:<account>"


def test_a_call_of_a_module_uses_the_provider_that_it_is_given(tmp_path: Path) -> None:
    call = 'module "m" {\n  source = "terraform-aws-modules/step-functions/aws"\n  providers = { aws = aws.far }'
    text = PROVIDERS.replace("REGION", "var.region").replace('resource "aws_sfn_state_machine" "m" {', call)
    assert place(sfn.load(write(tmp_path, text, "main.tf"))) == "aws:ap-south-1:<account>"


@pytest.mark.parametrize("partition", ["aws", "aws-cn", "aws-us-gov"])
def test_activities_lambda_functions_and_readers_state_a_partition_too(partition: str) -> None:
    states = chain(Get=task("dynamodb:getItem", TABLE))
    states["States"]["Get"]["Resource"] = "arn:aws:states:::dynamodb:getItem"
    states["States"]["Call"] = {"Type": "Task", "Resource": f"arn:{partition}:lambda:${{r}}:1:function:f", "End": True}
    assert place(sfn.parse(states)).startswith(f"{partition}:")


def test_a_fallback_with_a_control_character_is_refused() -> None:
    with pytest.raises(ValueError, match="region"):
        sfn.Context(fallback=Fallback("eu\n"))
