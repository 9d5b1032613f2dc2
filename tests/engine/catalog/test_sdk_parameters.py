"""Parameters of AWS SDK integrations: found in any case, and with targets that are the keys of an object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.asl.model import QueryLanguage, Target
from sfn_engine.catalog import argument_checks, loader, targets
from sfn_engine.catalog.model import Integration, TargetSpec
from sfn_engine.catalog.requirements import is_met, parse_requirement, steps_of
from sfn_engine.catalog.samples import sample_task
from tests.support.engine.machines import chain, task


def record(*names: str, **facts: Any) -> Integration:
    specs = tuple(TargetSpec(name, "table", steps=steps_of(name), **facts) for name in names)
    return Integration("aws-sdk:test:call", "Test", "Call", ("request-response", "callback"), targets=specs)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Integration]]:
    """Integrations that stand for those of AWS SDKs."""
    records: dict[str, Integration] = {}
    found = loader.integration
    monkeypatch.setattr(loader, "integration", lambda name: records.get(name) or found(name))
    yield records
    argument_checks._steps.cache_clear()


def read(given: Any, language: QueryLanguage = "JSONPath") -> list[tuple[str, str, str, tuple[Any, ...]]]:
    key = "Arguments" if language == "JSONata" else "Parameters"
    fields = {"Resource": "x"} if given is None else {"Resource": "x", key: given}
    found = targets.task_targets("aws-sdk:test:call", fields, language, ())
    return [(target.name, target.mode, target.value, target.pointer[1:]) for target in found]


# ── Names in any case ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"DBInstanceIdentifier": "a"}, ("DBInstanceIdentifier", "static", "a", ("DBInstanceIdentifier",))),
        ({"DbInstanceIdentifier": "a"}, ("DbInstanceIdentifier", "static", "a", ("DbInstanceIdentifier",))),
        ({"dbInstanceIdentifier": "a"}, ("dbInstanceIdentifier", "static", "a", ("dbInstanceIdentifier",))),
        (
            {"DBInstanceIdentifier.$": "$.x"},
            ("DBInstanceIdentifier", "dynamic", "$.x", ("DBInstanceIdentifier.$",)),
        ),
        (
            {"DBInstanceIdentifier": "other", "DbInstanceIdentifier": "exact"},
            ("DbInstanceIdentifier", "static", "exact", ("DbInstanceIdentifier",)),
        ),
        (
            {"DBInstanceIdentifier": "other", "DbInstanceIdentifier.$": "$.exact"},
            ("DbInstanceIdentifier", "dynamic", "$.exact", ("DbInstanceIdentifier.$",)),
        ),
        ({}, ("DbInstanceIdentifier", "dynamic", "", ("DbInstanceIdentifier",))),
    ],
)
def test_a_parameter_is_found_in_any_case_and_keeps_its_written_name(
    known: dict[str, Integration], given: Any, found: Any
) -> None:
    known["aws-sdk:test:call"] = record("DbInstanceIdentifier")
    assert read(given) == [found]


def test_in_jsonata_the_sign_of_an_expression_is_a_part_of_the_name(known: dict[str, Integration]) -> None:
    known["aws-sdk:test:call"] = record("DbName", optional=True)
    assert read({"DBName.$": "$.x"}, "JSONata") == []
    assert read({"DBName": "{% $x %}"}, "JSONata") == [("DBName", "dynamic", "{% $x %}", ("DBName",))]


def test_every_step_is_found_in_any_case(known: dict[str, Integration]) -> None:
    known["aws-sdk:test:call"] = record("DbItems[*].Put.TableName")
    found = read({"DBItems": [{"PUT": {"tableName": "a"}}, {"Put.$": "$.put"}]})
    assert found == [
        ("DBItems[0].PUT.tableName", "static", "a", ("DBItems", 0, "PUT", "tableName")),
        ("DBItems[1].Put.TableName", "dynamic", "$.put", ("DBItems", 1, "Put.$")),
    ]


def test_an_optimized_integration_takes_its_own_spelling_alone() -> None:
    machine = sfn.parse(chain(Get=task("dynamodb:getItem", {"TABLEName": "a"})))
    (target,) = machine.tasks[0].targets
    assert target.absent


def test_an_edit_keeps_the_name_that_is_written(known: dict[str, Integration]) -> None:
    known["aws-sdk:test:call"] = record("DbName")
    machine = sfn.parse(chain(Get=task("aws-sdk:test:call", {"DBName": "a"})))
    dynamic = sfn.set_dynamic(machine, "Get", "DBName")
    assert dynamic.tasks[0].arguments == {"DBName.$": "$.DBName"}
    assert sfn.set_static(dynamic, "Get", "DbName", "b").tasks[0].arguments == {"DBName": "b"}


def test_a_condition_finds_its_parameter_in_any_case_only_if_asked_to() -> None:
    wanted = parse_requirement("KmsKeyId")
    assert is_met(wanted, {"KMSKeyId": "k"}, "JSONPath", any_case=True)
    assert is_met(wanted, {"KMSKeyId.$": "$.k"}, "JSONPath", any_case=True)
    assert not is_met(wanted, {"KMSKeyId": "k"}, "JSONPath")
    assert is_met(
        parse_requirement("Rules[*].SseType = KMS"), {"Rules": [{"SSEType": "KMS"}]}, "JSONata", any_case=True
    )


# ── Keys of an object ────────────────────────────────────────────────────────────────────────────


def test_each_key_is_a_target(known: dict[str, Integration]) -> None:
    known["aws-sdk:test:call"] = record("RequestItems{*}")
    assert read({"RequestItems": {"orders": [], "items-${Stage}": {}, "more.$": "$.items"}}) == [
        ("RequestItems{orders}", "static", "orders", ("RequestItems", "orders")),
        ("RequestItems{items-${Stage}}", "placeholder", "items-${Stage}", ("RequestItems", "items-${Stage}")),
        ("RequestItems{more}", "static", "more", ("RequestItems", "more.$")),
    ]


@pytest.mark.parametrize(
    ("language", "given", "found"),
    [
        ("JSONPath", {"RequestItems.$": "$.r"}, ("RequestItems{*}", "dynamic", "$.r", ("RequestItems.$",))),
        ("JSONata", {"RequestItems": "{% $r %}"}, ("RequestItems{*}", "dynamic", "{% $r %}", ("RequestItems",))),
        ("JSONata", "{% $r %}", ("RequestItems{*}", "dynamic", "{% $r %}", ())),
        ("JSONata", {"RequestItems": {"a.$": []}}, ("RequestItems{a.$}", "static", "a.$", ("RequestItems", "a.$"))),
        ("JSONPath", {"RequestItems": {}}, ("RequestItems{*}", "dynamic", "", ("RequestItems",))),
        ("JSONPath", {}, ("RequestItems{*}", "dynamic", "", ("RequestItems",))),
    ],
)
def test_an_object_that_is_unknown_or_missing_has_unknown_keys(
    known: dict[str, Integration], language: QueryLanguage, given: Any, found: Any
) -> None:
    known["aws-sdk:test:call"] = record("RequestItems{*}")
    assert read(given, language) == [found]


def test_the_values_of_an_object_are_followed_where_steps_go_on(known: dict[str, Integration]) -> None:
    known["aws-sdk:test:call"] = record("Map{*}.RoleArn", optional=True)
    assert read({"Map": {"a": {"RoleArn": "r"}, "b": {}, "c.$": "$.c", "d.e": {"RoleArn.$": "$.d"}}}) == [
        ("Map{a}.RoleArn", "static", "r", ("Map", "a", "RoleArn")),
        ("Map{c}.RoleArn", "dynamic", "$.c", ("Map", "c.$")),
        ("Map{d.e}.RoleArn", "dynamic", "$.d", ("Map", "d.e", "RoleArn.$")),
    ]


def test_lists_in_the_values_of_an_object_are_followed_too(known: dict[str, Integration]) -> None:
    known["aws-sdk:test:call"] = record("Actions{*}[*].RoleArn", optional=True)
    given = {
        "a": [{"RoleArn": "r"}, {"RoleARN.$": "$.r"}, {}],
        "b": [],
        "c.$": "$.c",
        "d": {"Ref": "List"},
        "e": {"no": "list"},
    }
    assert read({"Actions": given}) == [
        ("Actions{a}[0].RoleArn", "static", "r", ("Actions", "a", 0, "RoleArn")),
        ("Actions{a}[1].RoleARN", "dynamic", "$.r", ("Actions", "a", 1, "RoleARN.$")),
        ("Actions{c}[*].RoleArn", "dynamic", "$.c", ("Actions", "c.$")),
        ("Actions{d}[*].RoleArn", "dynamic", "${List}", ("Actions", "d")),
        ("Actions{e}[*].RoleArn", "static", '{"no": "list"}', ("Actions", "e")),
    ]
    assert read({"Actions.$": "$.a"}) == [("Actions{*}[*].RoleArn", "dynamic", "$.a", ("Actions.$",))]
    wanted = parse_requirement("Actions{*}[*].RoleArn")
    for each in ({"a": [{"RoleArn": "r"}]}, {"a.$": "$.a"}, {"a": [{"RoleArn.$": "$.r"}]}):
        assert is_met(wanted, {"Actions": each}, "JSONPath")
    others: tuple[Any, ...] = ({}, {"a": []}, {"a": [{"Name": "n"}]})
    for other in others:
        assert not is_met(wanted, {"Actions": other}, "JSONPath")


def test_a_list_that_is_the_value_of_a_key_has_targets(known: dict[str, Integration]) -> None:
    known["aws-sdk:test:call"] = record("Map{*}[*]")
    machine = sfn.parse(chain(Get=task("aws-sdk:test:call", {"Map": {"a.b": ["x"]}})))
    dynamic = sfn.set_dynamic(machine, "Get", "Map{a.b}[0]")
    assert dynamic.tasks[0].arguments == {"Map": {"a.b.$": "$.Map"}}


@pytest.mark.parametrize("text", ["Map{*}.RoleArn", "Map{*}"])
def test_a_condition_looks_into_each_value(text: str) -> None:
    wanted = parse_requirement(text)
    for given in ({"a": {}, "b": {"RoleArn": "r"}}, {"a.$": "$.a"}, {"a": {"RoleArn.$": "$.r"}}):
        assert is_met(wanted, {"Map": given}, "JSONPath")
    assert not is_met(wanted, {"Map": {}}, "JSONPath")
    assert not is_met(parse_requirement("Map{*}.RoleArn"), {"Map": {"a": {"Other": 1}}}, "JSONPath")


def _refusal(machine: sfn.StateMachine, name: str) -> str:
    with pytest.raises(sfn.EditRefused) as refused:
        sfn.set_dynamic(machine, "Get", name)
    with pytest.raises(sfn.EditRefused):
        sfn.set_static(machine, "Get", name, "other")
    return str(refused.value)


@pytest.mark.parametrize("language", ["JSONPath", "JSONata"])
def test_a_key_cannot_be_toggled(known: dict[str, Integration], language: QueryLanguage) -> None:
    known["aws-sdk:test:call"] = record("RequestItems{*}")
    given: dict[str, Any] = {"RequestItems": {"orders": []}}
    machine = sfn.parse(chain(Get=task("aws-sdk:test:call", given, QueryLanguage=language)))
    said = "RequestItems{orders} is a key of RequestItems, and no expression can give a key"
    assert [_refusal(machine, name) for name in ("RequestItems{orders}", "RequestItems{*}", "RequestItems")] == [
        said
    ] * 3


def test_keys_that_an_expression_gives_are_not_hard_coded(known: dict[str, Integration]) -> None:
    known["aws-sdk:test:call"] = record("RequestItems{*}")
    machine = sfn.parse(chain(Get=task("aws-sdk:test:call", {"RequestItems.$": "$.r"})))
    with pytest.raises(sfn.EditRefused, match="write RequestItems out in the file"):
        sfn.set_static(machine, "Get", "RequestItems{*}", "orders")


def test_a_role_in_a_value_is_edited_like_any_other(known: dict[str, Integration]) -> None:
    known["aws-sdk:test:call"] = record("Map{*}.RoleArn")
    machine = sfn.parse(chain(Get=task("aws-sdk:test:call", {"Map": {"a.b": {"RoleArn": "r"}}})))
    dynamic = sfn.set_dynamic(machine, "Get", "RoleArn")
    assert dynamic.tasks[0].arguments == {"Map": {"a.b": {"RoleArn.$": "$.RoleArn"}}}
    assert sfn.set_static(dynamic, "Get", "Map{a.b}.RoleArn", "r").tasks[0].arguments == machine.tasks[0].arguments


def test_a_sample_task_has_a_key_for_each_such_target(known: dict[str, Integration]) -> None:
    for name, given in (
        ("RequestItems{*}", {"my-table": {}}),
        ("Map{*}.TableName", {"my-key": {"TableName": "my-table"}}),
        ("Map{*}[*].TableName", {"my-key": [{"TableName": "my-table"}]}),
    ):
        known["aws-sdk:test:call"] = record(name)
        made = sample_task(known["aws-sdk:test:call"], "JSONPath", "aws", "us-east-1", "123456789012")
        assert list(made["Parameters"].values()) == [given]
        found: tuple[Target, ...] = targets.task_targets("aws-sdk:test:call", made, "JSONPath", ())
        assert [(target.mode, target.value) for target in found] == [("static", "my-table")]


# ── Checks ───────────────────────────────────────────────────────────────────────────────────────


def told(known: dict[str, Integration], given: Any, *names: str, **facts: Any) -> list[tuple[str, str]]:
    """Return what `check` says of the parameters of a call, whose name is in no data."""
    known["aws-sdk:sts:getCallerIdentity"] = record(*names, **facts)
    argument_checks._steps.cache_clear()
    found = sfn.parse(chain(Get=task("aws-sdk:sts:getCallerIdentity", given))).diagnostics
    return [(entry.check, entry.message) for entry in found]


@pytest.mark.parametrize("given", [{"DBName": "a"}, {"DbName": "a"}, {"DBName.$": "$.x"}, {"DBNAME": "${Name}"}])
def test_another_case_than_that_of_the_sdk_is_no_mistake(known: dict[str, Integration], given: Any) -> None:
    assert told(known, given, "DbName") == []


def test_a_small_first_letter_is_a_mistake_and_the_parameter_is_not_missing_besides(
    known: dict[str, Integration],
) -> None:
    said = "parameters are written in Pascal case: 'dbName' must be 'DbName'"
    assert told(known, {"dbName": "a"}, "DbName") == [("parameter-case", said)]
    assert told(known, {"DBItems": [{"dbName": "a"}]}, "DbItems[*].DbName") == [("parameter-case", said)]
    assert told(known, {"DBMap": {"k": {"dbName": "a"}}}, "DbMap{*}.DbName") == [("parameter-case", said)]


def test_a_parameter_is_missing_only_where_the_call_cannot_do_without_it(known: dict[str, Integration]) -> None:
    said = "aws-sdk:sts:getCallerIdentity needs \"RequestItems\", which 'Get' does not give"
    assert told(known, {}, "RequestItems{*}") == [("missing-parameter", said)]
    assert told(known, {}, "RequestItems{*}", optional=True) == []
    assert told(known, {}, "RequestItems{*}", default="x") == []
