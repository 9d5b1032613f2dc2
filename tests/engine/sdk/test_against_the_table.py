"""The permissions of AWS SDK integrations, held against AWS's own table of API operations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pytest

import sfn_engine as sfn
from sfn_engine.catalog import loader
from sfn_engine.sdk import store
from tests.support.engine.machines import HERE, SHARED, chain, task
from tests.support.engine.sdk_machines import request_with

TABLE = SHARED / "reference" / "sdk_operations.json"
pytestmark = pytest.mark.skipif(not TABLE.is_file(), reason="AWS's table of operations is not part of the project")
ROLE = "arn:aws:iam::123456789012:role/passed"
ODD = {
    ("ec2", "CreateCapacityReservationDateChangeQuote"),
    ("transcribe", "UpdateLanguageModel"),
    ("redshift", "ModifyLakehouseConfiguration"),
    ("dynamodb", "RestoreTableToPointInTime"),
}
"""Rows that the table itself calls odd."""
NO_ROLE_IN_THE_REQUEST = {
    "databasemigration:CreateInstanceProfile",
    "databasemigration:ModifyInstanceProfile",
    "docdb:CreateDBCluster",
    "docdb:CreateDBInstance",
    "docdb:ModifyDBCluster",
    "docdb:ModifyDBInstance",
    "docdb:RestoreDBClusterFromSnapshot",
    "docdb:RestoreDBClusterToPointInTime",
    "elasticsearch:AssociatePackage",
    "emr:UpdateStudio",
    "glue:CreateTable",
    "glue:GetJob",
    "glue:GetJobs",
    "glue:UpdateTable",
    "lexmodelbuilding:StartImport",
    "neptune:CreateDBCluster",
    "redshiftserverless:UpdateLakehouseConfiguration",
    "ssm:DescribeAutomationStepExecutions",
    "ssm:GetAutomationExecution",
}
"""Rows with iam:PassRole whose request has no role, nor anything that could name one."""
ROLE_ADDED_BY_HAND = {
    "apigateway:ImportRestApi",
    "apigateway:PutRestApi",
    "apigateway:UpdateAccount",
    "apigateway:UpdateAuthorizer",
    "apigateway:UpdateIntegration",
    "apigatewayv2:ImportApi",
    "apigatewayv2:ReimportApi",
    "autoscaling:CreateLaunchConfiguration",
    "batch:SubmitServiceJob",
    "cloudwatchlogs:PutAccountPolicy",
    "config:PutConformancePack",
    "config:PutOrganizationConformancePack",
    "config:PutRemediationConfigurations",
    "ec2:AssociateIamInstanceProfile",
    "ec2:CreateLaunchTemplate",
    "ec2:CreateLaunchTemplateVersion",
    "ec2:ReplaceIamInstanceProfileAssociation",
    "ec2:RequestSpotInstances",
    "ec2:RunInstances",
    "ecs:CreateDaemon",
    "ecs:UpdateDaemon",
    "eks:CreateAccessEntry",
    "quicksight:DeleteVPCConnection",
    "rds:CreateBlueGreenDeployment",
    "rds:ModifyOptionGroup",
    "sagemaker:ImportHubContent",
    "sns:SetSubscriptionAttributes",
    "sns:SetTopicAttributes",
    "ssm:CreateDocument",
    "ssm:UpdateDocument",
    "ssm:UpdateServiceSetting",
}
"""Rows with iam:PassRole whose role is in a text, a patch, a template or an instance profile, and in no parameter."""
ROLE_BESIDE_THE_TABLE = {
    "cloudwatchlogs:PutDeliveryDestination",
    "cloudwatchlogs:PutIntegration",
    "cloudwatchomni:UpdateSpace",
    "dynamodb:UpdateGlobalTableSettings",
    "dynamodb:UpdateTableReplicaAutoScaling",
    "eventbridgev2:CreateEventSource",
    "eventbridgev2:UpdateEventSource",
    "forecast:CreateExplainability",
    "forecast:CreateForecast",
    "forecast:CreateWhatIfAnalysis",
    "lexmodelbuilding:PutBotAlias",
    "lexmodelbuilding:PutIntent",
    "s3:CreateBucketMetadataConfiguration",
    "s3control:CreateJob",
    "s3control:UpdateAccessGrantsLocation",
}
"""Rows without iam:PassRole whose request hands over a role all the same."""
PASSED_FURTHER = {
    "bedrock:CreateMarketplaceModelEndpoint",
    "bedrock:UpdateMarketplaceModelEndpoint",
    "ec2:RequestSpotFleet",
}
"""Rows whose service passes the role on to another one with the caller's permissions."""


class TableRow(NamedTuple):
    """One operation of the table."""

    service: str
    operation: str
    allowed: frozenset[str]
    conditional: frozenset[str]
    is_simple: bool
    passed_to: frozenset[str]


@cache
def services() -> dict[str, Any]:
    """Return the table's services."""
    if not TABLE.is_file():
        return {}
    found: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))["services"]
    return found


def rows(service: str) -> Iterator[TableRow]:
    """Yield the rows of a service that can be trusted."""
    table = services()[service]
    for name in table.get("simple", ()):
        if name not in table["operations"] and is_offered(service, name):
            own = frozenset({f"{table['prefix']}:{name}".lower()})
            yield TableRow(service, name, own, frozenset(), True, frozenset())
    for name, entry in table["operations"].items():
        if (service, name) in ODD or (service == "s3control" and "PublicAccessBlock" in name):
            continue
        if not is_offered(service, name):
            continue
        lower = {key: frozenset(action.lower() for action in entry.get(key, ())) for key in ("actions", "conditional")}
        passed_to = frozenset(entry.get("passed_to", ()))
        yield TableRow(service, name, lower["actions"], lower["conditional"], False, passed_to)


def is_offered(service: str, name: str) -> bool:
    """Tell whether Step Functions offers the operation; the table knows some that it leaves out or has no longer."""
    called = store.operation(service, name)
    return called is not None and called.supported


def policy_of(row: TableRow, parameters: dict[str, Any]) -> sfn.Policy:
    """Return the policy of a machine that only calls the operation."""
    call = task(f"arn:aws:states:::{name_of(row)}", parameters)
    return sfn.generate(sfn.parse(chain(Call=call)), HERE, scope="least")


def name_of(row: TableRow) -> str:
    """Return the name of the integration."""
    return f"aws-sdk:{row.service}:{row.operation[:1].lower()}{row.operation[1:]}"


def role_paths(row: TableRow) -> list[str]:
    """Return the paths of the roles that the integration passes on."""
    known = loader.integration(name_of(row))
    assert known is not None, row
    passing = (template for template in known.statements if template.actions == ("iam:PassRole",))
    return [template.when_given[0].name for template in passing]


def is_told_by_hand(row: TableRow) -> bool:
    """Tell whether a person has to add the role, because no parameter says which one it is."""
    known = loader.integration(name_of(row))
    assert known is not None, row
    return any("iam:PassRole" in entry.actions for entry in known.by_hand)


def fault_of_roles(row: TableRow, name: str, paths: list[str]) -> str:
    """Return what is wrong with the roles of a row; empty where nothing is. An exception must still be one."""
    in_table = "iam:passrole" in row.allowed
    if name in ROLE_BESIDE_THE_TABLE:
        is_right = bool(paths) and not in_table
    elif name in ROLE_ADDED_BY_HAND | NO_ROLE_IN_THE_REQUEST:
        is_right = in_table and not paths and is_told_by_hand(row) == (name in ROLE_ADDED_BY_HAND)
    else:
        is_right = bool(paths) == in_table
    return "" if is_right else f"{paths or 'no role path'}, {in_table=}"


@pytest.mark.parametrize("service", services())
def test_a_call_without_parameters_needs_what_the_table_says_and_no_more(service: str) -> None:
    wrong = {}
    for row in rows(service):
        policy = policy_of(row, {})
        have = {grant.action.lower() for grant in policy.grants}
        if policy.unexplained:
            wrong[row.operation] = policy.unexplained[0].reason
        elif row.is_simple and have != row.allowed:
            wrong[row.operation] = f"{sorted(have)} is not its one action"
        elif have - row.allowed:
            wrong[row.operation] = f"{sorted(have - row.allowed)} is not in the table"
        elif not have and row.allowed - row.conditional:
            wrong[row.operation] = "nothing is granted"
    assert wrong == {}


@pytest.mark.parametrize("service", services())
def test_a_role_is_passed_where_the_table_says_so_and_to_its_services(service: str) -> None:
    wrong: dict[str, Any] = {}
    for row in rows(service):
        paths = role_paths(row)
        name = f"{service}:{row.operation}"
        if fault := fault_of_roles(row, name, paths):
            wrong[row.operation] = fault
        for path in paths:
            grants = policy_of(row, request_with(path, ROLE)).grants
            passed = [grant for grant in grants if grant.action == "iam:PassRole"]
            to = {service for grant in passed for service in _services_of(grant)}
            is_known = to <= row.passed_to or name in PASSED_FURTHER
            if [grant.resource for grant in passed] != [ROLE] or (row.passed_to and not is_known):
                wrong[row.operation] = (path, [grant.resource for grant in passed], to)
    assert wrong == {}


def _services_of(grant: sfn.Grant) -> tuple[str, ...]:
    found = grant.condition.get("StringEquals", {}).get("iam:PassedToService", "any service")
    return (found,) if isinstance(found, str) else tuple(found)
