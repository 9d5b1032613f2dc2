"""The keys and the palette of the main screen, made from the registry of commands."""

from __future__ import annotations

from textual.binding import Binding, BindingType
from textual.command import Provider

from sfn_tui.commands.registry import COMMANDS

_BEFORE_PANES = ("next-pane", "previous-pane", "search")
"""Commands whose keys no pane may swallow; what is typed right after `/` belongs to the search."""


def screen_bindings() -> list[BindingType]:
    """Return a binding for each key of each command, with ids that a person can rebind."""
    return [
        Binding(
            key,
            f"run_command({command.id!r})",
            command.title,
            show=False,
            tooltip=command.why,
            id=command.id if index == 0 else f"{command.id}-{index + 1}",
            priority=command.id in _BEFORE_PANES,
        )
        for command in COMMANDS
        for index, key in enumerate(command.keys)
    ]


def lesson_bindings() -> list[BindingType]:
    """Return the bindings that turn a lesson's pages. They take priority over the panes' own, wherever the focus is."""
    return [
        Binding("enter,space,right_square_bracket", "lesson_next", "Next step", show=False, priority=True),
        Binding("left_square_bracket", "lesson_back", "Previous step", show=False, priority=True),
        Binding("escape", "lesson_leave", "Leave the lesson", show=False, priority=True),
    ]


def palette_provider() -> type[Provider]:
    """Return the palette's provider, imported only when the palette opens."""
    from sfn_tui.screens.palette import PaletteCommands

    return PaletteCommands
