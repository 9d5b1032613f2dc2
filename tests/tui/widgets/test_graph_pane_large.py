"""The graph pane with large machines: the worker, edits, the selection in view, memory of layouts."""

from __future__ import annotations

import gc

from textual.pilot import Pilot

from sfn_tui.graph import layout
from sfn_tui.session.edits import SetDynamic, SetPattern
from sfn_tui.session.session import edit
from sfn_tui.views.graph import GraphView, graph_view
from sfn_tui.widgets.graph_pane import GraphPane
from tests.bench.graph import Writer
from tests.support.engine.machines import chain, task
from tests.support.tui.graphs import chosen, graph_in, graph_of, in_view, laid_out, long_chain, opened, shown
from tests.support.tui.panes import PaneHost, drawn, frame, hosted
from tests.support.tui.sessions import session_of

LARGE = long_chain(600)


@hosted(GraphPane, size=(60, 24))
async def test_a_large_machine_is_laid_out_off_the_main_thread(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, GraphPane)
    shown(pane, session_of(LARGE))
    pane.focus()
    # Nothing has been awaited since: the worker cannot have told that it is done.
    assert pane._shown is None and "Laying out 600 states…" in "\n".join(drawn(pane))
    assert "Laying out 600 states…" in pane._subtitle(graph_in(host)[1])
    await pilot.press("shift+up", "enter")
    assert opened(host.posted) == [("Step 0",)]
    await laid_out(pilot, pane)
    assert any("Step 0" in line for line in drawn(pane))
    assert "Step 0" in frame(host)[-1] and "Laying out" not in "\n".join(frame(host))
    await pilot.press("down")
    assert pane.selected == ("Step 1",) and gc.isenabled()


@hosted(GraphPane, size=(60, 24))
async def test_only_the_last_view_is_shown(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, GraphPane)
    shown(pane, session_of(LARGE))
    small = graph_view(session_of(), False, None)
    pane.view = small
    for _ in range(20):
        await pilot.pause(0.02)
    assert pane._shown is small
    pane.view = None
    await pilot.pause()
    assert not any(line.strip() for line in drawn(pane))


@hosted(GraphPane, size=(60, 24))
async def test_an_edit_of_a_large_machine_keeps_the_drawing_until_the_next_is_there(
    host: PaneHost, pilot: Pilot[None]
) -> None:
    pane = host.pane
    assert isinstance(pane, GraphPane)
    session = session_of(long_chain(599) | {"Comment": "large"})
    shown(pane, session)
    pane.focus()
    await laid_out(pilot, pane)
    pane.selected = ("Step 300",)
    await pilot.pause()
    top = pane.scroll_offset.y
    after = edit(session, SetDynamic(("Step 300",), "TableName"))
    view = graph_view(after, False, pane.view)
    assert view.is_ready
    pane.view = view
    await pilot.pause()
    assert any("Step 300" in line and "◌" in line for line in drawn(pane)) and pane.scroll_offset.y == top
    other = graph_view(after, True, view)
    assert not other.is_ready
    pane.view = other
    assert any("Step 300" in line and "◌" in line for line in drawn(pane))
    await laid_out(pilot, pane)
    assert pane.view is other and in_view(pane, ("Step 300",))
    assert graph_view(after, False, other).is_ready


def _written(count: int) -> GraphView:
    return graph_view(session_of(Writer(count, nested=True).scope(count, 1)), False, None)


@hosted(GraphPane, size=(70, 30))
async def test_the_selection_is_in_view_wherever_it_goes(host: PaneHost, pilot: Pilot[None]) -> None:
    pane = host.pane
    assert isinstance(pane, GraphPane)
    pane.view = view = _written(1000)
    pane.focus()
    await laid_out(pilot, pane)
    paths = list(view.machine.by_path)
    for path in [*paths[::37], *paths[::-53]]:
        pane.selected = path
        await pilot.pause()
        box = view.layout.by_path[path]
        if box.kind == "state":
            assert in_view(pane, path), path
            name = box.text.name
            assert any(name in line for line in drawn(pane)), path
        else:
            assert pane._window.shows(box)
    await pilot.press("g")
    for _ in range(60):
        await pilot.press("down")
        path = chosen(host.posted)[-1]
        if view.layout.by_path[path].kind == "state":
            assert in_view(pane, path)


JOBS = chain(**{f"J{index}": task("ecs:runTask", {"TaskDefinition": "t"}) for index in range(30)})


@hosted(graph_of(JOBS), size=(80, 24))
async def test_an_edit_that_widens_a_box_leaves_the_selection_where_it_is(
    host: PaneHost, pilot: Pilot[None]
) -> None:
    pane, before = graph_in(host)
    pane.selected = ("J20",)
    await pilot.pause()
    pane.action_scroll_by(0, 1)
    await pilot.pause()
    y = next(y for y, line in enumerate(drawn(pane)) if "J20" in line)
    pane.view = graph_view(edit(session_of(JOBS), SetPattern(("J20",), "sync")), False, before)
    await pilot.pause()
    assert pane.view.layout.width > before.layout.width
    assert "J20" in drawn(pane)[y] and "ecs:runTask.sync" in drawn(pane)[y - 1]


def test_a_pattern_that_widens_its_box_lays_out_again_and_undo_takes_the_old_layout() -> None:
    session = session_of()
    first = graph_view(session, False, None)
    known = first.layout
    wider = graph_view(edit(session, SetPattern(("Run job",), "sync")), False, first)
    assert not wider.is_ready
    fresh = layout(wider.machine, wider.texts)
    assert wider.layout.boxes == fresh.boxes
    back = graph_view(session, False, wider)
    assert back.is_ready and back.layout is known
