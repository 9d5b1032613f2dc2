"""Which keys the footer shows, and where. Pure."""

from __future__ import annotations

from typing import NamedTuple

from sfn_engine.display import safe
from sfn_tui.commands.reasons import CommandState
from sfn_tui.commands.registry import BY_ID, COMMANDS, Command, key_title
from sfn_tui.text.cells import cells

LAST = ("help", "quit")
"""Commands that stay at the end, even in a narrow footer."""
GAP = 2
"""Cells between two keys."""


class FooterKey(NamedTuple):
    """One key of the footer."""

    command_id: str
    key: str
    label: str
    disabled_reason: str
    """Why it cannot be run now; safe to draw."""
    x: int
    """Column of its first cell."""
    width: int
    """Cells of key and label."""


def footer_keys(given: CommandState | None, width: int) -> tuple[FooterKey, ...]:
    """Return the keys that have room in `width` cells.

    If there is too little room, keys that cannot be used now are left out first, then the last ones before `LAST`.
    """
    shown = [command for command in COMMANDS if command.short and command.id not in LAST]
    kept = [BY_ID[command_id] for command_id in LAST]
    refused = {command.id: _disabled_reason(command, given) for command in (*shown, *kept)}
    while shown and _width([*shown, *kept]) > width:
        shown.remove(next((entry for entry in reversed(shown) if refused[entry.id]), shown[-1]))
    x = 1
    keys = []
    for command in (*shown, *kept):
        size = _size(command)
        keys.append(FooterKey(command.id, _key(command), command.short, refused[command.id], x, size))
        x += size + GAP
    return tuple(keys)


def _disabled_reason(command: Command, given: CommandState | None) -> str:
    return safe(command.disabled_reason(given)) if given is not None else ""


def _key(command: Command) -> str:
    return key_title(command.keys[0])


def _size(command: Command) -> int:
    return cells(f"{_key(command)} {command.short}")


def _width(commands: list[Command]) -> int:
    return 1 + sum(map(_size, commands)) + GAP * (len(commands) - 1)
