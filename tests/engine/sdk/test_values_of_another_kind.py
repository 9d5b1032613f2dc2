"""Values of a kind that the service doesn't take: never read as a name, and never taken for missing."""

from __future__ import annotations

from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.engine.machines import HERE
from tests.support.engine.sdk_machines import sdk_machine

HOME = "us-east-1:123456789012"


def machine(name: str, parameters: dict[str, Any]) -> sfn.StateMachine:
    return sfn.parse(sdk_machine(f"aws-sdk:{name}", parameters))


def policy(name: str, parameters: dict[str, Any]) -> sfn.Policy:
    return sfn.generate(machine(name, parameters), HERE, scope="least")


def test_a_text_in_the_place_of_a_list_is_its_only_item() -> None:
    found = policy("ec2:startInstances", {"InstanceIds": "i-1"})
    assert [grant.resource for grant in found.grants] == [f"arn:aws:ec2:{HOME}:instance/i-1"]


@pytest.mark.parametrize("value", [True, 5, {"a": "i-1"}])
def test_what_is_no_list_names_nothing(value: Any) -> None:
    (grant,) = policy("ec2:startInstances", {"InstanceIds": value}).grants
    assert grant.resource == f"arn:aws:ec2:{HOME}:instance/*"
    assert [(cause.kind, cause.text) for cause in grant.wildcards] == [("unreadable", "InstanceIds is not a list")]


@pytest.mark.parametrize("value", [["x"], True, {"S": "x"}, []])
def test_what_is_no_text_is_no_name(value: Any) -> None:
    found = policy("dynamodb:getItem", {"TableName": value})
    (grant,) = found.grants
    assert grant.resource == "arn:aws:dynamodb:*:*:table/*"
    assert [cause.text for cause in grant.wildcards] == ["TableName is not a text"]
    assert "TableName is not a text; the policy uses a wildcard for it." in [note.text for note in found.notes]


def test_a_number_is_read_as_a_text() -> None:
    assert policy("dynamodb:getItem", {"TableName": 5}).grants[0].resource.endswith(":table/5")


@pytest.mark.parametrize(
    ("name", "parameters", "cause"),
    [
        ("ec2:startInstances", {"InstanceIds": [["i-1"]]}, "InstanceIds[0] is not a text"),
        ("dynamodb:batchGetItem", {"RequestItems": ["t"]}, "RequestItems is not an object"),
        ("dynamodb:batchGetItem", {"RequestItems": "t"}, "RequestItems is not an object"),
        ("dynamodb:transactGetItems", {"TransactItems": "x"}, "TransactItems is not a list"),
        ("dynamodb:transactGetItems", {"TransactItems": {"Get": {}}}, "TransactItems is not a list"),
        ("dynamodb:transactGetItems", {"TransactItems": ["x"]}, "TransactItems[0] is not an object"),
        ("dynamodb:transactGetItems", {"TransactItems": [{"Get": "x"}]}, "TransactItems[0].Get is not an object"),
    ],
)
def test_a_value_of_another_kind_is_the_cause_of_the_wildcard(
    name: str, parameters: dict[str, Any], cause: str
) -> None:
    causes = [each.text for grant in policy(name, parameters).grants for each in grant.wildcards]
    assert causes == [cause]


@pytest.mark.parametrize("items", [True, 5, "x", [["x"]], ["x"]])
def test_a_value_of_another_kind_may_bring_every_permission_that_depends_on_what_is_in_it(items: Any) -> None:
    found = policy("dynamodb:transactWriteItems", {"TransactItems": items})
    assert len({grant.action for grant in found.grants}) == 4


def test_a_value_of_another_kind_can_be_hard_coded_or_made_dynamic() -> None:
    wrong = machine("ec2:startInstances", {"InstanceIds": True})
    right = sfn.set_static(wrong, "Call", "InstanceIds[*]", "i-1")
    assert right.tasks[0].arguments == {"InstanceIds": ["i-1"]}
    assert sfn.set_dynamic(wrong, "Call", "InstanceIds[*]").tasks[0].arguments == {"InstanceIds.$": "$.InstanceIds"}


@pytest.mark.parametrize(
    ("items", "name", "refusal"),
    [
        ("x", "TransactItems[*].Get.TableName", "TransactItems, which would hold .* is no object; write it out first"),
        (["x"], "TransactItems[0].Get.TableName", r"TransactItems\[0\] is not an object, so it cannot hold"),
    ],
)
def test_what_a_value_of_another_kind_would_hold_cannot_be_hard_coded(items: Any, name: str, refusal: str) -> None:
    wrong = machine("dynamodb:transactGetItems", {"TransactItems": items})
    with pytest.raises(sfn.EditRefused, match=refusal):
        sfn.set_static(wrong, "Call", name, "t")


@pytest.mark.parametrize(
    ("items", "given"),
    [
        ([{"Put": {"TableName": "t"}}], "TransactItems[*].Put is given"),
        ([{"Put.$": "$.put"}], "TransactItems[*].Put is given"),
        (["${Item}"], "TransactItems[*].Put may be given"),
        ("${Items}", "TransactItems[*].Put may be given"),
    ],
)
def test_what_is_in_a_list_that_is_only_known_later_may_be_given(items: Any, given: str) -> None:
    found = policy("dynamodb:transactWriteItems", {"TransactItems": items})
    assert {clause for grant in found.grants if grant.action == "dynamodb:PutItem" for clause in grant.given} == {given}


@pytest.mark.parametrize("tags", [{"Tags.$": "$.tags"}, {"Tags": [{"Key": "k", "Value": "v"}]}])
def test_a_parameter_that_is_an_expression_is_given(tags: dict[str, Any]) -> None:
    found = policy("dynamodb:createTable", {"TableName": "t", **tags})
    assert [grant.given for grant in found.grants if grant.action == "dynamodb:TagResource"] == [("Tags is given",)]


def test_a_parameter_of_which_the_value_is_an_expression_may_be_that_value() -> None:
    found = policy("ec2:runInstances", {"ImageId": "ami-1", "TagSpecifications.$": "$.tags"})
    clauses = {clause for grant in found.grants for clause in grant.given}
    assert "TagSpecifications[*].ResourceType may be instance" in clauses
