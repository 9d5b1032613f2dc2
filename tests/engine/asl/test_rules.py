"""Every rule of `check`: its example breaks it and no other, and no finding is without a rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sfn_engine as sfn
from sfn_engine.asl.checks import findings as findings_module
from sfn_engine.asl.checks.rules import BY_ID, RULES
from sfn_engine.asl.checks.rules.model import Rule
from sfn_engine.policy.findings import findings

ENGINE = Path(findings_module.__file__).parents[2]
ADDED = re.compile(r'(?:\.add\(|\.add_at\(|\.report\(|(?<!\w)finding\()\s*(?:"([\w-]+)"|(\w+))', re.DOTALL)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_example_breaks_this_rule_and_no_other(rule: Rule) -> None:
    found = findings(sfn.parse(rule.example))
    assert [(entry.check, entry.severity) for entry in found] == [(rule.id, rule.severity)]


def test_ids_are_kebab_case_and_unique() -> None:
    assert len(BY_ID) == len(RULES)
    assert [rule.id for rule in RULES if not re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)] == []


def test_every_rule_is_told_in_sentences_with_its_page() -> None:
    for rule in RULES:
        assert rule.why.endswith("."), rule.id
        assert re.fullmatch(r"[a-z0-9-]+", rule.page), rule.id
        assert rule.title and not rule.title.endswith("."), rule.id


def test_every_finding_names_a_rule_and_every_rule_is_used() -> None:
    places = [*(ENGINE / "asl" / "checks").glob("*.py"), *(ENGINE / "catalog").glob("*.py")]
    texts = [path.read_text("utf-8") for path in (*places, ENGINE / "policy" / "findings.py")]
    named = {match[1] for text in texts for match in ADDED.finditer(text) if match[1]}
    assert named == set(BY_ID)


def test_a_finding_without_a_rule_cannot_be_made() -> None:
    with pytest.raises(KeyError):
        findings_module.finding("no-such-rule", "wrong", (), ())
