"""What-if edits: static ⇄ dynamic, pattern, placeholders, undo, history, scope."""

from __future__ import annotations

import sfn_engine as sfn
from sfn_engine.asl.model import Pattern, StatePath
from sfn_engine.display import safe
from sfn_tui.screens.main.access import ScreenAccess
from sfn_tui.screens.main.panes import Panes
from sfn_tui.session.edits import Bind, Edit, SetDynamic, SetPattern, SetStatic
from sfn_tui.session.session import Session, edit, form_notice, go_to_step, next_pattern, redo, set_scope, undo


class WhatIf:
    """Edits the session. Every edit makes a new session; the panes follow."""

    def __init__(self, screen: ScreenAccess, panes: Panes) -> None:
        self._screen = screen
        self._panes = panes

    # ── Targets and patterns ─────────────────────────────────────────────────────────────────────

    async def toggle_selected_target(self) -> None:
        """Toggle the target under the detail pane's cursor, or the selected state's first."""
        detail = self._screen.command_state.detail
        assert detail is not None  # else the command would have been refused
        under_cursor = self._panes.views.detail.cursor_target if self._panes.focused == "detail" else None
        await self.toggle_target(detail.path, under_cursor or detail.targets[0].name)

    async def toggle_target(self, path: StatePath, name: str) -> None:
        """Make a static target dynamic, or ask for a value to hard-code a dynamic one."""
        session = self._screen.session
        target = next((entry for entry in session.machine.by_path[path].targets if entry.name == name), None)
        if target is None:
            return
        if target.mode in ("static", "placeholder") or target.is_key:
            # The edit of a key is refused, with the reason.
            self.apply(SetDynamic(path, name))
            return
        value = await self._ask_for_value(session, path, name, target.kind)
        if value is not None:
            self.apply(SetStatic(path, name, value))

    async def _ask_for_value(self, session: Session, path: StatePath, name: str, kind: str) -> str | None:
        # Imported late, like all dialogs: most edits need none.
        from sfn_tui.screens.dialogs.value import ValueDialog
        from sfn_tui.session.suggestions import suggestions, value_disabled_reason

        prompt = ValueDialog(
            heading=safe(path[-1]),
            asked=f"Hard-code {safe(name)} as this {kind.replace('-', ' ') or 'value'}:",
            title="Static value",
            suggestions=suggestions(session, path, name),
            check=lambda value: value_disabled_reason(session, path, name, value),
        )
        return await self._screen.ask(prompt)

    def next_pattern(self) -> None:
        """Switch to the next pattern that the integration supports."""
        detail = self._screen.command_state.detail
        assert detail is not None  # else the command would have been refused
        try:
            wanted = next_pattern(self._screen.session, detail.path)
        except sfn.EditRefused as refused:
            self._screen.say(str(refused), warning=True)
            return
        self.apply(wanted)

    def choose_pattern(self, path: StatePath, pattern: Pattern) -> None:
        """Set a task's pattern; do nothing if the task already has it or no longer exists."""
        state = self._screen.session.machine.by_path.get(path)
        if state is not None and getattr(state, "pattern", None) != pattern:
            self.apply(SetPattern(path, pattern))

    # ── Placeholders ─────────────────────────────────────────────────────────────────────────────

    async def bind(self) -> None:
        """Show the placeholders; set or remove values until the person closes the dialog."""
        from sfn_tui.screens.dialogs.placeholders import PlaceholderDialog
        from sfn_tui.views.placeholders import of_selected, placeholder_rows

        start = of_selected(self._screen.session)
        while True:
            rows = placeholder_rows(self._screen.session)
            choice = await self._screen.ask(PlaceholderDialog(rows, start))
            if choice is None:
                return
            start = choice.name
            if choice.unbind:
                self.apply(Bind(choice.name, None))
                continue
            session = self._screen.session
            value = await self._ask_for_binding(session, choice.name)
            if value is not None and value != session.machine.placeholders.fill(f"${{{choice.name}}}"):
                self.apply(Bind(choice.name, value))

    async def _ask_for_binding(self, session: Session, name: str) -> str | None:
        from sfn_tui.screens.dialogs.value import ValueDialog
        from sfn_tui.views.placeholders import binding_disabled_reason, value_suggestions

        prompt = ValueDialog(
            heading=f"${{{safe(name)}}}",
            asked="Generate the policy as if its value were:",
            title="Value of a placeholder",
            suggestions=value_suggestions(session, name),
            check=lambda value: binding_disabled_reason(session, name, value),
        )
        return await self._screen.ask(prompt)

    # ── Steps of the history ─────────────────────────────────────────────────────────────────────

    def apply(self, wanted: Edit) -> None:
        """Apply an edit, or say why it is refused."""
        try:
            self._screen.session = edit(self._screen.session, wanted)
        except sfn.EditRefused as refused:
            self._screen.say(str(refused), warning=True)
            return
        notice = form_notice(self._screen.session)
        if notice:
            self._screen.say(notice)

    def undo(self) -> None:
        """Undo the last edit."""
        self._screen.session = undo(self._screen.session)

    def redo(self) -> None:
        """Redo the edit that was undone."""
        self._screen.session = redo(self._screen.session)

    async def history(self) -> None:
        """Go to any step by its name."""
        from sfn_tui.screens.dialogs.history import HistoryDialog
        from sfn_tui.views.history import history_rows

        position = await self._screen.ask(HistoryDialog(history_rows(self._screen.session)))
        if position is not None:
            self._screen.session = go_to_step(self._screen.session, position)

    def toggle_scope(self) -> None:
        """Switch between the guide's policy and the smallest one."""
        session = self._screen.session
        self._screen.session = set_scope(session, "least" if session.scope == "guide" else "guide")
        self._screen.remembered.remember(scope=self._screen.session.scope)
