"""How the graph pane looks: marks, hostile names, themes, no colour."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.theme import BUILTIN_THEMES

from sfn_engine.display import safe
from sfn_tui.widgets.graph_pane import GraphPane
from sfn_tui.widgets.graph_strips import COMPONENTS, MARK, components_of
from tests.support.engine.machines import chain, task
from tests.support.tui.graphs import (
    BOTH,
    CHECK,
    SAVE,
    TELL,
    graph_in,
    graph_of,
    in_view,
    long_chain,
)
from tests.support.tui.panes import HOSTILE, PaneHost, attributes, drawn, frame, hosted


def _line(pane: GraphPane, text: str) -> int:
    """Return the line that shows a text."""
    return next(y for y, line in enumerate(drawn(pane)) if text in line)


@hosted(graph_of(), size=(100, 50))
async def test_marked_states_say_so_without_colour(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, _ = graph_in(host)
    plain = drawn(pane)
    pane.marked = frozenset({SAVE, TELL, BOTH, ("No such state",)})
    await pilot.pause()
    lines = drawn(pane)
    assert sum(line.count(MARK) for line in lines) == 3
    assert {"bold", "underline"} <= attributes(pane, _line(pane, "Save"), "Save")
    underlined = [part.text for part in pane.render_line(_line(pane, "Save")) if part.style and part.style.underline]
    assert "Save" in underlined and all(text == text.strip() for text in underlined)
    assert "┏◆ dynamodb:putItem ━" in "\n".join(lines) and "┏◆ ‖ Both" in "\n".join(lines)
    assert [cell_len(line) for line in lines] == [cell_len(line) for line in plain]
    pane.selected = SAVE
    await pilot.pause()
    assert "╔◆ dynamodb:putItem ═" in "\n".join(drawn(pane))
    assert "Save · ◆ 4 marked" in frame(host)[-1]
    pane.marked, pane.selected = frozenset(), CHECK
    await pilot.pause()
    assert drawn(pane) == plain


@hosted(graph_of(compact=True), size=(100, 50))
async def test_compact_boxes_are_marked_and_selected_too(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, _ = graph_in(host)
    pane.marked = frozenset({SAVE})
    await pilot.pause()
    assert "◆dynamodb ▸ Save" in "\n".join(drawn(pane))
    assert "║lambda ▸ Check" in "\n".join(drawn(pane))
    assert "State graph · compact" in frame(host)[0]


@hosted(graph_of(long_chain(40)), size=(60, 24))
async def test_a_marked_state_out_of_sight_comes_into_view(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, _ = graph_in(host)
    pane.marked = frozenset({("Step 30",), ("Step 33",)})
    await pilot.pause()
    assert in_view(pane, ("Step 30",))
    y = pane.scroll_offset.y
    pane.marked = frozenset({("Step 30",)})
    await pilot.pause()
    assert pane.scroll_offset.y == y


HOSTILE_MACHINE = chain(
    **{name: task("dynamodb:putItem", {"TableName": name, "Item": {}}) for name in HOSTILE}
)


@pytest.mark.parametrize("width", [110, 33])
@pytest.mark.parametrize("compact", [False, True])
def test_hostile_names_are_shown_as_they_are(width: int, compact: bool) -> None:
    @hosted(graph_of(HOSTILE_MACHINE, compact=compact), size=(width, 40))
    async def play(host: PaneHost, pilot: Pilot[None]) -> None:
        pane, view = graph_in(host)
        for name in HOSTILE:
            pane.selected = (name,)
            pane.marked = frozenset({(name,)})
            pane.start_jump()
            await pilot.pause()
            lines = frame(host)
            assert {cell_len(line) for line in lines} == {width}
            assert not any(char in line for line in lines for char in "\x1b\u202e")
            assert safe(name)[: width // 4] in lines[-1]
            pane.jumping = False
            if width > 100 and not compact:
                assert any(view.layout.by_path[(name,)].text.name in line for line in drawn(pane))

    play()


@hosted(graph_of({"StartAt": "", "States": {"": {"Type": "Pass", "End": True}}}), size=(60, 20))
async def test_an_empty_name_is_said(host: PaneHost, pilot: Pilot[None]) -> None:
    assert "(no name)" in frame(host)[-1]


def test_what_no_style_is_known_for_still_has_one() -> None:
    assert components_of("box.[/x]") == components_of("title.") == ("graph-pane--box-pass",)
    assert set(components_of("badge.warn")) <= COMPONENTS


@hosted(graph_of(), size=(100, 50), NO_COLOR="1")
async def test_nothing_is_said_by_colour_alone(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, _ = graph_in(host)
    pane.marked = frozenset({TELL})
    await pilot.pause()
    for strip in host.screen._compositor.render_strips(host.size):
        for segment in strip.apply_filter(host._filters[-1], pane.background_colors[1]):
            color = segment.style.color if segment.style is not None else None
            if color is not None and color.triplet is not None:
                assert len(set(color.triplet)) == 1
    assert {"bold", "reverse"} <= attributes(pane, _line(pane, "Check"), "Check")
    assert {"bold", "underline"} <= attributes(pane, _line(pane, "Tell"), "Tell")
    assert "┏◆ sns:publish" in "\n".join(frame(host))


@hosted(graph_of(), size=(100, 50))
async def test_every_theme_colours_the_drawing(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, _ = graph_in(host)
    text, seen = drawn(pane), set()
    for theme in BUILTIN_THEMES:
        host.theme = theme
        await pilot.pause()
        assert drawn(pane) == text
        strip = pane.render_line(_line(pane, "lambda:invoke"))
        seen.add(next(str(segment.style) for segment in strip if "lambda" in segment.text))
        edge = next(part for part in pane.render_line(_line(pane, "Start") + 1) if "▼" in part.text)
        assert edge.style is not None and edge.style.color is not None
        assert edge.style.color.is_default or edge.style.color != edge.style.bgcolor
    assert len(seen) > 10
