"""Patterns side by side: every integration of the catalog, and tasks of one's own."""

from __future__ import annotations

from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.asl.model import Pattern, QueryLanguage
from sfn_engine.asl.patterns import PATTERNS
from sfn_engine.catalog import loader
from sfn_engine.catalog.finding import closest_name, find_integrations
from sfn_engine.catalog.model import Integration, Scope
from sfn_engine.patterns.compare import compare_integration, compare_task
from sfn_engine.patterns.model import PatternColumn, PatternComparison
from sfn_engine.policy.model import Policy
from sfn_engine.policy.unexplained import pattern_disabled_reason
from tests.support.engine.machines import HERE, chain, task

INTEGRATIONS = {known.name: known for known in loader.all_integrations()}
EACH = pytest.mark.parametrize("known", INTEGRATIONS.values(), ids=INTEGRATIONS)


def compared(name: str, **options: Any) -> PatternComparison:
    return compare_integration(INTEGRATIONS[name], **options)


def policy_of(column: PatternColumn) -> Policy:
    assert column.policy is not None
    return column.policy


def more(comparison: PatternComparison, pattern: Pattern) -> dict[str, int]:
    permissions, base = comparison.column(pattern).permissions, comparison.column("request-response").permissions
    assert permissions is not None and base is not None
    return {str(reason): count for reason, count in permissions.more_than(base).items()}


def of_task(state: dict[str, Any], **fields: Any) -> PatternComparison:
    machine = sfn.parse({**chain(Run=state, After=task("sqs:sendMessage", {"QueueUrl": "q"})), **fields})
    return compare_task(machine, ("Run",), sfn.generate(machine, HERE).context)


# ── Every integration ────────────────────────────────────────────────────────────────────────────


@EACH
@pytest.mark.parametrize("scope", ["guide", "least"])
@pytest.mark.parametrize("language", ["JSONPath", "JSONata"])
def test_each_pattern_offered_is_a_sound_machine_with_an_explained_policy(
    known: Integration, language: QueryLanguage, scope: Scope
) -> None:
    comparison = compare_integration(known, scope=scope, query_language=language)
    assert [column.pattern for column in comparison.columns] == list(PATTERNS)
    for column in comparison.columns:
        if column.disabled_reason:
            continue
        assert column.machine is not None
        assert not column.machine.diagnostics
        assert column.machine.query_language == language
        assert not policy_of(column).unexplained
        (state,) = column.machine.tasks
        assert state.pattern == column.pattern
        assert state.targets or not known.targets
        assert not [target for target in state.targets if target.mode != "static" or target.absent]
        assert all((column.waits_for, column.ended_by, column.lasts, column.permissions))


@EACH
def test_a_pattern_is_refused_where_the_catalog_does_not_offer_it(known: Integration) -> None:
    for column in compare_integration(known).columns:
        assert column.disabled_reason == pattern_disabled_reason(known, column.pattern, express=False)
        assert bool(column.disabled_reason) == (column.pattern not in known.patterns)


@EACH
def test_no_pattern_takes_fewer_permissions_than_request_response(known: Integration) -> None:
    comparison = compare_integration(known)
    for pattern in known.patterns:
        assert sum(more(comparison, pattern).values()) >= 0


@EACH
def test_what_is_told_of_sync_agrees_with_its_policy(known: Integration) -> None:
    column = compare_integration(known).column("sync")
    if column.disabled_reason:
        return
    told = " ".join(column.ended_by)
    for grant in policy_of(column).grants:
        if grant.reason in ("poll", "cancel"):
            assert grant.action in told
        if grant.reason == "event":
            assert known.rule in told


# ── Facts ────────────────────────────────────────────────────────────────────────────────────────


def test_what_an_ecs_task_costs() -> None:
    comparison = compared("ecs:runTask")
    assert more(comparison, "sync") == {"poll": 1, "event": 3, "cancel": 1}
    assert more(comparison, "callback") == {}


def test_a_callback_hands_its_token_on_and_gives_nobody_the_permission_to_answer() -> None:
    column = compared("sqs:sendMessage").column("callback")
    assert "TaskToken.$" in column.task["Parameters"]["MessageBody"]
    assert "states:SendTaskHeartbeat" in " ".join(column.ended_by)
    assert not [grant for grant in policy_of(column).grants if grant.action.startswith("states:")]


def test_both_forms_of_sync_are_named() -> None:
    column = compared("states:startExecution").column("sync")
    assert column.suffix == ".sync:2"
    assert "There is also .sync" in column.forms
    assert not compared("ecs:runTask").column("sync").forms


def test_a_glue_job_is_polled_alone() -> None:
    told = compared("glue:startJobRun").column("sync").ended_by
    assert "polling with glue:GetJobRun" in told[0]
    assert "event" not in told[0]


def test_a_sample_lives_where_the_context_says() -> None:
    context = sfn.Context(region="cn-north-1", account="210987654321")
    column = compared("sns:publish", context=context).column("request-response")
    assert column.task["Parameters"]["TopicArn"] == "arn:aws-cn:sns:cn-north-1:210987654321:my-topic"
    assert "<" not in str(compared("sns:publish").column("request-response").task)


def test_settings_of_the_machine_are_left_out() -> None:
    context = sfn.Context(tracing=True, logging=True)
    column = compared("sqs:sendMessage", context=context).column("request-response")
    assert {grant.reason for grant in policy_of(column).grants} == {"call"}


# ── A task of one's own ──────────────────────────────────────────────────────────────────────────


def test_a_task_is_compared_as_it_is() -> None:
    state = task("ecs:runTask.sync", {"TaskDefinition.$": "$.definition"}, TimeoutSeconds=60)
    comparison = of_task(state)
    assert (comparison.state, comparison.present) == (("Run",), "sync")
    for column in comparison.columns:
        assert column.task["TimeoutSeconds"] == 60
        assert column.task["Next"] == "After"
        assert column.task["Parameters"]["TaskDefinition.$"] == "$.definition"
        assert not [grant for grant in policy_of(column).grants if grant.action.startswith("sqs:")]
    assert comparison.column("request-response").task["Resource"].endswith("runTask")


def test_a_pattern_that_is_not_offered_is_refused_though_the_task_has_it() -> None:
    comparison = of_task(task("dynamodb:putItem.sync", {"TableName": "orders", "Item": {}}))
    assert comparison.present == "sync"
    assert "not supported" in comparison.column("sync").disabled_reason
    assert not comparison.column("request-response").disabled_reason


def test_permissions_of_another_role_are_counted() -> None:
    credentials = {"RoleArn": "arn:aws:iam::123456789012:role/other"}
    state = task("ecs:runTask", {"TaskDefinition": "a:1"}, Credentials=credentials)
    comparison = of_task(state)
    # Across accounts a job is watched by polling alone.
    assert more(comparison, "sync") == {"poll": 1, "cancel": 1}
    assert "event" not in comparison.column("sync").ended_by[0]


def test_a_task_of_no_known_integration_cannot_be_compared() -> None:
    for resource in ("aws-sdk:s3:getObjects", "arn:aws:states:us-east-1:123456789012:activity:pack"):
        with pytest.raises(sfn.EditRefused, match="no known patterns"):
            of_task(task(resource, {}))


# ── Finding ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ecs:runTask", ["ecs:runTask"]),
        ("ecs:RunTask.sync", ["ecs:runTask"]),
        ("arn:aws:states:::states:startExecution.sync:2", ["states:startExecution"]),
        ("ECS", ["ecs:runTask"]),
        ("runtask", ["ecs:runTask"]),
        ("lambda", ["lambda:function", "lambda:invoke"]),
        ("ecs:", []),
        ("", []),
        (":", []),
        ("../ecs", []),
    ],
)
def test_an_integration_is_found_by_what_a_person_types(text: str, names: list[str]) -> None:
    assert sorted(known.name for known in find_integrations(text)) == names


def test_the_closest_name_is_told() -> None:
    assert closest_name("ecs:runTsk") == "ecs:runTask"
    assert closest_name("nothing of the kind") == ""
    assert closest_name("x" * 10_000) == ""
