"""A comparison as columns of rows, without a terminal."""

from __future__ import annotations

from typing import Any

import pytest

import sfn_engine as sfn
from sfn_engine.catalog import loader
from sfn_engine.patterns.compare import compare_integration, compare_task
from sfn_tui.text.cells import cells
from sfn_tui.text.line_diff import added
from sfn_tui.views.patterns import ColumnView, PatternsView, aligned_rows, column_rows, patterns_view
from tests.support.engine.machines import HERE, chain, task

HOSTILE = "Run \x1b[31m [bold]job[/x]"


def view_of(name: str) -> PatternsView:
    known = loader.integration(name)
    assert known is not None
    return patterns_view(compare_integration(known))


def of_task(state: dict[str, Any], name: str = "Run") -> PatternsView:
    machine = sfn.parse(chain(**{name: state}))
    return patterns_view(compare_task(machine, (name,), HERE))


def marked(column: ColumnView, heading: str, mark: str = "+") -> list[str]:
    (section,) = (section for section in column.sections if section.heading == heading)
    return [line.text.strip().rstrip(",") for line in section.lines if line.mark == mark]


def test_what_sync_adds_is_marked_in_task_and_policy() -> None:
    plain, sync, callback = view_of("ecs:runTask").columns
    assert not marked(plain, "Task") and not marked(plain, "Policy")
    assert marked(sync, "Task") == ['"Resource": "arn:aws:states:::ecs:runTask.sync"']
    assert '"ecs:DescribeTasks"' in marked(sync, "Policy") and '"ecs:RunTask"' not in marked(sync, "Policy")
    assert marked(callback, "Task")[1:] == [
        '"Environment": [', "{", '"Name": "TASK_TOKEN"', '"Value.$": "$$.Task.Token"', "}", "]",
    ]  # fmt: skip
    assert not marked(callback, "Policy")


def test_the_cost_is_told_against_request_response() -> None:
    plain, sync, callback = (
        [line.text for section in column.sections if section.heading == "Permissions" for line in section.lines]
        for column in view_of("ecs:runTask").columns
    )
    assert plain == ["1 action: 1 call", "1 resource with a wildcard"]
    assert sync[2] == "+1 poll, +3 event, +1 cancel, +1 wildcard compared with request-response"
    assert callback[2] == "the same as request-response"


def test_the_pattern_of_a_task_is_its_present_one() -> None:
    view = of_task(task("ecs:runTask.sync", {"TaskDefinition": "a:1"}))
    assert view.is_of_task
    assert [column.present for column in view.columns] == [False, True, False]
    assert not view_of("ecs:runTask").is_of_task


def test_the_policy_of_another_role_is_below() -> None:
    state = task("ecs:runTask", {"TaskDefinition": "a:1"}, Credentials={"RoleArn": "arn:aws:iam::1:role/\x1bother"})
    sync = of_task(state).columns[1]
    heading = sync.sections[-1].heading
    assert heading == "Policy of the role arn:aws:iam::1:role/\\x1bother"
    assert '"ecs:DescribeTasks"' in marked(sync, heading)


def test_hostile_names_are_written_out() -> None:
    view = of_task(task("ecs:runTask", {"TaskDefinition": HOSTILE, "Cluster": "\u202e"}, Comment="\x07"), HOSTILE)
    texts = [view.title, *(row.text for rows in aligned_rows(view, [30, 30, 30]) for row in rows)]
    assert not [text for text in texts if "\x1b" in text or "\u202e" in text or "\x07" in text]
    assert "[bold]job[/x]" in view.title


@pytest.mark.parametrize("width", [10, 28, 73])
@pytest.mark.parametrize("name", [known.name for known in loader.all_integrations()])
def test_rows_fit_and_headings_are_level(name: str, width: int) -> None:
    view = view_of(name)
    columns = aligned_rows(view, [width] * 3)
    offered = [rows for rows, column in zip(columns, view.columns, strict=True) if not column.disabled_reason]
    indices = [[index for index, row in enumerate(rows) if row.text == "Permissions"] for rows in offered]
    assert indices.count(indices[0]) == len(indices)
    assert max(cells(row.text) for rows in columns for row in rows) <= width


def test_code_says_the_same_when_it_is_wrapped() -> None:
    column = view_of("ecs:runTask").columns[1]
    wide = "".join(row.text.strip() for row in column_rows(column, 300) if row.kind == "code")
    narrow = "".join(row.text.strip() for row in column_rows(column, 30) if row.kind == "code")
    assert wide.replace(" ", "") == narrow.replace(" ", "")


# ── Lines that are new ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ("", "", []),
        ("abc", "abc", []),
        ("", "ab", ["a", "b"]),
        ("abc", "axbc", ["x"]),
        ("abc", "cab", ["c"]),
        ("ababx", "bax", []),
        ("abc", "xyz", ["x", "y", "z"]),
    ],
)
def test_new_lines_are_those_outside_of_what_is_common(before: str, after: str, new: list[str]) -> None:
    assert [line for line, came in zip(after, added(before, after), strict=True) if came] == new


def test_a_comma_is_not_a_difference_but_an_indent_is() -> None:
    assert added(["a"], ["a,"]) == [False]
    assert added(["a"], ["  a"]) == [True]


def test_a_huge_text_is_compared_in_no_time() -> None:
    lines = [str(number) for number in range(20_000)]
    assert sum(added(lines, [*lines, "new"])) == 1
