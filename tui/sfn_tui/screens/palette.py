"""The palette as a screen: Textual's, which closes once, however fast keys are pressed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, Protocol, cast, runtime_checkable

from textual.app import App
from textual.command import CommandPalette, DiscoveryHit, Hits, Provider
from textual.command import Hit as PaletteHit
from textual.content import Content
from textual.style import Style

from sfn_tui.commands.palette import PaletteItem, found_items
from sfn_tui.screens.answers_once import AnswersOnce

_UNDERLINE = Style(bold=True, underline=True)


@runtime_checkable
class OffersItems(Protocol):
    """A screen that offers items to the palette."""

    def palette_items(self) -> Iterable[PaletteItem]:
        """Return the items, the most important first."""


class Palette(AnswersOnce[None], CommandPalette):
    """Finds what the screen below offers."""

    def __init__(self) -> None:
        # By this id Textual knows that a palette is open.
        super().__init__(id="--command-palette")


class PaletteCommands(Provider):
    """Finds what the screen offers; before anything is typed, its commands."""

    _items: tuple[PaletteItem, ...] = ()
    _has_run = False

    async def startup(self) -> None:
        """Ask the screen once: it cannot change while the palette is open."""
        if isinstance(self.screen, OffersItems):
            self._items = tuple(self.screen.palette_items())

    async def discover(self) -> Hits:
        """Yield the commands."""
        for item in self._items:
            if item.is_command:
                yield DiscoveryHit(Content(item.title), partial(self._run, item), item.title, _help(item))

    async def search(self, query: str) -> Hits:
        """Yield what has all words, the best first."""
        for match, item in found_items(self._items, query):
            title = Content(item.title)
            for start, end in match.spans:
                title = title.stylize(self.match_style or _UNDERLINE, start, end)
            yield PaletteHit(match.score, title, partial(self._run, item), item.title, _help(item))

    def _run(self, item: PaletteItem) -> Any:
        """Run an item; only the first of those that keys pressed together have chosen."""
        if not self._has_run:
            self._has_run = True
            return item.run()
        return None


def _help(item: PaletteItem) -> Any:
    # The palette reads a text as markup, but takes content as it is; its annotations say text only.
    return Content(item.help)


def open_palette(app: App[Any]) -> None:
    """Open the palette, unless it is open."""
    if not CommandPalette.is_open(cast("App[object]", app)):
        app.push_screen(Palette())
