"""Edits of targets: taken from the state's input, or hard-coded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sfn_engine.asl.model import Map, State, StateMachine, StatePath, Target, Task
from sfn_engine.asl.naming import find_target
from sfn_engine.asl.values import EditedState
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import TargetSpec
from sfn_engine.catalog.targets import CREDENTIALS, map_part
from sfn_engine.display import shorten
from sfn_engine.edits.members import NamedValue, common_slot, plain, with_member, with_original
from sfn_engine.edits.patterns import with_suffix
from sfn_engine.edits.states import edits_of, find_state, quoted, targets_of, with_state
from sfn_engine.edits.values import check_value
from sfn_engine.errors import EditRefused, UnknownName
from sfn_engine.sources.positions import Pointer

_WRITTEN = ("static", "placeholder")
"""The modes of a target that is written out; in the others an expression gives it."""


class _Change(NamedTuple):
    """A new member of a state's fields."""

    slot: Pointer
    new: NamedValue


def set_dynamic(machine: StateMachine, state: str | StatePath, target: str) -> StateMachine:
    """Return the machine with the target taken from the state's input: ``"TableName.$": "$.TableName"``.

    A target that was an expression before it was hard-coded becomes that expression again.
    Raises `EditRefused` if the state has no such target, or it cannot be an expression.
    """
    owner, found = _target(machine, state, target)
    _check_no_key(found)
    if found.mode == "dynamic":
        raise EditRefused(f"{found.name} of {quoted(state)} is already dynamic")
    if _spec(owner, found).is_in_resource:
        raise EditRefused("Resource cannot be a path: a function named there is always hard-coded")

    def was_expression(original: Target) -> bool:
        return found.mode in _WRITTEN and original.mode not in _WRITTEN

    def expression(target: Target) -> _Change:
        slot, leaf = target.pointer, _leaf(target)
        if owner.query_language == "JSONata":
            return _Change(slot, NamedValue(slot[-1], f"{{% $states.input.{leaf} %}}"))
        # JSONPath allows an expression for a list, and none in it.
        slot = slot[:-1] if isinstance(slot[-1], int) else slot
        return _Change(slot, NamedValue(f"{plain(slot[-1], 'JSONPath')}.$", f"$.{leaf}"))

    return _edited(machine, owner, found, was_expression, expression)


def set_static(machine: StateMachine, state: str | StatePath, target: str, value: str) -> StateMachine:
    """Return the machine with the target hard-coded as `value`.

    A target whose original value this is gets back what was written: also a placeholder with this value, the
    whole list with this value in it, or nothing, where this is the service's default.
    Raises `EditRefused` if the state has no such target, or `value` is not a valid ARN, name or URL for it.
    """
    owner, found = _target(machine, state, target)
    _check_no_key(found)
    spec = _spec(owner, found)

    def was_value(original: Target) -> bool:
        return original.mode in _WRITTEN and value in (original.value, original.written or original.value)

    def hard_coded(target: Target) -> _Change:
        check_value(value, target, spec)
        is_list = target.name.endswith("[*]")  # the whole list was an expression
        name = plain(target.pointer[-1], owner.query_language)
        return _Change(target.pointer, NamedValue(name, [value] if is_list else value))

    return _edited(machine, owner, found, was_value, hard_coded)


def _edited(
    machine: StateMachine,
    owner: State,
    found: Target,
    was_wanted: Callable[[Target], bool],
    change: Callable[[Target], _Change],
) -> StateMachine:
    """Return the machine with the target as it was originally, if it was as wanted then, or changed."""
    edits, language = edits_of(machine, owner), owner.query_language
    target = _same_target(machine, owner, edits, found)
    slot = _original_slot(machine, owner, edits, target, was_wanted)
    if slot:
        fields = with_original(edits.retargeted, edits.original, slot, language)
    else:
        made = change(target)
        _check_own_member(target)
        fields = with_member(edits.retargeted, made.slot, made.new, language)
    if targets_of(machine, owner, fields) == targets_of(machine, owner, edits.original):
        fields = edits.original  # nothing else has been edited
    body: Any = with_suffix(machine, owner, fields, owner.suffix) if isinstance(owner, Task) else fields
    return with_state(machine, owner, body, edits._replace(retargeted=fields))


def _same_target(machine: StateMachine, owner: State, edits: EditedState, found: Target) -> Target:
    """Return the target in the state's original pattern."""
    for target in targets_of(machine, owner, edits.retargeted):
        if target.name == found.name:
            return target
    raise EditRefused(f"{found.name} is there only in this pattern; change the pattern back first")


def _original_slot(
    machine: StateMachine, owner: State, edits: EditedState, target: Target, was_wanted: Callable[[Target], bool]
) -> Pointer:
    """Return where the target was as wanted originally; empty if it was not."""
    for original in targets_of(machine, owner, edits.original) if owner.path in machine.edited else ():
        slot = common_slot(target.pointer, original.pointer, owner.query_language)
        if slot and original.parameter == target.parameter and was_wanted(original):
            return slot
    return ()


def _leaf(target: Target) -> str:
    """Return the name of the target's own member, as written: ``EventBusName`` of ``Entries[0].EventBusName``."""
    own = target.parameter.rpartition(".")[2]
    if "{" in own:
        return own.partition("{")[0]  # a list that is the value of a free key
    # The index of a list that is a target itself is no part of the name; a key before the last dot can be anything.
    return target.name.rpartition(".")[2].partition("[")[0]


def _check_own_member(target: Target) -> None:
    """Raise `EditRefused` if what holds the target is itself missing, an expression, or no object."""
    token = target.pointer[-1]
    if isinstance(token, int):
        if not target.problem or target.name.endswith(f"[{token}]"):
            return
        raise EditRefused(f"{target.problem}, so it cannot hold {target.name}; write it out first")
    if token.removesuffix(".$") == _leaf(target):
        return
    what = "missing" if target.absent else "no object" if target.problem else "an expression"
    raise EditRefused(f"{token.removesuffix('.$')}, which would hold {target.name}, is {what}; write it out first")


def _check_no_key(target: Target) -> None:
    """Raise `EditRefused` for a target that is a key of an object."""
    own = target.parameter.rpartition(".")[2]
    if not target.is_key and not target.name.endswith("{*}[*]"):
        return
    holder = own.partition("{")[0]
    if target.mode == "dynamic":
        raise EditRefused(
            f"each key of {holder} names a resource, and its value says what to do: write {holder} out in the file"
        )
    raise EditRefused(f"{shorten(target.name)} is a key of {holder}, and no expression can give a key")


def _target(machine: StateMachine, state: str | StatePath, name: str) -> tuple[State, Target]:
    owner = find_state(machine, state)
    try:
        return owner, find_target(owner, name)
    except UnknownName as error:
        raise EditRefused(str(error)) from None


def _spec(owner: State, target: Target) -> TargetSpec:
    if target.parameter == CREDENTIALS.name:
        return CREDENTIALS
    records = [loader.integration(owner.integration)] if isinstance(owner, Task) else []
    if isinstance(owner, Map):
        parts = (("ItemReader", owner.reader), ("ResultWriter", owner.writer))
        records = [loader.machine_level(map_part(part, body)) for part, body in parts if body is not None]
    for record in records:
        for spec in record.targets if record is not None else ():
            if spec.name == target.parameter:
                return spec
    raise EditRefused(f"{target.name} cannot be edited")
