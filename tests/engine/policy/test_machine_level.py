"""Rights that no task's Resource causes: Distributed Map, settings, keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.engine.machines import HERE, chain, policy_of, statements_of, task

MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:orders"
EXECUTIONS = "arn:aws:states:us-east-1:123456789012:execution:orders"


def distributed(**fields: Any) -> dict[str, Any]:
    inner = {"StartAt": "Work", "States": {"Work": {"Type": "Pass", "End": True}}}
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    return {"Type": "Map", "ItemProcessor": {"ProcessorConfig": config, **inner}, **fields}


def reader(api: str, parameters: dict[str, Any], **config: Any) -> dict[str, Any]:
    body = {"Resource": f"arn:aws:states:::s3:{api}", "Parameters": parameters}
    return {**body, "ReaderConfig": config} if config else body


def rows(scope: str = "guide", **fields: Any) -> list[Any]:
    """The statements that reader and writer bring, without those of the map run."""
    found = statements_of(chain(Each=distributed(**fields)), scope)
    return [row for row in found if not row["Action"][0].startswith("states:")]


def test_a_distributed_map_starts_and_watches_executions_of_its_own_machine() -> None:
    policy = policy_of(chain(Each=distributed(Label="each")))
    assert [(grant.action, grant.resource, grant.reason, grant.states) for grant in policy.grants] == [
        ("states:StartExecution", MACHINE, "map-run", (("Each",),)),
        ("states:DescribeExecution", f"{EXECUTIONS}:*", "map-run", (("Each",),)),
        ("states:RedriveExecution", f"{EXECUTIONS}/each:*", "support", (("Each",),)),
    ]
    assert {grant.action for grant in policy_of(chain(Each=distributed()), "least").grants} == {
        "states:StartExecution",
        "states:DescribeExecution",
    }


def test_a_map_of_a_machine_that_can_be_redriven_restarts_its_failed_children() -> None:
    redriven = replace(HERE, redrive=True)
    for scope in ("guide", "least"):
        policy = policy_of(chain(Each=distributed(Label="each")), scope, redriven)
        restarted = {grant.resource for grant in policy.grants if grant.action == "states:RedriveExecution"}
        assert f"{EXECUTIONS}/each:*" in restarted


def test_an_inline_map_needs_no_permission() -> None:
    inner = {"StartAt": "Work", "States": {"Work": {"Type": "Pass", "End": True}}}
    assert statements_of(chain(Each={"Type": "Map", "ItemProcessor": inner})) == [{"Action": "*", "Resource": "*"}]


def test_a_distributed_map_counts_at_any_depth_and_in_a_legacy_iterator() -> None:
    old = distributed()
    old["Iterator"] = old.pop("ItemProcessor")
    branch = {"StartAt": "Each", "States": {"Each": {**old, "End": True}}}
    machine = chain(Fork={"Type": "Parallel", "Branches": [branch]})
    assert policy_of(machine).grants[0].states == (("Fork", "Each"),)


def test_a_listing_reader_lists_the_bucket_and_reads_the_objects() -> None:
    read = reader("listObjectsV2", {"Bucket": "in", "Prefix": "a/"})
    condition = {"StringLike": {"s3:prefix": ["a/"]}}
    listing = {"Action": ["s3:ListBucket"], "Resource": ["arn:aws:s3:::in"], "Condition": condition}
    assert rows(ItemReader=read) == [listing, {"Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::in/a/*"]}]
    assert rows("least", ItemReader=read) == [listing]
    flat = reader("listObjectsV2", {"Bucket": "in", "Prefix": "a/"}, Transformation="LOAD_AND_FLATTEN")
    assert rows("least", ItemReader=flat)[1]["Resource"] == ["arn:aws:s3:::in/a/*"]


def test_a_listing_reader_without_a_prefix_has_no_condition() -> None:
    assert rows(ItemReader=reader("listObjectsV2", {"Bucket": "in"})) == [
        {"Action": ["s3:ListBucket"], "Resource": ["arn:aws:s3:::in"]},
        {"Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::in/*"]},
    ]


@pytest.mark.parametrize("kind", ["CSV", "JSON", "JSONL", "PARQUET"])
def test_an_object_reader_reads_one_object(kind: str) -> None:
    read = reader("getObject", {"Bucket": "in", "Key": "a/b.csv"}, InputType=kind)
    assert rows(ItemReader=read) == [{"Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::in/a/b.csv"]}]


def test_stars_in_a_key_are_written_so_that_iam_takes_them_literally() -> None:
    read = reader("getObject", {"Bucket": "in", "Key": "a*?.csv"})
    assert rows(ItemReader=read)[0]["Resource"] == ["arn:aws:s3:::in/a${*}${?}.csv"]


def test_a_version_of_an_object_needs_a_permission_of_its_own() -> None:
    read = reader("getObject", {"Bucket": "in", "Key": "k", "VersionId": "3"})
    policy = policy_of(chain(Each=distributed(ItemReader=read)))
    (version,) = [grant for grant in policy.grants if grant.action == "s3:GetObjectVersion"]
    assert version.inferred and version.resource == "arn:aws:s3:::in/k"


def test_an_inventory_reader_reads_the_manifest_and_its_data() -> None:
    key = "out/source/config/2024-01-01T00-00Z/manifest.json"
    for config in ({"InputType": "MANIFEST"}, {"ManifestType": "S3_INVENTORY"}):
        read = reader("getObject", {"Bucket": "in", "Key": key}, **config)
        assert rows(ItemReader=read)[0]["Resource"] == [
            f"arn:aws:s3:::in/{key}",
            "arn:aws:s3:::in/out/source/config/data/*",
        ]


def test_an_athena_manifest_reader_reads_the_folder_of_the_manifest() -> None:
    read = reader("getObject", {"Bucket": "in", "Key": "q/m.csv"}, InputType="MANIFEST", ManifestType="ATHENA_DATA")
    assert rows(ItemReader=read)[0]["Resource"] == ["arn:aws:s3:::in/q/m.csv", "arn:aws:s3:::in/q/*"]


def test_a_bucket_from_input_gives_a_wildcard_and_a_key_from_input_a_narrow_one() -> None:
    assert rows(ItemReader=reader("getObject", {"Bucket.$": "$.b", "Key.$": "$.k"}))[0]["Resource"] == "*"
    assert rows(ItemReader=reader("getObject", {"Bucket": "in", "Key.$": "$.k"}))[0]["Resource"] == [
        "arn:aws:s3:::in/*"
    ]


def test_a_jsonata_reader_is_read_from_its_arguments() -> None:
    read = {"Resource": "arn:aws:states:::s3:getObject", "Arguments": {"Bucket": "in", "Key": "{% $k %}"}}
    machine = {"QueryLanguage": "JSONata", **chain(Each=distributed(ItemReader=read))}
    assert statements_of(machine)[-1]["Resource"] == ["arn:aws:s3:::in/*"]


def test_a_writer_needs_four_permissions_and_one_without_resource_none() -> None:
    write = {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "out", "Prefix": "runs/"}}
    (row,) = rows(ResultWriter=write)
    assert row["Resource"] == ["arn:aws:s3:::out/runs/*"] and len(row["Action"]) == 4
    assert rows(ResultWriter={"WriterConfig": {"OutputType": "JSON"}}) == []
    (row,) = rows(ResultWriter={**write, "Parameters": {"Bucket": "out"}})
    assert row["Resource"] == ["arn:aws:s3:::out/*"]


def test_an_unknown_reader_is_unexplained() -> None:
    read = {"Resource": "arn:aws:states:::s3:readAll", "Parameters": {}}
    assert policy_of(chain(Each=distributed(ItemReader=read))).unexplained[0].state == ("Each",)


def test_the_machines_name_is_a_visible_gap_where_it_is_not_known() -> None:
    policy = policy_of(chain(Each=distributed()), context=replace(HERE, state_machine_name=None))
    assert policy.grants[0].resource.endswith(":stateMachine:<state-machine-name>")
    assert any("name unknown" in note.text for note in policy.notes)


def test_settings_of_the_machine_bring_permissions_without_states() -> None:
    context = replace(HERE, tracing=True, logging=True, kms_key_id="k-1", redrive=True)
    policy = policy_of(chain(P={"Type": "Pass"}), context=context)
    assert {grant.reason for grant in policy.grants} == {"tracing", "logging", "encryption", "support"}
    assert all(grant.states == () for grant in policy.grants)
    assert "arn:aws:kms:us-east-1:123456789012:key/k-1" in {grant.resource for grant in policy.grants}


def test_the_key_of_an_activity_is_for_that_activity_alone() -> None:
    activity = "arn:aws:states:us-east-1:123456789012:activity:paint"
    context = replace(HERE, activity_kms_key_id="arn:aws:kms:eu-west-1:210987654321:key/k-2")
    (row,) = statements_of(chain(Paint=task(activity)), context=context)
    assert row["Resource"] == ["arn:aws:kms:eu-west-1:210987654321:key/k-2"]
    assert row["Condition"]["StringEquals"]["kms:EncryptionContext:aws:states:activityArn"] == [activity]


def test_a_machine_of_activities_alone_is_denied_everything() -> None:
    activity = "arn:aws:states:us-east-1:123456789012:activity:paint"
    assert statements_of(chain(Paint=task(activity))) == [{"Action": "*", "Resource": "*"}]
    assert policy_of(chain(Paint=task(activity))).statements[0].effect == "Deny"
    assert policy_of(chain(Paint=task(activity))).unexplained == ()


def test_a_context_with_a_control_character_is_refused() -> None:
    with pytest.raises(ValueError, match="account"):
        sfn.Context(account="1\n2")
