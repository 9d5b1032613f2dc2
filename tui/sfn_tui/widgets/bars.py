"""The one-row bars: header, tabs of the panes, status line, divider."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from sfn_tui.layout import PANES, SMALLEST, Pane
from sfn_tui.text.cells import cut
from sfn_tui.views.header import HeaderView
from sfn_tui.views.status import StatusView
from sfn_tui.widgets.messages import CommandRun, DividerMoved


def fit(left: str, right: str, width: int) -> str:
    """Put two texts at the ends of `width` cells; without room, the right one gives way first, then the left is cut."""
    room = width - cell_len(left)
    if right and room >= cell_len(right) + 2:
        return left + " " * (room - cell_len(right)) + right
    if room < 0:
        return set_cell_size(left, max(width - 1, 0)) + "…"
    return left + " " * room


class HeaderBar(Widget):
    """File, language, figures; at the right the scope, region and account."""

    DEFAULT_CSS = """
    HeaderBar { height: 1; background: $panel; color: $foreground; }
    """
    view: reactive[HeaderView | None] = reactive(None)

    def render(self) -> Content:
        """Draw the line."""
        if self.view is None:
            return Content("")
        left, width = f" {self.view.left}", self.size.width
        if cell_len(left) > width:
            # A long name must not push out that the policy is incomplete.
            left = f" {cut(self.view.name, width // 2)} · {self.view.facts}"
        parts = self.view.right.split(" · ")
        # If there is not enough room, the scope matters most.
        for count in range(len(parts), 0, -1):
            right = " · ".join(parts[:count]) + " "
            if cell_len(left) + cell_len(right) + 2 <= width:
                return Content(fit(left, right, width))
        return Content(fit(left, "", width))


class StatusBar(Widget):
    """What the last edit did, or why a line is needed."""

    DEFAULT_CSS = """
    StatusBar { height: 1; background: $surface; color: $text-accent; }
    StatusBar.-urgent { background: $error; color: $text; text-style: bold; }
    """
    view: reactive[StatusView | None] = reactive(None)

    def watch_view(self, view: StatusView | None) -> None:
        """Show a warning in its own colours."""
        self.set_class(view is not None and view.urgent, "-urgent")

    def render(self) -> Content:
        """Draw the line."""
        if self.view is None:
            return Content("")
        sign = "! " if self.view.urgent else ""
        return Content(fit(f" {sign}{self.view.left}", f"{self.view.right} ", self.size.width))


class PaneTabs(Widget):
    """The names of the panes if not all are shown; a click goes to one."""

    DEFAULT_CSS = """
    PaneTabs { height: 1; color: $text-muted; }
    """
    pane: reactive[Pane] = reactive[Pane]("graph")
    shown: reactive[tuple[Pane, ...]] = reactive[tuple[Pane, ...]](())

    def render(self) -> Content:
        """Draw the names, the focused one in brackets."""
        parts = []
        for number, pane in enumerate(PANES, 1):
            name = f"{number} {pane.capitalize()}"
            style = "bold" if pane in self.shown else "dim"
            parts.append(Content.styled(f"[{name}]" if pane == self.pane else f" {name} ", style))
        return Content(" ") + Content(" ").join(parts)

    def on_click(self, event: events.Click) -> None:
        """Go to the pane under the mouse."""
        end = 1
        for number, pane in enumerate(PANES, 1):
            end += len(f" {number} {pane} ") + 1
            if event.x < end:
                self.post_message(CommandRun(f"focus-{pane}"))
                return


class Divider(Widget):
    """The column between graph and policy; it can be dragged."""

    DEFAULT_CSS = """
    Divider { width: 1; color: $foreground 40%; }
    Divider:hover, Divider.-dragged { color: $accent; }
    """

    def render(self) -> Content:
        """Draw a column with a grip in its middle."""
        middle = self.size.height // 2
        return Content("\n".join("┃" if abs(row - middle) < 2 else " " for row in range(self.size.height)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag."""
        self.capture_mouse()
        self.add_class("-dragged")

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Post where the divider is dragged to."""
        if self.has_class("-dragged"):
            self.post_message(DividerMoved(int(event.screen_x)))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the drag."""
        self.release_mouse()
        self.remove_class("-dragged")


class TooSmall(Widget):
    """One sentence for a terminal that is too small to show anything else."""

    def render(self) -> str:
        """Say it."""
        return f"sfn-explore needs {SMALLEST[0]} columns and {SMALLEST[1]} rows"
