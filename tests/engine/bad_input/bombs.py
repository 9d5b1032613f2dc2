"""Inputs that are small, or of an ordinary size, and cost far more than that where nothing bounds them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from tests.engine.bad_input.outcome import BadInput, named
from tests.engine.bad_input.seeds import SMALL

_SIZE = 100_000
_BLOCKS = (
    "[", '{"a":', "${", "%{", '"', "\\", '${"', '${"{', "${{", '"${', '"${\\"', "%{ if ", '"\\"', "${x}", "[],", "{},",
    '{"a":1},', "- ", "? ", "- - ", "? - ", "{a: ", "{? ", "[a, ", "a: ", "a:\n", "&a ", "*a ", "!a ", "- &a x\n",
    "- a\n", "--- a\n", "%TAG ! a\n", "'", "''", "|\n", "#", "\n", "\r", "\t", " ", "\u2028", "é", "😀", "${!", "<<: ",
    "locals ", 'resource "',
)  # fmt: skip


def bombs() -> Iterator[BadInput]:
    """Yield inputs that must be refused or opened within a bound of time and memory."""
    for block in _BLOCKS:
        count = _SIZE // len(block)
        yield named(f"{block!r} many times", block * count)
        yield named(f"a name, and {block!r} many times", "x: " + block * count)
        yield named(f"JSON that ends in {block!r} many times", '{"a": ' + block * count)
        yield named(f"JSON with {block!r} many times in a string", '{"a": "' + block * count + '", "b": ${x}}')
    yield from _aliases()
    yield from _functions()
    yield from _placeholders()
    yield from _large()
    yield from _texts()


def _aliases() -> Iterator[BadInput]:
    lists = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9))
    yield named("nine levels of nine aliases", "a0: &a0 [x]\n" + lists)
    merges = "".join(f"a{i}: &a{i}\n  <<: [{', '.join([f'*a{i - 1}'] * 9)}]\n  k{i}: 1\n" for i in range(1, 9))
    yield named("nine levels of nine merges", "a0: &a0 {k: v}\n" + merges)
    yield named("merges that add one name each", "b: {" + ", ".join(f"<<: {{k{i}: 1}}" for i in range(20_000)) + "}")
    chain = "".join(f"- &a{i} [*a{i - 1}]\n" for i in range(1, 400))
    yield named("a chain of aliases that nests deep", "- &a0 [x]\n" + chain)
    yield named("a thousand names, merged often", "a: &a {" + ", ".join(f"k{i}: 1" for i in range(1000)) + "}\n"
                "b: [" + ", ".join(["{<<: *a}"] * 1000) + "]")  # fmt: skip
    yield named("many anchors", "".join(f"- &a{i} x\n" for i in range(60_000)))
    yield named("many tag handles", "".join(f"%TAG !t{i}! tag:x\n" for i in range(20_000)) + "--- a")


_NESTINGS: dict[str, tuple[Callable[[Any], Any], int]] = {
    "Fn::Join": (lambda inner: {"Fn::Join": ["", ["a", inner]]}, 110),
    "Fn::Sub that doubles": (lambda inner: {"Fn::Sub": ["${a}${a}", {"a": inner}]}, 90),
    "Fn::Foo": (lambda inner: {"Fn::Foo": inner}, 350),
    "Fn::ToJsonString": (lambda inner: {"Fn::ToJsonString": inner}, 350),
    "a list": (lambda inner: [inner], 380),
    "Not": (lambda inner: {"Not": inner}, 380),
}


def _functions() -> Iterator[BadInput]:
    for name, (wrap, depth) in _NESTINGS.items():
        value: Any = "x"
        for _ in range(depth):
            value = wrap(value)
        for key in ("DefinitionString", "Definition", "StateMachineName", "RoleArn", "DefinitionSubstitutions"):
            yield named(f"{name}, nested deep in {key}", _template({"Definition": SMALL, key: value}))
        for key in ("Resource", "Parameters", "Retry", "ResultPath", "Next"):
            task = {**SMALL["States"]["Send"], key: value}
            yield named(f"{name}, nested deep in {key}", json.dumps({"StartAt": "Send", "States": {"Send": task}}))
        rule = {"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [value]}}}
        yield named(f"{name}, nested deep in a rule", json.dumps(rule))
    yield named("a long separator", _template({"DefinitionString": {"Fn::Join": ["x" * 90_000, ["a"] * 90_000]}}))
    joined = {"Fn::Join": ["x" * 90_000, ["a"] * 90_000]}
    yield named("a long separator in a name", _template({"Definition": SMALL, "StateMachineName": joined}))
    yield named("many joined texts", _template({"DefinitionString": {"Fn::Join": ["", ['"'] * 100_000]}}))
    yield named(
        "many literals in Fn::Sub", _template({"DefinitionString": {"Fn::Sub": '{"a": "' + "${!a}\n" * 60_000}})
    )


def _placeholders() -> Iterator[BadInput]:
    growing = {chr(97 + i): f"${{{chr(98 + i)}}}" * 40 for i in range(8)}
    machine = json.loads(json.dumps(SMALL).replace("Queue}", "a}"))
    for name, values in {
        "grow": growing,
        "hold themselves": {"a": "${a}${a}" * 200},
        "hold one another": {"a": "${b}${b}", "b": "${a}${a}"},
        "are long": {"a": "x" * 200_000},
    }.items():
        given = {"DefinitionSubstitutions": values}
        yield named(f"placeholders that {name}", _template({"DefinitionString": json.dumps(machine), **given}))
        yield named(
            f"placeholders that {name}, in a name",
            _template({"Definition": machine, "StateMachineName": "${a}", **given}),
        )
        yield named(
            f"values of Fn::Sub that {name}",
            _template({"DefinitionString": {"Fn::Sub": [json.dumps(machine), values]}}),
        )


def _large() -> Iterator[BadInput]:
    branch = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}
    parallel = {"Type": "Parallel", "Branches": [branch] * 8000, "End": True}
    yield named("twins in many branches", json.dumps({"StartAt": "P", "States": {"P": parallel}}))
    deep: Any = branch
    for _ in range(95):
        deep = {"StartAt": "A", "States": {"A": {"Type": "Parallel", "End": True, "Branches": [deep]}}}
    yield named("branches, nested deep", json.dumps(deep))
    near = {f"{'ab' * 40}{i}": {"Type": "Pass"} for i in range(5000)}
    yield named("a wrong name near to thousands", json.dumps({"StartAt": "ab" * 45, "States": near}))
    yield named("a fault after a million values", "[" + "0," * 1_000_000 + '"\\ud800"]')
    yield named("a name given twice after a million values", "[" + "[]," * 600_000 + '{"a": 1, "a": 2}]')
    yield named("a fault after a million lines", "{" + "\n" * 1_000_000 + "x")
    yield named("a string of escapes", _template({"DefinitionString": "\n" * 300_000}))
    yield named("more than Python's digits", "[" + ",".join("9" * 4000 for _ in range(250)) + "]")
    yield named("a text of many megabytes", "[" + "0," * 7_000_000 + "0]")
    yield named("one long line of YAML", "a: {" + ", ".join(f"S{i}: {{Type: Pass}}" for i in range(20_000)) + "}")
    resource = {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": "{"}}
    yield named("many broken machines", json.dumps({"Resources": {f"M{i}": resource for i in range(1000)}}))


_MOTIFS = (
    *("'", '"', '\\"', "`", "/*"),
    *("(", "[", "{", "&", "'a'&", "a?", " - ", "\\", "$", ".", "..", "?(@", "${a}", "${", "*"),
    *("{}a", "]#{}", "a:", "/", ":", "${a:b}", "https://", "arn:", "-a", ",", "States.Format(", "\\'", "é", "a"),
)
_TARGETS = {
    "sqs:sendMessage": "QueueUrl",
    "sns:publish": "TopicArn",
    "lambda:invoke": "FunctionName",
    "states:startExecution.sync": "StateMachineArn",
    "apigateway:invoke": "ApiEndpoint",
}


def _texts() -> Iterator[BadInput]:
    """Yield machines whose texts send a regular expression astray."""
    for motif in _MOTIFS:
        text = motif * (30_000 // len(motif))
        states: dict[str, Any] = {
            "Resource": {"Type": "Task", "Resource": f"arn:{text}", "InputPath": f"${text}", "End": True},
            "Rule": {"Type": "Choice", "Choices": [{"Variable": f"$.{text}", "IsNull": True, "Next": text}]},
        }
        for number, (integration, name) in enumerate(_TARGETS.items()):
            task = {"Type": "Task", "Resource": f"arn:aws:states:::{integration}", "End": True}
            for start in ("", "arn:", "arn:aws:"):
                states[f"Text {number}{start}"] = {**task, "Parameters": {name: start + text}}
            for start in ("$", "States.Format('", "States.Format('a{}"):
                states[f"Path {number}{start}"] = {**task, "Parameters": {f"{name}.$": start + text}}
            whole = "States.Format('" + text.replace("'", "").replace("\\", "") + "', $.x)"
            states[f"Format {number}"] = {**task, "Parameters": {f"{name}.$": whole}}
            states[f"Expression {number}"] = {
                **task,
                "QueryLanguage": "JSONata",
                "Arguments": {name: f"{{% 'a' & {text} %}}"},
            }
        yield named(f"texts of many {motif!r}", json.dumps({"StartAt": "Resource", "States": states}))


def _template(properties: dict[str, Any]) -> str:
    resource = {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}
    return json.dumps({"Resources": {"M": resource}})
