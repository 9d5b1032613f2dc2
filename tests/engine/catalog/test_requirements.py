"""Conditions on a task's parameters: when a parameter counts as given."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_engine.asl.model import QueryLanguage
from sfn_engine.catalog.requirements import is_met, parse_requirement


@pytest.mark.parametrize(
    ("arguments", "met"),
    [
        ({"Tags": [{"Key": "a", "Value": "b"}]}, True),
        ({"Tags": {"a": "b"}}, True),
        ({"Tags.$": "$.tags"}, True),
        ({"Tags": "${Tags}"}, True),
        ({"Tags": True}, True),
        ({"Tags": []}, False),
        ({"Tags": {}}, False),
        ({"Tags": False}, False),
        ({"Tags": None}, False),
        ({"Tags": ""}, False),
        ({"tags": [1]}, False),
        ({}, False),
        ("$.everything", False),
        (None, False),
        ([1, 2], False),
    ],
)
def test_a_parameter_is_given_unless_it_is_absent_or_off(arguments: Any, met: bool) -> None:
    assert is_met(parse_requirement("Tags"), arguments, "JSONPath") is met


@pytest.mark.parametrize(
    ("text", "arguments", "language", "met"),
    [
        ("PropagateTags != NONE", {"PropagateTags": "TASK_DEFINITION"}, "JSONPath", True),
        ("PropagateTags != NONE", {"PropagateTags": "NONE"}, "JSONPath", False),
        ("PropagateTags != NONE", {"PropagateTags.$": "$.how"}, "JSONPath", True),
        ("PropagateTags != NONE", {}, "JSONPath", False),
        ("AuthType = IAM_ROLE | RESOURCE_POLICY", {"AuthType": "RESOURCE_POLICY"}, "JSONPath", True),
        ("AuthType = IAM_ROLE | RESOURCE_POLICY", {"AuthType": "NO_AUTH"}, "JSONPath", False),
        ("AuthType = IAM_ROLE | RESOURCE_POLICY", {"AuthType": "{% $auth %}"}, "JSONata", True),
        ("AuthType = IAM_ROLE | RESOURCE_POLICY", {"AuthType": "{% $auth %}"}, "JSONPath", False),
    ],
)
def test_a_value_counts_and_an_expression_may_be_any(
    text: str, arguments: Any, language: QueryLanguage, met: bool
) -> None:
    assert is_met(parse_requirement(text), arguments, language) is met


@pytest.mark.parametrize("arguments", [None, "$.everything", "{% $states.input %}"])
def test_unknown_arguments_may_switch_but_are_not_taken_to_give_every_parameter(arguments: Any) -> None:
    assert is_met(parse_requirement("AuthType = IAM_ROLE"), arguments, "JSONPath")
    assert not is_met(parse_requirement("Tags"), arguments, "JSONPath")


@pytest.mark.parametrize(
    ("arguments", "met"),
    [
        ({"Overrides": {"TaskRoleArn": "r"}}, True),
        ({"Overrides": {"TaskRoleArn.$": "$.r"}}, True),
        ({"Overrides.$": "$.all"}, True),
        ({"Overrides": {}}, False),
        ({"Overrides": {"Cpu": "1"}}, False),
    ],
)
def test_a_path_leads_into_objects_and_an_expression_on_the_way_may_hold_it(arguments: Any, met: bool) -> None:
    assert is_met(parse_requirement("Overrides.TaskRoleArn"), arguments, "JSONPath") is met


@pytest.mark.parametrize(
    ("arguments", "met"),
    [
        ({"Entries": [{"Bus": "a"}, {"Other": 1}]}, True),
        ({"Entries": [{"Other": 1}]}, False),
        ({"Entries": []}, False),
        ({"Entries.$": "$.entries"}, True),
    ],
)
def test_one_entry_of_a_list_is_enough(arguments: Any, met: bool) -> None:
    assert is_met(parse_requirement("Entries[*].Bus"), arguments, "JSONPath") is met


@pytest.mark.parametrize("text", ["", "Tags =", "= x", "Tags > 3", "Ta gs", "Tags="])
def test_what_is_no_requirement_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a requirement"):
        parse_requirement(text)


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("Nodes{*}.Options.RoleArn", {"Nodes": {"any": {"Options": {"RoleArn": "r"}}}}),
        ("Properties.ROLE_ARN", {"Properties": {"ROLE_ARN": "r"}}),
    ],
)
def test_a_path_leads_through_keys_of_ones_own(text: str, arguments: Any) -> None:
    assert is_met(parse_requirement(text), arguments, "JSONPath")
    assert not is_met(parse_requirement(text), {"Nodes": {}, "Properties": {}}, "JSONPath")


def test_a_requirement_reads_as_a_clause() -> None:
    assert parse_requirement("Tags").text == "Tags is given"
    assert parse_requirement("A = X | Y").text == "A is X or Y"
    assert parse_requirement("A != X").text == "A is given and is not X"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["A", "A.$", "B", "C"]), inner),
    max_leaves=8,
)


@given(JSON, st.sampled_from(["A", "A.B", "A[*]", "A[*].B", "A = x", "A.B != x"]))
def test_arguments_of_any_shape_have_an_answer(arguments: Any, text: str) -> None:
    assert is_met(parse_requirement(text), arguments, "JSONPath") in (True, False)


@pytest.mark.parametrize(
    ("text", "arguments", "met"),
    [
        ("Statement = SELECT*", {"Statement": " select * from A"}, True),
        ("Statement = SELECT*", {"Statement": "DELETE FROM A"}, False),
        ("Statement = SELECT*", {"Statement.$": "$.s"}, True),
        ("Statement = SELECT*", {"Statement.$": "States.Format('DELETE FROM {}', $.t)"}, False),
        ("Statement = SELECT*", {"Statement.$": "States.Format('SEL{}', $.t)"}, True),
        ("Statement = SELECT*", {"Statement": "SELECT * FROM ${Table}"}, True),
        ("Statement = DELETE*", {"Statement": "SELECT * FROM ${Table}"}, False),
        ("Statement = DELETE*", {"Statement": "${Statement}"}, True),
        ("Type = NONE", {"Type": "IAM_${Rest}"}, False),
        ("Type = IAM_ROLE", {"Type.$": "States.Format('IAM_{}', $.rest)"}, True),
        ("Type = IAM_ROLE", {"Type.$": "States.Format('NO{}', $.rest)"}, False),
        ("Key != *alias/aws/*", {"Key": "arn:aws:kms:us-east-1:111122223333:alias/aws/s3"}, False),
        ("Key != *alias/aws/*", {"Key": "${Key}"}, True),
        ("Bus != default | arn:*:event-bus/default", {"Bus": "arn:aws:events:r:1:event-bus/default"}, False),
        ("Bus != default | arn:*:event-bus/default", {"Bus": "b"}, True),
    ],
)
def test_a_value_with_a_star_is_a_pattern(text: str, arguments: Any, met: bool) -> None:
    assert is_met(parse_requirement(text), arguments, "JSONPath") is met


@pytest.mark.parametrize(
    ("arguments", "met"),
    [
        ({"Source": "b/k?versionId=3"}, True),
        ({"Source": "b/k"}, False),
        ({"Source.$": "$.s"}, False),
        ({"Source.$": "States.Format('b/k?versionId={}', $.v)"}, True),
        ({"Source": "${Source}"}, False),
        ({}, False),
        (None, False),
    ],
)
def test_some_requirements_are_met_only_by_what_is_known(arguments: Any, met: bool) -> None:
    requirement = parse_requirement("Source ~ *versionId=*")
    assert is_met(requirement, arguments, "JSONPath") is met
    assert requirement.text == "Source is *versionId=*"
