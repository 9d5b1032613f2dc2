"""What the panes show, as frozen values made from a session. Pure: no widget, no terminal.

Every text here has passed through `safe`, so a widget can draw it as it is, with markup off.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from sfn_engine.asl.model import Mode, Pattern, State, StatePath, Task
from sfn_engine.asl.patterns import PATTERN_NAMES, PATTERNS
from sfn_engine.asl.placeholders import origin
from sfn_engine.catalog import loader
from sfn_engine.display import counted, safe
from sfn_engine.policy.explain import explain_state, title
from sfn_engine.policy.unexplained import pattern_disabled_reason
from sfn_tui.session.session import Session
from sfn_tui.views.grants import GrantView, grant_views
from sfn_tui.views.policy import PolicyRow

MODE_SIGNS: Mapping[Mode, str] = {"static": "●", "dynamic": "◌", "partial": "◍", "placeholder": "$"}
"""How a target's mode is drawn; the word follows if there is room."""


class PatternOption(NamedTuple):
    """One option of the pattern switch."""

    pattern: Pattern
    label: str
    chosen: bool
    disabled_reason: str
    """Why it cannot be chosen; empty if it can."""


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
    is_key: bool = False
    """True for the key of an object, which cannot be toggled."""


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
    by_hand: tuple[str, ...]
    """The permissions that must be added by hand."""
    token_sender: str
    """What the sender of the task's token needs, on its own role; empty where the task waits for no token."""
    diagnostics: tuple[str, ...]
    note: str
    pages: tuple[str, ...]
    definition: str
    """The state's ASL, printed."""
    comment: str
    line: str = ""
    """The action or resource under the policy's cursor; empty while the policy does not have the focus."""
    line_why: tuple[str, ...] = ()
    """Why that line is there: a sentence for each reason, with its states."""
    line_because: tuple[str, ...] = ()
    """Why the resource on that line is a wildcard, a clause for each cause; empty where it is not one."""


def detail_view(session: Session) -> DetailView | None:
    """Return the explanation of the selected state, or None if nothing is selected."""
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
                target.is_key,
            )
            for target in state.targets
        ),
        grants=grant_views(explained, path) if explained is not None else (),
        other_role=safe(explained.other_role) if explained is not None else "",
        unexplained=safe(explained.unexplained.reason) if explained and explained.unexplained else "",
        by_hand=tuple(safe(note.text) for note in explained.by_hand) if explained is not None else (),
        token_sender=safe(explained.token_sender.sentence) if explained and explained.token_sender else "",
        diagnostics=tuple(safe(entry.message) for entry in diagnostics),
        note=explained.note if explained is not None else "",
        pages=explained.pages if explained is not None else (),
        definition=json.dumps(_own_fields(state), indent=2, ensure_ascii=False),
        comment=safe(state.comment),
    )


def with_line(view: DetailView, row: PolicyRow | None) -> DetailView:
    """Return the detail with the reasons of a line of the policy above it; the same value if nothing changes."""
    what = (row.action or row.resource or "") if row is not None else ""
    why, because = (row.why, row.because) if row is not None and what else ((), ())
    if (view.line, view.line_why, view.line_because) == (safe(what), why, because):
        return view
    return replace(view, line=safe(what), line_why=why, line_because=because)


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
            disabled_reason = pattern_disabled_reason(known, pattern, express=express)
        else:
            disabled_reason = f"{title(state)} has no known patterns"
        options.append(PatternOption(pattern, PATTERN_NAMES[pattern], state.pattern == pattern, safe(disabled_reason)))
    return tuple(options)
