"""What the panes show, as frozen values made from a session. Pure: no widget, no terminal.

Every text here has passed through `safe`, so a widget can draw it as it is, with markup off.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from sfn_engine.asl.model import Diagnostic, Map, Mode, Pattern, State, StateMachine, StatePath, Task
from sfn_engine.asl.patterns import PATTERN_NAMES, PATTERNS
from sfn_engine.asl.placeholders import origin
from sfn_engine.catalog import loader
from sfn_engine.catalog.model import Reason
from sfn_engine.display import counted, safe
from sfn_engine.policy.explain import StateExplanation, explain_state, title
from sfn_engine.policy.model import Grant, Policy
from sfn_engine.policy.reasons import cause
from sfn_engine.policy.unexplained import pattern_refusal
from sfn_tui.graph import BoxText
from sfn_tui.session.session import Session

MODE_SIGNS: Mapping[Mode, str] = {"static": "●", "dynamic": "◌", "partial": "◍", "placeholder": "$"}
"""How a target's mode is drawn; the word stands beside it wherever there is room."""


class PatternOption(NamedTuple):
    """One option of the pattern switch."""

    pattern: Pattern
    label: str
    chosen: bool
    disabled_reason: str
    """Why it cannot be chosen; empty where it can."""


class TargetView(NamedTuple):
    """One target of the selected state."""

    name: str
    """The target's true name, for an edit."""
    label: str
    kind: str
    mode: Mode
    value: str
    absent: bool
    origin: str = ""
    """Where the value comes from, if it is not the text of the definition."""


@dataclass(frozen=True, slots=True)
class GrantView:
    """Actions of one reason on the same resources, as a row of the table."""

    reason: Reason
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    purpose: str
    without: str
    statement: int | None
    """Position in the document; None where the right belongs to another role."""
    inferred: bool
    shared_with: tuple[str, ...]
    """Other states that need the same right."""


@dataclass(frozen=True, slots=True)
class DetailView:
    """The selected state, explained."""

    path: StatePath
    heading: str
    type: str
    title: str
    patterns: tuple[PatternOption, ...]
    targets: tuple[TargetView, ...]
    grants: tuple[GrantView, ...]
    other_role: str
    unexplained: str
    diagnostics: tuple[str, ...]
    note: str
    pages: tuple[str, ...]
    definition: str
    """The state's ASL, printed."""
    comment: str
    line: str = ""
    """The action or resource under the policy's cursor; empty where the policy has not the focus."""
    line_why: tuple[str, ...] = ()
    """Why that line is there: a sentence for each reason, with its states."""


class HeaderView(NamedTuple):
    """The line above the panes."""

    left: str
    right: str


class HistoryRow(NamedTuple):
    """One step of the history."""

    position: int
    title: str
    current: bool


def header_view(session: Session) -> HeaderView:
    """Return the figures of file and policy."""
    machine, policy = session.machine, session.policy
    # Of several in one file the machine comes first: the end of a long line may have no room.
    machine_name = f"{safe(session.machine_name)} · " if session.machine_name else ""
    edited = " · edited" if session.has_unsaved_edits else ""
    left = (
        f"{machine_name}{safe(session.name)}{edited}"
        f" · {machine.query_language} · {counted(len(machine.states), 'state')}"
        f" · {policy.explained_count} of {policy.task_count} tasks explained"
    )
    context = policy.context
    right = f"{policy.scope} scope · {context.partition} · {context.region} · {context.account}"
    return HeaderView(left, safe(right))


def box_texts(machine: StateMachine, policy: Policy) -> Mapping[StatePath, BoxText]:
    """Return what is written on each state of the graph."""
    actions: dict[StatePath, set[tuple[str, str]]] = {}
    for grant in policy.grants:
        for path in grant.states:
            actions.setdefault(path, set()).add((grant.action, ""))
    unexplained = {entry.state for entry in policy.unexplained}
    wrong = {entry.state for entry in machine.diagnostics}
    return {
        state.path: BoxText(
            title=safe(_box_title(state)),
            name=safe(state.name),
            badge=_badge(state, len(actions.get(state.path, ())), state.path in unexplained or state.path in wrong),
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


def _badge(state: State, actions: int, warned: bool) -> str:
    signs = "".join(dict.fromkeys(MODE_SIGNS[target.mode] for target in state.targets))
    if not isinstance(state, (Task, Map)):
        return "!" if warned else ""
    return " ".join(part for part in (signs, str(actions or ""), "!" if warned else "") if part)


def detail_view(session: Session) -> DetailView | None:
    """Return the explanation of the selected state, or None where nothing is selected."""
    path = session.selected
    if path is None:
        return None
    machine, policy = session.machine, session.policy
    state = machine.by_path[path]
    explained = explain_state(machine, policy, path)
    diagnostics = [entry for entry in machine.diagnostics if entry.state == path]
    return DetailView(
        path=path,
        heading=safe(" / ".join(path)),
        type=state.type,
        title=safe(title(state)),
        patterns=_pattern_options(state, express=machine.express),
        targets=tuple(
            TargetView(
                target.name,
                safe(target.name),
                target.kind,
                target.mode,
                safe(target.value),
                target.absent,
                safe(origin(target)),
            )
            for target in state.targets
        ),
        grants=_grant_views(explained, path) if explained is not None else (),
        other_role=safe(explained.other_role) if explained is not None else "",
        unexplained=safe(explained.unexplained.reason) if explained and explained.unexplained else "",
        diagnostics=tuple(safe(entry.message) for entry in diagnostics),
        note=explained.note if explained is not None else "",
        pages=explained.pages if explained is not None else (),
        definition=json.dumps(_own_fields(state), indent=2, ensure_ascii=False),
        comment=safe(state.comment),
    )


def with_line(view: DetailView, line: str, why: tuple[str, ...]) -> DetailView:
    """Return the detail with the reasons of a line of the policy above it; the same value where nothing changes."""
    if (view.line, view.line_why) == (line, why):
        return view
    return replace(view, line=line, line_why=why)


def _own_fields(state: State) -> dict[str, object]:
    """Return the state as written, with a count instead of the states inside it."""
    if not state.graphs:
        return dict(state.fields)
    inner = sum(len(graph.states) for graph in state.graphs)
    folded = f"… {counted(inner, 'state')} …"
    return {
        key: folded if key in ("Branches", "ItemProcessor", "Iterator") else value
        for key, value in state.fields.items()
    }


def _pattern_options(state: State, *, express: bool) -> tuple[PatternOption, ...]:
    if not isinstance(state, Task):
        return ()
    known = loader.integration(state.integration)
    options = []
    for pattern in PATTERNS:
        if known is not None:
            disabled_reason = pattern_refusal(known, pattern, express=express)
        else:
            disabled_reason = f"{title(state)} has no patterns that are known here"
        options.append(PatternOption(pattern, PATTERN_NAMES[pattern], state.pattern == pattern, safe(disabled_reason)))
    return tuple(options)


def _grant_views(explained: StateExplanation, path: StatePath) -> tuple[GrantView, ...]:
    """Join grants that differ in action or resource only, so that a row reads as one thing."""
    rows: dict[tuple[object, ...], list[Grant]] = {}
    for own, grants in ((True, explained.grants), (False, explained.other_role_grants)):
        for grant in grants:
            key = (own, grant.statement, grant.reason, grant.why, grant.inferred)
            rows.setdefault(key, []).append(grant)
    made = [_grant_view(grants, path, own=bool(key[0])) for key, grants in rows.items()]
    # The call comes first, whatever the order in the document.
    return tuple(sorted(made, key=lambda view: (view.statement is None, view.reason != "call")))


def _grant_view(grants: list[Grant], path: StatePath, *, own: bool) -> GrantView:
    first = grants[0]
    others = dict.fromkeys(state[-1] for grant in grants for state in grant.states if state != path)
    return GrantView(
        reason=first.reason,
        actions=tuple(dict.fromkeys(grant.action for grant in grants)),
        resources=tuple(dict.fromkeys(safe(grant.resource) for grant in grants)),
        purpose=cause(first).why,
        without=cause(first).without,
        statement=first.statement if own else None,
        inferred=first.inferred,
        shared_with=tuple(safe(name) for name in others),
    )


def history_rows(session: Session) -> tuple[HistoryRow, ...]:
    """Return the named steps, oldest first."""
    return tuple(
        HistoryRow(index, safe(step.title), index == session.position) for index, step in enumerate(session.steps)
    )


def diagnostics_text(diagnostics: tuple[Diagnostic, ...]) -> str:
    """Return one line that counts diagnostics; empty where there are none."""
    count = len(diagnostics)
    return f"{counted(count, 'thing')} to look at" if count else ""
