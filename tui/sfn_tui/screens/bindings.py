"""Key bindings of the main screen, made from the registry of commands."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from sfn_tui.commands.registry import COMMANDS

_BEFORE_PANES = ("next-pane", "previous-pane", "search")
"""Commands whose keys no pane may swallow; what is typed right after `/` belongs to the search."""


def screen_bindings() -> list[BindingType]:
    """Return a binding for each key of each command, with ids that a person can rebind."""
    return [
        Binding(
            key,
            command.action,
            command.title,
            show=False,
            tooltip=command.why,
            id=command.id if index == 0 else f"{command.id}-{index + 1}",
            priority=command.id in _BEFORE_PANES,
        )
        for command in COMMANDS
        for index, key in enumerate(command.keys)
    ]
