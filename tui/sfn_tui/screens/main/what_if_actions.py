"""What-if actions of the main screen: static ⇄ dynamic, pattern, undo, scope, history."""

from __future__ import annotations

from textual import work

import sfn_engine as sfn
from sfn_engine.asl.model import Pattern, StatePath
from sfn_engine.display import safe
from sfn_tui.screens.main.base_screen import BaseScreen
from sfn_tui.session.edits import Edit, SetDynamic, SetPattern, SetStatic
from sfn_tui.session.session import Session, edit, go_to_step, next_pattern, redo, set_scope, undo
from sfn_tui.widgets.detail_pane import DetailPane


class WhatIfActions(BaseScreen):
    """Mixed into the main screen. Every edit is a new session; the panes follow."""

    def action_toggle_target(self) -> None:
        """Toggle the target under the detail pane's cursor, or the selected state's first."""
        if self.refused("toggle-target"):
            return
        detail = self.command_state.detail
        assert detail is not None
        under_cursor = self.query_one(DetailPane).cursor_target if self.pane == "detail" else None
        self.toggle_target(detail.path, under_cursor or detail.targets[0].name)

    @work
    async def toggle_target(self, path: StatePath, name: str) -> None:
        """Make a static target dynamic; ask for the value that a dynamic one is to have."""
        session = self.session
        if session is None:
            return
        target = next((entry for entry in session.machine.by_path[path].targets if entry.name == name), None)
        if target is None:
            return
        if target.mode in ("static", "placeholder"):
            self.apply_edit(SetDynamic(path, name))
            return
        value = await self._ask_for_value(session, path, name, target.kind)
        if value is not None:
            self.apply_edit(SetStatic(path, name, value))

    async def _ask_for_value(self, session: Session, path: StatePath, name: str, kind: str) -> str | None:
        from sfn_tui.screens.dialogs.value_prompt import ValuePrompt
        from sfn_tui.session.suggestions import suggestions, value_disabled_reason

        prompt = ValuePrompt(
            heading=safe(path[-1]),
            asked=f"{safe(name)} is to be this {kind.replace('-', ' ') or 'value'}:",
            title="Static value",
            suggestions=suggestions(session, path, name),
            check=lambda value: value_disabled_reason(session, path, name, value),
        )
        return await self.ask(prompt)

    def action_next_pattern(self) -> None:
        """Go to the next pattern that the integration offers."""
        if self.refused("next-pattern"):
            return
        detail = self.command_state.detail
        assert detail is not None and self.session is not None
        try:
            self.apply_edit(next_pattern(self.session, detail.path))
        except sfn.EditRefused as refused:
            self.say(str(refused), warning=True)

    def choose_pattern(self, path: StatePath, pattern: Pattern) -> None:
        """Set a pattern by the detail pane's switch."""
        session = self.session
        if session is not None and getattr(session.machine.by_path[path], "pattern", None) != pattern:
            self.apply_edit(SetPattern(path, pattern))

    def apply_edit(self, wanted: Edit) -> None:
        """Apply an edit, or say why it is refused."""
        if self.session is None:
            return
        try:
            self.session = edit(self.session, wanted)
        except sfn.EditRefused as refused:
            self.say(str(refused), warning=True)

    def action_undo(self) -> None:
        """Take back the last edit."""
        if not self.refused("undo") and self.session is not None:
            self.session = undo(self.session)

    def action_redo(self) -> None:
        """Bring back an undone edit."""
        if not self.refused("redo") and self.session is not None:
            self.session = redo(self.session)

    def action_toggle_scope(self) -> None:
        """Switch between the guide's policy and the smallest one."""
        if self.session is not None:
            self.session = set_scope(self.session, "least" if self.session.scope == "guide" else "guide")
            self.remember(scope=self.session.scope)

    @work
    async def action_history(self) -> None:
        """Go to any step by its name."""
        from sfn_tui.screens.dialogs.history_screen import HistoryScreen
        from sfn_tui.views.history import history_rows

        if self.session is None:
            return
        position = await self.ask(HistoryScreen(history_rows(self.session)))
        if position is not None:
            self.session = go_to_step(self.session, position)
