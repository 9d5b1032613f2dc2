"""The app: its first frame against a bare Textual shell, repainting, and opening a very large machine.

The first frame is measured from outside, in a terminal of its own; `_terminal.first_frame` says how
the moment is found. Repainting is measured in process: from the key to the moment at which the last
frame that follows from it is made, down to the terminal's codes, in CPU time of all threads.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench._terminal import COLUMNS, ROWS, Start, first_frame
from tests.bench.generate import task
from tests.bench.graph import Writer

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from sfn_tui.screens.main.main_screen import MainScreen

PAIRS = 9
WALL, MEMORY = 1.35, 1.3
"""The most that the app may take of the bare shell's wall time and memory."""
SIZE = (160, 48)
EDIT = {60: 30, 1000: 80}
"""States, and the limit in ms of CPU from an edit to the repaint."""
SELECT = 15
ROUNDS = 15
ROOT = Path(__file__).parents[2]
APP = "from sfn_tui.cli import main; main([{path!r}])"
SHELL = "from tests.bench._shell import main; main()"


def definition(states: int) -> dict[str, Any]:
    """Return a machine of about so many states, shaped like a long real one, with tasks of many integrations."""
    machine = Writer(states, nested=True).scope(states, 0)
    _fill(machine, count())
    return machine


def _fill(scope: dict[str, Any], numbers: count[int]) -> None:
    for state in scope["States"].values():
        for branch in state.get("Branches", ()):
            _fill(branch, numbers)
        if state["Type"] == "Task":
            state.update(task(next(numbers)))


# ── The first frame ──────────────────────────────────────────────────────────────────────────────────


def first_frames() -> None:
    """Print the first frame of app and shell, which take turns, so that noise falls on both alike."""
    from tests.bench._shell import LAST, TITLES

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "sixty.asl.json")
        machine = definition(60)
        file.write_text(json.dumps(machine, indent=2), encoding="utf-8")
        # An installed program has its bytecode, also where PYTHONDONTWRITEBYTECODE is set.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment |= {
            "PYTHONPATH": os.pathsep.join([*(str(ROOT / name) for name in ("engine", "tui")), str(ROOT)]),
            "PYTHONPYCACHEPREFIX": folder,
            "XDG_STATE_HOME": folder,
        }
        # A part of each pane's content and of each bar.
        markers = (file.name, machine["StartAt"], "Policy · ", '"Version"', "Detail · ", "Pattern", "quit")

        def app() -> Start:
            return first_frame(APP.format(path=str(file)), markers, environment)

        def shell() -> Start:
            return first_frame(SHELL, (*TITLES, LAST), environment)

        app(), shell()  # compile what is not compiled yet
        pairs = [(app(), shell()) for _ in range(PAIRS)]
    print(f"first frame, {COLUMNS}x{ROWS}, 60 states, median of {PAIRS} pairs")
    for name, column in zip(("app", "bare shell"), zip(*pairs, strict=True), strict=True):
        wall, cpu, megabytes = (statistics.median(figure) for figure in zip(*column, strict=True))
        print(f"  {name:12} {wall:6.0f} ms wall  {cpu:6.0f} ms CPU  {megabytes:5.1f} MB")
    for what, place, limit in (("wall", 0, WALL), ("CPU", 1, None), ("memory", 2, MEMORY)):
        ours, bare = (statistics.median(start[place] for start in starts) for starts in zip(*pairs, strict=True))
        told = f"  (limit {limit})" if limit else ""
        print(f"  {what:6} x{ours / bare:.2f}{told}")


# ── In process ───────────────────────────────────────────────────────────────────────────────────────


class Repaint:
    """An explorer without a terminal, and the CPU time at which its last frame was made."""

    def __init__(self, states: int) -> None:
        import sfn_engine as sfn
        from sfn_tui.app import ExplorerApp
        from sfn_tui.io.saved_state import SavedState
        from sfn_tui.session.session import open_session

        repaint = self

        class Measured(ExplorerApp):
            def _display(self, screen: Any, renderable: Any) -> None:
                super()._display(screen, renderable)
                if renderable is not None:
                    # Without a terminal the codes for it would not be made.
                    renderable.render_segments(self.console)
                    repaint.shown = time.process_time()

        self.shown = 0.0
        self.machine = sfn.parse(definition(states))
        self.app = Measured(open_session(self.machine, name="bench"), SavedState())

    @property
    def screen(self) -> MainScreen:
        from sfn_tui.screens.main.main_screen import MainScreen

        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    async def after(self, work: Callable[[], Awaitable[object] | None]) -> float:
        """Do something and return the ms of CPU until the last frame that follows from it."""
        self.shown = start = time.process_time()
        done = work()
        if done is not None:
            await done
        await self.settle()
        return 1000 * (self.shown - start)

    async def settle(self) -> None:
        """Wait until nothing is laid out any more and no frame has come for a while."""
        from sfn_tui.widgets.graph_pane import GraphPane

        view = self.screen.query_one(GraphPane).view
        while True:
            before = self.shown
            await asyncio.sleep(0.06)
            if view is not None and view.is_ready and self.shown == before:
                return


async def _repaints(states: int) -> None:
    repaint = Repaint(states)
    async with repaint.app.run_test(size=SIZE) as pilot:
        await repaint.settle()
        await _edits(repaint, pilot, states)
        await _selects(repaint, pilot, states)


async def _edits(repaint: Repaint, pilot: Pilot[None], states: int) -> None:
    static = next(
        state.path
        for state in repaint.machine.states
        if state.type == "Task" and state.targets and state.targets[0].mode == "static" and ".sync" in str(state.fields)
    )
    repaint.screen.select_state(static)
    await repaint.settle()
    for key, what in (("d", "static → dynamic"), ("p", "next pattern")):
        first = await repaint.after(lambda key=key: pilot.press(key))  # type: ignore[misc]
        undone, again = [], []
        for _ in range(ROUNDS):
            undone.append(await repaint.after(lambda: pilot.press("u")))
            again.append(await repaint.after(lambda key=key: pilot.press(key)))  # type: ignore[misc]
        await pilot.press("u")
        await repaint.settle()
        print(
            f"{states:5} states  edit → repaint, {what:16}  first {first:6.1f}"
            f"  median {statistics.median(again):6.1f}  undo {statistics.median(undone):6.1f} ms CPU"
            f"  (limit {EDIT[states]})"
        )


async def _selects(repaint: Repaint, pilot: Pilot[None], states: int) -> None:
    spent = [await repaint.after(lambda: pilot.press("down")) for _ in range(2 * ROUNDS)]
    told = f"  (limit {SELECT})" if states == 1000 else ""
    middle, most = statistics.median(spent), max(spent)
    print(f"{states:5} states  select → repaint  median {middle:6.1f}  max {most:6.1f} ms CPU{told}")


async def _very_large(states: int) -> None:
    """Open a machine whose layout takes a second, and press a key meanwhile."""
    from sfn_tui.widgets.graph_pane import GraphPane

    start = time.perf_counter()
    repaint = Repaint(states)
    read = time.perf_counter()
    gaps: list[tuple[float, float]] = []
    answers: list[float] = []

    async def tick() -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        while True:
            await asyncio.sleep(0)
            now, spent = time.perf_counter(), time.thread_time()
            gaps.append((1000 * (now - wall), 1000 * (spent - cpu)))
            wall, cpu = now, spent
            await asyncio.sleep(0.001)

    ticking = asyncio.create_task(tick())
    async with repaint.app.run_test(size=SIZE):
        shown = time.perf_counter()
        screen = repaint.screen
        graph = screen.query_one(GraphPane)
        for pane in ("policy", "detail", "graph") * 3:
            await _key(repaint, "123"[("graph", "policy", "detail").index(pane)])
            asked = time.perf_counter()
            while screen.panes.focused != pane:
                await asyncio.sleep(0.001)
            if graph.view is not None and not graph.view.is_ready:
                answers.append(1000 * (time.perf_counter() - asked))
        while graph.view is None or not graph.view.is_ready:
            await asyncio.sleep(0.005)
        done = time.perf_counter()
        await repaint.settle()
    ticking.cancel()
    print(
        f"{len(repaint.machine.states):5} states  read and checked in {1000 * (read - start):.0f} ms, first frame"
        f" {1000 * (shown - read):.0f} ms, drawn {1000 * (done - shown):.0f} ms later; event loop blocked for at most"
        f" {max(wall for wall, _ in gaps):.0f} ms ({max(cpu for _, cpu in gaps):.0f} ms CPU of its own)"
    )
    answered = f"within {max(answers):.0f} ms" if answers else "none"
    print(f"{len(repaint.machine.states):5} states  keys answered while it is laid out: {len(answers)}, {answered}")


async def _key(repaint: Repaint, key: str) -> None:
    from textual import events

    driver = repaint.app._driver
    assert driver is not None
    event = events.Key(key, key)
    event.set_sender(repaint.app)
    driver.send_message(event)


NEVER = frozenset({"markdown_it", "tree_sitter", "click", "yaml", "jsonata", "jsonpath_ng", "pygments"})


def loaded() -> None:
    """Print what is loaded although nothing on the first frame needs it."""
    found = sorted(NEVER & {name.partition(".")[0] for name in sys.modules})
    print(f"loaded without need: {', '.join(found) or 'nothing'}")


def main() -> None:
    """Measure everything."""
    first_frames()
    for states in EDIT:
        asyncio.run(_repaints(states))
    asyncio.run(_very_large(5000))
    loaded()


if __name__ == "__main__":
    main()
