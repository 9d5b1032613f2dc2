"""What is kept of a drawing when the session changes, and texts written on a drawing that stays."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest

import sfn_engine as sfn
from sfn_tui.graph import Box, BoxText, layout, navigate, picture_text, retexted
from sfn_tui.session.edits import SetDynamic, SetPattern, SetStatic
from sfn_tui.session.session import edit, select, set_scope, undo
from sfn_tui.views.graph import graph_view
from sfn_tui.views.graph_window import MARGIN_X, MARGIN_Y, Window, box_at, start_jump
from tests.support.graph.machines import machine_of, random_definition, texts_of
from tests.support.graph.routes import routes_of
from tests.support.tui.graphs import BOTH, ORDER, SAVE, long_chain
from tests.support.tui.sessions import session_of


def test_selecting_and_looking_again_change_nothing() -> None:
    session = session_of(ORDER)
    first = graph_view(session, False, None)
    assert graph_view(select(session, SAVE), False, first) is first
    assert first.title == "State graph" and not first.is_large and not first.is_ready
    assert graph_view(session_of(long_chain(500)), False, None).is_large


def test_the_layout_stays_where_neither_graph_nor_texts_change() -> None:
    session = session_of(ORDER)
    first = graph_view(session, False, None)
    known = first.layout
    edited = edit(session, SetStatic(SAVE, "TableName", "other"))
    second = graph_view(edited, False, first)
    assert second.machine is edited.machine and second.layout is known


def test_a_layout_that_is_not_ready_is_shared() -> None:
    session = session_of(ORDER)
    first = graph_view(session, False, None)
    second = graph_view(edit(session, SetStatic(SAVE, "TableName", "other")), False, first)
    assert not first.is_ready and second.drawing is first.drawing
    assert second.layout is first.layout


def test_another_badge_is_written_on_the_drawing() -> None:
    session = session_of(ORDER)
    first = graph_view(session, False, None)
    picture = picture_text(first.layout)
    edited = edit(session, SetDynamic(SAVE, "TableName"))
    second = graph_view(edited, False, first)
    assert second.is_ready and second.layout is not first.layout
    assert picture_text(second.layout) == picture_text(layout(edited.machine, second.texts)) != picture
    assert picture_text(first.layout) == picture
    back = graph_view(undo(edited), False, second)
    assert picture_text(back.layout) == picture
    assert len(back.past) <= 1


def test_the_scope_of_the_policy_reaches_the_badges() -> None:
    session = session_of(ORDER)
    first = graph_view(session, False, None)
    least = set_scope(session, "least")
    second = graph_view(least, False, first)
    assert picture_text(second.layout) == picture_text(layout(session.machine, second.texts))


def test_compact_and_back_keeps_both_layouts() -> None:
    session = session_of(ORDER)
    first = graph_view(session, False, None)
    known = first.layout
    small = graph_view(session, True, first)
    assert small.layout.height < known.height and small.title == "State graph · compact"
    large = graph_view(session, False, small)
    assert large.layout is known
    assert graph_view(session, True, large).layout is small.layout


def test_little_is_remembered() -> None:
    session = session_of()
    view = graph_view(session, False, None)
    for pattern in ("sync", "callback", "request-response") * 3:
        session = edit(session, SetPattern(("Run job",), pattern))
        view = graph_view(session, False, view)
        assert view.layout.width > 0 and len(view.past) <= 3
        assert all(not view.past for view in view.past)


def test_another_graph_is_laid_out_again() -> None:
    first = graph_view(session_of(ORDER), False, None)
    known = first.layout
    definition = {**ORDER, "States": {**ORDER["States"], "Last": {"Type": "Succeed"}}}
    other = graph_view(session_of(definition), False, first)
    assert other.past == () and other.layout is not known


@pytest.mark.parametrize("compact", [False, True])
def test_a_rewritten_drawing_is_the_one_that_would_be_laid_out(compact: bool) -> None:
    rng = random.Random(5)
    written = 0
    for _ in range(60):
        machine = machine_of(random_definition(rng))
        before = dict(texts_of(machine))
        after = {path: _changed(rng, text) for path, text in before.items()}
        old = layout(machine, before, compact=compact)
        if rng.random() < 0.5:
            picture_text(old)
        new = retexted(old, machine, after)
        if new is None:
            continue
        written += new is not old
        fresh = layout(machine, after, compact=compact)
        assert new.boxes == fresh.boxes and picture_text(new) == picture_text(fresh)
        assert routes_of(new) == routes_of(fresh)
        assert picture_text(old) == picture_text(layout(machine, before, compact=compact))
    assert written > 5


def _changed(rng: random.Random, text: BoxText) -> BoxText:
    draw = rng.random()
    if draw < 0.5 or not text.badge:
        return text
    other = text.badge.translate(str.maketrans("●◌", "◌●"))
    return replace(text, badge=other if draw < 0.97 else "")


def test_a_text_of_another_width_is_not_written() -> None:
    machine = sfn.parse(ORDER)
    drawing = layout(machine, {})
    assert retexted(drawing, machine, {}) is drawing
    assert retexted(drawing, machine, {SAVE: BoxText("Task", "A name that is longer than before")}) is None
    assert retexted(drawing, machine, {BOTH: BoxText("Parallel", "Booth")}) is None
    same = retexted(drawing, machine, {BOTH: BoxText("Parallel", "Soth"), SAVE: BoxText("Task", "Wave")})
    assert same is not None and "Soth" in picture_text(same)
    assert navigate(same, machine, BOTH, "down") == SAVE


@pytest.mark.parametrize("size", [(60, 20), (30, 8), (10, 3), (200, 90)])
def test_a_window_moves_no_more_than_it_must(size: tuple[int, int]) -> None:
    machine = machine_of(random_definition(random.Random(3), 30, 3))
    drawing = layout(machine, texts_of(machine))
    left = -2
    window = Window(left, 0, *size)
    for box in drawing.boxes:
        window = window.revealing(box, left)
        assert window.shows(box)
        assert window.revealing(box, left) == window
        if window.x == left:
            assert box.x + min(box.w, 2) <= left + window.width
        elif box.w + 2 * MARGIN_X <= window.width:
            assert window.x + MARGIN_X <= box.x and box.x + box.w + MARGIN_X <= window.x + window.width
        if box.h + 2 * MARGIN_Y <= window.height:
            assert window.y + MARGIN_Y <= box.y and box.y + box.h + MARGIN_Y <= window.y + window.height


def test_a_window_goes_to_the_left_edge_where_the_box_is_whole_there() -> None:
    box = Box(("A",), 6, 0, 34, 1, "state", 0, "Task", BoxText("Task", "A"))
    assert Window(-2, 0, 42, 9).revealing(box, -2).x == -2, "no margin, but all of it"
    assert Window(60, 0, 42, 9).revealing(box, -2).x == -2
    assert Window(60, 0, 40, 9).revealing(box, -2).x > -2, "the end of the box would be missing"


def test_the_innermost_box_is_found() -> None:
    machine = sfn.parse(ORDER)
    drawing = layout(machine, {})
    for box in drawing.boxes:
        found = box_at(drawing, box.x, box.y)
        assert found == (box if box.kind in ("state", "container") else None)
    assert box_at(drawing, -1, 0) is None


@pytest.mark.parametrize("size", [(60, 20), (40, 9), (25, 5)])
def test_jump_labels_never_cover_each_other(size: tuple[int, int]) -> None:
    for seed in range(20):
        machine = machine_of(random_definition(random.Random(seed), 8, 4))
        drawing = layout(machine, texts_of(machine))
        for x, y in ((0, 0), (7, 11), (20, 25), (33, 40)):
            window = Window(x, y, *size)
            jump = start_jump(drawing, window)
            found = sorted((label.y, label.x, len(label.text)) for label in jump.shown_at.values())
            assert all(window.y <= row < window.y + window.height for row, _, _ in found)
            for (row, column, length), (next_row, next_column, _) in pairwise(found):
                assert row != next_row or column + length <= next_column
