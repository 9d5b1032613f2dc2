"""Actions of the main screen that explain how things work: patterns side by side, the life of a job."""

from __future__ import annotations

from textual import work

from sfn_tui.screens.main.what_if_actions import WhatIfActions


class LearnActions(WhatIfActions):
    """Mixed into the main screen."""

    @work
    async def action_compare_patterns(self) -> None:
        """Show the selected task in each pattern; the one that is chosen is made by an edit."""
        if self.refused("compare-patterns"):
            return
        # Imported late, as is all of it: only this key needs it.
        from sfn_engine.patterns.compare import compare_task
        from sfn_tui.screens.patterns import PatternsScreen
        from sfn_tui.views.patterns import patterns_view

        session = self.session
        assert session is not None and session.selected is not None
        path = session.selected
        comparison = compare_task(session.machine, path, session.policy.context, session.scope)
        chosen = await self.ask(PatternsScreen(patterns_view(comparison)))
        # The file may have been read again meanwhile.
        if chosen is not None and self.session is not None and path in self.session.machine.by_path:
            self.choose_pattern(path, chosen)

    def compare_integration(self, name: str) -> None:
        """Show the patterns of an integration of the catalog, on a sample in this machine's place."""
        from sfn_engine.catalog import loader
        from sfn_engine.patterns.compare import compare_integration
        from sfn_tui.screens.patterns import PatternsScreen
        from sfn_tui.views.patterns import patterns_view

        known, session = loader.integration(name), self.session
        if known is None or session is None:
            return
        language = session.machine.query_language
        comparison = compare_integration(known, session.policy.context, session.scope, language)
        self.app.push_screen(PatternsScreen(patterns_view(comparison)))

    @work
    async def action_monitor(self) -> None:
        """Show the life of the selected task's job, with the rights that the policy gives it."""
        if self.refused("monitor"):
            return
        from sfn_engine.monitoring.tasks import monitored
        from sfn_tui.screens.monitor import MonitorScreen

        session = self.session
        assert session is not None and session.selected is not None
        task = monitored(session.machine, session.policy, session.selected)
        assert task is not None  # else it would have been refused
        await self.ask(MonitorScreen(task))
