"""Names of variables, and timestamps that are written out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.engine.checking import choice, ending, machine, names, only, task


@pytest.mark.parametrize("name", ["states", "order id", "order.id", "1st", "a-b", "", "x" * 81])
@pytest.mark.parametrize("language", ["JSONPath", "JSONata"])
def test_a_name_that_no_variable_can_have_is_found(name: str, language: str) -> None:
    diagnostic = only(machine(ending(Assign={name: 1}), language))
    assert diagnostic.check == "variable-name" and diagnostic.pointer == ("States", "A", "Assign", name)


@pytest.mark.parametrize("name", ["order", "orderId2", "order_id", "größe", "x" * 80, "${Name}", "state", "_x"])
def test_other_names_are_left_alone(name: str) -> None:
    assert names(machine(ending(Assign={name: 1, "other": 2}))) == []
    assert names(machine(ending(Assign={name: 1}), "JSONata")) == []
    assert names(machine(ending(Assign={f"{name}.$": "$.a"}))) == []


def test_only_the_outermost_names_of_an_assign_are_variables() -> None:
    assert names(machine(ending(Assign={"order": {"first name": 1, "states": {}}}))) == []


def test_the_variables_of_rules_and_catchers_are_looked_at() -> None:
    catcher = {"ErrorEquals": ["States.ALL"], "Next": "B", "Assign": {"a b.$": "$.Cause"}}
    catching = machine(task(Catch=[catcher]), B={"Type": "Succeed"})
    assert only(catching).pointer == ("States", "A", "Catch", 0, "Assign", "a b.$")
    rule = {"Variable": "$.a", "IsNull": True, "Next": "B", "Assign": {"states": 1}}
    assert only(choice(rule)).pointer == ("States", "A", "Choices", 0, "Assign", "states")


TIMES = ("2030-01-31T09:00:00Z", "2030-01-31T09:00:00.250+02:00", "2030-01-31T09:00Z", "${Start}", "20${Year}-01-31")
NO_TIMES = ("tomorrow", "2030-01-31", "2030-01-31T09:00:00", "2030-01-31 09:00:00Z", "")


@pytest.mark.parametrize("text", NO_TIMES)
def test_a_timestamp_that_cannot_be_read_is_found(text: str) -> None:
    for language in ("JSONPath", "JSONata"):
        assert names(machine(ending("Wait", Timestamp=text), language)) == ["timestamp"]
    rule = {"Variable": "$.at", "TimestampLessThan": text, "Next": "B"}
    diagnostic = only(choice(rule))
    assert diagnostic.check == "timestamp" and diagnostic.pointer[-1] == "TimestampLessThan"


@pytest.mark.parametrize("text", TIMES)
def test_timestamps_and_placeholders_are_left_alone(text: str) -> None:
    assert names(machine(ending("Wait", Timestamp=text))) == []
    assert names(choice({"Variable": "$.at", "TimestampEquals": text, "Next": "B"})) == []


def test_an_expression_is_a_timestamp_in_jsonata_and_told_once_in_jsonpath() -> None:
    assert names(machine(ending("Wait", Timestamp="{% $states.input.at %}"), "JSONata")) == []
    assert names(machine(ending("Wait", Timestamp="{% $states.input.at %}"))) == ["expression-as-text"]
    assert names(machine(ending("Wait", Timestamp="$.at"))) == ["path-as-text"]


@pytest.mark.parametrize("field", ["Assign", "Credentials"])
@pytest.mark.parametrize("language", ["JSONPath", "JSONata"])
def test_a_plain_text_is_no_object(field: str, language: str) -> None:
    state: dict[str, Any] = task(**{field: "order"})
    assert only(machine(state, language)).check == "field-kind"
    assert names(machine(task(**{field: "${Filled}"}), language)) == []


def test_items_are_a_list_an_object_or_an_expression() -> None:
    body = {"StartAt": "I", "States": {"I": ending()}}
    for sound in ([1], {"a": 1}, "{% $states.input %}", "${Items}", []):
        assert names(machine(ending("Map", Items=sound, ItemProcessor=body), "JSONata")) == []
    for wrong in (1, None, True):
        assert names(machine(ending("Map", Items=wrong, ItemProcessor=body), "JSONata")) == ["field-kind"]


def test_the_fields_of_a_processor_configuration_are_checked() -> None:
    body = {"ProcessorConfig": {"Mode": "INLINE", "Modes": 1}, "StartAt": "I", "States": {"I": ending()}}
    diagnostic = only(machine(ending("Map", ItemProcessor=body)))
    assert diagnostic.check == "unknown-field"
    assert diagnostic.pointer[-3:] == ("ItemProcessor", "ProcessorConfig", "Modes")
