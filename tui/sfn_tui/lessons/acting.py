"""What a step does to a session, and what it expects the learner to do, run on the pure session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import sfn_engine as sfn
from sfn_engine.asl.model import State, Task
from sfn_engine.display import listed, shorten
from sfn_tui.commands.registry import COMMANDS, KEY_TITLES
from sfn_tui.layout import Pane
from sfn_tui.lessons.naming import state_named, target_named
from sfn_tui.lessons.values import Expected, LessonError, LessonStep
from sfn_tui.session.edits import Edit, SetDynamic, SetPattern, SetStatic
from sfn_tui.session.session import Session, edit, next_pattern, redo, select, set_scope, undo
from sfn_tui.session.suggestions import suggestions
from sfn_tui.views.policy import policy_view
from sfn_tui.views.search import search


@dataclass(frozen=True, slots=True)
class Acted:
    """A session, with the pane and row to show."""

    session: Session
    pane: Pane = "graph"
    row: int | None = None
    """The row of the policy that the cursor moves to."""


def acted(step: LessonStep, session: Session) -> Acted:
    """Return the session after the step, which acts in the order given in the docs. Raises `LessonError`."""
    if step.search is not None and step.pane is not None:
        raise LessonError("a search moves to the pane of its first hit; leave out `pane`", "pane")
    if step.select is not None:
        session = select(session, state_named(session.machine, step.select, "select"))
    for target, value in step.static:
        session = _edited(session, SetStatic(_task_path(session, "static"), target, value), "static")
    for target in step.dynamic:
        session = _edited(session, SetDynamic(_task_path(session, "dynamic"), target), "dynamic")
    if step.pattern is not None:
        session = _edited(session, SetPattern(_task_path(session, "pattern"), step.pattern), "pattern")
    for name in step.do:
        session = _done(session, name)
    if step.scope is not None:
        session = set_scope(session, step.scope)
    if step.search is not None:
        return _searched(session, step.search)
    return Acted(session, step.pane or "graph")


def _searched(session: Session, text: str) -> Acted:
    hits = search(session, policy_view(session), text)
    if not hits:
        raise LessonError(f"nothing found for {shorten(text)!r}", "search")
    hit = hits[0]
    if hit.row is None:
        return Acted(select(session, hit.path), "graph" if hit.kind == "state" else "detail")
    return Acted(session, "policy", hit.row)


def _task_path(session: Session, key: str) -> tuple[str, ...]:
    if session.selected is None:
        raise LessonError("no state is selected; add `select`", key)
    return session.selected


def _edited(session: Session, wanted: Edit, *key_path: str | int) -> Session:
    state = session.machine.by_path[wanted.state]
    if isinstance(wanted, (SetDynamic, SetStatic)):
        wanted = replace(wanted, target=target_named(state, wanted.target, *key_path).name)
    try:
        return edit(session, wanted)
    except (sfn.EditRefused, sfn.DefinitionError) as refused:
        raise LessonError(str(refused), *key_path) from None


# ── Commands ─────────────────────────────────────────────────────────────────────────────────────────


def _toggled(session: Session) -> Session:
    path = _task_path(session, "do")
    target = target_named(session.machine.by_path[path], None, "do")
    if target.mode not in ("static", "placeholder"):
        raise LessonError(f"{target.name} is already {target.mode}; `static` hard-codes it", "do")
    return _edited(session, SetDynamic(path, target.name), "do")


def _next_pattern(session: Session) -> Session:
    try:
        return edit(session, next_pattern(session, _task_path(session, "do")))
    except sfn.EditRefused as refused:
        raise LessonError(str(refused), "do") from None


def _undone(session: Session) -> Session:
    if not session.can_undo:
        raise LessonError("there is nothing to undo here", "do")
    return undo(session)


def _redone(session: Session) -> Session:
    if not session.can_redo:
        raise LessonError("there is nothing to redo here", "do")
    return redo(session)


DOABLE: Mapping[str, Callable[[Session], Session]] = {
    "toggle-target": _toggled,
    "next-pattern": _next_pattern,
    "undo": _undone,
    "redo": _redone,
    "toggle-scope": lambda session: set_scope(session, "least" if session.scope == "guide" else "guide"),
}
"""The commands that a step can run: those that change only the session."""


def _done(session: Session, name: str) -> Session:
    ids = {key: command.id for command in COMMANDS for key in command.keys}
    ids |= {title: ids[key] for key, title in KEY_TITLES.items() if key in ids}
    wanted = ids.get(name, name)
    action = DOABLE.get(wanted)
    if action is None:
        doable = listed(tuple(DOABLE))
        raise LessonError(f"a step cannot run {shorten(name, 40)!r}; it can run {doable}, by id or key", "do")
    return action(session)


# ── What is expected ─────────────────────────────────────────────────────────────────────────────────


def is_done(expected: Expected, begun: Session, session: Session, pane: Pane) -> bool:
    """Tell whether everything expected is true. `begun` is the session at the start of the step."""
    state = _state_of(expected, begun, session)
    return all(
        (
            expected.pattern is None or (isinstance(state, Task) and state.pattern == expected.pattern),
            expected.mode is None or _has_mode(state, expected),
            expected.scope is None or session.scope == expected.scope,
            expected.selected is None
            or session.selected == state_named(session.machine, expected.selected, "selected"),
            expected.pane is None or pane == expected.pane,
        )
    )


def _state_of(expected: Expected, begun: Session, session: Session) -> State | None:
    machine = session.machine
    path = state_named(machine, expected.state, "state") if expected.state is not None else begun.selected
    return machine.by_path.get(path) if path is not None else None


def _has_mode(state: State | None, expected: Expected) -> bool:
    return state is not None and target_named(state, expected.target, "target").mode == expected.mode


def as_expected(expected: Expected, before: Acted) -> Acted:
    """Return the session after the learner has done it. Raises `LessonError` if it cannot be done."""
    session = before.session
    if is_done(expected, session, session, before.pane):
        raise LessonError("already true when the step begins, so there is nothing to do")
    state = _state_of(expected, session, session)
    if state is None and (expected.pattern is not None or expected.mode is not None):
        raise LessonError("no state is selected; add `state`")
    if expected.pattern is not None and state is not None:
        session = _edited(session, SetPattern(state.path, expected.pattern), "pattern")
    if expected.mode is not None and state is not None:
        session = _with_mode(session, state, expected)
    if expected.scope is not None and expected.scope != session.scope:
        session = set_scope(session, expected.scope)
    if expected.selected is not None:
        session = select(session, state_named(session.machine, expected.selected, "selected"))
    return Acted(session, expected.pane or before.pane)


def _with_mode(session: Session, state: State, expected: Expected) -> Session:
    target = target_named(state, expected.target, "target")
    if target.mode == expected.mode:
        return session
    if expected.mode == "dynamic":
        return _edited(session, SetDynamic(state.path, target.name), "mode")
    offered = suggestions(session, state.path, target.name)
    if not offered:
        raise LessonError(f"{target.name} cannot be hard-coded", "mode")
    return _edited(session, SetStatic(state.path, target.name, offered[0]), "mode")
