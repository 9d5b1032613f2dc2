"""A way back gives the original text back: whatever was between, nothing is left of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.catalog import loader
from tests.support.engine.corpus import corpus_machines
from tests.support.engine.edits import JSONATA, arguments, machine
from tests.support.engine.machines import chain, needs_corpus, task
from tests.support.engine.round_trips import as_it_was, edited_at_random, samples
from tests.support.engine.saving import edits_of

SAMPLES = tuple(samples())
JSON_TEXT = """{ "StartAt":"Step","States":{"Step" :{"Type":"Task",
  "Resource":"arn:aws:states:::ecs:runTask",  "Parameters": {"TaskDefinition" :"t:1"} , "End":true}}}\t
"""
YAML_TEXT = """StartAt: Step
States:
  Step:   {Type: Task, End: true, Resource: 'arn:aws:states:::ecs:runTask',
    Parameters: {"TaskDefinition": t:1}}   # the job
"""
TEMPLATE_TEXT = """Resources:
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: !GetAtt Role.Arn
      DefinitionString: !Sub |
        {"StartAt": "Step", "States": {"Step": {"Type": "Task", "End": true,
          "Resource": "arn:${AWS::Partition}:states:::ecs:runTask",
          "Parameters": {"TaskDefinition": "t:1", "Cluster": "${Cluster}"}}}}
"""
QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs"


def written(machine: sfn.StateMachine) -> str:
    """The definition as text: the order of the fields counts."""
    return json.dumps(machine.definition)


def through(machine: sfn.StateMachine, *patterns: str) -> sfn.StateMachine:
    for pattern in patterns:
        machine = sfn.set_pattern(machine, "Step", pattern)
    return machine


# ── Patterns ─────────────────────────────────────────────────────────────────────────────────────────


def test_every_way_round_through_the_patterns_of_every_integration_gives_the_original_back() -> None:
    wrong = [
        (sample.name, way)
        for sample in SAMPLES
        for way in sample.ways
        if written(through(sample.machine, *way)) != written(sample.machine)
    ]
    assert wrong == []
    assert sum(len(sample.ways) for sample in SAMPLES) > 1_500


def test_the_pattern_that_was_between_leaves_nothing_in_the_next_one() -> None:
    for sample in SAMPLES:
        before = sample.machine.tasks[0]
        for one, other in [way[:2] for way in sample.ways if len(way) == 3]:
            direct, round_about = through(sample.machine, other), through(sample.machine, one, other)
            assert written(direct) == written(round_about), (sample.name, before.pattern, one, other)


@pytest.mark.parametrize("payload", ["hi", "", {"a": 1}, [1, 2], None, 3, False, {}])
def test_a_payload_of_any_kind_comes_back_as_it_was(payload: Any) -> None:
    before = machine("sns:publish", {"TopicArn": "${T}", "Message": payload})
    callback = through(before, "callback")
    assert "$$.Task.Token" in written(callback)
    assert written(through(callback, "request-response")) == written(before)


def test_a_container_that_is_named_for_the_token_alone_goes_with_it() -> None:
    before = machine("ecs:runTask", {"TaskDefinition": "t"})
    assert "${ContainerName}" in written(through(before, "callback"))
    assert written(through(before, "callback", "request-response")) == written(before)
    assert "Overrides" not in arguments(through(before, "callback", "sync"))


def test_a_persons_own_name_for_the_token_is_kept() -> None:
    payload = {"order.$": "$.order", "callbackId.$": "$$.Task.Token"}
    before = machine("lambda:invoke.waitForTaskToken", {"FunctionName": "f", "Payload": payload})
    away = through(before, "request-response")
    assert arguments(away)["Payload"] == {"order.$": "$.order"}
    assert written(through(away, "callback")) == written(before)


@pytest.mark.parametrize("suffix", [".sync", ".sync:2"])
def test_the_suffix_of_a_job_comes_back_as_it_was(suffix: str) -> None:
    before = machine(f"states:startExecution{suffix}", {"StateMachineArn": "${M}"})
    for way in (("callback", "sync"), ("request-response", "sync"), ("callback", "request-response", "sync")):
        assert through(before, *way).tasks[0].suffix == suffix


# ── Targets ──────────────────────────────────────────────────────────────────────────────────────────


def test_an_expression_that_was_hard_coded_comes_back_as_it_was() -> None:
    before = machine("dynamodb:getItem", {"TableName.$": "$.config.tables[0]", "Key": {}})
    static = sfn.set_static(before, "Step", "TableName", "orders")
    assert written(sfn.set_dynamic(static, "Step", "TableName")) == written(before)
    named = machine("dynamodb:getItem", {"TableName": "{% 'orders-' & $stage %}"}, **JSONATA)
    static = sfn.set_static(named, "Step", "TableName", "orders")
    assert written(sfn.set_dynamic(static, "Step", "TableName")) == written(named)


def test_a_known_part_is_given_up_where_the_target_is_made_dynamic_at_once() -> None:
    before = machine("dynamodb:getItem", {"TableName": "{% 'orders-' & $stage %}"}, **JSONATA)
    assert arguments(sfn.set_dynamic(before, "Step", "TableName")) == {"TableName": "{% $states.input.TableName %}"}


def test_a_placeholder_with_a_value_comes_back_as_the_placeholder() -> None:
    before = sfn.bind(machine("dynamodb:getItem", {"TableName": "${Table}"}), {"Table": "orders"})
    dynamic = sfn.set_dynamic(before, "Step", "TableName")
    for value in ("orders", "${Table}"):
        assert written(sfn.set_static(dynamic, "Step", "TableName", value)) == written(before)


def test_a_list_comes_back_whole() -> None:
    before = machine("codebuild:batchDeleteBuilds", {"Ids": ["p:1", "p:2"]})
    dynamic = sfn.set_dynamic(before, "Step", "Ids[1]")
    assert written(sfn.set_static(dynamic, "Step", "Ids[*]", "p:2")) == written(before)
    assert arguments(sfn.set_static(dynamic, "Step", "Ids[*]", "q:1")) == {"Ids": ["q:1"]}
    path = machine("codebuild:batchDeleteBuilds", {"Ids.$": "$.builds"})
    static = sfn.set_static(path, "Step", "Ids[*]", "p:1")
    assert written(sfn.set_dynamic(static, "Step", "Ids[0]")) == written(path)


@pytest.mark.parametrize("parameters", [None, {}, {"QueryString": "SELECT 1"}])
def test_a_parameter_that_was_missing_is_missing_again_with_what_held_it(parameters: dict[str, Any] | None) -> None:
    before = machine("athena:startQueryExecution", parameters)
    dynamic = sfn.set_dynamic(before, "Step", "WorkGroup")
    assert arguments(dynamic)["WorkGroup.$"] == "$.WorkGroup"
    assert written(sfn.set_static(dynamic, "Step", "WorkGroup", "primary")) == written(before)
    other = sfn.set_static(dynamic, "Step", "WorkGroup", "reports")
    assert written(sfn.set_static(other, "Step", "WorkGroup", "primary")) == written(before)


def test_a_parameter_that_is_there_under_both_its_names_comes_back_with_both() -> None:
    before = machine("dynamodb:getItem", {"TableName": "orders", "TableName.$": "$.t"})
    dynamic = sfn.set_dynamic(before, "Step", "TableName")
    assert arguments(dynamic) == {"TableName.$": "$.TableName"}
    assert written(sfn.set_static(dynamic, "Step", "TableName", "orders")) == written(before)


def test_a_value_that_nobody_could_type_comes_back_all_the_same() -> None:
    before = machine("dynamodb:getItem", {"TableName": "<the table>"})
    dynamic = sfn.set_dynamic(before, "Step", "TableName")
    assert written(sfn.set_static(dynamic, "Step", "TableName", "<the table>")) == written(before)


def test_the_memory_survives_a_binding_and_an_edit_of_another_state() -> None:
    definition = chain(A=task("sqs:sendMessage", {"QueueUrl": "${Q}", "MessageBody": "hi"}), B=task("glue:startJobRun"))
    edited = sfn.set_pattern(sfn.parse(definition), "A", "callback")
    edited = sfn.set_pattern(sfn.bind(edited, {"Q": QUEUE}), "B", "sync")
    back = sfn.set_pattern(sfn.set_pattern(edited, "A", "request-response"), "B", "request-response")
    assert back.definition == definition
    assert not back.edited and set(edited.edited) == {("A",), ("B",)}


def test_a_map_comes_back_with_the_edits_of_the_states_in_it() -> None:
    inner = {"StartAt": "P", "States": {"P": task("sqs:sendMessage", {"QueueUrl": QUEUE, "MessageBody": "hi"})}}
    each = {
        "Type": "Map",
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key.$": "$.k"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **inner},
    }
    before = sfn.parse(chain(Each=each))
    dynamic = sfn.set_dynamic(before, "Each", "ItemReader.Bucket")
    within = sfn.set_pattern(dynamic, "P", "callback")
    static = sfn.set_static(within, "Each", "ItemReader.Bucket", "b")
    assert static.definition == sfn.set_pattern(before, "P", "callback").definition
    assert written(sfn.set_pattern(static, "P", "request-response")) == written(before)


@pytest.mark.parametrize(
    ("resource", "parameters", "target", "reason"),
    [
        ("dynamodb:getItem", "{% $states.input %}", "TableName", "Arguments, which would hold TableName, is an exp"),
        ("events:putEvents", {"Entries": "{% $e %}"}, "EventBusName", "Entries, which would hold .* is an expression"),
        ("events:putEvents", {}, "EventBusName", "Entries, which would hold .* is missing"),
    ],
)
def test_a_target_without_a_member_of_its_own_cannot_be_hard_coded(
    resource: str, parameters: Any, target: str, reason: str
) -> None:
    with pytest.raises(sfn.EditRefused, match=reason):
        sfn.set_static(machine(resource, parameters, **JSONATA), "Step", target, "orders")


# ── Mixed ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_target_that_was_toggled_between_stays_so() -> None:
    before = machine("sqs:sendMessage", {"QueueUrl": QUEUE, "MessageBody": "hi"})
    edited = sfn.set_dynamic(through(before, "callback"), "Step", "QueueUrl")
    assert "$$.Task.Token" in written(edited)
    back = through(edited, "request-response")
    assert arguments(back) == {"QueueUrl.$": "$.QueueUrl", "MessageBody": "hi"}
    assert written(sfn.set_static(back, "Step", "QueueUrl", QUEUE)) == written(before)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_after_any_edits_the_original_values_and_pattern_are_the_original_text(data: st.DataObject) -> None:
    before = data.draw(st.sampled_from(SAMPLES)).machine
    edited = edited_at_random(before, data)
    assert written(as_it_was(edited, before)) == written(before)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_order_of_edits_does_not_matter(data: st.DataObject) -> None:
    before = data.draw(st.sampled_from(SAMPLES)).machine
    known = loader.integration(before.tasks[0].integration)
    assert known is not None
    pattern = data.draw(st.sampled_from([other for other in known.patterns if other != before.tasks[0].pattern]))
    target = data.draw(st.sampled_from(before.tasks[0].targets or (None,)))
    if target is None:
        return
    try:
        first = sfn.set_dynamic(before, "Step", target.name)
    except sfn.EditRefused:
        return
    other = sfn.set_dynamic(through(before, pattern), "Step", target.name)
    assert written(through(first, pattern)) == written(other)


# ── Real definitions, and their files ────────────────────────────────────────────────────────────────


@needs_corpus
def test_edits_of_a_real_machine_have_a_way_back_to_its_own_text() -> None:
    tried = 0
    for name, before in corpus_machines().items():
        for edited in list(edits_of(before))[::3]:
            back = as_it_was(edited.machine, before)
            assert written(back) == written(before), name
            assert before.document is None or sfn.saved_text(back) == before.document.file_text.text, name
            tried += 1
    assert tried > 300


@needs_corpus
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_after_any_edits_a_real_machine_comes_back(data: st.DataObject) -> None:
    before = data.draw(st.sampled_from([machine for machine in corpus_machines().values() if machine.tasks]))
    assert written(as_it_was(edited_at_random(before, data), before)) == written(before)


@pytest.mark.parametrize("text", [JSON_TEXT, YAML_TEXT, TEMPLATE_TEXT])
def test_a_file_is_byte_for_byte_as_it_was(text: str) -> None:
    before = sfn.parse(text)
    for pattern in ("callback", "sync"):
        edited = through(sfn.set_dynamic(before, "Step", "TaskDefinition"), pattern)
        assert sfn.saved_text(edited) != text
        back = sfn.set_static(through(edited, "request-response"), "Step", "TaskDefinition", "t:1")
        assert sfn.saved_text(back) == text
