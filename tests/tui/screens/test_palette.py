"""The palette: commands first, everything else by name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

from textual.app import App
from textual.command import CommandList, CommandPalette, Provider
from textual.pilot import Pilot
from textual.screen import Screen

from sfn_tui.commands.palette import LIMIT, PaletteItem
from sfn_tui.screens.palette import PaletteCommands
from tests.support.tui.finding import SHOWN, shown


class Offering(Screen[None]):
    """Offers two commands, a state with a hostile name, and many others."""

    COMMANDS: ClassVar[set[Any]] = {PaletteCommands}

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[str] = []

    def palette_items(self) -> Iterable[PaletteItem]:
        yield PaletteItem(
            "Undo", "not now: [/x] [red] nothing has been edited", partial(self.ran.append, "undo")
        )
        yield PaletteItem("Copy", "Copy the policy. (y)", partial(self.ran.append, "copy"))
        yield PaletteItem(f"State: {SHOWN}", f"outer / {SHOWN}", self.go)
        yield PaletteItem(
            "sqs:SendMessage", "call: makes the call (Tell)", partial(self.ran.append, "action")
        )
        for number in range(500):
            yield PaletteItem(
                f"State: step {number}", f"step {number}", partial(self.ran.append, str(number))
            )

    async def go(self) -> None:
        self.ran.append("state")


class PaletteHost(App[None]):
    """Nothing but that screen."""

    COMMANDS: ClassVar[set[type[Provider]]] = set()  # type: ignore[assignment]

    def on_mount(self) -> None:
        self.push_screen(Offering())


async def opened(app: PaletteHost, driver: Pilot[None], text: str) -> Offering:
    screen = app.screen
    assert isinstance(screen, Offering)
    await driver.press("ctrl+p")
    for char in text:
        await driver.press(
            {" ": "space", ":": "colon", "@": "at", "[": "left_square_bracket"}.get(char, char)
        )
    await settled(app, driver)
    return screen


async def settled(app: PaletteHost, driver: Pilot[None]) -> None:
    assert isinstance(app.screen, CommandPalette)
    await app.workers.wait_for_complete()
    await driver.pause()


async def test_at_first_it_lists_the_commands() -> None:
    app = PaletteHost()
    async with app.run_test(size=(100, 30)) as driver:
        await driver.pause()
        await opened(app, driver, "")
        assert app.screen.query_one(CommandList).option_count == 2
        assert "not now: [/x] [red] nothing has been edited" in shown(app)


async def test_an_action_is_found_and_run() -> None:
    app = PaletteHost()
    async with app.run_test(size=(100, 30)) as driver:
        await driver.pause()
        screen = await opened(app, driver, "sqs:send")
        await driver.press("enter")
        await driver.pause()
        assert screen.ran == ["action"]


async def test_hostile_names_are_shown_as_they_are_and_run() -> None:
    app = PaletteHost()
    async with app.run_test(size=(140, 30)) as driver:
        await driver.pause()
        screen = await opened(app, driver, "[@click")
        assert f"State: {SHOWN}" in shown(app)
        assert f"outer / {SHOWN}" in shown(app)
        await driver.press("enter")
        await driver.pause()
        assert screen.ran == ["state"] and app.is_running


async def test_all_words_in_title_or_help() -> None:
    app = PaletteHost()
    async with app.run_test(size=(100, 30)) as driver:
        await driver.pause()
        await opened(app, driver, "edited undo")
        assert app.screen.query_one(CommandList).option_count == 1


async def test_a_long_list_is_cut_and_the_best_come_first() -> None:
    app = PaletteHost()
    async with app.run_test(size=(100, 30)) as driver:
        await driver.pause()
        screen = await opened(app, driver, "step")
        assert app.screen.query_one(CommandList).option_count == LIMIT
        await driver.press("enter")
        await driver.pause()
        assert screen.ran == ["0"]


async def test_a_screen_that_offers_nothing() -> None:
    class Plain(Screen[None]):
        COMMANDS: ClassVar[set[Any]] = {PaletteCommands}

    class Bare(PaletteHost):
        def on_mount(self) -> None:
            self.push_screen(Plain())

    app = Bare()
    async with app.run_test() as driver:
        await driver.pause()
        await driver.press("ctrl+p", "a")
        await settled(app, driver)
        assert app.is_running
