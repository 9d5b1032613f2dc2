"""Actions of the main screen that change what is seen, and nothing else."""

from __future__ import annotations

from textual import work

from sfn_tui.layout import PANES, Pane, clamp_share
from sfn_tui.screens.main.base_screen import BaseScreen
from sfn_tui.widgets.graph_pane import GraphPane

STEP = 0.04
"""The part of the width by which a key moves the divider."""


class LookActions(BaseScreen):
    """Mixed into the main screen: panes, divider, drawing, theme, help."""

    def action_focus_graph(self) -> None:
        """Go to the graph."""
        self.focus_pane("graph")

    def action_focus_policy(self) -> None:
        """Go to the policy."""
        self.focus_pane("policy")

    def action_focus_detail(self) -> None:
        """Go to the detail."""
        self.focus_pane("detail")

    def action_next_pane(self) -> None:
        """Go to the next pane."""
        self.focus_pane(_after(self.pane, 1))

    def action_previous_pane(self) -> None:
        """Go to the pane before."""
        self.focus_pane(_after(self.pane, -1))

    def action_maximise(self) -> None:
        """Give the screen to the focused pane, or give it back."""
        self.maximised = not self.maximised

    def action_narrow(self) -> None:
        """Move the divider to the left."""
        self._move_divider(-STEP)

    def action_widen(self) -> None:
        """Move the divider to the right."""
        self._move_divider(STEP)

    def _move_divider(self, step: float) -> None:
        if self.arrangement not in ("two", "three"):
            self.say("only one pane is shown, so there is no divider to move", warning=True)
            return
        self.share = clamp_share(self.share + step)
        self.remember(divider=self.share)

    def action_compact(self) -> None:
        """Draw states in one row each, or as boxes."""
        self.compact = not self.is_compact
        if self.session is not None:
            self.show_graph(self.session)

    def action_outline(self) -> None:
        """Show the outline instead of the graph, or the graph again."""
        self.outlined = not self.outlined

    def action_jump(self) -> None:
        """Show a letter on every visible state."""
        if self.outlined:
            self.outlined = False
        self.focus_pane("graph")
        self.query_one(GraphPane).start_jump()

    @work
    async def action_notes(self) -> None:
        """Show what is assumed, unexplained or wrong."""
        from sfn_tui.screens.dialogs.notes_screen import NotesScreen
        from sfn_tui.views.notes import note_rows

        if self.session is None:
            return
        chosen = await self.ask(NotesScreen(note_rows(self.session)))
        if chosen is not None:
            self.select_state(chosen)
            self.focus_pane("graph")

    @work
    async def action_theme(self) -> None:
        """Choose the colours."""
        from sfn_tui.screens.dialogs.theme_screen import ThemeScreen

        await self.ask(ThemeScreen())
        self.remember(theme=self.app.theme)

    @work
    async def action_help(self) -> None:
        """Show every key; the chosen command is run."""
        from sfn_tui.screens.help import HelpScreen

        chosen = await self.ask(HelpScreen(self.command_state))
        if chosen is not None:
            await self.run_command(chosen)

    def action_palette(self) -> None:
        """Open the palette."""
        self.app.action_command_palette()


def _after(pane: Pane, step: int) -> Pane:
    return PANES[(PANES.index(pane) + step) % len(PANES)]
