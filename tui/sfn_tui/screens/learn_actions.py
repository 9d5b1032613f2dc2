"""Actions of the main screen that explain how things work, and change nothing."""

from __future__ import annotations

from textual import work

from sfn_tui.screens.base_screen import BaseScreen


class LearnActions(BaseScreen):
    """Mixed into the main screen."""

    @work
    async def action_monitor(self) -> None:
        """Show the life of the selected task's job, with the rights that the policy gives it."""
        if self.refused("monitor"):
            return
        from sfn_engine.monitoring.tasks import monitored
        from sfn_tui.screens.monitor_screen import MonitorScreen

        session = self.session
        assert session is not None and session.selected is not None
        task = monitored(session.machine, session.policy, session.selected)
        assert task is not None  # else it would have been refused
        await self.app.push_screen_wait(MonitorScreen(task))
