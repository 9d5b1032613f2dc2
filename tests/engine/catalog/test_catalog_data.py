"""The catalog's data: is each record sound by itself, and does it agree with the reference's facts?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sfn_engine.catalog.loader import all_integrations
from sfn_engine.catalog.model import EVENT_ACTIONS, Integration, StatementTemplate
from sfn_engine.policy.readers.registry import READERS
from tests.support.engine.each import for_each

INTEGRATIONS = {integration.name: integration for integration in all_integrations()}
EACH = for_each(INTEGRATIONS)
REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "reference" / "integrations.json"
PATTERNS = {"REQUEST_RESPONSE": "request-response", "RUN_JOB": "sync", "WAIT_FOR_TASK_TOKEN": "callback"}
PLACES = {"partition", "region", "account", "machine"}


def test_the_catalog_has_every_optimized_integration() -> None:
    assert len(INTEGRATIONS) == 65


@EACH
def test_every_action_has_a_prefix_and_a_name(integration: Integration) -> None:
    listed = (*integration.call, *integration.poll, *integration.cancel, *integration.beside, *integration.sync_only)
    for action in (*listed, *granted(integration)):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*:[A-Za-z][A-Za-z0-9]*", action), action


@EACH
def test_every_action_of_the_call_and_its_watching_is_granted(integration: Integration) -> None:
    needed = {*integration.call, *integration.poll, *integration.cancel, *integration.beside, *integration.sync_only}
    assert needed <= granted(integration)


@EACH
def test_an_action_stands_in_one_list_only(integration: Integration) -> None:
    lists = (integration.call, integration.poll, integration.cancel, integration.beside, integration.sync_only)
    every = [action for actions in lists for action in actions]
    assert len(every) == len(set(every))


@EACH
def test_every_hole_names_a_declared_target(integration: Integration) -> None:
    declared = {target.name for target in integration.targets}
    for template in integration.statements:
        for hole in holes(template):
            assert hole in PLACES or target_of(hole) in declared, hole
        assert not template.follows or template.follows in declared


@EACH
def test_what_a_statement_depends_on_can_be_told(integration: Integration) -> None:
    for template in integration.statements:
        if template.when:
            assert template.follows or template.targets, template.actions


@EACH
def test_targets_are_declared_once_and_have_a_reader(integration: Integration) -> None:
    names = [target.name for target in integration.targets]
    assert len(names) == len(set(names))
    for target in integration.targets:
        assert target.kind
        assert target.reader in READERS
        assert not target.arn or target.arn.count("{name}") == 1
        assert set(re.findall(r"\{([^{}]+)\}", target.arn)) <= {"name", "partition", "region", "account"}


@EACH
def test_resources_are_a_star_or_an_arn(integration: Integration) -> None:
    for template in integration.statements:
        for text in every_resource(template):
            assert text == "*" or text.startswith(("arn:{partition}:", "{")), text


@EACH
def test_the_partition_is_never_written_out(integration: Integration) -> None:
    for template in integration.statements:
        assert "arn:aws" not in json.dumps([*every_resource(template), template.condition])


@EACH
def test_a_managed_rule_and_an_event_statement_come_together(integration: Integration) -> None:
    watching = [template for template in integration.statements if template.actions == EVENT_ACTIONS]
    assert len(watching) == (1 if integration.rule else 0)
    for template in watching:
        assert template.resource[0].endswith(f":rule/{integration.rule}")


@EACH
def test_sync_is_offered_with_a_suffix_and_only_then_watched(integration: Integration) -> None:
    offered = "sync" in integration.patterns
    assert offered == bool(integration.sync_suffixes)
    assert offered or not (integration.poll or integration.cancel or integration.rule or integration.sync_only)


@EACH
def test_callback_is_offered_with_a_place_for_the_token(integration: Integration) -> None:
    assert ("callback" in integration.patterns) == bool(integration.token)


@EACH
def test_every_role_and_every_supporting_permission_says_what_it_is_for(integration: Integration) -> None:
    for template in integration.statements:
        if {"support", "pass-role"} & set(template.reasons):
            assert template.why, template.actions
            assert not template.why.endswith(".")


@EACH
def test_a_record_without_statements_says_what_to_do_by_hand(integration: Integration) -> None:
    assert integration.statements or integration.by_hand


@EACH
def test_an_inferred_record_has_only_inferred_statements(integration: Integration) -> None:
    if integration.confidence == "inferred":
        assert all(template.inferred for template in integration.statements if template.actions != EVENT_ACTIONS)


@EACH
def test_pages_are_named(integration: Integration) -> None:
    assert integration.pages and all(re.fullmatch(r"[a-z-]+", page) for page in integration.pages)


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference folder is not beside this repository")
class TestTargetsAgainstTheReference:
    """The same facts as in `shared/reference/integrations.json`, record by record."""

    def test_the_integrations_are_the_same(self) -> None:
        assert set(INTEGRATIONS) == set(reference())

    def test_the_patterns_are_the_same(self) -> None:
        for name, record in reference().items():
            assert set(INTEGRATIONS[name].patterns) == {PATTERNS[key] for key in record["patterns"]}, name
            assert set(INTEGRATIONS[name].sync_suffixes) == set(record["sync_suffixes"]), name

    @pytest.mark.parametrize("reason", ["call", "poll", "cancel"])
    def test_the_actions_are_the_same(self, reason: str) -> None:
        for name, record in reference().items():
            ours = {action.lower() for action in getattr(INTEGRATIONS[name], reason)}
            assert ours == {action.lower() for action in record["iam_actions"][reason]}, name

    def test_the_supporting_actions_of_the_templates_are_granted(self) -> None:
        for name, record in reference().items():
            for support in record["iam_actions"]["support"]:
                if support["in_template"]:
                    assert set(support["actions"]) <= granted(INTEGRATIONS[name]), name

    def test_the_managed_rules_are_the_same(self) -> None:
        for name, record in reference().items():
            events = record["iam_actions"]["events"]
            assert INTEGRATIONS[name].rule == (events["rule"] if events else ""), name

    def test_the_degree_of_confidence_is_the_same(self) -> None:
        for name, record in reference().items():
            assert INTEGRATIONS[name].confidence == record["confidence"], name

    def test_one_template_for_all_patterns_where_the_guide_has_one(self) -> None:
        for name, record in reference().items():
            if record["template"]["documented"] and "RUN_JOB" in record["patterns"]:
                assert INTEGRATIONS[name].split_by_pattern == record["template"]["split_by_pattern"], name


def reference() -> dict[str, Any]:
    """Return the reference's records by the catalog's names, without those handled in code."""
    named = {}
    for record in json.loads(REFERENCE.read_text(encoding="utf-8")):
        if record["service"] in ("aws-sdk", "activity", "none"):
            continue
        resource = record["resource"]
        known = resource.startswith("arn:aws:states:::")
        named[resource.removeprefix("arn:aws:states:::") if known else "lambda:function"] = record
    return named


def granted(integration: Integration) -> set[str]:
    """Return every action in the integration's statements."""
    return {action for template in integration.statements for action in template.actions}


def every_resource(template: StatementTemplate) -> Iterator[str]:
    """Yield the resource strings of all variants."""
    yield from template.resource
    yield from template.dynamic
    yield from template.least_resource
    yield from template.least_dynamic


def holes(template: StatementTemplate) -> Iterator[str]:
    """Yield what stands between braces, in the resources and the condition's values."""
    values = [value for tests in template.condition.values() for value in tests.values()]
    texts = [text for value in values for text in (value if isinstance(value, list) else [value])]
    for text in (*every_resource(template), *texts):
        yield from re.findall(r"\{([^{}]+)\}", text)


def target_of(hole: str) -> str:
    """Return the target that a hole names: ``{Role.arn}`` is a part of ``Role``."""
    head, _, part = hole.rpartition(".")
    return head if head and part.islower() else hole
