"""An edited definition is written back into YAML: comments, quotes and layout stay."""

from __future__ import annotations

from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.saving.yaml_style import scalar_text
from sfn_engine.sources.tree import read_yaml
from tests.support.engine.saving import changed_lines, reread

HEAD = """\
# Made by hand.
StartAt: A
States:
  A: # the only one
    Type: Task
    End: true
    Resource: arn:aws:states:::"""


def saved(text: str, edit: Any, *arguments: str) -> list[str]:
    """Return the lines that differ where the edit is saved."""
    edited = edit(sfn.parse(text), "A", *arguments)
    new = sfn.saved_text(edited)
    reread(edited, new)
    return changed_lines(text, new)


def callback(text: str) -> list[str]:
    return saved(text, sfn.set_pattern, "callback")[2:]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("QueueUrl: q # the queue", "QueueUrl.$: $.QueueUrl # the queue"),
        ("'QueueUrl':  'q'", "'QueueUrl.$':  '$.QueueUrl'"),
        ('"QueueUrl": "q"', '"QueueUrl.$": "$.QueueUrl"'),
        ("QueueUrl: !GetAtt Queue.Url  # c", "QueueUrl.$: $.QueueUrl  # c"),
        ("QueueUrl: {Ref: Queue}", "QueueUrl.$: $.QueueUrl"),
    ],
)
def test_a_value_gives_way_in_its_quotes_and_its_comment_stays(before: str, after: str) -> None:
    text = f"{HEAD}sqs:sendMessage\n    Parameters:\n      {before}\n      MessageBody: x\n"
    assert saved(text, sfn.set_dynamic, "QueueUrl") == [f"-      {before}", f"+      {after}"]


def test_a_value_in_several_lines_gives_way_to_one_line() -> None:
    value = "QueueUrl: >-\n        one\n        two\n\n      # next\n"
    text = f"{HEAD}sqs:sendMessage\n    Parameters:\n      {value}      B: x"
    lines = saved(text, sfn.set_dynamic, "QueueUrl")
    assert lines == ["-      QueueUrl: >-", "-        one", "-        two", "+      QueueUrl.$: $.QueueUrl"]


def test_a_function_in_a_block_gives_way_as_a_whole() -> None:
    text = f"{HEAD}sqs:sendMessage\n    Parameters:\n      QueueUrl: # why\n        Ref: Queue\n      B: x"
    lines = saved(text, sfn.set_dynamic, "QueueUrl")
    assert lines == ["-      QueueUrl: # why", "-        Ref: Queue", "+      QueueUrl.$: $.QueueUrl # why"]


def test_text_that_yaml_would_misread_gets_quotes() -> None:
    text = f"QueryLanguage: JSONata\n{HEAD}dynamodb:getItem\n    Arguments:\n      TableName: orders\n"
    assert saved(text, sfn.set_dynamic, "TableName")[1] == '+      TableName: "{% $states.input.TableName %}"'
    assert saved(text, sfn.set_static, "TableName", "2024-01-01")[1] == '+      TableName: "2024-01-01"'


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("MessageBody: a # b", ["-      MessageBody: a # b", "+      MessageBody: # b", "+        Text: a"]),
        (
            "MessageBody: {a: 1}",
            ["-      MessageBody: {a: 1}", "+      MessageBody: {a: 1, TaskToken.$: $$.Task.Token}"],
        ),
        ("MessageBody.$: $", ["-      MessageBody.$: $", "+      MessageBody:", "+        Input.$: $"]),
        (
            "MessageBody: !Sub '${A}'",
            ["-      MessageBody: !Sub '${A}'", "+      MessageBody:", "+        Text: !Sub '${A}'"],
        ),
        ("MessageBody:\n        a: 1 # one\n        # more", []),
    ],
)
def test_a_task_token_is_put_in_a_line_of_its_own_where_its_neighbours_are(body: str, lines: list[str]) -> None:
    text = f"{HEAD}sqs:sendMessage\n    Parameters:\n      {body}\n      # after\n      QueueUrl: q\n"
    token = [] if "{a" in body else ["+        TaskToken.$: $$.Task.Token"]
    assert callback(text) == [*lines, *token]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (
            "MessageBody:\n        TaskToken.$: $$.Task.Token # t\n        a: 1",
            ["-        TaskToken.$: $$.Task.Token # t"],
        ),
        ("MessageBody:\n        a: 1\n        # c\n        T.$: $$.Task.Token", ["-        T.$: $$.Task.Token"]),
        (
            "MessageBody: # why\n        TaskToken.$: $$.Task.Token",
            ["-      MessageBody: # why", "-        TaskToken.$: $$.Task.Token", "+      MessageBody: {} # why"],
        ),
        (
            'MessageBody: {"a": 1, "T.$": $$.Task.Token}',
            ['-      MessageBody: {"a": 1, "T.$": $$.Task.Token}', '+      MessageBody: {"a": 1}'],
        ),
    ],
)
@pytest.mark.parametrize("end", ["", "\n", "\n      QueueUrl: q\n"])
def test_a_task_token_goes_with_its_line(body: str, lines: list[str], end: str) -> None:
    text = f"{HEAD}sqs:sendMessage.waitForTaskToken\n    Parameters:\n      {body}{end}"
    assert saved(text, sfn.set_pattern, "request-response")[2:] == lines


def test_items_of_lists_come_and_go_in_the_style_of_the_list() -> None:
    text = f"""{HEAD}ecs:runTask
    Parameters:
      Overrides:
        ContainerOverrides:
        - Name: one
          Environment:
            - Name: K # first
              Value: v
              # end
        -   Name: two
            Environment: [{{Name: K, Value: v}}]
        - # three
          Environment: []
"""
    edited = sfn.set_pattern(sfn.parse(text), "A", "callback")
    new = sfn.saved_text(edited)
    variable = ["+            - Name: TASK_TOKEN", "+              Value.$: $$.Task.Token"]
    assert changed_lines(text, new)[2:4] == variable
    assert "[{Name: K, Value: v}, {Name: TASK_TOKEN, Value.$: $$.Task.Token}]" in new
    again = sfn.set_pattern(reread(edited, new), "A", "request-response")
    assert changed_lines(text, sfn.saved_text(again)) == []


def test_the_first_member_behind_a_dash_leaves_its_place_to_the_next() -> None:
    entries = "    Parameters:\n      Entries:\n        - Detail:\n            T.$: $$.Task.Token\n"
    entries += "          EventBusName: b\n        - T.$: $$.Task.Token\n          A: 1\n"
    text = f"{HEAD}events:putEvents.waitForTaskToken\n{entries}"
    lines = saved(text, sfn.set_pattern, "request-response")[2:]
    assert lines == [
        "-        - Detail:",
        "-            T.$: $$.Task.Token",
        "+        - Detail: {}",
        "-        - T.$: $$.Task.Token",
        "-          A: 1",
        "+        - A: 1",
    ]


def test_line_breaks_of_the_file_are_those_of_new_lines() -> None:
    text = f"{HEAD}sqs:sendMessage\n    Parameters:\n      MessageBody: a".replace("\n", "\r\n")
    new = sfn.saved_text(sfn.set_pattern(sfn.parse(text), "A", "callback"))
    assert new.count("\n") == new.count("\r\n") == text.count("\n") + 2


REPEATED = f"""{HEAD}sqs:sendMessage
    Parameters: &shared
      QueueUrl: q
  B:
    Type: Task
    Resource: arn:aws:states:::sqs:sendMessage
    End: true
    Parameters:"""


@pytest.mark.parametrize(
    ("text", "state", "reason"),
    [
        (f"{REPEATED} *shared", "A", "perhaps an alias"),
        (f"{REPEATED} *shared", "B", "'QueueUrl' comes from an alias"),
        (f"{REPEATED}\n      <<: *shared", "B", "'QueueUrl' comes from an alias"),
    ],
)
def test_what_an_alias_or_a_merge_key_repeats_is_refused(text: str, state: str, reason: str) -> None:
    with pytest.raises(sfn.EditRefused, match=reason):
        sfn.saved_text(sfn.set_dynamic(sfn.parse(text), state, "QueueUrl"))


def test_a_member_beside_a_merge_key_can_be_edited() -> None:
    text = f"{REPEATED}\n      <<: *shared\n      MessageBody: m\n"
    edited = sfn.set_pattern(sfn.parse(text), "B", "callback")
    new = sfn.saved_text(edited)
    reread(edited, new)
    assert "        TaskToken.$: $$.Task.Token" in new


TEXTS = [
    "",
    "a",
    "a b",
    "a: b",
    "a #b",
    "a:",
    "yes",
    "1",
    "0x1",
    "~",
    "<<",
    "- a",
    "it's",
    'a"b',
    "a\nb",
    "\x85",
    "\x7f",
]
TEXTS += [
    "\u2028",
    "\ufeff",
    "é",
    "😀",
    "[",
    "{% a %}",
    "$.a",
    "a,b",
    "12:30",
    "=",
    "a:b:c",
    "${A}",
    "\t",
    "\\",
    "..",
    "a ",
]


@pytest.mark.parametrize("quote", ["", "'", '"'])
@pytest.mark.parametrize("flow", [False, True])
@pytest.mark.parametrize("text", TEXTS)
def test_text_is_written_so_that_it_reads_as_it_was(text: str, quote: str, flow: bool) -> None:
    written = scalar_text(text, quote, flow=flow)
    assert read_yaml(f"a: [{written}]" if flow else f"a: {written}\nb: c").data["a"] == ([text] if flow else text)
    assert read_yaml(f"{{{written}: 1}}" if flow else f"{written}: 1").data == {text: 1}
