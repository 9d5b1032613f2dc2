"""What the palette finds: commands, states, statements, IAM actions, and the integrations of the catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from sfn_engine.catalog.loader import all_integrations
from sfn_engine.display import safe
from sfn_engine.policy.unexplained import offered
from sfn_tui.commands.palette import PaletteItem
from sfn_tui.commands.reasons import CommandState
from sfn_tui.commands.registry import COMMANDS, disabled_reason, key_title
from sfn_tui.views.policy import PolicyView
from sfn_tui.views.search import Hit


def palette_items(
    command_state: CommandState,
    view: PolicyView,
    *,
    run_command: Callable[[str], None],
    go_to_hit: Callable[[Hit], None],
    compare_integration: Callable[[str], None],
) -> Iterator[PaletteItem]:
    """Yield the items, the commands first."""
    for command in COMMANDS:
        reason = disabled_reason(command.id, command_state)
        keys = " ".join(key_title(key) for key in command.keys)
        text = f"not now: {reason}" if reason else f"{command.why} ({keys})"
        yield PaletteItem(command.title, text, partial(run_command, command.id))
    for state in command_state.session.machine.states:
        hit = Hit("state", safe(state.name), state.path, None, 0, ())
        yield PaletteItem(f"State: {safe(state.name)}", safe(" / ".join(state.path)), partial(go_to_hit, hit))
    seen: set[int] = set()
    for index, row in enumerate(view.rows):
        if row.mark == "-" or row.statement is None:
            continue
        if row.statement not in seen:
            seen.add(row.statement)
            hit = Hit("statement", f"Statement {row.statement + 1}", None, index, 0, ())
            yield PaletteItem(hit.text, "go to the statement in the policy", partial(go_to_hit, hit))
        if row.action is not None:
            hit = Hit("action", safe(row.action), None, index, 0, ())
            why = row.why[0] if row.why else ""
            yield PaletteItem(hit.text, why, partial(go_to_hit, hit))
    for known in all_integrations():
        text = f"{known.service} {known.title} supports {offered(known)}; compare them side by side"
        yield PaletteItem(f"Patterns: {known.name}", text, partial(compare_integration, known.name))
