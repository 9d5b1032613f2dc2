"""What is known of each `.sync` integration, against the guide's facts."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from sfn_engine.catalog.loader import all_integrations
from sfn_engine.catalog.model import EVENT_ACTIONS
from sfn_engine.monitoring.facts import EXAMPLE_INTERVAL, JobFacts, all_facts, facts_of
from sfn_engine.monitoring.trying import trials
from tests.support.engine.machines import SHARED, needs_reference

FACTS = {facts.integration: facts for facts in all_facts()}
EACH = pytest.mark.parametrize("facts", FACTS.values(), ids=FACTS)


def test_every_sync_integration_has_facts_and_no_other() -> None:
    assert len(FACTS) == 34
    for known in all_integrations():
        assert (facts_of(known.name) is not None) == ("sync" in known.patterns)
    assert facts_of("aws-sdk:s3:copyObject") is None


@EACH
def test_each_fact_has_a_page_and_a_clause(facts: JobFacts) -> None:
    assert facts.pages
    for way in (facts.call, facts.poll, facts.event, facts.cancel):
        assert way.why and not way.why.endswith(".")
        assert (way.footing == "silent") == (way.basis == "silent")
        assert way.footing != "right" or way.actions


@EACH
def test_an_interval_that_is_not_stated_says_so(facts: JobFacts) -> None:
    interval = facts.interval
    if not interval.stated:
        assert (interval.first, interval.later, interval.slows_after) == EXAMPLE_INTERVAL
        assert "assumed" in interval.text
    else:
        assert "assumed" not in interval.text


def test_polls_come_less_often_after_ten_minutes() -> None:
    facts = facts_of("elasticmapreduce:addStep")
    assert facts is not None
    times = [time for time, _ in zip(facts.interval.times(), range(13), strict=False)]
    assert times == [60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 900, 1200, 1500]


@EACH
def test_the_trials_name_the_rule_where_there_is_one(facts: JobFacts) -> None:
    rule, local = trials(facts)
    if facts.rule:
        assert any(facts.rule in step for step in rule.steps)
        assert "test account" in rule.warning
        assert f"aws events delete-rule --force --name {facts.rule}" in rule.commands
    else:
        assert not rule.commands
    assert any("docker run" in command for command in local.commands)
    assert "unsupported" in local.warning


@needs_reference
class TestMonitoringAgainstTheReference:
    """The same facts as in `shared/reference/monitoring.json`, record by record."""

    def test_the_integrations_are_the_same(self) -> None:
        assert set(reference()) == set(FACTS)

    @pytest.mark.parametrize("name", FACTS)
    def test_polling_is_the_same(self, name: str) -> None:
        record, way = reference()[name], FACTS[name].poll
        assert {True: way.footing in ("right", "open"), None: way.footing == "silent"}[record["polling"]]
        assert way.basis == (record["polling_basis"] or "silent")
        if record["poll_actions"] is not None:
            assert list(way.actions) == record["poll_actions"]

    @pytest.mark.parametrize("name", FACTS)
    def test_events_are_the_same(self, name: str) -> None:
        record, facts = reference()[name], FACTS[name]
        way = facts.event
        assert way.footing == {True: "right", False: "none", None: "silent"}[record["events"]]
        basis = record["events_basis"] or "silent"
        assert way.basis == ("no-statement" if basis == "template-has-no-events-statement" else basis)
        assert facts.rule == (record["managed_rule"] or "")
        assert way.footing != "right" or way.actions == EVENT_ACTIONS
        archive = record["archive_2023"] or {}
        assert facts.archive_rule == archive.get("managed_rule", "")

    @pytest.mark.parametrize("name", FACTS)
    def test_cancelling_is_the_same(self, name: str) -> None:
        record, way = reference()[name], FACTS[name].cancel
        assert way.basis == (record["cancel_basis"] or "silent")
        if record["cancel_actions"] is None:
            assert way.footing == "silent"
        else:
            assert list(way.actions) == record["cancel_actions"]
            assert way.footing == ("right" if way.actions else "none")
        assert FACTS[name].outlives_stop == ("does not terminate" in record["note"])

    @pytest.mark.parametrize("name", FACTS)
    def test_the_interval_is_the_same(self, name: str) -> None:
        said, interval = reference()[name]["poll_frequency"], FACTS[name].interval
        assert interval.stated == (said is not None)
        if said and "60 s" in said:
            assert re.findall(r"\d+", said) == ["60", "10", "300"]
            assert (interval.first, interval.later, interval.slows_after) == (60, 300, 600)
        elif said:
            assert "once a minute" in said and "once in 5 minutes" in said
            assert (interval.first, interval.later) == (60, 300)
            assert "does not say when" in interval.text


def reference() -> dict[str, dict[str, Any]]:
    """Return the records by the catalog's names."""
    records = json.loads((SHARED / "reference" / "monitoring.json").read_text(encoding="utf-8"))
    return {record["resource"].removeprefix("arn:aws:states:::"): record for record in records}
