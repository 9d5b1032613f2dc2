"""What the parts of the main screen share: the session, the state of the panes, a few helpers."""

from __future__ import annotations

from typing import Any

from textual.reactive import var
from textual.screen import Screen

from sfn_engine.asl.model import StatePath
from sfn_tui.commands.reasons import CommandState
from sfn_tui.commands.registry import BY_ID, disabled_reason
from sfn_tui.graph import GraphLayout
from sfn_tui.io.saved_state import SavedState
from sfn_tui.layout import DEFAULT_SHARE, Arrangement, Pane, clamp_share
from sfn_tui.screens.answers_once import Answer
from sfn_tui.session.session import Session, select
from sfn_tui.views.policy import PolicyRow, PolicyView, policy_view
from sfn_tui.widgets.detail_pane import DetailPane


class BaseScreen(Screen[None]):
    """Holds the session as a reactive value. The main screen makes views of it, its actions change it."""

    # Watched, not drawn: a reactive value would draw the whole screen anew at each change.
    # Sessions are told apart by identity: comparing two would compare two policies.
    session: var[Session | None] = var[Session | None](None, always_update=True)
    pane: var[Pane] = var[Pane]("graph")
    """The pane that has the focus."""
    beside: var[Pane] = var[Pane]("policy")
    """The pane beside the graph where only two have room."""
    share: var[float] = var(DEFAULT_SHARE)
    """The graph's part of the width."""
    maximised: var[bool] = var(False)
    compact: var[bool | None] = var[bool | None](None)
    """One row for each state; None: where the pane is small."""
    outlined: var[bool] = var(False)

    def __init__(self, session: Session, saved: SavedState) -> None:
        super().__init__()
        self.opened = session
        self.saved = saved
        self.policy_view: PolicyView = policy_view(session)
        self.row: int | None = None
        """The row under the policy pane's cursor."""
        self.arrangement: Arrangement = "three"
        self.kept: dict[str, Session] = {}
        """Sessions of the file's other machines, as they were left."""
        self._asking = False
        if saved.divider is not None:
            self.set_reactive(BaseScreen.share, clamp_share(saved.divider))

    @property
    def command_state(self) -> CommandState:
        """What decides which commands can be run."""
        assert self.session is not None
        return CommandState(self.session, self.query_one(DetailPane).view, self.pane)

    def all_sessions(self) -> dict[str, Session]:
        """Return the sessions of the file's machines that have been looked at, by name."""
        session = self.session
        if session is None:
            return self.kept
        return {**self.kept, session.machine_name or "": session}

    @property
    def policy_row(self) -> PolicyRow | None:
        """The row under the policy pane's cursor."""
        rows = self.policy_view.rows
        return rows[self.row] if self.row is not None and self.row < len(rows) else None

    @property
    def is_compact(self) -> bool:
        """True where states are drawn in one row each."""
        return self.compact if self.compact is not None else self.size.width < 100 or self.size.height < 30

    async def ask(self, dialog: Screen[Answer]) -> Answer | None:
        """Show a dialog and return its answer; None where another one is open already.

        To be called in a worker.
        """
        # Keys can come faster than a dialog is shown: two of them would lie on top of each other.
        if self._asking or not self.is_active:
            return None
        self._asking = True
        try:
            return await self.app.push_screen_wait(dialog)
        finally:
            self._asking = False

    async def run_command(self, command_id: str) -> None:
        """Run a command by its id, or say why it cannot be run."""
        await self.run_action(BY_ID[command_id].action)

    def refused(self, command_id: str) -> bool:
        """Say why a command cannot be run now. Returns True where it cannot."""
        self.settle()
        reason = disabled_reason(command_id, self.command_state)
        if reason:
            self.say(reason, warning=True)
        return bool(reason)

    def settle(self) -> None:
        """Take over what the panes have chosen and not told yet: keys can come faster than messages."""
        raise NotImplementedError

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show a sentence for a moment."""
        self.notify(text, severity="warning" if warning else "information", markup=False)

    def select_state(self, path: StatePath) -> None:
        """Select a state."""
        if self.session is not None:
            self.session = select(self.session, path)

    def remember(self, **choices: Any) -> None:
        """Keep choices for the next time; where they cannot be written, this time they hold anyway."""
        from dataclasses import replace

        from sfn_tui.io.saved_state import save

        self.saved = replace(self.saved, **choices)
        save(self.saved)

    def focus_pane(self, pane: Pane) -> None:
        """Give the focus to a pane."""
        raise NotImplementedError

    def show_status(self) -> None:
        """Show what stands in the status line and the footer."""
        raise NotImplementedError

    def show_graph(self, session: Session) -> None:
        """Give the graph a new view."""
        raise NotImplementedError

    def graph_layout(self) -> GraphLayout | None:
        """Return the layout that is drawn, for a picture of it."""
        raise NotImplementedError
