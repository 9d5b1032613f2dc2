"""A mistake in a lesson is told in one line: file, line, column, what is wrong, and what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sfn_tui.lessons.reading import LARGEST, course
from sfn_tui.lessons.values import LessonFileError
from tests.support.engine.machines import chain, task
from tests.support.tui.cli_helpers import write as write_machine
from tests.support.tui.lessons import FIRST, HEAD, mistake, read, step, write

IN_STEP = [
    ('selekt = "Save order"', "8:1: selekt: a step has no 'selekt'; did you mean 'select'?"),
    ('select = "Save orders"', "8:1: select: there is no state 'Save orders'; did you mean 'Save order'?"),
    ("select = 7", "8:1: select: must be a string in quotes; it is 7"),
    ('select = ""', "8:1: select: is empty"),
    ('select = "Save order"\npattern = "sync"', "9:1: pattern: .sync is not supported by dynamodb:putItem, which"),
    ('pattern = "synk"', "8:1: pattern: there is no pattern 'synk'; choose from request-response, sync, callback"),
    ('select = "Order accepted?"\npattern = "sync"', "9:1: pattern: 'Order accepted?'"),
    (
        'select = "Save order"\ndynamic = "Table"',
        "9:1: dynamic: 'Save order' has no target 'Table'; did you mean 'TableName'?",
    ),
    ('select = "Order failed"\ndynamic = "TableName"', "9:1: dynamic: 'Order failed' names no resource"),
    ('static = ["TableName"]', "8:1: static: must be a table of targets and values"),
    ('select = "Save order"\nstatic = { TableName = "arn:aws:sqs:::q" }', "9:1: static: "),
    ('do = "jump"', "8:1: do: a step cannot run 'jump'; it can run toggle-target, next-pattern, undo,"),
    ('do = ["undo"]', "8:1: do: there is nothing to undo here"),
    ('do = ["redo"]', "8:1: do: there is nothing to redo here"),
    ('select = "Save order"\ndo = ["p"]', "9:1: do: "),
    ('select = "Save order"\ndo = ["d", "d"]', "9:1: do: TableName is already dynamic; `static` hard-codes it"),
    ("do = [1]", "8:1: do: must be a string or a list of strings"),
    ('scope = "all"', "8:1: scope: there is no scope 'all'; choose from guide, least"),
    ('pane = "left"', "8:1: pane: there is no pane 'left'; choose from graph, policy, detail"),
    ('search = "kinesis:PutRecord"', "8:1: search: nothing found for 'kinesis:PutRecord'"),
    ('search = "sqs"\npane = "detail"', "9:1: pane: a search moves to the pane of its first hit"),
    ('done = "Good."', "8:1: done: needs `expect` too"),
    ('expect = { pattern = "sync" }', "8:1: expect: needs `ask` too"),
    ('ask = "Do."\nexpect = { }', "9:1: expect: must be a table such as"),
    ('ask = "Do."\nexpect = { patern = "sync" }', "9:1: expect.patern: `expect` has no 'patern'; did you mean"),
    ('ask = "Do."\nexpect = { scope = "guide" }', "9:1: expect: already true when the step begins"),
    ('ask = "Do."\nexpect = { selected = "Nobody" }', "9:1: expect.selected: there is no state 'Nobody'; there are"),
    ('ask = "Do."\nexpect = { target = "TableName" }', "9:1: expect.target: needs `mode` too"),
    ('ask = "Do."\nexpect = { state = "Save order" }', "9:1: expect.state: a state alone is not enough"),
    (
        'ask = "Do."\n[steps.expect]\nstate = "Save order"\npattern = "callback"',
        "11:1: expect.pattern: callback is not",
    ),
    ('ask = "Press {poll}."', "8:1: ask: {poll} is empty here; it means its actions that ask whether"),
    ('ask = "Do."\nexpect = { scope = "least" }\ndone = "{poll}"', "10:1: done: {poll} is empty here"),
    ("[[steps.questions]]\nask = 'Why?'\nanswers = ['a']\nright = 1", "10:1: answers: a question needs two to six"),
    ("[[steps.questions]]\nask = 'Why?'\nanswers = ['a', 'b']\nright = 3", "11:1: right: must be the number of the"),
    ("[[steps.questions]]\nask = 'Why?'\nanswers = ['a', 'b']\nright = true", "11:1: right: must be the number"),
    ("[[steps.questions]]\nanswers = ['a', 'b']\nright = 1", "8:1: a question needs `ask`"),
    ("[[steps.questions]]\nask = '{x}'\nanswers = ['a', 'b']\nright = 1", "9:1: ask: there is no placeholder {x};"),
    ("questions = 3", "8:1: questions: must be written as tables [[questions]]"),
]


@pytest.mark.parametrize(("body", "expected"), IN_STEP)
def test_a_mistake_in_a_step(tmp_path: Path, body: str, expected: str) -> None:
    assert mistake(tmp_path, f"{HEAD}{FIRST}{body}\n").startswith(f"lesson.toml:{expected}")


TEXTS = [
    ("{chnage}", "there is no placeholder {chnage}; did you mean 'change'?; {{ and }} are shown as braces"),
    ("{change}", "{change} is empty here; it means what the last edit changed in the policy, in numbers"),
    ("a { b", "a single brace: write {{ or }} to show a brace"),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_a_mistake_in_a_text(tmp_path: Path, text: str, expected: str) -> None:
    broken = f'{HEAD}{FIRST}[[steps]]\nheading = "Two"\n  text = """\n{text}\n"""\n'
    assert mistake(tmp_path, broken) == f"lesson.toml:10:3: text: {expected}"


OUTSIDE = [
    ("", "1:1: a lesson needs `title`"),
    (HEAD, "1:1: a lesson needs at least one step: add [[steps]]"),
    (f"{HEAD}steps = []", "5:1: steps: must be written as tables [[steps]]"),
    (f"{HEAD}[[steps]]\ntext = 'a'", "5:1: a step needs `heading`"),
    (f"{HEAD}[[steps]]\nheading = 'a'", "5:1: a step needs `text`"),
    (f"{HEAD}[[steps]]\nheading = '''a\nb'''\ntext = 'a'", "6:1: heading: must be one line"),
    (f"{HEAD}{FIRST}[[steps]]\nheading = 'a'\ntext = 3", "10:1: text: must be a string in quotes; it is 3"),
    (f"colour = 'red'\n{HEAD}{FIRST}", "1:1: colour: a lesson has no 'colour'; choose from title, summary"),
    (HEAD.replace("order-processing", "orders") + FIRST, "3:1: machine: there is no file 'orders' next to the lesson"),
    (HEAD.replace("order-processing", "../a.json") + FIRST, "3:1: machine: must be the name of a sample or a file"),
    (HEAD.replace("order-processing", "/etc/passwd") + FIRST, "3:1: machine: must be the name of a sample or a file"),
    (
        HEAD.replace("order-processing", "parcel-service") + FIRST,
        "3:1: machine: holds 2 state machines; add state_machine, one of ParcelMachine, LabelMachine",
    ),
    (
        f"{HEAD}state_machine = 'Other'\n{FIRST}",
        "5:1: state_machine: order-processing holds no state machine 'Other'; it holds order-processing",
    ),
    (f"{HEAD}{FIRST * 61}", "5:1: steps: there are 61; the maximum is 60"),
]


@pytest.mark.parametrize(("text", "expected"), OUTSIDE, ids=range(len(OUTSIDE)))
def test_a_mistake_outside_the_steps(tmp_path: Path, text: str, expected: str) -> None:
    assert mistake(tmp_path, text).startswith(f"lesson.toml:{expected}")


NO_TOML = [
    (f"{HEAD}{FIRST}text = 'again'", 8),
    ("title = \n", 1),
    ('a = 1\ntitle = "', 2),
    ("a = 1\n\na = 2\n", 3),
    ("a = [", 1),
    ("a = " + "9" * 10_000, 1),
]


@pytest.mark.parametrize(("text", "line"), NO_TOML, ids=range(len(NO_TOML)))
def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    # The words and the column are those of the Python that reads it.
    assert re.match(rf"lesson\.toml:{line}:\d+: not valid TOML: \w", mistake(tmp_path, text))


def test_a_lesson_that_is_nested_too_deeply(tmp_path: Path) -> None:
    assert mistake(tmp_path, "a = " + "[" * 50_000) == "lesson.toml: nested too deeply"


def test_keys_in_texts_and_comments_do_not_move_the_location(tmp_path: Path) -> None:
    text = (
        f"{HEAD}# [[steps]]\n{FIRST}" + '[[steps]]\nheading = "b"\ntext = """\n[[steps]]\npane = 1\n"""\npane = "x"\n'
    )
    assert mistake(tmp_path, text).startswith("lesson.toml:15:1: pane: there is no pane 'x'")


def test_steps_in_one_line_are_placed_there(tmp_path: Path) -> None:
    said = mistake(tmp_path, f'{HEAD}steps = [{{ heading = "a", text = "b", pane = "x" }}]\n')
    assert said.startswith("lesson.toml:5:1: pane: there is no pane 'x'")


def test_hostile_text_is_made_safe(tmp_path: Path) -> None:
    said = mistake(tmp_path, f'{HEAD}{FIRST}"\\u001b[31m\\u202e[/x]" = 1\n')
    assert "\\x1b[31m\\u202e[/x]" in said
    found = step(tmp_path, 'ask = "\\u001b[2J [red] \\u202e"')
    assert found.stages[0].ask == "\\x1b[2J [red] \\u202e"


def test_a_lesson_that_is_not_there_names_what_there_is() -> None:
    with pytest.raises(LessonFileError, match=r"there is no lesson or file 'sink'; did you mean 'sync'\?"):
        course("sink")
    with pytest.raises(LessonFileError, match=r"^nowhere\.toml: cannot be read: no such file"):
        course("nowhere.toml")


def test_what_is_no_lesson_at_all(tmp_path: Path) -> None:
    with pytest.raises(LessonFileError, match="this is a directory"):
        course(str(tmp_path))
    assert "so it is not a lesson" in mistake(tmp_path, "#" * (LARGEST + 1))
    path = tmp_path / "bad.toml"
    path.write_bytes(b"title = '\xff'")
    with pytest.raises(LessonFileError, match=r":1:10: "):
        course(str(path))


def test_a_machine_beside_the_lesson(tmp_path: Path) -> None:
    write_machine(tmp_path, chain(Save=task("dynamodb:putItem", {"TableName": "t", "Item": {}})), "m.asl.json")
    found = read(tmp_path, HEAD.replace("order-processing", "m.asl.json") + FIRST + 'select = "Save"\n')
    assert found.stages[0].session.selected == ("Save",)
    (tmp_path / "m.asl.json").write_text("{")
    path = write(tmp_path, HEAD.replace("order-processing", "m.asl.json") + FIRST)
    with pytest.raises(ValueError, match=r"m\.asl\.json:1:2: "):
        course(str(path))


def test_a_name_that_two_states_have_needs_its_path(tmp_path: Path) -> None:
    branch = chain(Save=task("dynamodb:putItem", {"TableName": "t", "Item": {}}))
    both = {"Type": "Parallel", "Branches": [branch, branch], "End": True}
    inner = {"Type": "Parallel", "Branches": [branch], "Next": "Second"}
    machine = {"StartAt": "First", "States": {"First": inner, "Second": {**both, "Branches": [branch]}}}
    write_machine(tmp_path, machine, "m.asl.json")
    text = HEAD.replace("order-processing", "m.asl.json") + FIRST
    said = mistake(tmp_path, f'{text}select = "Save"\n')
    assert "2 states are called 'Save': write one of First / Save, Second / Save" in said
    assert read(tmp_path, f'{text}select = "Second / Save"\n').stages[0].session.selected == ("Second", "Save")
