"""The palette as a screen: Textual's, which closes once, however fast keys are pressed."""

from __future__ import annotations

from typing import Any, cast

from textual.app import App
from textual.command import CommandPalette

from sfn_tui.screens.answers_once import AnswersOnce


class Palette(AnswersOnce[None], CommandPalette):
    """Finds what the screen below offers (`sfn_tui.commands.palette`)."""

    def __init__(self) -> None:
        # By this id Textual knows that a palette is open.
        super().__init__(id="--command-palette")


def open_palette(app: App[Any]) -> None:
    """Open the palette, unless it is open."""
    if not CommandPalette.is_open(cast("App[object]", app)):
        app.push_screen(Palette())
