"""The checks of JSONata expressions: syntax, functions, variables, `$states`, and where in the file it is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sfn_engine.asl.checks import check
from sfn_engine.asl.checks.jsonata import MAX_CHARACTERS
from sfn_engine.asl.jsonata.functions import FUNCTIONS
from sfn_engine.asl.jsonata.reading import MAX_LENGTH
from tests.support.engine.checking import DISTRIBUTED, ending, found, machine, map_state, names, only, task
from tests.support.engine.files import load

ROOT = Path(__file__).parents[3]
WRONG = "{% $states.input.( %}"


def jsonata(state: dict[str, Any], **others: dict[str, Any]) -> dict[str, Any]:
    return machine(state, "JSONata", **others)


def output(expression: str, **fields: Any) -> dict[str, Any]:
    return jsonata(ending(Output=f"{{% {expression} %}}", **fields))


# Syntax

READER = {"Resource": "arn:aws:states:::s3:getObject"}
PARALLEL = {"Type": "Parallel", "Branches": [{"StartAt": "Inner", "States": {"Inner": ending()}}], "End": True}
CATCH = {"ErrorEquals": ["States.ALL"], "Next": "B"}
PLACES: dict[str, dict[str, Any]] = {
    "the arguments of a task": task(Arguments={"a": [{"b": WRONG}]}),
    "arguments that are one expression": task(Arguments=WRONG),
    "credentials": task(Credentials={"RoleArn": WRONG}),
    "a timeout": task(TimeoutSeconds=WRONG),
    "a heartbeat": task(HeartbeatSeconds=WRONG),
    "an output": ending(Output={"a": WRONG}),
    "a variable": ending(Assign={"a": WRONG}),
    "an assignment of a catcher": task(Catch=[{**CATCH, "Assign": {"a": WRONG}}]),
    "an output of a catcher": task(Catch=[{**CATCH, "Output": WRONG}]),
    "seconds": ending("Wait", Seconds=WRONG),
    "a timestamp": ending("Wait", Timestamp=WRONG),
    "a cause": {"Type": "Fail", "Cause": WRONG},
    "an error": {"Type": "Fail", "Error": WRONG},
    "the end": {"Type": "Succeed", "Output": WRONG},
    "the arguments of branches": {**PARALLEL, "Arguments": {"a": WRONG}},
    "items": map_state(Items=WRONG),
    "an item": map_state(ItemSelector={"a": WRONG}),
    "a concurrency": map_state(MaxConcurrency=WRONG),
    "a tolerated count": map_state(config=DISTRIBUTED, ToleratedFailureCount=WRONG),
    "a tolerated percentage": map_state(config=DISTRIBUTED, ToleratedFailurePercentage=WRONG),
    "a reader": map_state(config=DISTRIBUTED, ItemReader={**READER, "Arguments": {"Key": WRONG}}),
    "a reader's limit": map_state(config=DISTRIBUTED, ItemReader={**READER, "ReaderConfig": {"MaxItems": WRONG}}),
    "a batch": map_state(config=DISTRIBUTED, ItemBatcher={"MaxItemsPerBatch": 1, "BatchInput": {"a": WRONG}}),
    "a batch's size": map_state(config=DISTRIBUTED, ItemBatcher={"MaxItemsPerBatch": WRONG}),
    "a writer": map_state(
        config=DISTRIBUTED, ResultWriter={"Resource": "arn:aws:states:::s3:putObject", "Arguments": {"Prefix": WRONG}}
    ),
    "a condition": {"Type": "Choice", "Choices": [{"Condition": WRONG, "Next": "B"}]},
    "an output of a rule": {"Type": "Choice", "Choices": [{"Condition": True, "Output": WRONG, "Next": "B"}]},
    "a variable of a rule": {"Type": "Choice", "Choices": [{"Condition": True, "Assign": {"a": WRONG}, "Next": "B"}]},
}


@pytest.mark.parametrize("state", PLACES.values(), ids=list(PLACES))
def test_a_syntax_error_is_found_wherever_jsonata_is_evaluated(state: dict[str, Any]) -> None:
    reaches_b = "Catch" in state or "Choices" in state
    wrong = [
        entry
        for entry in found(jsonata(state, **({"B": {"Type": "Succeed"}} if reaches_b else {})))
        if entry.check.startswith("jsonata")
    ]
    assert [entry.check for entry in wrong] == ["jsonata-syntax"]
    assert "JSONata" in wrong[0].message
    assert wrong[0].state == ("A",)
    assert wrong[0].offset == WRONG.index(" %}")


def test_an_error_in_an_inner_graph_has_its_state() -> None:
    state = map_state(ItemProcessor={"StartAt": "Deep", "States": {"Deep": ending(Output=WRONG)}})
    assert only(jsonata(state)).state == ("A", "Deep")


def test_jsonpath_states_and_comments_are_left_in_peace() -> None:
    assert names(machine(ending(Parameters={"a": WRONG}))) == ["expression-as-text"]
    assert found(jsonata(ending(Comment=WRONG))) == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (" {% a( %}", "expression-as-text"),
        ("{ % a( % }", "expression-as-text"),
        ("{% a(", "jsonata-delimiters"),
        ("{% %}", "jsonata-delimiters"),
    ],
)
def test_what_is_no_expression_is_reported_once(text: str, rule: str) -> None:
    assert names(jsonata(ending(Output=text))) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "$states.input.count > ${Limit}",
        "${Limit}",
        "'arn:${AWS::Partition}:sns:' & $states.input.topic",
        "$states.input.x ${Operator} 5",
        '${var.names["a"]}.b',
        '$states.input.${ "a": b }',
        "[1, ${Rest}]",
        "$${Name} & $states.${Member}",
        "(${Bindings}; $x)",
    ],
)
def test_a_placeholder_can_stand_for_anything(text: str) -> None:
    assert found(output(text)) == ()


def test_what_is_wrong_whatever_a_placeholder_stands_for_is_found() -> None:
    assert names(output("($states.input.x & '${Name}'")) == ["jsonata-syntax"]


def test_the_message_shows_what_is_around_the_fault() -> None:
    long = "$states.input.first & ' ' &\n    $states.input.second & & ' ' & $states.input.third & $states.input.fourth"
    message = only(output(long)).message
    assert "\n" not in message
    assert message.startswith("'Output' has a JSONata error at character 59 of \"…$states.input.second & &")
    assert message.endswith('…": "&" is not expected: a value must come before it')


# Where it is in the file


def located(folder: Path, text: str, name: str) -> tuple[int, int]:
    loaded = load(folder, text, name)
    (entry,) = loaded.diagnostics
    location = loaded.location_of(entry)
    assert location is not None
    return location


def place_of(text: str, sign: str) -> tuple[int, int]:
    line = text.count("\n", 0, text.index(sign)) + 1
    return line, text.index(sign) - text.rfind("\n", 0, text.index(sign))


@pytest.mark.parametrize(
    "expression", ["$a := 1 §", 'x & \\"é\\u00e9\\" §', "(\\n  $a := 1;\\n\\t§\\n)", "'\\ud83d\\ude00' §"]
)
def test_in_json_the_column_is_that_of_the_character(tmp_path: Path, expression: str) -> None:
    state = '{"Type": "Succeed", "Output": {"x": [1, "{% ' + expression.replace("§", "}") + ' %}"]}}'
    text = '{"QueryLanguage": "JSONata", "StartAt": "A",\n "States": {"A": ' + state + "}}"
    assert located(tmp_path, text, "machine.asl.json") == place_of(text, "} %}" if "n)" not in expression else "}\\n)")


@pytest.mark.parametrize(
    "block",
    [
        "'{% ''a'' ] %}'",
        '"{% \\"a\\" ] %}"',
        "|-\n        {%\n          'a'\n          ]\n        %}",
        ">-\n        {% 'a'\n        ] %}",
    ],
    ids=["single", "double", "literal", "folded"],
)
def test_in_yaml_the_column_is_that_of_the_character(tmp_path: Path, block: str) -> None:
    text = f"QueryLanguage: JSONata\nStartAt: A\nStates:\n  A:\n    Type: Succeed\n    Output:\n      x: {block}\n"
    assert located(tmp_path, text, "machine.asl.yaml") == place_of(text, "]")


def test_in_a_definition_inside_a_template_the_column_is_that_of_the_character(tmp_path: Path) -> None:
    state = '{"Type": "Succeed", "Output": "{% \\"a\\" ] %}"}'
    inner = f'{{"QueryLanguage": "JSONata", "StartAt": "A", "States": {{"A": {state}}}}}'
    template = {
        "Resources": {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": inner}}}
    }
    text = json.dumps(template)
    assert located(tmp_path, text, "template.json") == place_of(text, "] %}")


# Functions


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_known_functions_can_be_called_and_passed_on(name: str) -> None:
    assert found(output(f"{name}($states.input)")) == ()
    assert found(output(f"$map($states.input, {name})")) == ()


@pytest.mark.parametrize("expression", ["$eval('1')", "$states.input ~> $eval", "$map([1], $eval)"])
def test_eval_is_refused(expression: str) -> None:
    entry = only(output(expression))
    assert entry.check == "jsonata-function"
    assert "$parse" in entry.message
    assert entry.offset == f"{{% {expression}".index("$eval")


def test_an_unknown_function_is_found_with_a_near_name() -> None:
    entry = only(output("1 + $lenght('a')"))
    assert (entry.check, entry.offset) == ("jsonata-function", 7)
    assert entry.message.endswith("there is no function $lenght (did you mean '$length'?)")
    assert names(output("$nothingLikeIt()")) == ["jsonata-function"]


@pytest.mark.parametrize("expression", ["uppercase($states.input.a)", "States.Format('{}', $states.input.a)"])
def test_a_function_is_called_with_a_dollar_sign(expression: str) -> None:
    assert names(output(expression)) == ["jsonata-function"]


@pytest.mark.parametrize(
    "expression",
    [
        "($double := function($n){ $n * 2 }; $double(4))",
        "$map([1], function($n, $f){ $f($n) })",
        "($o := {'size': function(){ 1 }}; $o.size() + $o.uppercase())",
        "($short := $substring(?, 0, 3); 'abcd' ~> $short)",
        "function($x){ $x }(1)",
        "$states.input.orders@$o#$i.items[$i = $o.n]",
        "($states := {'anything': 1}; $states.anything)",
    ],
)
def test_what_an_expression_binds_itself_is_known(expression: str) -> None:
    assert found(output(expression)) == ()


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


# Operators


@pytest.mark.parametrize("operator", ["??", "?:"])
def test_an_operator_that_is_newer_than_step_functions_is_found(operator: str) -> None:
    entry = only(output(f"$states.input.a {operator} 1"))
    assert entry.check == "jsonata-operator"
    assert "2.0.6" in entry.message


# Limits and what is loaded


def test_what_is_too_long_is_not_read() -> None:
    assert found(output("(" + " " * MAX_LENGTH)) == ()
    text = f"{{% 1 {' ' * (MAX_LENGTH // 2)} %}}"
    many = {str(index): text for index in range(MAX_CHARACTERS // len(text))}
    assert names(jsonata(ending(Output={**many, "a": WRONG}))) == ["jsonata-syntax"]
    assert found(jsonata(ending(Output={**many, "more": text, "a": WRONG}))) == ()


def test_the_findings_are_the_same_when_the_checks_run_again() -> None:
    from sfn_engine.machine import parse

    built = parse(output("$states.inptu & $lenght($x)"))
    assert check(built) == check(built) == built.diagnostics
    assert len(built.diagnostics) == 3


@pytest.mark.parametrize("language", ["JSONPath", "JSONata"])
def test_the_parser_is_loaded_for_jsonata_alone(language: str) -> None:
    definition = machine(ending(), language)
    code = f"""
import sys
from sfn_engine.machine import parse
assert parse({definition!r}).diagnostics == ()
print(*(name for name in sys.modules if "jsonata" in name))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert bool(done.stdout.split()) == (language == "JSONata")
    assert "jsonata" not in done.stdout.split()


def test_only_a_member_that_can_be_read_there_is_offered() -> None:
    (diagnostic,) = found(output("$states.rsult"))
    assert "did you mean" not in diagnostic.message
    state = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Output": "{% $states.rsult %}", "End": True}
    (diagnostic,) = found(machine(state, "JSONata"))
    assert "did you mean 'result'?" in diagnostic.message
