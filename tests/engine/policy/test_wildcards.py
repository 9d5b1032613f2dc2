"""Every wildcard in a policy has a cause that can be read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Integration, Scope
from sfn_engine.catalog.samples import sample_task
from sfn_engine.policy.wildcards import is_wildcard
from tests.support.engine.catalog_machines import distributed_map
from tests.support.engine.machines import HERE, SHARED, chain, needs_corpus, policy_of, task

SCOPES: tuple[Scope, ...] = ("guide", "least")
INTEGRATIONS = [pytest.param(known, id=known.name) for known in loader.all_integrations()]


def causes(definition: dict[str, Any], scope: str = "guide") -> dict[str, list[tuple[str, str]]]:
    return {
        grant.resource: [(cause.kind, cause.text) for cause in grant.wildcards]
        for grant in policy_of(definition, scope).grants
    }


def test_an_expression_is_named_as_the_cause() -> None:
    read = chain(Read=task("dynamodb:getItem", {"TableName.$": "$.table", "Key": {}}))
    assert causes(read) == {"*": [("run-time", "TableName is only known at run time: $.table")]}


def test_an_arn_that_is_known_has_no_cause() -> None:
    read = chain(Read=task("dynamodb:getItem", {"TableName": "orders", "Key": {}}))
    assert set(map(tuple, causes(read).values())) == {()}


def test_what_is_partly_known_says_so_in_scope_least() -> None:
    read = chain(Read=task("dynamodb:getItem", {"TableName.$": "States.Format('a-{}', $.b)", "Key": {}}))
    ((kind, text),) = causes(read, "least")["arn:aws:dynamodb:us-east-1:123456789012:table/a-*"]
    assert kind == "run-time"
    assert text == "TableName is only partly known before run time: States.Format('a-{}', $.b)"


def test_the_service_s_own_reason_is_given() -> None:
    run = chain(Run=task("ecs:runTask.sync", {"TaskDefinition": "report:1"}))
    assert causes(run)["*"] == [("service", "the id of a task is assigned at run time")]


def test_each_of_several_parameters_that_make_one_wildcard_is_named() -> None:
    overrides = {"TaskRoleArn.$": "$.one", "ExecutionRoleArn.$": "$.two"}
    run = chain(Run=task("ecs:runTask", {"TaskDefinition": "report:1", "Overrides": overrides}))
    assert causes(run)["arn:aws:iam::123456789012:role/*"] == [
        ("run-time", "Overrides.TaskRoleArn is only known at run time: $.one"),
        ("run-time", "Overrides.ExecutionRoleArn is only known at run time: $.two"),
    ]


def test_each_item_of_a_list_that_makes_a_wildcard_is_named() -> None:
    put = chain(Put=task("events:putEvents", {"Entries": [{"EventBusName.$": "$.a"}, {"EventBusName.$": "$.b"}]}))
    assert causes(put)["arn:aws:events:*:*:event-bus/*"] == [
        ("run-time", "Entries[0].EventBusName is only known at run time: $.a"),
        ("run-time", "Entries[1].EventBusName is only known at run time: $.b"),
    ]


def test_a_wildcard_that_would_stay_with_the_name_written_out_has_both_causes() -> None:
    run = chain(Run=task("ecs:runTask.sync", {"TaskDefinition": "report:1", "Cluster.$": "$.cluster"}))
    assert causes(run, "least")["arn:aws:ecs:us-east-1:123456789012:task/*/*"] == [
        ("run-time", "Cluster is only known at run time: $.cluster"),
        ("service", "the id of a task is assigned at run time"),
    ]


def test_what_is_partly_known_beside_what_is_unknown_is_a_cause_too() -> None:
    names = {"ClusterName.$": "$.cluster", "NodegroupName.$": "States.Format('web-{}', $.group)"}
    delete = chain(Delete=task("eks:deleteNodegroup", names))
    found = causes(delete, "least")["arn:aws:eks:us-east-1:123456789012:nodegroup/*/web-*/*"]
    assert found == [
        ("run-time", "ClusterName is only known at run time: $.cluster"),
        ("run-time", "NodegroupName is only partly known before run time: States.Format('web-{}', $.group)"),
        ("service", "EKS assigns the last part of a node group's ARN"),
    ]


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("of", ["", "activity_", "bucket_", "reader_bucket_"])
def test_a_key_that_an_option_names_by_its_alias_says_why_it_is_a_wildcard(of: str, scope: Scope) -> None:
    approve = {"Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:approve"}
    every = {"Each": distributed_map("object", True, {}), "Approve": approve}
    keys: dict[str, Any] = {f"{of}kms_key_id": "alias/orders"}
    policy = policy_of(chain(**every), scope, replace(HERE, logging=True, **keys))
    found = {cause.text for grant in policy.grants if grant.action.startswith("kms:") for cause in grant.wildcards}
    assert found == {"the key is named by an alias or only known at deployment, and a policy must name the key itself"}


def test_a_wildcard_of_several_states_has_the_cause_of_each() -> None:
    read = chain(
        One=task("dynamodb:getItem", {"TableName.$": "$.one", "Key": {}}),
        Two=task("dynamodb:getItem", {"TableName.$": "$.two", "Key": {}}),
    )
    (grant,) = [grant for grant in policy_of(read).grants if grant.action == "dynamodb:GetItem"]
    assert [(cause.text[-5:], cause.states) for cause in grant.wildcards] == [
        ("$.one", (("One",),)),
        ("$.two", (("Two",),)),
    ]


def test_a_wildcard_that_the_definition_has_is_not_blamed_on_anything_else() -> None:
    send = chain(Send=task("sns:publish", {"TopicArn": "arn:aws:sns:us-east-1:123456789012:news-*"}))
    ((kind, _),) = causes(send)["arn:aws:sns:us-east-1:123456789012:news-*"]
    assert kind == "written"


def test_a_star_that_belongs_to_a_name_is_no_wildcard() -> None:
    assert not is_wildcard("arn:aws:s3:::bucket/${*}")
    assert is_wildcard("arn:aws:s3:::bucket/${*}*")


def machines_of(known: Integration) -> Iterator[sfn.StateMachine]:
    """Yield a machine that calls the integration, for each pattern, static and then dynamic."""
    called = sample_task(known, "JSONPath", "aws", "us-east-1", "123456789012")
    for pattern in known.patterns:
        machine = sfn.parse(chain(Do=called))
        machine = machine if pattern == "request-response" else sfn.set_pattern(machine, "Do", pattern)
        yield machine
        for target in machine.tasks[0].targets:
            if target.mode == "static" and not target.absent and target.name != "Resource":
                machine = sfn.set_dynamic(machine, "Do", target.name)
        yield machine


@pytest.mark.parametrize("scope", ["guide", "least"])
@pytest.mark.parametrize("known", INTEGRATIONS)
def test_every_wildcard_of_every_integration_has_a_cause(known: Integration, scope: Scope) -> None:
    bare = {
        grant.resource
        for machine in machines_of(known)
        for grant in sfn.generate(machine, HERE, scope).grants
        if is_wildcard(grant.resource) and not grant.wildcards
    }
    assert bare == set()


def corpus_files() -> list[Path]:
    folder = SHARED / "corpus"
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


@needs_corpus
def test_every_wildcard_of_the_real_definitions_has_a_cause() -> None:
    kinds: Counter[str] = Counter()
    bare: set[str] = set()
    for path in corpus_files():
        try:
            machines = sfn.load_all(path)
        except sfn.DefinitionError:
            continue
        for machine in machines.values():
            for scope in SCOPES:
                for grant in sfn.generate(machine, HERE, scope).grants:
                    kinds.update(cause.kind for cause in grant.wildcards)
                    if is_wildcard(grant.resource) and not grant.wildcards:
                        bare.add(f"{grant.action} {grant.resource}")
    assert bare == set(), json.dumps(kinds)
