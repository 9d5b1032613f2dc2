"""Parameters that are null name nothing."""

from __future__ import annotations

import pytest

import sfn_engine as sfn
from tests.support.engine.machines import chain, only_statement, policy_of, resources_of, task


@pytest.mark.parametrize("resource", ["aws-sdk:dynamodb:getItem", "dynamodb:getItem"])
@pytest.mark.parametrize("language", ["JSONPath", "JSONata"])
def test_null_is_no_name(resource: str, language: str) -> None:
    key = "Parameters" if language == "JSONPath" else "Arguments"
    state = {**task(resource), key: {"TableName": None, "Key": {}}, "QueryLanguage": language}
    assert not [arn for arn in only_statement(chain(Step=state))["Resource"] if "null" in arn]
    assert any("TableName is missing" in note.text for note in policy_of(chain(Step=state)).notes)


def test_null_leaves_the_default_of_the_service() -> None:
    parameters = {"CatalogId": None, "DatabaseName": "sales", "Name": "orders"}
    without = {name: value for name, value in parameters.items() if value is not None}
    arns = [resources_of("aws-sdk:glue:getTable", given) for given in (parameters, without)]
    assert arns[0] == arns[1] != []


def test_null_in_a_list_names_nothing() -> None:
    arn = "arn:aws:ec2:us-east-1:123456789012:instance/i-1"
    assert resources_of("aws-sdk:ec2:startInstances", {"InstanceIds": [None, "i-1"]}) == [arn]
    assert resources_of("aws-sdk:ec2:startInstances", {"InstanceIds": [None]}) == ["*"]


def test_null_can_be_replaced_by_a_name() -> None:
    machine = sfn.parse(chain(Step=task("aws-sdk:dynamodb:getItem", {"TableName": None, "Key": {}})))
    edited = sfn.set_static(machine, "Step", "TableName", "orders")
    assert edited.definition["States"]["Step"]["Parameters"] == {"TableName": "orders", "Key": {}}
