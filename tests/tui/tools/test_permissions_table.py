"""The generated page of all permissions."""

from __future__ import annotations

from pathlib import Path

import pytest

from sfn_engine.catalog.loader import all_integrations
from sfn_engine.catalog.model import Integration
from tools.permissions_table import permissions_table

DOCS = Path(__file__).parents[3] / "docs" / "integrations-permissions.md"
PAGE = permissions_table()


def section(name: str) -> str:
    """Return what the page says of an integration."""
    return PAGE.partition(f"### {name}\n")[2].partition("\n##")[0]


def row(name: str, text: str) -> list[str]:
    """Return the cells of the only row of an integration that has this text."""
    (line,) = (line for line in section(name).splitlines() if line.startswith("|") and text in line)
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_docs_are_fresh() -> None:
    assert DOCS.read_text(encoding="utf-8") == PAGE, (
        "run: python -m tools.permissions_table > docs/integrations-permissions.md"
    )


@pytest.mark.parametrize("integration", all_integrations(), ids=lambda integration: integration.name)
def test_every_permission_of_every_integration_is_on_the_page(integration: Integration) -> None:
    shown = section(integration.name)
    for template in integration.statements:
        assert all(f"`{action}`" in shown for action in template.actions)
    assert all(item.text in shown for item in integration.by_hand)
    assert integration.statements or "No IAM permission." in shown


def test_every_row_has_a_resource_and_a_source() -> None:
    rows = [line.strip("|").split("|") for line in PAGE.splitlines() if line.startswith("| `")]
    for cells in rows:
        assert len(cells) == 7
        assert any(cell.strip() != "–" for cell in cells[3:6]), cells
        assert cells[6].strip(), cells


def test_a_row_says_on_which_parameter_the_permission_depends() -> None:
    assert row("bedrock:invokeModel", "ApplyGuardrail`") == [
        "`bedrock:ApplyGuardrail`",
        "guardrail",
        "`GuardrailIdentifier` is given",
        "`{GuardrailIdentifier.arn}`",
        "`arn:{partition}:bedrock:{region}:{account}:guardrail/*`",
        "the same",
        "Bedrock guide: guardrails-permissions",
    ]


def test_a_row_says_what_only_one_pattern_or_one_kind_of_target_needs() -> None:
    assert row("emr-serverless:startJobRun", "`emr-serverless:CancelJobRun` | cancel | `.sync`; `ApplicationId` is st")
    assert row("eks:deleteCluster", "`eks:DescribeCluster`")[2] == "`.sync` (the guide's template: always)"


def test_what_the_guide_never_names_is_a_wildcard_in_its_column() -> None:
    (row,) = [line for line in PAGE.splitlines() if "`TargetArn` is given" in line]
    assert [cell.strip() for cell in row.split("|")][4:6] == ["`*`", "–"]
