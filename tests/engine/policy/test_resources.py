"""Whatever a template says: a policy names ARNs, wildcards and placeholders for ARNs, all of one partition."""

from __future__ import annotations

import json
import re
import tempfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.catalog.model import Scope
from sfn_engine.policy.arns import looks_like_arn, split_arn
from sfn_engine.sources.templates.resource_types import RESOURCE_TYPES
from tests.support.engine.machines import SHARED, chain, needs_corpus, policy_of, task

PLACEHOLDER = re.compile(r"\$\{[^{}]*\}")
NO_ARN = re.compile(r"(?:[Uu]r[il]|[Nn]ame|\b[Ii]d)\}\Z")
SCOPES: tuple[Scope, ...] = ("guide", "least")


def faults(machine: sfn.StateMachine) -> list[str]:
    """Return what is wrong with the resources of the machine's policies."""
    found = []
    for scope in SCOPES:
        policy = sfn.generate(machine, None, scope)
        resources = {resource for statement in policy.statements for resource in statement.resources}
        found += [f"{scope}: {text}" for text in sorted(resources) if not is_resource(text, machine)]
        partitions = {arn.partition for arn in map(split_arn, resources) if arn is not None}
        found += [f"{scope}: {sorted(partitions)}"] if len(partitions) > 1 else []
    return found


def is_resource(text: str, machine: sfn.StateMachine) -> bool:
    """Tell whether IAM accepts a resource once its placeholders are filled in."""
    if "${Fn::" in text:
        return False
    if text == "*":
        return True
    if text.startswith("arn:"):
        return split_arn(text) is not None and not any(looks_like_arn(each[0]) for each in PLACEHOLDER.finditer(text))
    match = PLACEHOLDER.match(text)
    if match is None:
        return False
    refers = machine.placeholders.reference(match[0])
    return refers.gives == "arn" if refers is not None else NO_ARN.search(match[0]) is None


def _corpus() -> list[str]:
    folder = SHARED / "corpus"
    if not folder.is_dir():
        return []
    names = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [str(path.relative_to(folder)) for path in names if path.name not in ("README.md", "index.json")]


@needs_corpus
@pytest.mark.parametrize("name", _corpus())
def test_the_policy_of_a_real_machine_names_resources_of_one_partition(name: str) -> None:
    try:
        opened = sfn.open_all(SHARED / "corpus" / name)
    except sfn.DefinitionError:
        pytest.skip("it holds no machine")
    assert [fault for entry in opened if entry.machine is not None for fault in faults(entry.machine)] == []


CALLS: dict[str, tuple[str, str]] = {
    "queue": ("sqs:sendMessage", "QueueUrl"),
    "topic": ("sns:publish", "TopicArn"),
    "table": ("dynamodb:getItem", "TableName"),
    "function": ("lambda:invoke", "FunctionName"),
    "state-machine": ("states:startExecution.sync", "StateMachineArn"),
    "task-definition": ("ecs:runTask.sync", "TaskDefinition"),
    "job-queue": ("batch:submitJob.sync", "JobQueue"),
    "job-definition": ("batch:submitJob", "JobDefinition"),
    "job": ("glue:startJobRun.sync", "JobName"),
    "project": ("codebuild:startBuild.sync", "ProjectName"),
    "event-bus": ("events:putEvents", "Entries"),
    "api": ("apigateway:invoke", "ApiEndpoint"),
    "role": ("sagemaker:createTrainingJob.sync", "RoleArn"),
    "application": ("emr-serverless:startJobRun.sync", "ApplicationId"),
    "cluster": ("eks:runJob.sync", "ClusterName"),
}
PASS = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}
MAPPINGS = {"Names": {"dev": {"it": "it-dev", "list": ["a", "b"]}, "prod": {"it": "it-prod", "list": ["c", "d"]}}}
PARAMETERS = {
    "It": {"Type": "String"},
    "ItArn": {"Type": "String"},
    "Described": {"Type": "String", "Description": "The ARN of it"},
    "Stage": {"Type": "String"},
}


def values(logical_id: str, partition: str) -> st.SearchStrategy[Any]:
    attributes = st.sampled_from(["Arn", "TopicArn", "QueueUrl", "QueueName", "Name", "ApiEndpoint", "Alias", "Weird"])
    plain: st.SearchStrategy[Any] = st.one_of(
        st.just({"Ref": logical_id}),
        attributes.map(lambda name: {"Fn::GetAtt": [logical_id, name]}),
        st.sampled_from([{"Ref": name} for name in PARAMETERS]),
        st.sampled_from(["it", "${ItArn}:live", "${It}-x", "x-${ItArn}", f"arn:{partition}:sqs:eu-west-1:1:it"]),
        attributes.map(lambda name: {"Fn::Sub": f"${{{logical_id}.{name}}}:prod"}),
        st.just({"Fn::ImportValue": "shared-it"}),
        st.just({"Fn::ImportValue": {"Fn::Sub": "${Stage}-ItArn"}}),
        st.just({"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "it"]}),
        st.integers(0, 3).map(lambda index: {"Fn::Select": [index, {"Fn::FindInMap": ["Names", "dev", "list"]}]}),
        st.integers(0, 6).map(
            lambda index: {"Fn::Select": [index, {"Fn::Split": [":", {"Fn::GetAtt": [logical_id, "Arn"]}]}]}
        ),
    )
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda both: {"Fn::If": ["IsProd", *both]}),
            inner.map(lambda one: {"Fn::Join": ["", [one]]}),
            inner.map(lambda one: {"Fn::Sub": ["${Given}", {"Given": one}]}),
        ),
        max_leaves=4,
    )


@st.composite
def templates(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(sorted(name for name, known in RESOURCE_TYPES.items() if known.kind in CALLS)))
    call, parameter = CALLS[RESOURCE_TYPES[kind].kind]
    partition = draw(st.sampled_from(["aws", "aws-cn", "${AWS::Partition}"]))
    value = draw(values("Thing", partition))
    if not parameter.endswith("Arn") and draw(st.integers(0, 9)) == 0:
        value = "${ItUrl}"
    substitutions = {}
    if draw(st.booleans()):
        substitutions[draw(st.sampled_from(["Given", "GivenArn"]))] = value
        value = f"${{{next(iter(substitutions))}}}"
    arguments: dict[str, Any] = {parameter: value}
    if parameter == "Entries":
        arguments = {"Entries": [{"EventBusName": value}]}
    state = {"Type": "Task", "Resource": f"arn:{partition}:states:::{call}", "Parameters": arguments, "End": True}
    if draw(st.booleans()) and call == "lambda:invoke" and "ItUrl" not in json.dumps([value, substitutions]):
        state = {"Type": "Task", "Resource": value, "End": True}
    return {
        "Mappings": MAPPINGS,
        "Parameters": PARAMETERS,
        "Resources": {
            "Thing": {"Type": kind, "Properties": {"Definition": PASS}},
            "M": {
                "Type": "AWS::Serverless::StateMachine",
                "Properties": {
                    "DefinitionSubstitutions": substitutions,
                    "Definition": {"StartAt": "A", "States": {"A": state}},
                },
            },
        },
    }


@settings(max_examples=300, deadline=None)
@given(templates())
def test_the_policy_of_any_template_names_resources_of_one_partition(template: dict[str, Any]) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(template, file)
        file.flush()
        machine = sfn.load(file.name, "M")
    assert faults(machine) == []


@pytest.mark.parametrize("scope", ["guide", "least"])
@pytest.mark.parametrize(
    "name",
    [
        "arn:aws:lambda:eu-west-1:210987654321:function:pay:",
        "arn:aws:s3:::files",
        "arn:aws:lambda:eu-west-1:210987654321:layer:pay:1",
    ],
)
def test_an_arn_that_is_no_function_s_never_becomes_part_of_one(scope: Scope, name: str) -> None:
    policy = policy_of(chain(Call=task("lambda:invoke", {"FunctionName": name})), scope)
    assert [grant.resource for grant in policy.grants] == ["*" if scope == "guide" else "arn:aws:lambda:*:*:function:*"]


@pytest.mark.parametrize("text", ["arn:aws:lambda:#{a:b}:1:function:f", "arn:aws:lambda:us-east-1:f", "arn:aws::f"])
def test_what_begins_like_an_arn_is_never_read_as_the_name_of_a_function(text: str) -> None:
    state = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": text, "Payload": {}},
        "End": True,
    }
    policy = sfn.generate(sfn.parse({"StartAt": "Call", "States": {"Call": state}}))
    assert policy.statements[0].resources == ("*",)


def test_a_marker_for_an_arn_is_never_part_of_another_arn() -> None:
    state = {
        "Type": "Task",
        "Resource": "arn:aws:states:::events:putEvents",
        "Parameters": {"Entries": [{"EventBusName": "<EventBusARN>", "Source": "x", "DetailType": "x", "Detail": {}}]},
        "End": True,
    }
    machine = sfn.parse({"StartAt": "Tell", "States": {"Tell": state}})
    for scope in SCOPES:
        policy = sfn.generate(machine, None, scope)
        assert "<EventBusARN>" not in json.dumps(policy.document)
        assert any("'<EventBusARN>'" in note.text for note in policy.notes)
