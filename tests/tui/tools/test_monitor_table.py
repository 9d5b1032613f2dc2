"""The generated page of outcomes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from sfn_engine.monitoring.facts import all_facts
from tools.monitor_table import monitor_table

DOCS = Path(__file__).parents[3] / "docs" / "monitoring.md"


@cache
def page() -> str:
    """Return the page, made once."""
    return monitor_table()


def row(heading: str, integration: str) -> list[str]:
    """Return the cells of an integration's row under a heading."""
    section = page().partition(f"## {heading}\n")[2].partition("\n## ")[0]
    (line,) = (line for line in section.splitlines() if line.startswith(f"| `{integration}` |"))
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


def test_docs_are_fresh() -> None:
    assert DOCS.read_text(encoding="utf-8") == monitor_table(), (
        "run: python -m tools.monitor_table > docs/monitoring.md"
    )


@pytest.mark.parametrize("heading", ["When the job ends", "When the task is stopped", "When the call is denied"])
def test_every_integration_has_a_row(heading: str) -> None:
    for facts in all_facts():
        assert all(row(heading, facts.integration))


@pytest.mark.parametrize(
    ("integration", "ends", "stopped"),
    [
        (
            "glue:startJobRun",
            "late — — — **hangs** — — — late **hangs** late",
            "stopped|keeps running|stopped|keeps running",
        ),
        (
            "ecs:runTask",
            "at-once late at-once late at-once **hangs** **hangs** **hangs** late **hangs** at-once",
            "stopped|keeps running|stopped|keeps running",
        ),
        ("eks:runJob", "late — — — — — — — late — late", "?|—|?|—"),
        (
            "eks:createCluster",
            "late — — — **hangs** — — — late **hangs** late",
            "disputed|keeps running|disputed|keeps running",
        ),
        ("sagemaker:createLabelingJob", "? — — — — — — — ? — ?", "?|—|?|—"),
    ],
)
def test_outcomes_read_by_hand(integration: str, ends: str, stopped: str) -> None:
    assert [cell.replace(" ", "-") for cell in row("When the job ends", integration)] == ends.split()
    assert row("When the task is stopped", integration) == stopped.split("|")
