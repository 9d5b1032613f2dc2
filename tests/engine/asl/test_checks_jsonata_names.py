"""The checks of JSONata expressions: the variables and the members of `$states` that they read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.engine.checking import (
    CATCH,
    DISTRIBUTED,
    PARALLEL,
    ending,
    found,
    jsonata,
    machine,
    map_state,
    names,
    only,
    output,
    task,
)

# Members of `$states`


@pytest.mark.parametrize("member", ["input.a", "context.Execution.Id", "`input`.a", '"input"', "input[0]"])
def test_input_and_context_can_be_read_everywhere(member: str) -> None:
    assert found(jsonata(task(Arguments=f"{{% $states.{member} %}}"))) == ()


def test_the_result_can_be_read_where_there_is_one() -> None:
    read: dict[str, Any] = {"Assign": {"a": "{% $states.result %}"}, "Output": "{% $states.result.b %}"}
    assert found(jsonata(task(**read))) == ()
    assert found(jsonata(map_state(**read))) == ()
    assert found(jsonata({**PARALLEL, **read})) == ()
    assert names(jsonata(ending(**read))) == ["jsonata-states"] * 2
    assert names(jsonata(task(Arguments={"a": "{% $states.result %}"}))) == ["jsonata-states"]
    assert names(jsonata(map_state(ItemSelector={"a": "{% $states.result %}"}))) == ["jsonata-states"]


def test_the_error_can_be_read_in_a_catcher() -> None:
    def catching(member: str) -> dict[str, Any]:
        read = {"Output": f"{{% $states.{member} %}}", "Assign": {"a": f"{{% $states.{member}.Cause %}}"}}
        return jsonata(task(Catch=[{**CATCH, **read}]), B={"Type": "Succeed"})

    assert found(catching("errorOutput")) == ()
    assert names(catching("result")) == ["jsonata-states"] * 2
    assert names(output("$states.errorOutput")) == ["jsonata-states"]


def test_an_unknown_member_is_found_with_a_near_name() -> None:
    entry = only(output("$states.inptu.a"))
    assert (entry.check, entry.offset) == ("jsonata-states", 11)
    assert entry.message.endswith("$states has no member 'inptu' (did you mean 'input'?)")


@pytest.mark.parametrize("expression", ["$states", "$states.*", "$states.(input)", "$lookup($states, 'input')"])
def test_other_uses_of_states_are_left_in_peace(expression: str) -> None:
    assert found(output(expression)) == ()


def test_only_a_member_that_can_be_read_there_is_offered() -> None:
    (diagnostic,) = found(output("$states.rsult"))
    assert "did you mean" not in diagnostic.message
    state = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Output": "{% $states.rsult %}", "End": True}
    (diagnostic,) = found(machine(state, "JSONata"))
    assert "did you mean 'result'?" in diagnostic.message


# Variables


def test_a_variable_that_no_state_assigns_is_found() -> None:
    entry = only(jsonata({"Type": "Pass", "Assign": {"table": 1}, "Next": "B"}, B=ending(Output="{% $tabel.x %}")))
    assert (entry.check, entry.state, entry.offset) == ("jsonata-variable", ("B",), 3)
    assert entry.message.endswith("no state in scope assigns the variable $tabel (did you mean '$table'?)")


@pytest.mark.parametrize(
    "assigning",
    [
        task(Assign={"x": 1}),
        task(Catch=[{**CATCH, "Assign": {"x": 1}}]),
        {"Type": "Choice", "Choices": [{"Condition": True, "Assign": {"x": 1}, "Next": "B"}]},
        {"Type": "Pass", "Assign": "{% {'x': 1} %}", "End": True},
        {"Type": "Pass", "Assign": {"${Name}": 1}, "End": True},
        {"Type": "Pass", "Assign": {"Fn::If": ["C", {"x": 1}, {}]}, "End": True},
        {"Type": "Pass", "QueryLanguage": "JSONPath", "Assign": {"x.$": "$.a"}, "End": True},
    ],
)
def test_a_variable_can_be_assigned_anywhere_in_the_graph(assigning: dict[str, Any]) -> None:
    for language in ("JSONata", "JSONPath"):
        last = {"Type": "Succeed", "QueryLanguage": "JSONata", "Output": "{% $x %}"}
        definition = machine(assigning, language, B=last)
        assert "jsonata-variable" not in names(definition)


def test_inner_graphs_read_outer_variables_and_not_the_other_way_round() -> None:
    reading = {"StartAt": "In", "States": {"In": ending(Output="{% $x %}")}}
    assigning = {"StartAt": "In", "States": {"In": ending(Assign={"x": 1})}}
    assert found(jsonata(map_state(ItemProcessor=reading, Assign={"x": 1}))) == ()
    assert found(jsonata({**PARALLEL, "Branches": [reading], "Assign": {"x": 1}})) == ()
    assert names(jsonata(map_state(ItemProcessor=assigning, Output="{% $x %}"))) == ["jsonata-variable"]
    branches = [assigning, {"StartAt": "Other", "States": {"Other": ending(Output="{% $x %}")}}]
    assert names(jsonata({**PARALLEL, "Branches": branches})) == ["jsonata-variable"]


def test_the_children_of_a_distributed_map_read_no_outer_variable() -> None:
    body = {"ProcessorConfig": DISTRIBUTED, "StartAt": "In", "States": {"In": ending(Output="{% $x %}")}}
    entry = only(jsonata(map_state(ItemProcessor=body, Assign={"x": 1}, ItemSelector={"x": "{% $x %}"})))
    assert (entry.check, entry.state) == ("jsonata-variable", ("A", "In"))
    assert "ItemSelector" in entry.message


def test_asking_whether_a_variable_exists_is_no_error() -> None:
    assert found(output("$exists($x) or $exists($y.z)")) == ()
    assert names(output("$exists($states.inptu)")) == ["jsonata-states"]
