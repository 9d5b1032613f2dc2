"""The page of rules that is made from the rules."""

from __future__ import annotations

from pathlib import Path

from sfn_engine.asl.checks.rules import RULES
from tools.rule_table import rule_table

DOCS = Path(__file__).parents[3] / "docs" / "rules.md"


def test_docs_are_fresh() -> None:
    fresh = DOCS.read_text(encoding="utf-8") == rule_table()
    assert fresh, "docs/rules.md is stale: python -m tools.rule_table > docs/rules.md"


def test_every_rule_has_a_row_and_an_example() -> None:
    text = rule_table()
    for rule in RULES:
        assert f"| [`{rule.id}`](#{rule.id}) | {rule.severity} |" in text
        assert f"### {rule.id}\n" in text
        assert rule.example in text
