"""Values that are offered for a target, and values that are refused."""

from __future__ import annotations

from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Integration, TargetSpec, parameter_name
from sfn_engine.sdk.names import service_calls
from sfn_tui.session.edits import SetDynamic, SetStatic
from sfn_tui.session.session import Session, edit, open_session, undo
from sfn_tui.session.suggestions import MOST, suggestions, value_disabled_reason
from tests.support.engine.machines import chain, task
from tests.support.tui.sessions import session_of

TABLES = chain(
    Read=task("dynamodb:getItem", {"TableName.$": "$.table"}),
    **{
        f"Write {name}": task("dynamodb:putItem", {"TableName": name})
        for name in ("orders", "stock", "orders")
    },
    Tell=task("sqs:sendMessage", {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/told"}),
    Job=task("glue:startJobRun", {"JobName": "nightly"}),
)


def test_other_tasks_of_the_kind_come_first_then_a_sample() -> None:
    assert suggestions(session_of(TABLES), ("Read",), "TableName") == (
        "orders",
        "stock",
        "my-table",
        "arn:aws:dynamodb:us-east-1:123456789012:table/my-table",
    )


def test_what_the_target_was_before_comes_before_the_others_the_latest_first() -> None:
    path = ("Write stock",)
    session = edit(session_of(TABLES), SetStatic(path, "TableName", "archive"))
    session = edit(session, SetDynamic(path, "TableName"))
    assert suggestions(session, path, "TableName")[:3] == ("archive", "stock", "orders")


def test_the_services_default_is_offered_where_the_target_was_missing() -> None:
    session = session_of(chain(Ask=task("athena:startQueryExecution", {"QueryString": "SELECT 1"})))
    dynamic = edit(session, SetDynamic(("Ask",), "WorkGroup"))
    assert suggestions(dynamic, ("Ask",), "WorkGroup")[0] == "primary"
    back = edit(dynamic, SetStatic(("Ask",), "WorkGroup", "primary"))
    assert not back.has_unsaved_edits


def test_what_was_written_is_offered_even_if_it_is_no_name() -> None:
    session = edit(
        session_of(chain(Save=task("dynamodb:putItem", {"TableName": "<the table>"}))),
        SetDynamic(("Save",), "TableName"),
    )
    assert suggestions(session, ("Save",), "TableName")[0] == "<the table>"
    assert value_disabled_reason(session, ("Save",), "TableName", "<a table>")


def test_undone_steps_count_too() -> None:
    path = ("Read",)
    session = undo(edit(session_of(TABLES), SetStatic(path, "TableName", "undone")))
    assert suggestions(session, path, "TableName")[0] == "undone"


def test_a_state_that_is_named_in_a_container_is_found() -> None:
    definition = chain(
        Each={
            "Type": "Map",
            "ItemProcessor": chain(Tell=task("sqs:sendMessage", {"QueueUrl.$": "$.queue"}, Catch=[])),
        }
    )
    session = session_of(definition)
    (sample,) = suggestions(session, ("Each", "Tell"), "QueueUrl")
    assert sample == "https://sqs.us-east-1.amazonaws.com/123456789012/my-queue"
    assert (
        edit(session, SetStatic(("Each", "Tell"), "QueueUrl", sample)).machine.tasks[0].targets[0].value
        == sample
    )


def test_a_jsonata_task_is_asked_for_the_same() -> None:
    definition = {**chain(Tell=task("sqs:sendMessage")), "QueryLanguage": "JSONata"}
    definition["States"]["Tell"]["Arguments"] = {"QueueUrl": "{% $states.input.queue %}"}
    session = session_of(definition)
    assert len(suggestions(session, ("Tell",), "QueueUrl")) == 1
    assert value_disabled_reason(session, ("Tell",), "QueueUrl", "{% $x %}")


def test_samples_are_in_the_region_and_account_of_the_policy() -> None:
    machine = sfn.parse(chain(Tell=task("sqs:sendMessage", {"QueueUrl.$": "$.queue"})))
    context = sfn.Context(region="cn-north-1", account="210987654321")
    session = open_session(machine, name="x", context=context)
    assert suggestions(session, ("Tell",), "QueueUrl") == (
        "https://sqs.cn-north-1.amazonaws.com.cn/210987654321/my-queue",
    )


def test_there_are_never_too_many_and_none_is_said_twice() -> None:
    definition = chain(
        Read=task("dynamodb:getItem", {"TableName.$": "$.table"}),
        **{f"W{number}": task("dynamodb:putItem", {"TableName": f"t{number % 40}"}) for number in range(80)},
    )
    found = suggestions(session_of(definition), ("Read",), "TableName")
    assert len(found) == len(set(found)) == MOST


def test_nothing_is_offered_that_would_be_refused() -> None:
    bad = " blank "
    definition = chain(
        Read=task("dynamodb:getItem", {"TableName.$": "$.table"}),
        Write=task("dynamodb:putItem", {"TableName": bad}),
    )
    session = session_of(definition)
    assert bad not in suggestions(session, ("Read",), "TableName")
    assert suggestions(session, ("Read",), "NoSuchTarget") == ()


@pytest.mark.parametrize("value", ["", " x", "not a url", "$.x", "a\nb", "\x1b[31m"])
def test_a_refusal_is_what_the_edit_would_say(value: str) -> None:
    session = session_of()
    reason = value_disabled_reason(session, ("Tell",), "QueueUrl", value)
    with pytest.raises(sfn.EditRefused) as refused:
        edit(session, SetStatic(("Tell",), "QueueUrl", value))
    assert reason == str(refused.value) and "\x1b" not in reason


def test_a_fine_value_has_no_refusal() -> None:
    assert value_disabled_reason(session_of(), ("Tell",), "QueueUrl", "https://sqs.eu-west-1.amazonaws.com/1/q") == ""
    assert "no target" in value_disabled_reason(session_of(), ("Tell",), "Nothing", "x")


EVERY = [
    (known, spec)
    for known in loader.all_integrations()
    for spec in known.targets
    if known.name != "lambda:function"  # its target is the Resource itself
]


OF_SDK = [
    (known, spec)
    for service in ("s3", "rds", "lambda", "appconfig", "secretsmanager", "redshiftdata", "glue")
    for known in map(loader.integration, service_calls(service))
    for spec in (known.targets if known is not None else ())
    if not spec.name.endswith("{*}")
]


def test_targets_of_the_sdk_have_samples_too() -> None:
    tried = set()
    for known, spec in OF_SDK:
        if known is not None and spec[:4] not in tried:
            tried.add(spec[:4])
            session, name = with_target(known, spec)
            assert suggestions(session, ("Task",), name), (known.name, spec.name)


@pytest.mark.parametrize(("known", "spec"), EVERY, ids=[f"{known.name} {spec.name}" for known, spec in EVERY])
def test_every_target_of_the_catalog_has_a_sample(known: Integration, spec: TargetSpec) -> None:
    session, name = with_target(known, spec)
    found = suggestions(session, ("Task",), name)
    assert found
    for value in found:
        edited = edit(session, SetStatic(("Task",), name, value)).machine.tasks[0]
        assert [target.value for target in edited.targets if target.parameter == spec.name] == [value]
        assert not any(entry.mode == "dynamic" for entry in edited.targets if entry.parameter == spec.name)


def with_target(known: Integration, spec: TargetSpec) -> tuple[Session, str]:
    """Return a session on a task with the target, and the target's name there."""
    value: Any = "x"
    for step in reversed(spec.steps):
        value = [value] if step.endswith("[*]") else {"key": value} if step.endswith("{*}") else value
        name = parameter_name(step)
        value = {name: value} if name else value
    arguments: dict[str, Any] = value
    session = session_of(chain(Task=task(known.name, arguments)))
    return session, next(
        entry.name for entry in session.machine.tasks[0].targets if entry.parameter == spec.name
    )


@pytest.mark.parametrize(
    ("resource", "target"),
    [
        ("aws-sdk:ec2:startInstances", "InstanceIds[*]"),
        ("aws-sdk:iam:getRole", "RoleName"),
        ("aws-sdk:scheduler:deleteSchedule", "Name"),
    ],
)
def test_no_arn_is_suggested_for_a_parameter_that_takes_only_a_name(resource: str, target: str) -> None:
    parameters = {f"{target.removesuffix('[*]')}.$": "$.it"}
    found = suggestions(session_of(chain(Step=task(resource, parameters))), ("Step",), target)
    assert found and not any(value.startswith("arn:") for value in found)


@pytest.mark.parametrize(
    ("call", "target", "sample"),
    [
        ("ec2:startInstances", "InstanceIds[*]", "i-0123456789abcdef0"),
        ("ec2:createSnapshot", "VolumeId", "vol-0123456789abcdef0"),
        ("ec2:modifySubnetAttribute", "SubnetId", "subnet-0123456789abcdef0"),
        ("ec2:createTags", "Resources[*]", "i-0123456789abcdef0"),
        ("ssm:sendCommand", "InstanceIds[*]", "i-0123456789abcdef0"),
        ("ec2:deleteKeyPair", "KeyName", "my-name"),
        ("glue:getTable", "CatalogId", "123456789012"),
        ("rds:stopDBInstance", "DbInstanceIdentifier", "my-db"),
    ],
)
def test_a_suggested_value_has_the_form_that_the_parameter_takes(call: str, target: str, sample: str) -> None:
    parameters = {f"{target.removesuffix('[*]')}.$": "$.it"}
    session = session_of(chain(Step=task(f"aws-sdk:{call}", parameters)))
    assert suggestions(session, ("Step",), target) == (sample,)


def test_a_value_that_names_nothing_is_not_suggested() -> None:
    definition = chain(
        Read=task("aws-sdk:dynamodb:getItem", {"TableName.$": "$.table"}),
        Wrong=task("aws-sdk:dynamodb:getItem", {"TableName": ["orders"]}),
    )
    assert not any("orders" in value for value in suggestions(session_of(definition), ("Read",), "TableName"))


def test_an_arn_is_suggested_too_for_a_parameter_that_takes_both() -> None:
    session = session_of(chain(Step=task("aws-sdk:dynamodb:getItem", {"TableName.$": "$.it"})))
    assert [value[:4] for value in suggestions(session, ("Step",), "TableName")] == ["my-t", "arn:"]


def test_the_name_of_something_else_is_not_suggested() -> None:
    definition = chain(
        Make=task("aws-sdk:glue:createTable", {"DatabaseName": "sales", "TableInput": {"Name.$": "$.name"}}),
        Other=task("aws-sdk:glue:createTable", {"DatabaseName": "sales", "TableInput": {"Name": "orders"}}),
    )
    found = suggestions(session_of(definition), ("Make",), "TableInput.Name")
    assert "orders" in found and "sales" not in found
