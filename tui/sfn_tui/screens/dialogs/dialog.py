"""What dialogs share: a centred box, a list of choices, an input that is safe to draw."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from sfn_engine.display import safe
from sfn_tui.screens.answers_once import Answer, AnswersOnce


class Dialog(AnswersOnce[Answer], ModalScreen[Answer]):
    """A box over the explorer. Escape closes it without an answer."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical {
        width: 90%; max-width: 84; height: auto; max-height: 100%;
        border: round $accent; border-title-style: bold; background: $surface; padding: 0 1;
    }
    Dialog Static { height: auto; }
    Dialog .-reason { height: 2; color: $text-warning; text-style: bold; }
    Dialog .-quiet { color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class ChoiceList(OptionList):
    """Rows to choose from, by the arrows or vim's keys. Rows are drawn as they are, never as markup."""

    DEFAULT_CSS = """
    ChoiceList {
        height: auto; background: $surface; scrollbar-size: 1 1; text-wrap: nowrap; text-overflow: ellipsis;
        & > .option-list--option-highlighted {
            color: $block-cursor-blurred-foreground; background: $block-cursor-blurred-background;
        }
        &:focus > .option-list--option-highlighted {
            color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
        }
    }
    ChoiceList:nocolor > .option-list--option-highlighted { text-style: underline; }
    ChoiceList:nocolor:focus > .option-list--option-highlighted { text-style: bold underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("g", "first", "First", show=False),
        Binding("G", "last", "Last", show=False),
    ]

    def __init__(self, *rows: str | Option, id: str | None = None) -> None:
        super().__init__(*rows, id=id, markup=False, compact=True)


class SafeInput(Input):
    """An input whose value may come from a file: control characters are drawn as replacement characters."""

    DEFAULT_CSS = """
    SafeInput, SafeInput:focus { background: $panel; color: $foreground; }
    """

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder=placeholder, id=id, compact=True)

    @property
    def selected_text(self) -> str:
        """The selected text as it is copied: on one line, and safe to paste."""
        return safe(super().selected_text)

    @property
    def _value(self) -> Text:
        # One replacement for each character keeps the cursor in its column.
        shown = "".join("\N{REPLACEMENT CHARACTER}" if safe(char) != char else char for char in self.value)
        return Text(shown, no_wrap=True, overflow="ignore", end="")
