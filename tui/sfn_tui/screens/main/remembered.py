"""The choices that are remembered from one start to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sfn_tui.io.saved_state import SavedState


class Remembered:
    """Holds what was chosen, and saves each new choice."""

    def __init__(self, state: SavedState) -> None:
        self.state = state
        self.keeps_scope = True
        """False while the scope on the screen is not the person's choice."""

    def remember(self, **choices: Any) -> None:
        """Keep choices for the next start; if they cannot be written, they still hold until the app quits.

        The names are those of `SavedState`.
        """
        from sfn_tui.io.saved_state import save

        if not self.keeps_scope:
            choices.pop("scope", None)
        if choices:
            self.state = replace(self.state, **choices)
            save(self.state)
