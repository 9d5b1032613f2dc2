"""A screen of the running app as a grid of cells, each with its final colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rich.cells import get_character_cell_size
from rich.color import Color
from rich.style import Style
from textual.app import App

Colour = tuple[int, int, int]

_BLEND = 0.5
"""How much of its background is blended into dim text."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A character with what follows it without taking room, such as an accent."""

    text: str
    width: int
    foreground: Colour
    background: Colour
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False


def rows_of(app: App[Any]) -> list[list[Cell]]:
    """Return what the screen shows, dialogs included."""
    default = _rgb(app.screen.styles.color.rich_color), _rgb(app.screen.styles.background.rich_color)
    return [
        [cell for segment in strip for cell in _cells(segment.text, segment.style or Style(), default)]
        for strip in app.screen._compositor.render_strips(app.size)
    ]


def _cells(text: str, style: Style, default: tuple[Colour, Colour]) -> list[Cell]:
    foreground = default[0] if style.color is None else _rgb(style.color)
    background = default[1] if style.bgcolor is None else _rgb(style.bgcolor, foreground=False)
    if style.reverse:
        foreground, background = background, foreground
    if style.dim:
        foreground = _mixed(foreground, background)
    cells: list[Cell] = []
    for character in text:
        width = get_character_cell_size(character)
        if width == 0 and cells:
            last = cells.pop()
            character, width = last.text + character, last.width
        cells.append(
            Cell(
                character,
                width,
                foreground,
                background,
                bool(style.bold),
                bool(style.italic),
                bool(style.underline),
                bool(style.strike),
            )
        )
    return cells


def _rgb(colour: Color, *, foreground: bool = True) -> Colour:
    red, green, blue = colour.get_truecolor(foreground=foreground)
    return red, green, blue


def _mixed(one: Colour, other: Colour) -> Colour:
    red, green, blue = (round(a + (b - a) * _BLEND) for a, b in zip(one, other, strict=True))
    return red, green, blue
