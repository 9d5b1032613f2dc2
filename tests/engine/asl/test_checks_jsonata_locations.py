"""Where in the file a fault in a JSONata expression is: line and column of the very character."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.engine.files import load


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
