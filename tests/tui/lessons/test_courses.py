"""What each step makes of a session."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sfn_engine as sfn
from sfn_tui.lessons import bundled
from sfn_tui.lessons.acting import is_done
from sfn_tui.lessons.course import paragraphs
from sfn_tui.lessons.facts import FACTS
from sfn_tui.lessons.panel_view import EDGES, lesson_view, pages, panel_height
from sfn_tui.lessons.reading import course
from sfn_tui.options import whatif
from sfn_tui.views.policy import policy_view
from tests.support.engine.machines import chain, task
from tests.support.tui.cli_helpers import write as write_machine
from tests.support.tui.lessons import FIRST, HEAD, read, step

DOCS = Path(__file__).parents[3] / "docs" / "lessons.md"


@pytest.mark.parametrize("name", bundled.names())
def test_a_bundled_lesson_can_be_given(name: str) -> None:
    found = course(name)
    assert 6 <= len(found.stages) <= 10
    assert len({stage.heading for stage in found.stages}) == len(found.stages)
    # Without a page to turn at 80x24, so that nothing of it is overlooked.
    rows = panel_height(found, 78, 24) - EDGES
    for index, stage in enumerate(found.stages):
        for done in ("", stage.done):
            assert len(pages(lesson_view(found, index, done), 78, rows)) == 1, stage.heading


def test_the_tour_and_four_lessons_come_with_the_program() -> None:
    assert bundled.names() == ("tour", "static-and-dynamic", "sync", "human-approval", "aws-sdk")
    assert [outline.steps for outline in bundled.outlines()] == [10, 7, 8, 7, 9]


def test_the_tour_says_why_waiting_needs_three_kinds_of_permissions() -> None:
    text = " ".join(part for stage in course("tour").stages for part in (*stage.paragraphs, stage.done))
    for words in (
        "ecs:DescribeTasks is for polling",
        "StepFunctionsGetEventsForECSTaskRule",
        "tries to stop the job too: ecs:StopTask",
        "three kinds of permissions: to ask, to be told, to stop",
    ):
        assert words in text


def test_the_lesson_on_aws_sdk_integrations_says_what_its_machine_shows() -> None:
    found = course("aws-sdk")
    policy = found.stages[0].session.policy
    unsure = {(grant.action, grant.certainty) for grant in policy.grants if grant.certainty != "documented"}
    assert unsure == {("ses:SendEmail", "by-name")}
    texts = [" ".join((*stage.paragraphs, stage.done)) for stage in found.stages]
    assert "The action behind it is s3:ListBucket" in texts[0]
    assert "makes the ARN, arn:aws:s3:::invoice-inbox." in texts[0]
    assert "needs s3:GetObject, s3:PutObject: it reads the source" in texts[1]
    rows = [policy_view(stage.session).rows[stage.row] for stage in found.stages if stage.row is not None]
    assert [[grant.action for grant in row.grants] for row in rows] == [
        ["s3:PutObject"], ["textract:StartExpenseAnalysis"], ["iam:PassRole"]
    ]  # fmt: skip
    assert "invoice-archive/*" in rows[0].text
    assert "are on arn:aws:s3:::invoice-inbox/*, arn:aws:s3:::invoice-archive/*" in texts[2]
    assert "rds:StopDBInstance is now allowed on any database" in texts[3]
    assert "textract:StartExpenseAnalysis, under the cursor, is one" in texts[4] and "So * is right here" in texts[4]
    passed = next(grant for grant in policy.grants if grant.action == "iam:PassRole")
    assert dict(policy.statements[passed.statement].condition or {}) == {
        "StringEquals": {"iam:PassedToService": "textract.amazonaws.com"}
    }
    kept = next(task for task in found.stages[0].session.machine.tasks if task.name == "Record invoice")
    assert any(kept.path in note.states and "customer managed key" in note.text for note in policy.by_hand)
    with pytest.raises(sfn.EditRefused):
        sfn.set_pattern(found.stages[0].session.machine, "Ask for approval", "sync")


def test_actions_are_done_in_the_order_that_the_docs_tell(tmp_path: Path) -> None:
    body = 'select = "Queue shipment"\npattern = "callback"\ndynamic = ["QueueUrl"]\nscope = "least"\npane = "detail"'
    stage = step(tmp_path, body).stages[0]
    assert [entry.title for entry in stage.session.steps] == [
        "Opened", "Queue shipment: QueueUrl dynamic", "Queue shipment → callback"
    ]  # fmt: skip
    assert (stage.session.scope, stage.pane, stage.row) == ("least", "detail", None)
    assert stage.session.change is not None
    assert stage.session.change.title == "Queue shipment: QueueUrl dynamic, Queue shipment → callback"


@pytest.mark.parametrize("target", ["Ids", "Ids[0]", "Ids[*]"])
def test_a_target_has_the_names_that_it_has_on_the_command_line(tmp_path: Path, target: str) -> None:
    machine = chain(Clean=task("codebuild:batchDeleteBuilds", {"Ids": ["orders:1"]}))
    write_machine(tmp_path, machine, "m.asl.json")
    text = f'{HEAD.replace("order-processing", "m.asl.json")}{FIRST}select = "Clean"\ndynamic = ["{target}"]\n'
    edited = read(tmp_path, text).stages[0].session.machine
    assert [found.mode for found in edited.state("Clean").targets] == ["dynamic"]
    assert sfn.set_dynamic(sfn.parse(machine), "Clean", target).definition == edited.definition
    assert whatif.edited(sfn.parse(machine), [("--dynamic", f"Clean.{target}")]).definition == edited.definition


def test_static_writes_out_and_do_takes_ids_and_keys(tmp_path: Path) -> None:
    body = 'select = "Save order"\nstatic = { TableName = "archive" }\ndo = ["d", "undo", "s", "^r", "ctrl+z"]'
    stage = step(tmp_path, body).stages[0]
    assert stage.session.machine.state("Save order").targets[0].value == "archive"
    assert (stage.session.scope, stage.session.can_redo) == ("least", True)


def test_a_search_goes_to_the_line_or_to_the_state(tmp_path: Path) -> None:
    line = step(tmp_path, 'search = "sqs:SendMessage"').stages[0]
    assert line.pane == "policy" and line.row is not None
    state = step(tmp_path, 'search = "Queue ship"').stages[0]
    assert (state.pane, state.session.selected) == ("graph", ("Queue shipment",))


def test_a_step_continues_from_what_was_expected(tmp_path: Path) -> None:
    second = '[[steps]]\nheading = "Two"\ntext = "{pattern}, {change}"\n'
    body = 'select = "Queue shipment"\nask = "p"\nexpect = { pattern = "callback" }\ndone = "{pattern}"\n'
    first, after = read(tmp_path, f"{HEAD}{FIRST}{body}{second}").stages
    assert first.session.machine.tasks != after.session.machine.tasks
    assert (first.done, after.paragraphs) == ("callback", ("callback, no permissions changed",))
    assert first.step.expect is not None
    assert not is_done(first.step.expect, first.session, first.session, "graph")
    assert is_done(first.step.expect, first.session, after.session, "graph")


@pytest.mark.parametrize(
    "expected", ['mode = "dynamic"', 'scope = "least"', 'pane = "policy"', 'selected = "Order failed"']
)
def test_all_kinds_of_expectations(tmp_path: Path, expected: str) -> None:
    stage = step(tmp_path, f'select = "Save order"\nask = "Do."\nexpect = {{ {expected} }}').stages[0]
    assert stage.step.expect is not None


def test_static_can_be_expected_of_what_is_dynamic(tmp_path: Path) -> None:
    body = (
        'select = "Save order"\ndynamic = "TableName"\nask = "d"\n[steps.expect]\nmode = "static"\ntarget = "TableName"'
    )
    second = '\n[[steps]]\nheading = "b"\ntext = "{value}"\n'
    assert step(tmp_path, body + second).stages[1].paragraphs == ("orders",)


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert paragraphs("a\nb\n\n  \n c  d\n") == ("a b", "c d")


def test_braces_can_be_shown(tmp_path: Path) -> None:
    assert step(tmp_path, 'ask = "${{Name}}"').stages[0].ask == "${Name}"


def test_the_example_in_the_docs_is_a_lesson(tmp_path: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    stages = read(tmp_path, found[1]).stages
    assert len(stages) == 3 and stages[2].questions[0].right == 1


def test_the_docs_list_every_placeholder() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert all(f"| `{{{name}}}` | {fact.what} |" in text for name, fact in FACTS.items())


def test_a_long_text_gets_pages(tmp_path: Path) -> None:
    found = step(tmp_path, f'ask = "{"word " * 300}"')
    height = panel_height(found, 78, 24)
    shown = pages(lesson_view(found, 0), 78, height - EDGES)
    assert height == 7 and len(shown) == 5
    assert " ".join(line.text.strip("▸ ") for page in shown for line in page).count("word") == 300
