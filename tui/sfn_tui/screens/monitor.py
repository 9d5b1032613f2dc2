"""The job monitor: a `.sync` task's life with permissions removed and incidents added."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen

from sfn_engine.monitoring.tasks import MonitoredTask
from sfn_tui.screens.answers_once import AnswersOnce
from sfn_tui.views.monitor import (
    INCIDENT_KEYS,
    PERMISSION_KEYS,
    heading,
    monitor_rows,
)
from sfn_tui.views.monitor_state import (
    MonitorState,
    Page,
    Switch,
    moved,
    opened,
    reset,
    stepped,
    switched,
    turned,
)
from sfn_tui.widgets.monitor_pane import MonitorPane

_WITH_KEY: dict[str, Switch] = {
    **{key: permission for permission, key in PERMISSION_KEYS.items()},
    **{key: incident for incident, (key, _) in INCIDENT_KEYS.items()},
}
_SUBTITLES: dict[Page, str] = {
    "life": "Space: switch · ←→: step · r: reset · t: try for real · ?: keys · q: back",
    "trials": "t: the job's life · q: back",
    "keys": "?: the job's life · q: back",
}


class MonitorScreen(AnswersOnce[None], ModalScreen[None]):
    """Holds the monitor's state; each key makes a new one, and new rows of it."""

    DEFAULT_CSS = """
    MonitorScreen { background: $background; }
    MonitorScreen MonitorPane { width: 100%; height: 100%; border: round $border; border-title-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k,shift+tab", "move(-1)", "Up", show=False),
        Binding("down,j,tab", "move(1)", "Down", show=False),
        Binding("left,h", "step(-1)", "Earlier", show=False),
        Binding("right,l", "step(1)", "Later", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("space,enter", "switch_chosen", "Switch", show=False),
        *(Binding(key, f"switch('{switch}')", f"Switch {switch}", show=False) for key, switch in _WITH_KEY.items()),
        Binding("r", "reset", "Reset to the policy", show=False),
        Binding("t", "turn('trials')", "Try for real", show=False),
        Binding("question_mark", "turn('keys')", "Keys", show=False),
        Binding("q,escape,M", "back", "Back", show=False),
    ]

    def __init__(self, task: MonitoredTask) -> None:
        super().__init__()
        self.state: MonitorState = opened(task)

    def compose(self) -> ComposeResult:
        """Make the pane, which fills the screen."""
        yield MonitorPane()

    def on_mount(self) -> None:
        """Show the job with the permissions of the policy."""
        pane = self.query_one(MonitorPane)
        pane.border_title = Content(heading(self.state))
        self._show()

    def _become(self, state: MonitorState) -> None:
        turned_over = state.page != self.state.page
        self.state = state
        self._show()
        if turned_over:
            self.query_one(MonitorPane).scroll_to(y=0, animate=False)

    @on(MonitorPane.Resized)
    def _show(self) -> None:
        pane = self.query_one(MonitorPane)
        if not pane.size:
            return  # Not laid out yet: the pane posts a message when it is.
        width, height = pane.text_size
        pane.border_subtitle = Content(_SUBTITLES[self.state.page])
        pane.rows = monitor_rows(self.state, width, height)

    def action_move(self, rows: int) -> None:
        """Go to another switch; on a page without switches, scroll."""
        if self.state.page == "life":
            self._become(moved(self.state, rows))
            self.query_one(MonitorPane).show_cursor()
        else:
            self.query_one(MonitorPane).scroll_rows(rows)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        pane = self.query_one(MonitorPane)
        pane.scroll_rows(pages * pane.page)

    def action_step(self, moments: int) -> None:
        """Go to an earlier or later moment."""
        self._become(stepped(self.state, moments))

    def action_switch_chosen(self) -> None:
        """Switch what is under the cursor."""
        self.action_switch(self.state.chosen)

    def action_switch(self, switch: Switch) -> None:
        """Switch a permission or an incident; if it cannot be switched, the rows say why."""
        self._become(switched(self.state, switch))

    @on(MonitorPane.SwitchClicked)
    def _switch_clicked(self, message: MonitorPane.SwitchClicked) -> None:
        self.action_switch(message.switch)

    @on(MonitorPane.MomentClicked)
    def _moment_clicked(self, message: MonitorPane.MomentClicked) -> None:
        self._become(stepped(self.state, message.moment - self.state.moment))

    def action_reset(self) -> None:
        """Go back to what the policy grants."""
        self._become(reset(self.state))

    def action_turn(self, page: Page) -> None:
        """Show another page, or the job's life again."""
        self._become(turned(self.state, page))

    def action_back(self) -> None:
        """Close the page, or the monitor."""
        if self.state.page == "life":
            self.dismiss(None)
        else:
            self._become(turned(self.state, self.state.page))
