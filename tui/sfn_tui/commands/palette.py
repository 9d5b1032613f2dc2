"""The palette (ctrl+p): everything that the screen offers, found by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, runtime_checkable

from textual.command import DiscoveryHit, Hits, Provider
from textual.command import Hit as PaletteHit
from textual.content import Content
from textual.style import Style

from sfn_tui.commands.registry import COMMANDS
from sfn_tui.text.matching import Match, fold, joined, match_word

LIMIT = 100
"""Hits that are shown at most: a list of thousands is no help, and slow to make."""
_IN_HELP = 0.1
_UNDERLINE = Style(bold=True, underline=True)
_TITLES = frozenset(command.title for command in COMMANDS)


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """Something that can be found in the palette. Its texts are safe to draw; they are no markup."""

    title: str
    help: str
    run: Callable[[], Any]


@runtime_checkable
class OffersItems(Protocol):
    """A screen that has something for the palette."""

    def palette_items(self) -> Iterable[PaletteItem]:
        """Return the items, those that matter most first."""


class PaletteCommands(Provider):
    """Finds what the screen offers; where nothing is typed yet, its commands."""

    _items: tuple[PaletteItem, ...] = ()
    _has_run = False

    async def startup(self) -> None:
        """Ask the screen once: it cannot change while the palette is open."""
        if isinstance(self.screen, OffersItems):
            self._items = tuple(self.screen.palette_items())

    async def discover(self) -> Hits:
        """Yield the commands."""
        for item in self._items:
            if item.title in _TITLES:
                yield DiscoveryHit(Content(item.title), partial(self._run, item), item.title, _help(item))

    async def search(self, query: str) -> Hits:
        """Yield what has all words, the best first: in its title, or with less weight in its help."""
        words = tuple(fold(query).split())
        found = [(match, item) for item in self._items if (match := _match(words, item)) is not None]
        # The list is sorted again by its owner, and equals stay in this order.
        found.sort(key=lambda pair: -pair[0].score)
        for match, item in found[:LIMIT]:
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


def _match(words: tuple[str, ...], item: PaletteItem) -> Match | None:
    matches = []
    for word in words:
        found = match_word(word, item.title, fold(item.title))
        if found is None and word in fold(item.help):
            found = Match(_IN_HELP, ())
        if found is None:
            return None
        matches.append(found)
    return joined(matches)


def _help(item: PaletteItem) -> Any:
    # The palette reads a text as markup, but takes content as it is; its annotations say text only.
    return Content(item.help)
