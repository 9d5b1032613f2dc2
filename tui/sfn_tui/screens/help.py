"""Every key: type to filter, Enter runs the chosen command."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from sfn_tui.commands.help_view import HelpRow, help_rows
from sfn_tui.commands.reasons import CommandState
from sfn_tui.screens.dialogs.dialog import ChoiceList, Dialog
from sfn_tui.text.cells import cells, padded

KEYS_WIDTH = 9
TITLE_WIDTH = 20


class HelpScreen(Dialog[str | None]):
    """Shows all commands, the moves of the panes and the signs. Answers with the command to run."""

    DEFAULT_CSS = """
    HelpScreen > Vertical { width: 100%; max-width: 96; height: 100%; max-height: 46; }
    HelpScreen Input, HelpScreen Input:focus { background: $panel; color: $foreground; }
    HelpScreen HelpList {
        height: 1fr;
        & > .option-list--option-highlighted {
            color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
        }
    }
    /* The list does not support reverse. */
    HelpScreen HelpList:nocolor > .option-list--option-highlighted { text-style: bold underline; }
    HelpScreen #help-line { height: auto; min-height: 2; max-height: 4; color: $text-accent; }
    HelpScreen #help-line.-refused { color: $text-warning; text-style: bold reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "leave", "Close", show=False, priority=True),
        Binding("down", "list('cursor_down')", "Down", show=False),
        Binding("up", "list('cursor_up')", "Up", show=False),
        Binding("pagedown", "list('page_down')", "Page down", show=False),
        Binding("pageup", "list('page_up')", "Page up", show=False),
        Binding("ctrl+home", "list('first')", "First", show=False),
        Binding("ctrl+end", "list('last')", "Last", show=False),
        Binding("tab,shift+tab", "nothing", show=False),
    ]

    def __init__(self, command_state: CommandState) -> None:
        super().__init__()
        self.command_state = command_state
        self.rows: tuple[HelpRow, ...] = ()

    def compose(self) -> ComposeResult:
        """Make the filter, the list, and the line that describes the chosen row."""
        with Vertical() as box:
            box.border_title = "Keys"
            box.border_subtitle = "type to filter · Enter: run · Esc: close"
            yield HelpFilter(placeholder="filter: copy, undo, wildcard …", compact=True)
            yield HelpList()
            yield Static("", id="help-line", markup=False)

    def on_mount(self) -> None:
        """Show everything."""
        self._show("")

    @on(Input.Changed)
    def _filter_changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, wanted: str) -> None:
        self.rows = help_rows(self.command_state, wanted)
        found = self.query_one(HelpList)
        found.clear_options()
        found.add_options([Option(row_content(row), disabled=row.kind == "heading") for row in self.rows])
        found.highlighted = next(
            (index for index, row in enumerate(self.rows) if row.kind != "heading"), None
        )
        # Keep the heading above the first row visible.
        found.scroll_home(animate=False)
        if not self.rows:
            self._say(Content("no match; press Backspace to widen the search"))

    def _say(self, line: Content) -> None:
        found = self.query_one("#help-line", Static)
        found.remove_class("-refused")
        found.update(line)

    @on(OptionList.OptionHighlighted)
    def _row_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_index < len(self.rows):
            self._say(row_line(self.rows[event.option_index]))

    @on(OptionList.OptionSelected)
    def _row_clicked(self, event: OptionList.OptionSelected) -> None:
        self._choose()

    @on(Input.Submitted)
    def _choose(self) -> None:
        index = self.query_one(HelpList).highlighted
        row = self.rows[index] if index is not None and index < len(self.rows) else None
        if row is None or row.command_id is None:
            return
        if row.disabled_reason:
            # The reason is shown already.
            self.query_one("#help-line").add_class("-refused")
        elif row.command_id == "help":
            self.dismiss(None)
        else:
            self.dismiss(row.command_id)

    def action_list(self, move: str) -> None:
        """Move in the list while the filter has the focus."""
        getattr(self.query_one(HelpList), f"action_{move}")()

    def action_nothing(self) -> None:
        """Keep a key from the widgets: the filter always has the focus."""


class HelpFilter(Input):
    """The filter; a question mark is not typed into it, but closes the help."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Leave the question mark to the screen."""
        return key != "question_mark" and super().check_consume_key(key, character)


class HelpList(ChoiceList, can_focus=False):
    """The rows; the filter above keeps the focus."""


def row_content(row: HelpRow) -> Content:
    """Return a row as one line; what does not fit is cut, and shown in full below the list."""
    if row.kind == "heading":
        return Content.styled(row.title, "bold $text-accent")
    if row.kind != "command":
        width = max(KEYS_WIDTH, cells(row.keys) + 1)
        return Content.assemble(" ", (padded(row.keys, width), "bold"), " ", row.title)
    keys, title = padded(row.keys, KEYS_WIDTH), padded(row.title, TITLE_WIDTH)
    if row.disabled_reason:
        return Content.styled(f" {keys} {title} not now: {row.disabled_reason}", "dim")
    return Content.assemble(" ", (keys, "bold $text-accent"), " ", title, " ", row.why)


def row_line(row: HelpRow) -> Content:
    """Return the description of the chosen row."""
    if row.disabled_reason:
        return Content(f"not now: {row.disabled_reason} · {row.why}")
    return Content(row.why or f"{row.keys}  {row.title}")
