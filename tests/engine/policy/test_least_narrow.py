"""Scope `least`: what each service's permissions are narrowed to."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.engine.machines import chain, policy_of, task

BATCH = "arn:aws:batch:us-east-1:123456789012"
GLUE = "arn:aws:glue:us-east-1:123456789012"
EVENTS = "arn:aws:events:us-east-1:123456789012"
SECRETS = "arn:aws:secretsmanager:us-east-1:123456789012"


def least(resource: str, parameters: dict[str, Any], **fields: Any) -> dict[str, list[str]]:
    """The resources of each action in the least policy of one task."""
    found: dict[str, list[str]] = {}
    for grant in policy_of(chain(Call=task(resource, parameters, **fields)), "least").grants:
        found.setdefault(grant.action, []).append(grant.resource)
    return found


# ── Jobs and clusters ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("definition", "written"),
    [
        ("resize:3", ["job-definition/resize:3"]),
        (f"{BATCH}:job-definition/resize:3", ["job-definition/resize:3"]),
        ("resize", ["job-definition/resize", "job-definition/resize:*"]),
        (f"{BATCH}:job-definition/resize", ["job-definition/resize", "job-definition/resize:*"]),
        ("resize:${Revision}", ["job-definition/resize:${Revision}"]),
    ],
)
def test_a_batch_job_is_submitted_to_its_queue_from_its_definition(definition: str, written: list[str]) -> None:
    found = least("batch:submitJob.sync", {"JobName": "a", "JobQueue": "photos", "JobDefinition": definition})
    assert found["batch:SubmitJob"] == [f"{BATCH}:{name}" for name in ("job-queue/photos", *written)]
    assert found["batch:TerminateJob"] == [f"{BATCH}:job/*"]
    assert found["batch:DescribeJobs"] == ["*"]


def test_an_unknown_queue_leaves_the_definition_known() -> None:
    found = least("batch:submitJob", {"JobName": "a", "JobQueue.$": "$.queue", "JobDefinition": "resize:3"})
    assert set(found["batch:SubmitJob"]) == {f"{BATCH}:job-queue/*", f"{BATCH}:job-definition/resize:3"}
    assert set(found) == {"batch:SubmitJob"}


def test_a_definition_behind_a_placeholder_for_its_arn_may_have_a_revision_or_none() -> None:
    found = least("batch:submitJob", {"JobQueue": "photos", "JobDefinition": "${ResizeArn}"})
    assert found["batch:SubmitJob"][1:] == ["${ResizeArn}", "${ResizeArn}:*"]


def test_a_consumable_resource_that_a_batch_job_overrides_is_named() -> None:
    override = {"ConsumableResourceList": [{"ConsumableResource": "licence", "Quantity": 1}]}
    parameters = {"JobQueue": "q", "JobDefinition": "d:1", "ConsumableResourcePropertiesOverride": override}
    assert f"{BATCH}:consumable-resource/licence" in least("batch:submitJob", parameters)["batch:SubmitJob"]


def test_all_permissions_of_a_glue_job_are_on_the_job() -> None:
    assert set(map(tuple, least("glue:startJobRun.sync", {"JobName": "clean"}).values())) == {(f"{GLUE}:job/clean",)}
    assert set(map(tuple, least("glue:startJobRun.sync", {"JobName.$": "$.job"}).values())) == {(f"{GLUE}:job/*",)}


def test_a_new_cluster_is_watched_and_ended_in_its_region_and_account() -> None:
    found = least("elasticmapreduce:createCluster.sync", {"Name": "nightly"})
    assert found.pop("elasticmapreduce:RunJobFlow") == ["*"]
    assert set(map(tuple, found.values())) == {("arn:aws:elasticmapreduce:us-east-1:123456789012:cluster/*",)}


def test_a_node_group_is_made_in_its_cluster_for_its_role() -> None:
    role = "arn:aws:iam::123456789012:role/nodes"
    found = least("eks:createNodegroup.sync", {"ClusterName": "shop", "NodegroupName": "big", "NodeRole": role})
    eks = "arn:aws:eks:us-east-1:123456789012"
    assert found["eks:CreateNodegroup"] == [f"{eks}:cluster/shop"]
    assert found["eks:DeleteNodegroup"] == [f"{eks}:nodegroup/shop/big/*"]
    assert found["iam:GetRole"] == found["iam:ListAttachedRolePolicies"] == [role]
    assert found["ec2:DescribeSubnets"] == ["*"]


@pytest.mark.parametrize(
    ("cluster", "part"),
    [
        ({}, "default"),
        ({"Cluster": "batch"}, "batch"),
        ({"Cluster": "arn:aws:ecs:us-east-1:123456789012:cluster/batch"}, "batch"),
        ({"Cluster.$": "$.cluster"}, "*"),
        ({"Cluster": "${ClusterArn}"}, "*"),
    ],
)
def test_an_ecs_task_is_watched_stopped_and_tagged_in_its_cluster(cluster: dict[str, str], part: str) -> None:
    tags = [{"Key": "team", "Value": "a"}]
    found = least("ecs:runTask.sync", {"TaskDefinition": "report:2", "Tags": tags, **cluster})
    for action in ("ecs:DescribeTasks", "ecs:StopTask", "ecs:TagResource"):
        assert found[action] == [f"arn:aws:ecs:us-east-1:123456789012:task/{part}/*"]


@pytest.mark.parametrize(
    ("given", "queues"),
    [
        ({}, ["queues/Default"]),
        ({"Queue": "fast"}, ["queues/fast"]),
        ({"JobTemplate": "hls"}, ["queues/*", "jobTemplates/hls"]),
        ({"Queue": "fast", "JobTemplate": "hls"}, ["queues/fast", "jobTemplates/hls"]),
    ],
)
def test_a_mediaconvert_job_uses_its_queue_and_its_template(given: dict[str, str], queues: list[str]) -> None:
    found = least("mediaconvert:createJob", {"Role": "arn:aws:iam::123456789012:role/media", **given})
    media = "arn:aws:mediaconvert:us-east-1:123456789012"
    assert found["mediaconvert:CreateJob"] == [f"{media}:{name}" for name in (*queues, "presets/*")]


def test_tags_of_sagemaker_are_on_what_is_made_and_an_update_makes_nothing() -> None:
    made = least("sagemaker:createEndpoint", {"EndpointName": "live", "EndpointConfigName": "v2"})
    assert made["sagemaker:AddTags"] == ["arn:aws:sagemaker:us-east-1:123456789012:endpoint/live"]
    updated = least("sagemaker:updateEndpoint", {"EndpointName": "live", "EndpointConfigName": "v2"})
    assert set(updated) == {"sagemaker:UpdateEndpoint"}


# ── HTTP tasks and models ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("connection", "secret"),
    [
        ({"ConnectionArn": f"{EVENTS}:connection/shop/1a2b"}, f"{SECRETS}:secret:events!connection/shop/*"),
        ({"ConnectionArn": "${Shop.Arn}"}, f"{SECRETS}:secret:events!connection/*/*"),
        ({"ConnectionArn.$": "$.arn"}, "arn:aws:secretsmanager:*:*:secret:events!connection/*"),
    ],
)
def test_the_secret_of_an_http_task_is_that_of_its_connection(connection: dict[str, str], secret: str) -> None:
    call = {"ApiEndpoint": "https://example.com/a", "Method": "GET", "Authentication": connection}
    found = least("http:invoke", call)
    assert found["secretsmanager:GetSecretValue"] == found["secretsmanager:DescribeSecret"] == [secret]


@pytest.mark.parametrize(
    ("profile", "model"),
    [
        ("us.example.chat-v1:0", "example.chat-v1:0"),
        ("global.example.chat-v1:0", "example.chat-v1:0"),
        ("arn:aws:bedrock:us-east-1:123456789012:inference-profile/eu.example.chat-v1:0", "example.chat-v1:0"),
    ],
)
def test_a_system_profile_names_the_model_that_it_calls(profile: str, model: str) -> None:
    resources = least("bedrock:invokeModel", {"ModelId": profile})["bedrock:InvokeModel"]
    assert resources[1:] == [f"arn:aws:bedrock:*::foundation-model/{model}"]


# ── Athena ───────────────────────────────────────────────────────────────────────────────────────

SALES = {"QueryExecutionContext": {"Database": "sales"}}
RESULT = {"ResultConfiguration": {"OutputLocation": "s3://reports/daily/"}}
WRITES = {"s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"}
NAMED = [f"{GLUE}:catalog", f"{GLUE}:database/sales", f"{GLUE}:table/sales/*"]
ANY = [f"{GLUE}:catalog", f"{GLUE}:database/*", f"{GLUE}:table/*/*"]


def athena(query: str | None, **more: Any) -> dict[str, list[str]]:
    text = {"QueryString.$": "$.query"} if query is None else {"QueryString": query}
    return least("athena:startQueryExecution", {**text, **more})


@pytest.mark.parametrize(
    "query",
    ["SELECT * FROM orders", "with a as (select 1) select * from a", "-- x\n(select 1)", "EXPLAIN SELECT 1"],
)
def test_a_query_that_reads_writes_only_its_result(query: str) -> None:
    found = athena(query, **SALES, **RESULT)
    assert {tuple(found[action]) for action in WRITES} == {("arn:aws:s3:::reports/daily/*",)}
    assert found["s3:ListBucketMultipartUploads"] == ["arn:aws:s3:::reports"]
    assert found["glue:GetTable"] == [*NAMED, f"{GLUE}:database/default"]
    assert not {action for action in found if action.startswith(("glue:Create", "glue:Update", "glue:Delete"))}


@pytest.mark.parametrize("query", ["INSERT INTO orders SELECT * FROM new", "create table t as select 1", None])
def test_a_query_that_may_change_tables_may_write_anywhere(query: str | None) -> None:
    found = athena(query, **SALES, **RESULT)
    assert {tuple(found[action]) for action in WRITES} == {("arn:aws:s3:::*/*",)}
    assert found["glue:CreateTable"][:3] == NAMED


@pytest.mark.parametrize(
    "query",
    ["select * from archive.orders", "select * from orders, archive.orders", "SHOW DATABASES", "execute prepared"],
)
def test_a_query_that_names_another_database_may_use_any(query: str) -> None:
    assert athena(query, **SALES)["glue:GetTable"] == ANY


@pytest.mark.parametrize(
    "query",
    [
        "select o.id, c.name from orders o join customers as c on o.c = c.id",
        "select 'from archive.orders' from orders -- join archive.orders",
        "select id /* from archive.orders */ from orders",
    ],
)
def test_columns_texts_and_comments_name_no_database(query: str) -> None:
    assert athena(query, **SALES)["glue:GetTable"][:3] == NAMED


@pytest.mark.parametrize(
    ("configuration", "objects"),
    [
        ({"OutputLocation": "s3://results/daily/"}, "results/daily/*"),
        ({"OutputLocation.$": "$.where"}, "*/*"),
        ({}, "*/*"),
    ],
)
def test_the_access_control_list_of_a_result_is_set_where_the_result_goes(
    configuration: dict[str, str], objects: str
) -> None:
    result = {**configuration, "AclConfiguration": {"S3AclOption": "BUCKET_OWNER_FULL_CONTROL"}}
    found = least("athena:startQueryExecution", {"QueryString": "SELECT 1", "ResultConfiguration": result})
    assert found["s3:PutObjectAcl"] == [f"arn:aws:s3:::{objects}"]


def test_without_a_place_for_results_or_a_database_they_may_be_any() -> None:
    found = athena("select 1")
    assert {tuple(found[action]) for action in WRITES} == {("arn:aws:s3:::*/*",)}
    assert found["glue:GetTable"] == ANY


@pytest.mark.parametrize("query", ["select 1", "drop table t", None])
def test_no_query_makes_a_bucket(query: str | None) -> None:
    assert "s3:CreateBucket" not in athena(query, **RESULT)


def test_only_a_job_is_polled_and_stopped_in_its_workgroup() -> None:
    group = "arn:aws:athena:us-east-1:123456789012:workgroup/team"
    found = least("athena:startQueryExecution.sync", {"QueryString": "select 1", "WorkGroup": "team"})
    assert found["athena:startQueryExecution"] == found["athena:stopQueryExecution"] == [group]
    assert "athena:stopQueryExecution" not in athena("select 1")


# ── Other roles ──────────────────────────────────────────────────────────────────────────────────


def test_a_role_of_another_account_calls_the_service_there() -> None:
    state = task("glue:startJobRun", {"JobName": "clean"}, Credentials={"RoleArn": "arn:aws:iam::210987654321:role/r"})
    for scope in ("guide", "least"):
        (role,) = policy_of(chain(Call=state), scope).other_roles
        expected = "*" if scope == "guide" else "arn:aws:glue:us-east-1:210987654321:job/clean"
        assert {grant.resource for grant in role.grants} == {expected}


def test_the_policy_of_another_role_repeats_nothing_either() -> None:
    role = {"RoleArn": "arn:aws:iam::210987654321:role/r"}
    known = task("glue:startJobRun", {"JobName": "clean"}, Credentials=role)
    unknown = task("glue:startJobRun", {"JobName.$": "$.job"}, Credentials=role)
    (there,) = policy_of(chain(One=known, Other=unknown), "least").other_roles
    (grant,) = there.grants
    assert grant.resource == "arn:aws:glue:us-east-1:210987654321:job/*"
    assert set(grant.states) == {("One",), ("Other",)}


def test_a_glue_job_has_a_name_only_so_no_placeholder_for_an_arn_is_written() -> None:
    assert least("glue:startJobRun", {"JobName": "${CleanArn}"})["glue:StartJobRun"] == [f"{GLUE}:job/*"]
    assert least("glue:startJobRun", {"JobName": "${Clean}"})["glue:StartJobRun"] == [f"{GLUE}:job/${{Clean}}"]
