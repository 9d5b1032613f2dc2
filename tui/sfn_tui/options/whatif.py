"""The texts of ``--dynamic``, ``--static`` and ``--pattern`` → edits of a machine.

State names can contain dots, blanks and equals signs, so a text is matched against the names in the
machine, the longest first, and not split at the first dot.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sfn_engine.asl.model import StateMachine, Task
from sfn_engine.asl.naming import labels, near_state, targets_named
from sfn_engine.display import shorten
from sfn_engine.edits.patterns import set_pattern
from sfn_engine.edits.targets import set_dynamic, set_static
from sfn_engine.errors import EditRefused


def edited(machine: StateMachine, edits: Iterable[tuple[str, str]]) -> StateMachine:
    """Return the machine after the edits, applied in the order given.

    Raises `EditRefused`, with the flag and its text, for an edit that is not possible.
    """
    for flag, text in edits:
        try:
            machine = _EDITS[flag](machine, text)
        except EditRefused as refusal:
            raise EditRefused(f'{flag} "{shorten(text, 80)}": {refusal}') from None
    return machine


def form_notices(before: StateMachine, after: StateMachine, edits: Collection[tuple[str, str]]) -> Iterator[str]:
    """Yield which form of `.sync` the edits have chosen, where an integration has several and none was named."""
    for task in after.tasks if edits else ():
        was = before.by_path[task.path]
        is_named = any(text.endswith(f"={task.suffix}") for _, text in edits)
        if task.pattern == "sync" and isinstance(was, Task) and was.suffix != task.suffix and not is_named:
            # Imported late: most edits choose nothing.
            from sfn_engine.patterns.meanings import chosen_form

            notice = chosen_form(task)
            if notice:
                yield notice


def _dynamic(machine: StateMachine, text: str) -> StateMachine:
    state, target = _state_and_rest(machine, text, ".")
    return set_dynamic(machine, state, target)


def _static(machine: StateMachine, text: str) -> StateMachine:
    state, rest = _state_and_rest(machine, text, ".")
    target, sign, value = rest.partition("=")
    if not sign:
        raise EditRefused('the value is missing: write "STATE.TARGET=VALUE"')
    return set_static(machine, state, target, value)


def _pattern(machine: StateMachine, text: str) -> StateMachine:
    state, pattern = _state_and_rest(machine, text, "=")
    return set_pattern(machine, state, pattern)


_EDITS = {"--dynamic": _dynamic, "--static": _static, "--pattern": _pattern}


def _state_and_rest(machine: StateMachine, text: str, sign: str) -> tuple[str, str]:
    """Split ``STATE.rest`` or ``STATE=rest`` after the name of a state."""
    found = [
        (label, state)
        for label, state in labels(machine.states)
        if text.startswith(label) and text[len(label) : len(label) + 1] == sign
    ]
    if not found:
        raise EditRefused(_no_state(machine, text, sign))
    found.sort(key=lambda entry: len(entry[0]), reverse=True)
    for label, state in found:
        rest = text[len(label) + 1 :]
        if sign == "=" or targets_named(state, rest.partition("=")[0]):
            return label, rest
    # No reading names a target: for the longest one the engine lists the targets there are.
    label = found[0][0]
    return label, text[len(label) + 1 :]


def _no_state(machine: StateMachine, text: str, sign: str) -> str:
    wanted = text.split("=")[0].rpartition(".")[0] if sign == "." else text.rpartition("=")[0]
    near = near_state(machine.states, wanted or text)
    hint = f"; did you mean {shorten(near)!r}?" if near else ""
    form = "STATE=PATTERN" if sign == "=" else "STATE.TARGET"
    return f"not a {form} that names a state of this definition{hint}"
