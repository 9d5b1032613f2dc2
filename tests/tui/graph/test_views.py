"""Selection, arrow keys, jump labels, outline and what the layout does with odd input."""

from __future__ import annotations

import random

import pytest
from rich.cells import cell_len

import sfn_engine as sfn
from sfn_engine.asl.model import StatePath
from sfn_tui.graph import BoxText, Direction, jump_labels, layout, navigate, outline, picture_text, rows
from sfn_tui.graph.words import short_condition, short_errors
from sfn_tui.text.cells import cut
from tests.support.graph.machines import machine_of, random_definition, texts_of
from tests.support.graph.wellknown import MACHINES

PARALLEL = machine_of(MACHINES["parallel"])
DRAWN = layout(PARALLEL, texts_of(PARALLEL))


def test_a_selected_box_has_a_double_border() -> None:
    box = DRAWN.by_path[("Finished",)]
    shown = rows(DRAWN, box.y, box.h, selected=box.path)
    texts = ["".join(span.text for span in row if span.path == box.path) for row in shown]
    assert texts == ["╔═ Succeed ══╗", "║  Finished  ║", "╚════════════╝"]
    assert {span.style_key for row in shown for span in row if span.path == box.path} == {
        "box.selected", "title.selected", "name.selected"
    }  # fmt: skip


def test_a_selected_container_leaves_its_states_alone() -> None:
    box = DRAWN.by_path[("Publish",)]
    for row in rows(DRAWN, box.y, box.h, selected=box.path):
        for span in row:
            assert span.style_key.endswith(".selected") == (span.path == box.path)


def test_marked_boxes_have_their_own_style() -> None:
    marked = frozenset({("Tell",), ("Failed",)})
    styles = {
        (span.path, span.style_key) for row in rows(DRAWN, 0, DRAWN.height, marked=marked) for span in row
    }
    assert {path for path, style in styles if style.endswith(".marked")} == marked


def test_rows_outside_of_the_drawing_are_not_made() -> None:
    assert len(rows(DRAWN, -3, 5)) == 2
    assert len(rows(DRAWN, DRAWN.height - 1, 10)) == 1


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        (("Publish",), ["down"], ("Publish", "Save item")),
        (("Publish",), ["down", "up"], ("Publish",)),
        (("Publish",), ["down", "down", "down"], ("Finished",)),
        (("Publish",), ["down", "right"], ("Publish", "Each")),
        (("Publish",), ["down", "right", "down"], ("Publish", "Each", "Queue")),
        (("Publish",), ["down", "right", "down", "down"], ("Finished",)),
        (("Finished",), ["right"], ("Tell",)),
        (("Tell",), ["left"], ("Finished",)),
        (("Finished",), ["up"], ("Publish",)),
        (("Failed",), ["down"], ("Failed",)),
        (("no such state",), ["down"], ("Publish",)),
        (("Failed",), ["first"], ("Publish",)),
        (("Publish",), ["last"], ("Failed",)),
    ],
)
def test_arrow_keys(start: tuple[str, ...], keys: list[Direction], end: tuple[str, ...]) -> None:
    path = start
    for key in keys:
        path = navigate(DRAWN, PARALLEL, path, key)
    assert path == end


def test_jump_labels_name_what_is_visible_from_the_top() -> None:
    labels = jump_labels(DRAWN, 0, DRAWN.height)
    assert list(labels)[:3] == ["a", "s", "d"]
    assert labels["a"] == ("Publish",)
    assert len(labels) == len(PARALLEL.states)
    tell = DRAWN.by_path[("Tell",)]
    assert set(jump_labels(DRAWN, tell.y, tell.y).values()) == {("Tell",), ("Finished",)}


def test_many_jump_labels_have_two_letters_each() -> None:
    machine = machine_of(random_definition(random.Random(3), 60, 1))
    drawn = layout(machine, {})
    labels = jump_labels(drawn, 0, drawn.height)
    assert set(map(len, labels)) == {2 if len(labels) > 26 else 1}
    assert len(set(labels.values())) == len(machine.states)


def test_outline_has_every_state_once_in_walking_order() -> None:
    found = outline(PARALLEL)
    assert [(row.indent, row.path[-1]) for row in found] == [
        (0, "Publish"), (1, "Save item"), (1, "Send event"), (1, "Each"), (2, "Queue"),
        (0, "Finished"), (0, "Tell"), (0, "Failed"),
    ]  # fmt: skip
    assert found[0].text == "Publish · Parallel  States.ALL ┄▸ Tell"


@pytest.mark.parametrize("definition", [{"StartAt": "Nowhere"}, {}])
def test_nothing_leaves_start_where_start_at_names_no_state(definition: dict[str, str]) -> None:
    states = {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}
    machine = sfn.parse({**definition, "States": states})
    drawn = layout(machine, {})
    assert picture_text(drawn).count("( Start )") == 1
    assert picture_text(drawn).count("▼") == 1
    assert [row.path[-1] for row in outline(machine)] == ["A", "B"]


def test_boxes_without_text_show_type_and_name() -> None:
    assert "─ Succeed ─" in picture_text(layout(PARALLEL, {}))


def test_text_on_boxes_is_made_safe() -> None:
    machine = machine_of(MACHINES["line"])
    texts: dict[StatePath, BoxText] = {("First",): BoxText("\x1b[2J", "a\nb\x07", "\u202e")}
    assert not set(picture_text(layout(machine, texts))) & set("\x1b\x07\u202e")


@pytest.mark.parametrize(
    "text", ["plain text", "等待付款确认完成", "🚀🚀🚀🚀", "e\u0301e\u0301e\u0301e\u0301e"]
)
@pytest.mark.parametrize("limit", range(9))
def test_cut_never_exceeds_its_limit(text: str, limit: int) -> None:
    assert cell_len(cut(text, limit)) <= limit


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        ('$.status == "DONE"', '$.status == "DONE"'),
        ('$.Experiment.State.Status == "failed"', '…Status == "failed"'),
        ('not ($.Experiment.State.Status == "completed")', 'not (…Status == "completed")'),
        (
            '$.TaskProperties.TYPE == "boolean" or $.TaskProperties.TYPE == "number"',
            '…TYPE == "boolean" or …',
        ),
        ("x" * 40, "…" + "x" * 27),
    ],
)
def test_conditions_keep_what_tells_them_apart(condition: str, shown: str) -> None:
    assert short_condition(condition, 28) == shown


def test_error_names_are_short() -> None:
    assert short_errors(["States.ALL"], 18) == "Catch"
    assert short_errors(["States.Timeout, Boom", "Boom"], 18) == "Timeout, Boom"
