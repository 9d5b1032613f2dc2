"""What is no state machine is refused in one line with its place, and nothing else is ever raised."""

from __future__ import annotations

import copy
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sfn_engine as sfn
from sfn_engine.catalog.model import Scope
from sfn_engine.sources import positions
from sfn_engine.sources.json.spans import JsonSpans
from sfn_engine.sources.json.text import parse_json
from sfn_engine.sources.positions import MAX_DEPTH
from tests.support.engine.machines import HERE, SHARED, chain, needs_corpus, task

PASS = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}'


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "1:1", "empty"),
        (" \n\t ", "1:1", "empty"),
        ("{", "1:2", "not JSON"),
        ('{"StartAt": "A",\n  "States": {,}}', "2:14", "not JSON"),
        ('{"StartAt": "A"} x', "1:18", "more text"),
        ('{"a": [1, 2,]}', "1:12", "not JSON"),
        ("{'a': 1}", "1:2", "double quotes"),
        ('{"a": "x\ny"}', "1:9", "control character"),
        ('{"a": NaN}', "1:7", "NaN"),
        ('{"a": [-Infinity]}', "1:8", ""),
        ('{"a": 1e999}', "1:7", "too large"),
        (f'{{"a": {"9" * 5000}}}', "1:7", "digits"),
        ('{"a": "\\ud800"}', "1:7", "surrogate"),
        ('{"\\udc00x": 1}', "1:2", "surrogate"),
        ("[" * 100_000, f"1:{MAX_DEPTH + 1}", "deeper"),
        ('{"a":' * 100_000, "", "deeper"),
        ("[]", "1:1", "must be an object, not a list"),
        ("null", "1:1", "must be an object, not null"),
        ("{}", "1:1", "neither"),
        ('{"StartAt": "A"}', "1:1", 'no "States"'),
        ('{"StartAt": "A", "States": {}}', "1:28", "empty"),
        ('{"StartAt": "A", "States": []}', "1:28", "must be an object"),
    ],
)
def test_each_fault_is_one_line_with_its_place(text: str, place: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "machine.json"
    file.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(sfn.DefinitionError) as caught:
        sfn.parse(text)
    error = caught.value
    if place:
        assert f"{error.line}:{error.column}" == place
    assert message in error.message
    assert "\n" not in str(error) and error.message == error.message.strip()


def test_the_error_of_a_file_begins_with_file_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "a\nb\x1b.json"
    file.write_text('{"StartAt": "A", "States": 1}')
    with pytest.raises(sfn.DefinitionError) as caught:
        sfn.load(file)
    assert str(caught.value).endswith('a\\x0ab\\x1b.json:1:28: "States" of the machine must be an object, not a number')
    assert (caught.value.line, caught.value.column) == (1, 28)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe{\x00}", "not UTF-16: byte 0x7d"),
        (b'{"a": "\xe9"}', "byte 0xe9 cannot be read; if it is Latin-1"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x00\x00", "this character is not allowed in YAML"),
    ],
)
def test_a_file_in_another_encoding_is_refused(data: bytes, message: str, tmp_path: Path) -> None:
    file = tmp_path / "machine.json"
    file.write_bytes(data)
    with pytest.raises(sfn.DefinitionError, match=message):
        sfn.load(file)


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for path, message in (
        (tmp_path, "directory"),
        (tmp_path / "missing", "no such file"),
        (pipe, "not a regular file"),
        (loop, "cannot be read"),
        (Path("/dev/zero"), "not a regular file"),
        ("bad\0name", "cannot be read"),
    ):
        with pytest.raises(sfn.DefinitionError, match=message):
            sfn.load(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "machine.json"
    file.write_text(PASS)
    file.chmod(0)
    with pytest.raises(sfn.DefinitionError, match="permission denied"):
        sfn.load(file)


@pytest.mark.parametrize(
    "given_value", [{1: 2}, {"StartAt": {1, 2}}, {"a": float("nan")}, {"StartAt": object()}, 5, None]
)
def test_data_that_is_no_json_is_refused(given_value: Any) -> None:
    with pytest.raises(sfn.DefinitionError):
        sfn.parse(given_value)


def test_data_that_holds_itself_is_refused() -> None:
    loop: dict[str, Any] = {"StartAt": "A"}
    loop["States"] = loop
    with pytest.raises(sfn.DefinitionError):
        sfn.parse(loop)


def test_containers_may_nest_to_eighty_levels() -> None:
    definition = chain(Work=task("dynamodb:getItem", {"TableName": "t"}))
    for level in range(80):
        definition = chain(**{f"Level {level}": {"Type": "Map", "ItemProcessor": definition}})
    machine = sfn.parse(json.dumps(definition))
    assert len(machine.tasks[0].path) == 81
    assert sfn.generate(machine, HERE).explained_count == 1


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(JSON_VALUES, st.sampled_from([None, 1, "\t"]))
@settings(deadline=None, max_examples=150)
def test_every_value_that_json_reads_is_found_in_the_text(value: Any, indent: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if any(0xD800 <= ord(mark) < 0xE000 for mark in text):
        return
    spans = JsonSpans(text)

    def check(part: Any, pointer: positions.Pointer) -> None:
        _, start, end = spans.span(pointer)
        assert json.loads(text[start:end]) == part
        assert spans.get((*pointer, "x" * 9)) is None
        items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
        for key, item in items:
            check(item, (*pointer, key))

    check(value, ())
    assert parse_json(text) == value


@given(st.text(alphabet='{}[]",:\\u0ndtrfalse -.eE19\n\ud83d', max_size=30))
@settings(deadline=None, max_examples=300)
def test_the_reader_and_json_agree_on_what_is_json(text: str) -> None:
    try:
        value = json.loads(text)
    except ValueError:
        with pytest.raises(sfn.DefinitionError):
            parse_json(text)
        return
    try:
        parse_json(text)
    except sfn.DefinitionError as error:
        # What `json` lets through and this project does not.
        assert any(word in error.message for word in ("twice", "surrogate", "too large"))
    else:
        assert parse_json(text) == value


LINE_BREAKS = st.sampled_from(["\n", "\r\n", "\r"])


@given(st.lists(st.text(alphabet="ab", max_size=3), min_size=1, max_size=6), LINE_BREAKS)
def test_lines_are_counted_for_every_kind_of_line_end(lines: list[str], line_break: str) -> None:
    text = line_break.join(lines)
    last = len(text) - len(lines[-1])
    assert positions.line_and_column(text, last) == (len(lines), 1)


SEEDS = [
    chain(
        A=task("ecs:runTask.sync", {"TaskDefinition": "t:1", "Overrides": {"TaskRoleArn.$": "$.r"}}),
        B={"Type": "Map", "ItemProcessor": chain(C=task("events:putEvents", {"Entries": [{"EventBusName": "b"}]}))},
        D={"Type": "Parallel", "Branches": [chain(E=task("lambda:invoke", {"FunctionName": "f"}))]},
        F={"Type": "Choice", "Choices": [{"Variable": "$.x", "BooleanEquals": True, "Next": "A"}], "Default": "A"},
    ),
    {
        "QueryLanguage": "JSONata",
        **chain(
            A=task(
                "sqs:sendMessage",
                {"QueueUrl": "{% $q %}"},
                QueryLanguage="JSONata",
                Credentials={"RoleArn": "{% $r %}"},
            ),
            B=task("http:invoke", {"ApiEndpoint": "https://a.example", "Method": "GET"}, QueryLanguage="JSONata"),
            C={
                "Type": "Map",
                "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Arguments": {"Bucket": "b", "Key": "k"}},
                "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Arguments": {"Bucket": "b"}},
                "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, **chain(D={"Type": "Pass"})},
            },
        ),
    },
]
ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        0,
        -1.5,
        "",
        "x",
        "$",
        "${x}",
        "{% x %}",
        [],
        {},
        [[]],
        [None],
        {"Ref": "X"},
        {"Fn::Sub": 1},
        {"a": {}},
        "\x1b[31m",
        "arn:",
        "arn:aws:states:::",
        "arn:aws:lambda:::function:",
        "\u202e",
    ]
)


def places_in(value: Any, pointer: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, item in items for found in ((*pointer, key), *places_in(item, (*pointer, key)))]


def use_everything(definition: Any) -> None:
    """Read, generate, print, explain and edit; only the engine's own errors may come out."""
    from sfn_engine.policy.explain import explain

    try:
        machine = sfn.parse(definition)
    except sfn.DefinitionError as error:
        assert "\n" not in str(error)
        return
    scopes: tuple[Scope, ...] = ("guide", "least")
    for scope in scopes:
        policy = sfn.generate(machine, sfn.Context(), scope=scope)
        assert json.loads("\n".join(line.text for line in policy.lines())) == policy.document
        explain(machine, policy)
    for state in machine.states:
        for target in state.targets:
            try:
                sfn.set_dynamic(machine, state.path, target.name)
            except sfn.EditRefused:
                continue
    for found in machine.tasks:
        for pattern in ("sync", "callback", "request-response"):
            try:
                sfn.set_pattern(machine, found.path, pattern)
            except sfn.EditRefused:
                continue


@given(st.data())
@settings(deadline=None, max_examples=250)
def test_a_mutated_machine_never_raises_anything_but_a_definition_error(data: st.DataObject) -> None:
    definition = copy.deepcopy(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 3))):
        spots = places_in(definition)
        if not spots:
            break
        *way, last = data.draw(st.sampled_from(spots))
        holder: Any = definition
        for step in way:
            holder = holder[step]
        change = data.draw(st.sampled_from(["replace", "remove", "rename"]))
        if change == "replace":
            holder[last] = copy.deepcopy(data.draw(ODD))
        elif change == "rename" and isinstance(holder, dict):
            holder[data.draw(st.sampled_from(["Next", "Type", "Resource", "States", "Arguments", "x.$"]))] = holder.pop(
                last
            )
        else:
            del holder[last]
    use_everything(definition)


@needs_corpus
def test_every_json_definition_of_the_corpus_opens_and_every_task_is_explained() -> None:
    opened = 0
    for path in sorted((SHARED / "corpus").rglob("*.json")):
        if path.name == "index.json" or '"States"' not in path.read_text(errors="replace"):
            continue
        try:
            machine = sfn.load(path)
        except sfn.DefinitionError as error:
            # One file is published with a mistake in it (its README says so).
            assert "51-" in str(error) and "not JSON" in error.message
            continue
        opened += 1
        policy = sfn.generate(machine, HERE)
        assert all("SDK" in entry.reason for entry in policy.unexplained)
        use_everything(machine.definition)
    assert opened >= 35
