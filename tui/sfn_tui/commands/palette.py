"""What the palette (ctrl+p) finds, and how: everything that the screen offers, by name. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sfn_tui.commands.registry import COMMANDS
from sfn_tui.text.matching import Match, fold, joined, match_word

LIMIT = 100
"""Hits that are shown at most: a list of thousands is no help, and slow to make."""
_IN_HELP = 0.1
"""Score of a word that is met by the help, and not by the title."""
_TITLES = frozenset(command.title for command in COMMANDS)


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """Something that can be found in the palette. Its texts are safe to draw; they are not markup."""

    title: str
    help: str
    run: Callable[[], Any]

    @property
    def is_command(self) -> bool:
        """True for what is listed before anything is typed."""
        return self.title in _TITLES


def found_items(items: Iterable[PaletteItem], typed: str) -> list[tuple[Match, PaletteItem]]:
    """Return what has all words, the best first: in its title, or with less weight in its help."""
    words = tuple(fold(typed).split())
    found = [(match, item) for item in items if (match := _match(words, item)) is not None]
    # The palette sorts the list again, and equals stay in this order.
    found.sort(key=lambda pair: -pair[0].score)
    return found[:LIMIT]


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
