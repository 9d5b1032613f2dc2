"""The catalog beside AWS's own table: which actions each API operation may authorize."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from sfn_engine.catalog.loader import all_integrations
from sfn_engine.catalog.model import Integration
from tests.support.engine.machines import SHARED

TABLE = SHARED / "reference" / "sdk_operations.json"
pytestmark = pytest.mark.skipif(not TABLE.is_file(), reason="AWS's table of API operations is not here")

NEVER_ASKED = {
    "bedrock:CallWithBearerToken": "Step Functions signs its calls; it has no bearer token",
    "bedrock:InvokeTool": "the tools are in the body, which the policy does not look into",
    "dynamodb:ReadDataForReplication": "only between the replicas of a global table",
    "dynamodb:WriteDataForReplication": "only between the replicas of a global table",
    "glue:GetUsageProfile": "follows from a tag of the caller, not from a parameter",
    "sagemaker:DeployHubModel": "for a model in a private hub, of which the guide says nothing",
}
"""What the table lists for an operation, and why the catalog does not."""


class ApiOperation(NamedTuple):
    """An integration with the row of its API operation."""

    integration: Integration
    row: dict[str, Any]

    def granted(self) -> set[str]:
        """Return every action that the catalog knows of for the integration, by hand or not."""
        statements = {action for template in self.integration.statements for action in template.actions}
        return statements | {action for item in self.integration.by_hand for action in item.actions}


def operations() -> Iterator[ApiOperation]:
    """Yield the integrations whose operation is in the table and authorizes more than one action."""
    services = json.loads(TABLE.read_text(encoding="utf-8"))["services"].values() if TABLE.is_file() else ()
    for integration in all_integrations():
        for action in integration.call:
            prefix, _, name = action.partition(":")
            for service in services:
                if service["prefix"] == prefix and name in service["operations"]:
                    yield ApiOperation(integration, service["operations"][name])


EACH = pytest.mark.parametrize("operation", tuple(operations()), ids=lambda operation: operation.integration.name)


@EACH
def test_the_catalog_knows_every_action_that_the_operation_may_authorize(operation: ApiOperation) -> None:
    assert {*operation.row["actions"]} - operation.granted() - {*NEVER_ASKED} == set()


@EACH
def test_roles_are_passed_to_services_of_the_table(operation: ApiOperation) -> None:
    for template in operation.integration.statements:
        named = template.condition.get("StringEquals", {}).get("iam:PassedToService", [])
        services = {named} if isinstance(named, str) else {*named}
        # What only the guide has is not in the table: the role of createTransformJob's model.
        assert template.scope == "guide" or services <= {*operation.row.get("passed_to", ())}


def test_every_action_that_is_left_out_is_in_the_table() -> None:
    assert {*NEVER_ASKED} <= {action for operation in operations() for action in operation.row["actions"]}
