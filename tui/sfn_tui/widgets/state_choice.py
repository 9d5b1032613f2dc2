"""What the graph and the outline share: a state is chosen, or opened."""

from __future__ import annotations

from textual.reactive import reactive
from textual.widget import Widget

from sfn_engine.asl.model import StatePath
from sfn_tui.widgets.messages import StateChosen, StateOpened


class StateChoice(Widget):
    """Mixed into a pane that has a selected state and keeps it in view.

    It must come after the pane's own base: Textual takes styles and keys from the first one.
    """

    selected: reactive[StatePath | None]
    """The state that the person has chosen; the pane says what it does with it."""

    def _reveal(self) -> None:
        """Bring the selected state into view."""
        raise NotImplementedError

    def choose(self, path: StatePath) -> None:
        """Select a state and post that."""
        if path == self.selected:
            self._reveal()
            return
        # Posted before it is drawn, so that the other panes follow in the same frame.
        self.post_message(StateChosen(path))
        # Set at once: a key pressed before the screen answers continues from the new state.
        self.selected = path

    def action_open(self) -> None:
        """Ask for the selected state's detail."""
        if self.selected is not None:
            self.post_message(StateOpened(self.selected))
