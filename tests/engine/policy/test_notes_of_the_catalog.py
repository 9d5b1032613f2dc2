"""A note of the catalog is shown to the task that it speaks of, and in the scope for which it holds."""

from __future__ import annotations

from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Integration, Scope
from sfn_engine.policy.explain import explain
from tests.support.engine.machines import HERE, chain, task

INTEGRATIONS = [pytest.param(known, id=known.name) for known in loader.all_integrations()]


def note(resource: str, parameters: dict[str, Any], scope: Scope = "guide") -> str:
    machine = sfn.parse(chain(Do=task(resource, parameters)))
    (entry,) = explain(machine, sfn.generate(machine, HERE, scope))
    return entry.note


def test_a_note_on_polling_is_not_shown_to_a_task_that_polls_nothing() -> None:
    job = {"JobName": "nightly"}
    assert "polled" in note("glue:startJobRun.sync", job)
    assert "polled" not in note("glue:startJobRun", job)


def test_a_note_on_the_template_is_shown_in_scope_guide_only() -> None:
    item = {"TableName": "orders", "Key": {}}
    assert "always grants the four item actions" in note("dynamodb:getItem", item)
    assert note("dynamodb:getItem", item, "least") == ""


@pytest.mark.parametrize("known", INTEGRATIONS)
def test_what_a_note_speaks_of_is_an_action_of_its_integration(known: Integration) -> None:
    actions = {action for template in known.statements for action in template.actions}
    assert set(known.note_on) <= actions
