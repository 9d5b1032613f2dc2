"""Names of AWS SDK integrations as people write them: what is accepted, and what is said of the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.policy.findings import findings
from sfn_engine.sdk import store
from sfn_engine.sdk.names import SdkName, read_name
from sfn_engine.sdk.other_names import OTHER_NAMES
from tests.support.engine.machines import SHARED, chain, needs_reference, policy_of, task

NAMES = SHARED / "reference" / "sdk_service_names.json"


def read(text: str) -> SdkName:
    return read_name(f"aws-sdk:{text}")


# ── Accepted ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "service", "operation"),
    [
        ("s3:getObject", "s3", "GetObject"),
        ("s3:listObjectsV2", "s3", "ListObjectsV2"),
        ("rds:describeDBInstances", "rds", "DescribeDBInstances"),
        ("secretsmanager:GetSecretValue", "secretsmanager", "GetSecretValue"),
        ("cloudwatchlogs:startQuery", "cloudwatchlogs", "StartQuery"),
        ("directoryservicedata:listUsers", "directoryservicedata", "ListUsers"),
    ],
)
def test_the_spelling_of_the_guide_and_that_of_the_api_are_right(text: str, service: str, operation: str) -> None:
    name = read(text)
    assert (name.service, name.operation) == (service, operation)
    assert (name.problem, name.fault, name.spelling, name.note) == ("", "", "", "")
    assert name.name == f"aws-sdk:{service}:{operation[0].lower()}{operation[1:]}"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("S3:getObject", "s3:getObject"),
        ("s3:getobject", "s3:getObject"),
        ("S3:GETOBJECT", "s3:getObject"),
        ("rds:describeDbInstances", "rds:describeDBInstances"),
        ("DynamoDB:GetItem", "dynamodb:getItem"),
    ],
)
def test_another_case_is_accepted_and_the_right_one_is_told(text: str, right: str) -> None:
    name = read(text)
    assert name.name == f"aws-sdk:{right}" and not name.fault
    assert name.spelling == f"{text!r} should be written {right!r}, as in the guide and the API"


def test_a_service_that_the_guide_does_not_list_is_accepted_with_a_note() -> None:
    name = read("s3vectors:queryVectors")
    assert (name.service, name.operation, name.problem) == ("s3vectors", "QueryVectors", "")
    assert "does not have s3vectors; check that Step Functions offers it." in name.note


def test_region_and_account_of_the_arn_make_no_difference() -> None:
    resource = "arn:aws:states:us-east-1:123456789012:aws-sdk:s3:getObject"
    (found,) = sfn.parse(chain(Get=task(resource, {"Bucket": "b", "Key": "k"}))).tasks
    assert (found.kind, found.integration) == ("sdk", "aws-sdk:s3:getObject")
    assert read_name(found.integration).operation == "GetObject"


# ── Services ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("cloudwatchevents:putRule", "'eventbridge'"),
        ("events:putEvents", "'eventbridge'"),
        ("logs:startQuery", "'cloudwatchlogs'"),
        ("ce:getCostAndUsage", "'costexplorer'"),
        ("states:startExecution", "'sfn'"),
        ("stepfunctions:startExecution", "'sfn'"),
        ("StepFunctions:startExecution", "'sfn'"),
        ("dms:startReplicationTask", "'databasemigration'"),
        ("cognito-idp:adminGetUser", "'cognitoidentityprovider'"),
        ("cognito-identity:getId", "'cognitoidentity'"),
        ("elb:describeLoadBalancers", "'elasticloadbalancing'"),
        ("elbv2:describeLoadBalancers", "'elasticloadbalancingv2'"),
        ("lex-models:getBot", "'lexmodelbuilding'"),
        ("monitoring:putMetricData", "'cloudwatch'"),
        ("rds-data:executeStatement", "'rdsdata'"),
        ("bedrock-runtime:invokeModel", "'bedrockruntime'"),
        ("AmazonS3:getObject", "'s3'"),
        ("AWSLambda:invoke", "'lambda'"),
        ("elasticfilesystem:describeFileSystems", "'efs'"),
        ("runtime.sagemaker:invokeEndpoint", "'sagemakerruntime'"),
    ],
)
def test_another_name_of_a_service_is_refused_with_the_right_one(text: str, meant: str) -> None:
    name = read(text)
    service = text.partition(":")[0]
    assert (name.problem, name.service, name.name) == ("service", "", "")
    assert name.fault == f"AWS SDK integrations have no service {service!r}: Step Functions calls it {meant}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("es:createDomain", "calls it 'opensearch'"),
        ("es:createElasticsearchDomain", "calls it 'elasticsearch'"),
        ("es:foo", "calls it 'elasticsearch' or 'opensearch'"),
        ("lex:postText", "calls it 'lexruntime'"),
        ("timestream:query", "calls it 'timestreamquery'"),
        ("email:sendEmail", "calls it 'ses' or 'sesv2'"),
        ("email:getSendQuota", "calls it 'ses'"),
        ("aws-marketplace:getEntitlements", "calls it 'marketplaceentitlement'"),
    ],
)
def test_of_several_services_those_with_the_operation_are_told(text: str, meant: str) -> None:
    assert read(text).fault.endswith(meant)


@pytest.mark.parametrize(
    ("text", "hint"),
    [("dynamo:getItem", "(did you mean 'dynamodb'?)"), ("lamda:invoke", "(did you mean 'lambda'?)"), ("xyzzy:do", "")],
)
def test_a_service_that_is_misspelt_is_told_with_the_nearest(text: str, hint: str) -> None:
    assert read(text).fault == f"AWS SDK integrations have no service {text.partition(':')[0]!r} {hint}".rstrip()


def test_a_service_that_no_sdk_has_any_more_is_no_mistake() -> None:
    name = read("honeycode:queryTableRows")
    assert (name.problem, name.is_mistake) == ("no-data", False)


# ── Operations ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("s3:getObjct", "(did you mean 'getObject'?)"),
        ("s3:get_object", "(did you mean 'getObject'?)"),
        ("s3:get-object", "(did you mean 'getObject'?)"),
        ("s3:GetObjectCommand", "(did you mean 'getObject'?)"),
        ("lambda:invokeFunction", "(did you mean 'invoke'?)"),
        ("ssm:xyzzy", ""),
    ],
)
def test_an_unknown_operation_is_told_with_the_nearest(text: str, hint: str) -> None:
    service, _, operation = text.partition(":")
    name = read(text)
    assert (name.problem, name.service, name.operation) == ("operation", service, "")
    assert name.fault == f"there is no operation {operation!r} in {service} {hint}".rstrip()


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("bedrock:invokeModel", "bedrockruntime"),
        ("bedrockagent:invokeAgent", "bedrockagentruntime"),
        ("iot:publish", "iotdataplane"),
        ("cloudwatch:putEvents", "eventbridge"),
        ("cloudwatch:putLogEvents", "cloudwatchlogs"),
        ("redshift:executeStatement", "redshiftdata"),
        ("apigateway:getApis", "apigatewayv2"),
        ("ecs:describeImages", "ecr"),
    ],
)
def test_an_operation_of_a_related_service_is_told_with_it(text: str, of: str) -> None:
    service, _, operation = text.partition(":")
    assert read(text).fault == f"there is no operation {operation!r} in {service}: it is an operation of {of}"


@pytest.mark.parametrize("text", ["sts:assumeRole", "cloudwatchlogs:startLiveTail", "bedrockruntime:ConverseStream"])
def test_what_the_guide_says_is_not_supported_is_refused(text: str) -> None:
    name = read(text)
    assert (name.problem, name.is_mistake) == ("unsupported", True)
    assert name.fault.startswith("Step Functions does not support ")


@pytest.mark.parametrize(
    "text", ["${Service}:getObject", "s3:${Operation}", "s3:get%{ if x }Object%{ endif }", "${All}"]
)
def test_a_placeholder_is_no_mistake(text: str) -> None:
    name = read(text)
    assert (name.problem, name.is_mistake) == ("deployment", False)
    assert name.fault.endswith("is only known at deployment; set its placeholders with --set")


@pytest.mark.parametrize("text", ["", "s3", "s3:", ":getObject", ":", "s3:get\nObject", "s3:\u202egetObject", "@s3:x"])
def test_what_is_no_name_at_all_is_refused_in_a_safe_sentence(text: str) -> None:
    name = read(text)
    assert name.is_mistake and name.fault
    assert name.fault.isprintable()


@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    name = read(text)
    assert bool(name.problem) == bool(name.fault) == (not name.name)


# ── All names ────────────────────────────────────────────────────────────────────────────────────


def test_another_name_is_of_services_that_are_known_and_is_no_service() -> None:
    assert [name for name in OTHER_NAMES if store.service(name) is not None] == []
    assert [name for name in OTHER_NAMES if not name.isalnum() or name != name.lower()] == []
    meant = {service for services in OTHER_NAMES.values() for service in services}
    assert [service for service in sorted(meant) if store.service(service) is None] == []


def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(NAMES.read_text("utf-8"))["services"]
    return {name: entry for name, entry in facts.items() if entry["botocore"]}


@needs_reference
@pytest.mark.parametrize("field", ["botocore", "iam_prefix", "service_id"])
def test_each_service_is_found_by_its_other_names(field: str) -> None:
    """The right name is offered, unless the other name is itself that of a service."""
    lost = {}
    for name, entry in _facts().items():
        other = entry[field].replace(" ", "").lower()
        operations = store.operation_names(name)
        faults = [read(f"{other}:{operation}").fault for operation in operations[:3]]
        if store.service(other) is None and not any(f"'{name}'" in fault for fault in faults):
            lost[name] = (other, faults[:1])
    # A prefix that is itself a service without its hyphen is read as that service: the operation tells the other.
    as_service = {name for name, (other, _) in lost.items() if store.service(other.replace("-", "")) is not None}
    assert {name: told for name, told in lost.items() if name not in as_service} == {}


@needs_reference
def test_every_operation_that_the_guide_excludes_is_refused() -> None:
    """Security Lake had a `CreateDatalake`, which is excluded, and now has a `CreateDataLake`: its case is told."""
    excluded = [
        f"{name}:{operation}"
        for name, entry in _facts().items()
        for operation in entry.get("unsupported_operations", ())
    ]
    known = [text for text in excluded if read(text).operation]
    assert len(known) > 30
    assert [text for text in excluded if not (read(text).is_mistake or read(text).spelling)] == []


# ── Seen ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("resource", "checks"),
    [
        ("aws-sdk:cloudwatchevents:putRule", ["sdk-service"]),
        ("aws-sdk:s3:getObjct", ["sdk-operation"]),
        ("aws-sdk:sts:assumeRole", ["sdk-operation"]),
        ("aws-sdk:s3:listbuckets", ["sdk-spelling"]),
        ("aws-sdk:s3:listBuckets.sync", ["pattern"]),
        ("aws-sdk:s3:listBuckets.sync:2", ["pattern"]),
        ("aws-sdk:s3:listBuckets", []),
        ("aws-sdk:s3:ListBuckets.waitForTaskToken", []),
        ("aws-sdk:${Service}:listBuckets", []),
    ],
)
def test_check_tells_a_name_at_its_resource(resource: str, checks: list[str]) -> None:
    given = {"Token.$": "$$.Task.Token"} if resource.endswith("Token") else {}
    found = sfn.parse(chain(Call=task(resource, given))).diagnostics
    assert [entry.check for entry in found] == checks
    assert all(entry.pointer == ("States", "Call", "Resource") for entry in found)


def test_a_task_with_a_fault_in_its_name_is_unexplained_for_the_same_reason() -> None:
    (entry,) = policy_of(chain(Call=task("aws-sdk:bedrock:invokeModel", {}))).unexplained
    assert entry.reason == "There is no operation 'invokeModel' in bedrock: it is an operation of bedrockruntime."


def test_a_placeholder_in_the_name_is_unexplained_and_no_mistake() -> None:
    (found,) = findings(sfn.parse(chain(Call=task("aws-sdk:${Service}:getObject", {}))))
    assert found.check == "unexplained-task"
    assert "only known at deployment; set its placeholders with --set." in found.message


@pytest.mark.parametrize(
    ("resource", "meant"),
    [
        ("s3:getObject", " (did you mean 'aws-sdk:s3:getObject'?)"),
        ("logs:startQuery", " (did you mean 'aws-sdk:cloudwatchlogs:startQuery'?)"),
        ("AWS-SDK:s3:getObject", " (did you mean 'aws-sdk:s3:getObject'?)"),
        ("sqs:sendMessages", ""),
        ("palace:openGate", ""),
    ],
)
def test_check_offers_the_integration_of_the_sdk_for_an_optimized_one_that_there_is_not(
    resource: str, meant: str
) -> None:
    (found,) = sfn.parse(chain(Call=task(resource, {}))).diagnostics
    assert (found.check, found.message) == ("integration", f"{resource!r} is not a known integration{meant}")
