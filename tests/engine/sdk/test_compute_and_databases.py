"""What calls of computing, database and management services are allowed on, in scope `least`."""

from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.engine.sdk_machines import sdk_machine, sdk_name

HERE = sfn.Context(partition="aws", region="eu-west-1", account="123456789012", state_machine_name="m")
EC2 = "arn:aws:ec2:eu-west-1:123456789012"
RDS = "arn:aws:rds:eu-west-1:123456789012"
ECS = "arn:aws:ecs:eu-west-1:123456789012"


def policy(service: str, operation: str, parameters: dict[str, Any]) -> sfn.Policy:
    return sfn.generate(sfn.parse(sdk_machine(sdk_name(service, operation), parameters)), HERE, scope="least")


def granted(service: str, operation: str, parameters: dict[str, Any], action: str = "") -> set[str]:
    """Return the resources of the action that has the operation's name, or of another one."""
    ends = (f":{action or operation}".lower(),)
    statements = policy(service, operation, parameters).statements
    return {
        resource
        for statement in statements
        if any(each.lower().endswith(ends) for each in statement.actions)
        for resource in statement.resources
    }


def by_hand(service: str, operation: str, parameters: dict[str, Any]) -> dict[str, bool]:
    """Return what is to be added by hand, with whether it is certain, by the first action."""
    notes = policy(service, operation, parameters).notes
    return {note.actions[0]: note.certain for note in notes if note.kind == "add-by-hand" and note.actions}


def test_run_instances_is_on_everything_that_the_launch_touches() -> None:
    given = {"ImageId": "ami-12345678", "SubnetId": "subnet-1", "SecurityGroupIds": ["sg-1", "sg-2"], "KeyName": "k"}
    assert granted("ec2", "RunInstances", given) == {
        "arn:aws:ec2:eu-west-1::image/ami-12345678",
        f"{EC2}:subnet/subnet-1",
        f"{EC2}:security-group/sg-1",
        f"{EC2}:security-group/sg-2",
        f"{EC2}:key-pair/k",
        f"{EC2}:instance/*",
        f"{EC2}:network-interface/*",
        f"{EC2}:volume/*",
    }


def test_what_a_launch_template_may_name_is_allowed() -> None:
    found = granted("ec2", "RunInstances", {"LaunchTemplate": {"LaunchTemplateId": "lt-1"}})
    assert {f"{EC2}:launch-template/lt-1", f"{EC2}:key-pair/*", f"{EC2}:subnet/*"} <= found


def test_the_role_of_an_instance_profile_is_for_hand() -> None:
    assert by_hand("ec2", "RunInstances", {"IamInstanceProfile": {"Name": "p"}})["iam:PassRole"] is True
    assert "iam:PassRole" not in by_hand("ec2", "RunInstances", {"ImageId": "ami-12345678"})


def test_tags_on_what_is_created_are_on_its_type() -> None:
    given = {"VolumeId": "vol-1", "TagSpecifications": [{"ResourceType": "snapshot", "Tags": []}]}
    assert granted("ec2", "CreateSnapshot", given, "CreateTags") == {"arn:aws:ec2:eu-west-1::snapshot/*"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"Resources": ["i-12345678"]}, {f"{EC2}:instance/i-12345678"}),
        ({"Resources": ["snap-12345678"]}, {"arn:aws:ec2:eu-west-1::snapshot/snap-12345678"}),
        ({"Resources.$": "$.ids"}, {"arn:aws:ec2:*:*:*"}),
    ],
)
def test_tags_are_on_the_type_that_an_id_tells(given: dict[str, Any], expected: set[str]) -> None:
    assert granted("ec2", "CreateTags", given) == expected


@pytest.mark.parametrize(
    ("operation", "given", "expected"),
    [
        ("StartDBInstance", {"DbInstanceIdentifier": "d"}, {f"{RDS}:db:d"}),
        ("StartDBInstance", {"DbInstanceIdentifier": "MyDb"}, {f"{RDS}:db:?y?b"}),
        (
            "CreateDBInstance",
            {"DbInstanceIdentifier": "d"},
            {f"{RDS}:db:d", f"{RDS}:pg:default*", f"{RDS}:og:default*", f"{RDS}:subgrp:*"},
        ),
        (
            "FailoverGlobalCluster",
            {
                "GlobalClusterIdentifier": "g",
                "TargetDbClusterIdentifier": "arn:aws:rds:us-east-1:123456789012:cluster:c",
            },
            {"arn:aws:rds::123456789012:global-cluster:g", "arn:aws:rds:us-east-1:123456789012:cluster:c"},
        ),
    ],
)
def test_databases_are_named_by_their_identifiers(operation: str, given: dict[str, Any], expected: set[str]) -> None:
    assert granted("rds", operation, given) == expected


@pytest.mark.parametrize(
    ("operation", "given", "expected"),
    [
        ("RunTask", {"TaskDefinition": "f"}, {f"{ECS}:task-definition/f:*"}),
        ("StopTask", {"Task.$": "$.t"}, {f"{ECS}:task/default/*"}),
        ("StopTask", {"Cluster": "c", "Task": f"{ECS}:task/c/1"}, {f"{ECS}:task/c/1"}),
        ("DescribeTasks", {"Cluster": f"{ECS}:cluster/c", "Tasks": ["1", "2"]}, {f"{ECS}:task/c/1", f"{ECS}:task/c/2"}),
        ("UpdateService", {"Cluster": "c", "Service": "s"}, {f"{ECS}:service/c/s"}),
    ],
)
def test_ecs_calls_are_in_the_cluster_or_the_default_one(
    operation: str, given: dict[str, Any], expected: set[str]
) -> None:
    assert granted("ecs", operation, given) == expected


@pytest.mark.parametrize(
    ("given", "action"),
    [
        ({"ClusterIdentifier": "c", "DbUser": "u"}, "redshift:GetClusterCredentials"),
        ({"ClusterIdentifier": "c"}, "redshift:GetClusterCredentialsWithIAM"),
        ({"WorkgroupName": "w"}, "redshift-serverless:GetCredentials"),
        (
            {"ClusterIdentifier": "c", "DbUser": "u", "SecretArn": "arn:aws:x:y:z:secret:s"},
            "secretsmanager:GetSecretValue",
        ),
    ],
)
def test_the_data_api_needs_what_gives_access_to_the_database(given: dict[str, Any], action: str) -> None:
    found = policy("redshiftdata", "ExecuteStatement", {"Database": "d", "Sql": "s", **given})
    actions = {each for statement in found.statements for each in statement.actions}
    assert actions == {"redshift-data:ExecuteStatement", action}


@pytest.mark.parametrize(
    ("stack", "expected"),
    [
        ("s", "arn:aws:cloudformation:eu-west-1:123456789012:stack/s/*"),
        ("arn:aws:cloudformation:us-east-1:1:stack/s/id", "arn:aws:cloudformation:us-east-1:1:stack/s/id"),
    ],
)
def test_a_stack_is_named_by_its_name_or_its_id(stack: str, expected: str) -> None:
    assert granted("cloudformation", "DeleteStack", {"StackName": stack}) == {expected}


def test_describing_all_stacks_lists_them() -> None:
    actions = {each for entry in policy("cloudformation", "DescribeStacks", {}).statements for each in entry.actions}
    assert actions == {"cloudformation:DescribeStacks", "cloudformation:ListStacks"}


@pytest.mark.parametrize(("given", "certain"), [({}, True), ({"RoleARN": "arn:aws:iam::123456789012:role/r"}, False)])
def test_a_stack_without_a_service_role_needs_the_rights_of_its_template(given: dict[str, Any], certain: bool) -> None:
    notes = policy("cloudformation", "CreateStack", {"StackName": "s", **given}).notes
    assert any(note.certain for note in notes if note.kind == "add-by-hand") is certain


def test_accounts_and_units_are_in_the_organization_of_the_management_account() -> None:
    given = {"AccountId": "111122223333", "SourceParentId": "r-ab12", "DestinationParentId": "ou-ab12-12345678"}
    assert granted("organizations", "MoveAccount", given) == {
        "arn:aws:organizations::*:account/o-*/111122223333",
        "arn:aws:organizations::*:root/o-*/r-ab12",
        "arn:aws:organizations::*:ou/o-*/ou-ab12-12345678",
    }


def test_a_recovery_point_may_be_of_any_service() -> None:
    assert granted("backup", "StartRestoreJob", {"RecoveryPointArn.$": "$.arn"}) == {"*"}


@pytest.mark.parametrize(
    ("service", "operation", "parameter", "arn"),
    [
        ("ecr", "TagResource", "ResourceArn", "arn:aws:ecr:eu-west-1:123456789012:repository/r"),
        ("emrcontainers", "TagResource", "ResourceArn", "arn:aws:emr-containers:eu-west-1:1:/virtualclusters/v"),
        ("rds", "AddTagsToResource", "ResourceName", f"{RDS}:db:d"),
    ],
)
def test_a_tag_is_on_the_resource_whose_arn_is_given(service: str, operation: str, parameter: str, arn: str) -> None:
    assert granted(service, operation, {parameter: arn}) == {arn}


def test_tasks_are_listed_on_no_resource_unless_a_container_instance_is_named() -> None:
    assert granted("ecs", "ListTasks", {"Cluster": "c", "ServiceName": "s"}) == {"*"}
    assert granted("ecs", "ListTasks", {"Cluster": "c", "ContainerInstance": "i"}) == {f"{ECS}:container-instance/c/i"}


@pytest.mark.parametrize(
    ("operation", "parameter", "kind", "new"),
    [
        ("CopyDBSnapshot", "SourceDbSnapshotIdentifier", "snapshot", "TargetDbSnapshotIdentifier"),
        ("CreateDBInstanceReadReplica", "SourceDbInstanceIdentifier", "db", "DbInstanceIdentifier"),
        ("DescribeDBClusters", "DbClusterIdentifier", "cluster", ""),
        ("FailoverGlobalCluster", "TargetDbClusterIdentifier", "cluster", ""),
        ("RestoreDBInstanceFromDBSnapshot", "DbSnapshotIdentifier", "snapshot", "DbInstanceIdentifier"),
    ],
)
def test_a_database_that_is_known_only_at_run_time_may_be_of_another_region_or_account(
    operation: str, parameter: str, kind: str, new: str
) -> None:
    rest = {new: "new-id"} if new else {}
    assert f"arn:aws:rds:*:*:{kind}:*" in granted("rds", operation, {f"{parameter}.$": "$.id", **rest})
    assert f"{RDS}:{kind}:my-id" in granted("rds", operation, {parameter: "my-id", **rest})
    foreign = f"arn:aws:rds:us-east-1:210987654321:{kind}:my-id"
    assert foreign in granted("rds", operation, {parameter: foreign, **rest})


def test_a_call_that_lists_resources_and_names_none_is_on_any_resource() -> None:
    assert granted("eks", "ListClusters", {}) == {"*"}
    assert granted("cloudformation", "ListStackRefactors", {}) == {"*"}
    nodes = granted("sagemaker", "ListClusterNodes", {"ClusterName": "c"})
    assert nodes == {"arn:aws:sagemaker:eu-west-1:123456789012:cluster/*"}, "it lists what one resource holds"


def test_a_workgroup_that_is_known_only_at_run_time_is_no_cluster() -> None:
    found = granted("redshiftdata", "ExecuteStatement", {"WorkgroupName.$": "$.w", "Database": "d", "Sql": "select 1"})
    assert found == {"arn:aws:redshift-serverless:*:*:workgroup/*"}


def test_a_call_on_many_jobs_needs_the_permission_of_the_call_on_one() -> None:
    found = granted("batch", "CancelJobs", {"Jobs": ["a", "b"]}, "CancelJob")
    assert found == {f"arn:aws:batch:eu-west-1:123456789012:job/{job}" for job in "ab"}


def test_a_security_group_that_is_named_by_its_name_may_be_any() -> None:
    found = granted("ec2", "RunInstances", {"SecurityGroups": ["web"], "SecurityGroupIds": ["sg-1"]})
    assert f"{EC2}:security-group/*" in found


def test_the_stack_set_of_a_delegated_administrator_is_in_another_account() -> None:
    given = {"StackSetName": "s", "CallAs": "DELEGATED_ADMIN"}
    assert "arn:aws:cloudformation:*:*:stackset/s:*" in granted("cloudformation", "CreateStackInstances", given)
    assert "organizations:ListDelegatedAdministrators" in by_hand("cloudformation", "CreateStackInstances", given)
    assert "organizations:ListDelegatedAdministrators" not in by_hand("cloudformation", "ListStackSets", {})


def test_a_group_of_model_packages_may_be_named_by_its_arn() -> None:
    group = "arn:aws:sagemaker:eu-west-1:123456789012:model-package-group/g"
    found = granted("sagemaker", "CreateModelPackage", {"ModelPackageGroupName": group})
    assert found == {"arn:aws:sagemaker:eu-west-1:123456789012:model-package/g/*"}


def test_tags_of_a_call_that_was_not_compared_with_the_table_are_for_hand() -> None:
    tags = [{"Key": "team", "Value": "data"}]
    started = by_hand("datasync", "StartTaskExecution", {"TaskArn": "${Task}", "Tags": tags})
    assert started == {"datasync:TagResource": False}
    assert by_hand("datasync", "StartTaskExecution", {}) == {}, "a call without tags needs nothing for them"
    assert by_hand("storagegateway", "CreateTapes", {"Tags": tags}) == {"storagegateway:AddTagsToResource": False}


@pytest.mark.parametrize(
    ("service", "operation"), [("datasync", "TagResource"), ("datasync", "UntagResource"), ("ecr", "CreateRepository")]
)
def test_tags_are_not_for_hand_where_they_are_the_call_or_granted(service: str, operation: str) -> None:
    assert by_hand(service, operation, {"Tags": [{"Key": "team", "Value": "data"}]}) == {}


def test_what_may_be_of_another_account_is_so_where_the_call_does_not_name_it() -> None:
    assert granted("organizations", "CreatePolicy", {"Name": "x"}) == {"arn:aws:organizations::*:policy/o-*/*/p-*"}
    named = granted("servicecatalog", "DescribeProductAsAdmin", {"Name": "x"})
    assert named == {"arn:aws:catalog:eu-west-1:*:product/*"}
