"""Actions of the main screen on the file's machines: another machine, placeholders, writing edits back."""

from __future__ import annotations

import os

from textual import work

import sfn_engine as sfn
from sfn_engine.display import safe
from sfn_tui.screens.main.file_actions import FileActions
from sfn_tui.screens.main.what_if_actions import WhatIfActions
from sfn_tui.session.edits import Bind
from sfn_tui.session.session import Session, open_session, saved


class MachineActions(WhatIfActions, FileActions):
    """Mixed into the main screen."""

    # ── Several machines in one file ─────────────────────────────────────────────────────────────

    @work
    async def action_choose_machine(self) -> None:
        """Ask which machine of the file to show, and show it; edits of the one before are kept."""
        if self.refused("choose-machine"):
            return
        from sfn_tui.screens.dialogs.machine_picker import MachinePicker
        from sfn_tui.views.machines import machine_rows

        session = self.session
        assert session is not None
        edited = [name for name, other in self.all_sessions().items() if other.has_unsaved_edits]
        rows = machine_rows(session.machines, session.machine_name, edited)
        name = await self.ask(MachinePicker(rows, safe(session.path or session.name)))
        if name is not None and name != session.machine_name:
            self._show_machine(name)

    def _show_machine(self, name: str) -> None:
        session = self.session
        assert session is not None
        self.kept = self.all_sessions()
        found = next((entry.machine for entry in session.machines if entry.name == name), None)
        known = self.kept.get(name)
        if known is None and found is not None:
            known = open_session(
                sfn.bind(found, session.machine.bindings),
                name=session.name,
                path=session.path,
                context=session.context,
                scope=session.scope,
                machines=session.machines,
            )
        if known is None:
            return
        self.session = known
        self.watch_files()
        # The file may have changed while the other machine was looked at.
        self.reload(quiet=True)

    # ── Placeholders ─────────────────────────────────────────────────────────────────────────────

    @work
    async def action_bind(self) -> None:
        """Show the placeholders; give one a value or take it back, until the person leaves."""
        if self.refused("bind"):
            return
        from sfn_tui.screens.dialogs.placeholder_screen import PlaceholderScreen
        from sfn_tui.views.placeholders import of_selected, placeholder_rows

        start = of_selected(self.session) if self.session is not None else None
        while self.session is not None:
            rows = placeholder_rows(self.session)
            choice = await self.ask(PlaceholderScreen(rows, start))
            if choice is None:
                return
            start = choice.name
            if choice.unbind:
                self.apply_edit(Bind(choice.name, None))
                continue
            value = await self._ask_for_binding(self.session, choice.name)
            if value is not None and value != self.session.machine.placeholders.fill(f"${{{choice.name}}}"):
                self.apply_edit(Bind(choice.name, value))

    async def _ask_for_binding(self, session: Session, name: str) -> str | None:
        from sfn_tui.screens.dialogs.value_prompt import ValuePrompt
        from sfn_tui.views.placeholders import binding_disabled_reason, value_suggestions

        prompt = ValuePrompt(
            heading=f"${{{safe(name)}}}",
            asked="The policy is to be made as if it stood for:",
            title="Value of a placeholder",
            suggestions=value_suggestions(session, name),
            check=lambda value: binding_disabled_reason(session, name, value),
        )
        return await self.ask(prompt)

    # ── Writing edits back ───────────────────────────────────────────────────────────────────────

    @work
    async def action_save(self) -> None:
        """Write the edits into the file they belong to, and change nothing else in it."""
        if self.refused("save"):
            return
        from sfn_tui.io.files import write_atomically
        from sfn_tui.screens.dialogs.save_dialog import SaveDialog
        from sfn_tui.sharing.saving import changed_lines, changed_underneath

        session = self.session
        assert session is not None and session.definition_file is not None
        path = session.definition_file
        try:
            text = sfn.saved_text(session.machine)
        except sfn.EditRefused as refused:
            self.say(f"{refused}; x writes the edited definition to a file of its own", warning=True)
            return
        assert session.machine.document is not None
        file_text = session.machine.document.file_text
        before = session.written if session.written is not None else file_text.text
        if not await self.ask(SaveDialog(safe(path), changed_lines(before, text))):
            return
        reason = changed_underneath(path, file_text.encode(before))
        if reason:
            self.say(f"not written: {reason}", warning=True)
            return
        try:
            write_atomically(path, file_text.encode(text), overwrite=True)
        except OSError as error:
            self.say(f"not written: {error.strerror or error}", warning=True)
            return
        if self.session is not None:
            self.session = saved(self.session, text)
        self.say(f"written: {safe(os.path.basename(path))}")
