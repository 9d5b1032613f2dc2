"""The graph pane: keys, mouse, jump labels, sizes."""

from __future__ import annotations

from rich.cells import cell_len
from textual.pilot import Pilot

from sfn_engine.asl.model import StatePath
from sfn_tui.graph import picture_text
from sfn_tui.views.graph_window import start_jump
from sfn_tui.widgets.graph_pane import GraphPane
from tests.support.tui.graphs import (
    BOTH,
    CHECK,
    GOOD,
    LAST,
    ORDER,
    SAVE,
    SEND,
    TELL,
    cell_of,
    chosen,
    graph_in,
    graph_of,
    in_view,
    long_chain,
    opened,
    wheel,
)
from tests.support.tui.panes import PaneHost, attributes, drawn, frame, hosted


def _line(pane: GraphPane, text: str) -> int:
    """Return the line that shows a text."""
    return next(y for y, line in enumerate(drawn(pane)) if text in line)


@hosted(graph_of(), size=(100, 50))
async def test_it_draws_the_picture_in_the_middle(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, view = graph_in(host)
    pane.selected = None
    lines = [line.rstrip() for line in drawn(pane)]
    left = (pane.size.width - view.layout.width) // 2
    assert "\n".join(line[left:] for line in lines).strip("\n") == picture_text(view.layout).strip("\n")
    assert "State graph" in frame(host)[0]
    assert "7 states" in frame(host)[-1]


@hosted(graph_of(), size=(100, 50))
async def test_the_selected_box_is_double_and_its_name_reversed(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, _ = graph_in(host)
    y = _line(pane, "Check")
    assert "║" in drawn(pane)[y] and "╔" in drawn(pane)[y - 1]
    assert {"bold", "reverse"} <= attributes(pane, y, "Check")
    assert "Check" in frame(host)[-1]
    pane.selected = GOOD
    await pilot.pause()
    assert "│" in drawn(pane)[y] and "reverse" not in attributes(pane, y, "Check")
    assert any("║ " in line and "Good?" in line for line in frame(host))
    assert "Good?" in frame(host)[-1]


MOVES: list[tuple[StatePath, str, StatePath]] = [
    (CHECK, "down", GOOD),
    (CHECK, "j", GOOD),
    (GOOD, "up", CHECK),
    (GOOD, "k", CHECK),
    (CHECK, "up", CHECK),
    (BOTH, "down", SAVE),
    (SAVE, "right", SEND),
    (SAVE, "l", SEND),
    (SEND, "left", SAVE),
    (SEND, "h", SAVE),
    (SAVE, "up", BOTH),
    (SAVE, "down", LAST),
    (LAST, "g", CHECK),
    (LAST, "home", CHECK),
    (CHECK, "G", LAST),
    (CHECK, "end", LAST),
]


@hosted(graph_of(), size=(100, 50))
async def test_keys_move_along_the_edges(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, _ = graph_in(host)
    for start, key, end in MOVES:
        pane.selected = start
        host.posted.clear()
        await pilot.press(key)
        assert pane.selected == end, (start, key)
        assert chosen(host.posted) == ([end] if end != start else []), (start, key)


@hosted(graph_of(), size=(100, 50))
async def test_any_move_begins_at_the_first_state(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, _ = graph_in(host)
    pane.selected = None
    await pilot.press("down")
    assert chosen(host.posted) == [CHECK]
    pane.selected = ("No such state",)
    await pilot.press("down")
    assert pane.selected == CHECK


@hosted(graph_of(), size=(100, 50))
async def test_enter_opens(host: PaneHost, pilot: Pilot[None]) -> None:
    graph_in(host)
    await pilot.press("down", "enter")
    assert opened(host.posted) == [GOOD]


@hosted(graph_of(long_chain(40)), size=(60, 24))
async def test_page_keys_and_shift_scroll_and_leave_the_selection(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, _ = graph_in(host)
    page = pane._window.height - 2
    for key, y in (
        ("pagedown", page), ("ctrl+d", page + page // 2), ("ctrl+u", page), ("pageup", 0),
        ("shift+down", 2), ("shift+up", 0), ("pageup", 0),
    ):  # fmt: skip
        await pilot.press(key)
        assert pane.scroll_offset.y == y, key
    assert chosen(host.posted) == []
    await pilot.press("pagedown", "pagedown", "down")
    assert chosen(host.posted) == [("Step 1",)] and in_view(pane, ("Step 1",))


@hosted(graph_of(), size=(40, 20))
async def test_shift_scrolls_sideways(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, view = graph_in(host)
    assert view.layout.width > pane.size.width
    before = pane.scroll_offset.x
    await pilot.press("shift+right")
    assert pane.scroll_offset.x > before
    await pilot.press(*["shift+left"] * 9)
    assert pane.scroll_offset.x == 0


@hosted(graph_of(), size=(100, 50))
async def test_a_click_chooses_and_a_double_click_opens(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, _ = graph_in(host)
    for path in (TELL, BOTH, SAVE):
        await pilot.click(offset=cell_of(pane, path))
        assert pane.selected == path
    assert chosen(host.posted) == [TELL, BOTH, SAVE] and opened(host.posted) == []
    host.posted.clear()
    await pilot.double_click(offset=cell_of(pane, SEND))
    assert chosen(host.posted) == [SEND] and opened(host.posted) == [SEND]
    host.posted.clear()
    await pilot.click(offset=(2, 2))
    await pilot.click(offset=(0, 0))
    assert host.posted == [] and pane.selected == SEND


@hosted(graph_of(long_chain(40)), size=(60, 24))
async def test_a_click_finds_the_box_after_scrolling(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, view = graph_in(host)
    pane.scroll_to(y=70, animate=False)
    await pilot.pause()
    path = next(path for path in view.machine.by_path if in_view(pane, path))
    await pilot.click(offset=cell_of(pane, path))
    assert chosen(host.posted) == [path]


@hosted(graph_of(), size=(40, 20))
async def test_the_wheel_scrolls(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, _ = graph_in(host)
    x, y = pane.scroll_offset
    await wheel(pilot, pane)
    assert pane.scroll_offset.y > y
    await wheel(pilot, pane, up=True)
    assert pane.scroll_offset.y == y
    await wheel(pilot, pane, shift=True)
    assert pane.scroll_offset.x > x


@hosted(graph_of(), size=(100, 50))
async def test_a_jump_label_chooses(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, view = graph_in(host)
    labels = start_jump(view.layout, pane._window).labels
    assert set(labels.values()) == {CHECK, GOOD, BOTH, SAVE, SEND, TELL, LAST}
    for label, path in labels.items():
        pane.start_jump()
        await pilot.pause()
        assert pane.jumping
        for one in labels:
            assert any(f" {one} " in line for line in drawn(pane))
        await pilot.press(label)
        assert pane.selected == path and not pane.jumping
    assert chosen(host.posted)[-1] == LAST


@hosted(graph_of(), size=(100, 50))
async def test_a_jump_ends_without_a_choice(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, _ = graph_in(host)
    plain = drawn(pane)
    for key in ("escape", "down", "z", "7", "enter"):
        pane.start_jump()
        await pilot.pause()
        assert drawn(pane) != plain
        await pilot.press(key)
        assert not pane.jumping and drawn(pane) == plain, key
    for end in (pane.blur, lambda: pane.scroll_to(y=1, animate=False, force=True)):
        pane.jumping = True
        await pilot.pause()
        assert pane._jump is not None
        end()
        pane.focus()
        await pilot.resize_terminal(100, 20)
        assert not pane.jumping
    assert host.posted == []


@hosted(graph_of(long_chain(60), compact=True), size=(60, 90))
async def test_more_states_than_letters_have_labels_of_two(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, view = graph_in(host)
    labels = start_jump(view.layout, pane._window).labels
    assert all(len(label) == 2 for label in labels)
    label, path = list(labels.items())[-1]
    pane.start_jump()
    await pilot.press(label[0])
    shown = "\n".join(drawn(pane))
    assert pane.jumping and f" {label} " in shown
    assert not any(f" {other} " in shown for other in labels if other[0] != label[0])
    await pilot.press(label[1])
    assert chosen(host.posted) == [path]


@hosted(graph_of(long_chain(40)), size=(60, 24))
async def test_the_selection_stays_in_view_when_the_pane_shrinks(host: PaneHost, pilot: Pilot[None]) -> None:
    pane, _ = graph_in(host)
    pane.selected = ("Step 20",)
    await pilot.pause()
    for width, height in ((60, 14), (30, 10), (100, 40), (120, 8)):
        await pilot.resize_terminal(width, height)
        await pilot.pause()
        assert in_view(pane, ("Step 20",)), (width, height)
        lines = drawn(pane)
        assert all(cell_len(line) == pane.size.width for line in lines)
        assert any("Step 20" in line for line in lines)


@hosted(GraphPane, size=(60, 20))
async def test_a_pane_without_a_view_is_blank_and_takes_every_key(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, GraphPane)
    pane.focus()
    await pilot.press("down", "G", "enter", "pagedown", "shift+left", "h")
    pane.start_jump()
    await pilot.click(pane, offset=(5, 5))
    pane.selected, pane.marked = CHECK, frozenset({CHECK})
    await pilot.pause()
    assert not pane.jumping and not any(line.strip() for line in drawn(pane))
    pane.view = graph_of(ORDER)().view
    await pilot.pause()
    assert any("Check" in line for line in drawn(pane))
    pane.view = None
    await pilot.pause()
    assert not any(line.strip() for line in drawn(pane)) and host.posted == []
