"""What the panes tell the main screen, and what it does then."""

from __future__ import annotations

from asyncio import sleep

from textual import events, on

from sfn_engine.asl.model import StatePath
from sfn_engine.display import safe
from sfn_tui.layout import Pane, clamp_share
from sfn_tui.screens.main.look_actions import LookActions
from sfn_tui.screens.main.what_if_actions import WhatIfActions
from sfn_tui.views.detail import with_line
from sfn_tui.views.policy import PolicyRow
from sfn_tui.widgets.detail_pane import DetailPane
from sfn_tui.widgets.graph_pane import GraphPane
from sfn_tui.widgets.messages import (
    CommandRun,
    DividerMoved,
    GrantChosen,
    PatternChosen,
    PolicyRowChosen,
    PolicyRowOpened,
    StateChosen,
    StateOpened,
    TargetToggled,
)
from sfn_tui.widgets.outline_pane import OutlinePane
from sfn_tui.widgets.policy_pane import PolicyPane


class PaneMessages(WhatIfActions, LookActions):
    """Mixed into the main screen."""

    @on(StateChosen)
    async def _state_chosen(self) -> None:
        # The pane may have gone on since it told of this state.
        self.settle()
        # The panes have their turn now to say what must be drawn: so all of it comes in one frame.
        await sleep(0)

    @on(StateOpened)
    def _state_opened(self, message: StateOpened) -> None:
        self.select_state(message.path)
        self.action_focus_detail()

    @on(PolicyRowChosen)
    def _policy_row_chosen(self, message: PolicyRowChosen) -> None:
        self.row = message.row
        row = self.policy_row
        self.light_up(frozenset(row.owners) if row is not None else frozenset())
        self.explain_line(row)
        self.show_status()

    def explain_line(self, row: PolicyRow | None) -> None:
        """Say in the detail why a line of the policy is there; None takes that away again."""
        detail = self.query_one(DetailPane)
        if detail.view is not None:
            what = (row.action or row.resource or "") if row is not None else ""
            detail.view = with_line(detail.view, safe(what), row.why if row is not None and what else ())

    def light_up(self, states: frozenset[StatePath]) -> None:
        """Mark the states that ask for the line under the policy's cursor."""
        if self.children:
            self.query_one(GraphPane).marked = states
            self.query_one(OutlinePane).marked = states

    @on(PolicyRowOpened)
    def _policy_row_opened(self, message: PolicyRowOpened) -> None:
        self.row = message.row
        row = self.policy_row
        if row is None or not row.owners:
            return
        # Enter again goes on to the next state that asks for the same line.
        present = self.session.selected if self.session is not None else None
        place = row.owners.index(present) + 1 if present in row.owners else 0
        self.select_state(row.owners[place % len(row.owners)])
        self._policy_row_chosen(PolicyRowChosen(message.row))

    @on(GrantChosen)
    def _grant_chosen(self, message: GrantChosen) -> None:
        self.query_one(PolicyPane).show_statement(message.statement)

    @on(TargetToggled)
    def _target_toggled(self, message: TargetToggled) -> None:
        self.toggle_target(message.path, message.target)

    @on(PatternChosen)
    def _pattern_chosen(self, message: PatternChosen) -> None:
        self.choose_pattern(message.path, message.pattern)

    @on(DividerMoved)
    def _divider_moved(self, message: DividerMoved) -> None:
        self.share = clamp_share(message.column / max(self.size.width, 1))

    @on(CommandRun)
    async def _command_run(self, message: CommandRun) -> None:
        await self.run_command(message.id)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Note which pane has the focus."""
        panes: dict[str | None, Pane] = {"graph": "graph", "outline": "graph", "policy": "policy", "detail": "detail"}
        found = panes.get(event.widget.id)
        if found is not None:
            self.pane = found
        if found == "policy":
            self._policy_row_chosen(PolicyRowChosen(self.query_one(PolicyPane).cursor_row))
