"""What the palette finds: commands, states, statements, IAM actions, and the integrations of the catalog."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from sfn_engine.catalog.loader import all_integrations
from sfn_engine.display import safe
from sfn_engine.policy.unexplained import offered
from sfn_tui.commands.palette import PaletteItem
from sfn_tui.commands.registry import COMMANDS, disabled_reason, key_title
from sfn_tui.views.policy import PolicyView
from sfn_tui.views.search import Hit

if TYPE_CHECKING:
    from sfn_tui.screens.main.main_screen import MainScreen


def items(screen: MainScreen, view: PolicyView) -> Iterator[PaletteItem]:
    """Yield the items, the commands first."""
    command_state = screen.command_state
    for command in COMMANDS:
        reason = disabled_reason(command.id, command_state)
        keys = " ".join(key_title(key) for key in command.keys)
        text = f"not now: {reason}" if reason else f"{command.why} ({keys})"
        yield PaletteItem(command.title, text, partial(screen.run_command, command.id))
    assert screen.session is not None
    for state in screen.session.machine.states:
        hit = Hit("state", safe(state.name), state.path, None, 0, ())
        yield PaletteItem(f"State: {safe(state.name)}", safe(" / ".join(state.path)), partial(screen.go_to_hit, hit))
    seen: set[int] = set()
    for place, row in enumerate(view.rows):
        if row.mark == "-" or row.statement is None:
            continue
        if row.statement not in seen:
            seen.add(row.statement)
            hit = Hit("statement", f"Statement {row.statement + 1}", None, place, 0, ())
            yield PaletteItem(hit.text, "go to the statement in the policy", partial(screen.go_to_hit, hit))
        if row.action is not None:
            hit = Hit("action", safe(row.action), None, place, 0, ())
            why = row.why[0] if row.why else ""
            yield PaletteItem(hit.text, why, partial(screen.go_to_hit, hit))
    for known in all_integrations():
        text = f"{known.service} {known.title} offers {offered(known)}; see them side by side"
        yield PaletteItem(f"Patterns: {known.name}", text, partial(screen.compare_integration, known.name))
