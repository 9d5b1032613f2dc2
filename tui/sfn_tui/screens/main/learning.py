"""The screens that explain: patterns side by side, the life of a job."""

from __future__ import annotations

from sfn_tui.screens.main.access import ScreenAccess
from sfn_tui.screens.main.what_if import WhatIf


class Learning:
    """Opens the screens that explain. Imports late what only these commands need."""

    def __init__(self, screen: ScreenAccess, what_if: WhatIf) -> None:
        self._screen = screen
        self._what_if = what_if

    async def compare_patterns(self) -> None:
        """Show the selected task in each pattern; choosing one is an edit."""
        from sfn_engine.patterns.compare import compare_task
        from sfn_tui.screens.patterns import PatternsScreen
        from sfn_tui.views.patterns import patterns_view

        session = self._screen.session
        path = session.selected
        assert path is not None  # else the command would have been refused
        comparison = compare_task(session.machine, path, session.policy.context, session.scope)
        chosen = await self._screen.ask(PatternsScreen(patterns_view(comparison)))
        if chosen is not None:
            self._what_if.choose_pattern(path, chosen)

    async def compare_integration(self, name: str) -> None:
        """Show the patterns of an integration in the catalog, on a sample task with this machine's context."""
        from sfn_engine.catalog import loader
        from sfn_engine.patterns.compare import compare_integration
        from sfn_tui.screens.patterns import PatternsScreen
        from sfn_tui.views.patterns import patterns_view

        known, session = loader.integration(name), self._screen.session
        if known is None:
            return
        language = session.machine.query_language
        comparison = compare_integration(known, session.policy.context, session.scope, language)
        await self._screen.ask(PatternsScreen(patterns_view(comparison)))

    async def monitor(self) -> None:
        """Show the life of the selected task's job, with the permissions that the policy grants."""
        from sfn_engine.monitoring.tasks import monitored
        from sfn_tui.screens.monitor import MonitorScreen

        session = self._screen.session
        assert session.selected is not None  # else the command would have been refused
        task = monitored(session.machine, session.policy, session.selected)
        assert task is not None  # as above
        await self._screen.ask(MonitorScreen(task))
