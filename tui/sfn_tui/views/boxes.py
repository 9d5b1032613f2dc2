"""What is written on each state of the graph. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from sfn_engine.asl.model import Map, State, StateMachine, StatePath, Task
from sfn_engine.display import safe
from sfn_engine.policy.model import Policy
from sfn_tui.graph import BoxText
from sfn_tui.views.detail import MODE_SIGNS


def box_texts(machine: StateMachine, policy: Policy) -> Mapping[StatePath, BoxText]:
    """Return what is written on each state of the graph."""
    actions: dict[StatePath, set[tuple[str, str]]] = {}
    for grant in policy.grants:
        for path in grant.states:
            actions.setdefault(path, set()).add((grant.action, ""))
    unexplained = {entry.state for entry in policy.unexplained}
    wrong = {entry.state for entry in machine.diagnostics}
    by_hand = {path for note in policy.by_hand for path in note.states}
    unconfirmed = {path for grant in policy.unconfirmed for path in grant.states}
    return {
        state.path: BoxText(
            title=safe(_box_title(state)),
            name=safe(state.name),
            badge=_badge(
                state,
                len(actions.get(state.path, ())),
                by_hand=state.path in by_hand,
                unconfirmed=state.path in unconfirmed,
                warned=state.path in unexplained or state.path in wrong,
            ),
        )
        for state in machine.states
    }


def _box_title(state: State) -> str:
    if isinstance(state, Task):
        if state.kind == "lambda-function":
            return "lambda"
        if state.kind == "placeholder":
            return "lambda?"
        return f"{state.integration}{state.suffix}" if state.integration else "Task"
    if isinstance(state, Map) and state.distributed:
        return "Distributed Map"
    if state.type == "Wait" and isinstance(state.fields.get("Seconds"), int):
        return f"Wait {state.fields['Seconds']}s"
    return state.type


def _badge(state: State, actions: int, *, by_hand: bool, unconfirmed: bool, warned: bool) -> str:
    signs = "".join(dict.fromkeys(MODE_SIGNS[target.mode] for target in state.targets))
    number = f"{actions or ''}{'?' if unconfirmed else ''}{'+' if by_hand else ''}"
    if not isinstance(state, (Task, Map)):
        return "!" if warned else ""
    return " ".join(part for part in (signs, number, "!" if warned else "") if part)
