"""A bare Textual app of the explorer's panes, with nothing in them: what the first frame costs without the explorer."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

TITLES = ("Graph", "Policy", "Detail")
LAST = "End of the footer"


class BlankPane(ScrollView, can_focus=True):
    """A pane drawn row by row; its rows are blank."""

    def on_mount(self) -> None:
        self.virtual_size = Size(80, 200)

    def render_line(self, y: int) -> Strip:
        return Strip.blank(self.size.width, self.rich_style)


class Shell(App[None]):
    """Three bordered panes between a header and two rows at the bottom."""

    CSS = """
    #header { height: 1; background: $panel; }
    #top { height: 1fr; }
    BlankPane { border: round $foreground 40%; scrollbar-size: 1 1; }
    BlankPane:focus { border: round $border; border-title-style: bold; }
    #detail { height: 11; }
    #status, #footer { height: 1; background: $surface; }
    """

    def compose(self) -> ComposeResult:
        panes = [BlankPane(id=title.lower()) for title in TITLES]
        for pane, title in zip(panes, TITLES, strict=True):
            pane.border_title = title
        yield Static("Header", id="header")
        with Vertical():
            with Horizontal(id="top"):
                yield from panes[:2]
            yield panes[2]
        yield Static("Status", id="status")
        yield Static(LAST, id="footer")


def main() -> None:
    """Run it."""
    Shell().run()
