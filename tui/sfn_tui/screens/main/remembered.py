"""The choices that are remembered from one start to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sfn_tui.io.saved_state import SavedState


class Remembered:
    """Holds what was chosen, and writes each new choice out."""

    def __init__(self, state: SavedState) -> None:
        self.state = state
        self.keeps_scope = True
        """False while the scope on the screen is not the person's choice."""

    def remember(self, **choices: Any) -> None:
        """Keep choices for the next time; where they cannot be written, this time they hold anyway.

        The names are those of `SavedState`.
        """
        from sfn_tui.io.saved_state import save

        if not self.keeps_scope:
            choices.pop("scope", None)
        if choices:
            self.state = replace(self.state, **choices)
            save(self.state)
