"""The execution role that a template's author wrote is kept as it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from sfn_engine.sources.document import WrittenRole
from tests.support.engine.files import PASS, load


def role_of(folder: Path, properties: str, others: str = "", kind: str = "Serverless") -> WrittenRole | None:
    """Return the role of a machine with these properties; both texts are YAML in flow style."""
    machine = f"M: {{Type: AWS::{kind}::StateMachine, Properties: {{Definition: {PASS}, {properties}}}}}"
    document = load(folder, f"Resources: {{{machine}, {others}}}\n").document
    assert document is not None
    return document.role


STATEMENT = "{Effect: Allow, Action: 'sqs:SendMessage', Resource: !GetAtt Queue.Arn}"
READ = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "${Queue.Arn}"}


@pytest.mark.parametrize("policies", [f"[{{Statement: [{STATEMENT}]}}]", f"{{Version: x, Statement: {STATEMENT}}}"])
def test_statements_of_a_sam_machine_are_its_role(policies: str, tmp_path: Path) -> None:
    role = role_of(tmp_path, f"Policies: {policies}")
    assert role == WrittenRole("MRole", (READ,), pointer=("Resources", "M", "Properties", "Policies"))


def test_managed_policies_and_policy_templates_are_told_apart(tmp_path: Path) -> None:
    policies = (
        "[AWSXrayWriteOnlyAccess, !Ref Own, !Sub 'arn:${AWS::Partition}:iam::aws:policy/X',"
        " {LambdaInvokePolicy: {FunctionName: !Ref Fn}}, {SQSPollerPolicy: {}}, !If [P, {Statement: ["
        + STATEMENT
        + "]}, !Ref AWS::NoValue], !Ref AWS::NoValue]"
    )
    role = role_of(tmp_path, f"Policies: {policies}")
    assert role is not None
    assert role.managed == ("AWSXrayWriteOnlyAccess", "${Own}", "arn:${AWS::Partition}:iam::aws:policy/X")
    assert role.templates == (("LambdaInvokePolicy", {"FunctionName": "${Fn}"}), ("SQSPollerPolicy", {}))
    assert role.statements == (READ,)


ROLE = (
    "R: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: ['arn:aws:iam::aws:policy/X', !Ref Own],"
    f" Policies: [{{PolicyName: a, PolicyDocument: {{Statement: [{STATEMENT}]}}}}]}}}}"
)


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        ("StepFunctions", "RoleArn: !GetAtt R.Arn"),
        ("StepFunctions", "RoleArn: {Fn::GetAtt: [R, Arn]}"),
        ("StepFunctions", "RoleArn: !Sub '${R.Arn}'"),
        ("Serverless", "Role: !GetAtt R.Arn"),
        ("Serverless", "Role: !If [P, !GetAtt R.Arn, !Ref Given]"),
    ],
)
def test_a_role_of_the_template_is_found_by_its_reference(kind: str, properties: str, tmp_path: Path) -> None:
    role = role_of(tmp_path, properties, ROLE, kind)
    assert role is not None
    assert (role.name, role.pointer) == ("R", ("Resources", "R"))
    assert role.statements == (READ,)
    assert role.managed == ("arn:aws:iam::aws:policy/X", "${Own}")


@pytest.mark.parametrize(
    "policy",
    [
        "Type: AWS::IAM::Policy, Properties: {Roles: [!Ref R], PolicyDocument: {Statement: %s}}",
        "Type: AWS::IAM::ManagedPolicy, Properties: {Roles: [!Ref Other, !Ref R], PolicyDocument: {Statement: [%s]}}",
        "Type: AWS::IAM::RolePolicy, Properties: {RoleName: !Ref R, PolicyDocument: {Statement: [%s]}}",
    ],
)
def test_a_policy_that_is_attached_to_the_role_counts(policy: str, tmp_path: Path) -> None:
    other = "Q: {Type: AWS::IAM::Policy, Properties: {Roles: [!Ref Other], PolicyDocument: {Statement: [{Action: x}]}}}"
    others = f"R: {{Type: AWS::IAM::Role}}, P: {{{policy % STATEMENT}}}, {other}"
    role = role_of(tmp_path, "RoleArn: !GetAtt R.Arn", others, "StepFunctions")
    assert role is not None and role.statements == (READ,)


@pytest.mark.parametrize(
    ("properties", "name"),
    [
        ("Role: 'arn:aws:iam::123456789012:role/x'", "arn:aws:iam::123456789012:role/x"),
        ("Role: !Ref RoleArn", "${RoleArn}"),
        ("Role: !ImportValue shared", "${Fn::ImportValue shared}"),
        ("Role: !Sub 'arn:aws:iam::${AWS::AccountId}:role/x'", "arn:aws:iam::${AWS::AccountId}:role/x"),
    ],
)
def test_a_role_from_elsewhere_has_a_name_only(properties: str, name: str, tmp_path: Path) -> None:
    role = role_of(tmp_path, properties)
    assert role == WrittenRole(name, pointer=("Resources", "M", "Properties", "Role"))


@pytest.mark.parametrize("properties", ["Name: x", "Role: !Ref AWS::NoValue", "Policies: !Ref AWS::NoValue"])
def test_without_role_and_policies_there_is_none(properties: str, tmp_path: Path) -> None:
    assert role_of(tmp_path, properties) is None
