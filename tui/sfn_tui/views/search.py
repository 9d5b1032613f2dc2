"""What `/` finds: states, actions, ARNs and statements. Pure: values in, hits out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sfn_engine.asl.model import State, StateMachine, StatePath, Task
from sfn_engine.display import safe
from sfn_engine.policy.model import Policy
from sfn_tui.session.session import Session
from sfn_tui.text.matching import Match, MatchSpan, fold, joined, match_word
from sfn_tui.views.policy import PolicyRow, PolicyView

HitKind = Literal["by-hand", "state", "action", "resource", "statement"]

LIMIT = 200
"""The most hits that are returned."""
KINDS: tuple[HitKind, ...] = ("state", "by-hand", "action", "resource", "statement")
"""In the order in which hits are shown."""
FILTERS = ("is:wild", "is:dynamic", "is:unexplained", "is:by-hand", "is:unconfirmed", "state:NAME")
"""Words that narrow the search; for placeholder, help and docs."""

_BESIDE = 0.4
"""Score of a word that matches a state's path or integration, but not its name."""
_WORDS = re.compile(r'(?:"[^"]*"?|[^\s"])+')


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found, and where it is."""

    kind: HitKind
    text: str
    """Safe to draw."""
    path: StatePath | None
    """The state; for a line of the policy the one that needs it, if it is the only one."""
    row: int | None
    """The row of the policy view; None for a state, and for what must be added by hand."""
    score: float
    """From 0 to 1."""
    spans: tuple[MatchSpan, ...]
    """The parts of `text` that match what was typed."""
    because: str = ""
    """Why the line has a wildcard; empty where it has none. Safe to draw."""


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, parsed."""

    words: tuple[str, ...] = ()
    """Folded; all of them must match."""
    wild: bool = False
    dynamic: bool = False
    unexplained: bool = False
    by_hand: bool = False
    unconfirmed: bool = False
    states: tuple[str, ...] = ()
    """Folded pieces of names; each must be in the state's path, or in that of a state that needs the line."""

    @property
    def is_empty(self) -> bool:
        """True if nothing was typed that can match."""
        flags = self.wild or self.dynamic or self.unexplained or self.by_hand or self.unconfirmed
        return not (self.words or flags or self.states)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Something that may be found."""

    kind: HitKind
    text: str
    folded: str
    beside: str
    """Folded text that is looked at too, but not shown: a state's path and integration."""
    path: StatePath | None
    row: int | None
    owners: tuple[StatePath, ...]
    wild: bool = False
    dynamic: bool = False
    unexplained: bool = False
    by_hand: bool = False
    unconfirmed: bool = False
    because: str = ""


_Found = tuple[_Candidate, Match]


class _Index:
    """The candidates of one machine and its policy; made once, and not at each key."""

    def __init__(self, machine: StateMachine, policy: Policy, view: PolicyView) -> None:
        self.view = view
        self.policy = policy
        self.machine = machine
        candidates = [*_states(machine, policy), *_by_hand(policy), *_rows(policy, view)]
        self.candidates = sorted(candidates, key=lambda entry: KINDS.index(entry.kind))


_last: _Index | None = None
# A person searches one session at a time. Compared by identity: the values are frozen, but large.


def search(session: Session, policy_view: PolicyView, text: str) -> tuple[Hit, ...]:
    """Return what matches `text`, the best first: states, what to add by hand, then actions, ARNs and statements.

    All words must match, in any case. States that match by what they call and not by their name come
    after the statements, and what only has the words' letters comes last. An empty text finds nothing.
    """
    query = parse_query(text)
    if query.is_empty:
        return ()
    candidates = [entry for entry in _index(session, policy_view).candidates if _passes(entry, query)]
    hits = list(_matched(candidates, query, fuzzy=False))
    hits.sort(key=_order)
    if len(hits) < LIMIT and query.words:
        found = {id(candidate) for candidate, _ in hits}
        rest = [entry for entry in candidates if id(entry) not in found and entry.kind in ("state", "action")]
        hits.extend(sorted(_matched(rest, query, fuzzy=True), key=_order))
    return tuple(
        Hit(entry.kind, entry.text, entry.path, entry.row, match.score, match.spans, entry.because)
        for entry, match in _limited(hits)
    )


def parse_query(text: str) -> Query:
    """Parse what was typed. Words in double quotes stay together: ``state:"Save order"``."""
    words: list[str] = []
    states: list[str] = []
    flags: set[str] = set()
    for word in (fold(found.replace('"', "")) for found in _WORDS.findall(text)):
        if word in FILTERS and word.startswith("is:"):
            flags.add(word)
        elif word.startswith("state:"):
            states.append(word.removeprefix("state:"))
        elif word:
            words.append(word)
    # `state:` alone is a filter that is still being typed.
    return Query(
        tuple(words),
        wild="is:wild" in flags,
        dynamic="is:dynamic" in flags,
        unexplained="is:unexplained" in flags,
        by_hand="is:by-hand" in flags,
        unconfirmed="is:unconfirmed" in flags,
        states=tuple(name for name in states if name),
    )


def _index(session: Session, view: PolicyView) -> _Index:
    global _last
    machine, policy = session.machine, session.policy
    last = _last
    if last is None or last.view is not view or last.policy is not policy or last.machine is not machine:
        _last = last = _Index(machine, policy, view)
    return last


def _states(machine: StateMachine, policy: Policy) -> Iterator[_Candidate]:
    unexplained = {entry.state for entry in policy.unexplained}
    by_hand = {path for note in policy.by_hand for path in note.states}
    unconfirmed = {path for grant in policy.unconfirmed for path in grant.states}
    for state in machine.states:
        name = safe(state.name)
        yield _Candidate(
            "state",
            name,
            fold(name),
            fold(safe(" / ".join((*state.path[:-1], _what(state))))),
            state.path,
            None,
            (state.path,),
            dynamic=any(target.mode in ("dynamic", "partial") for target in state.targets),
            unexplained=state.path in unexplained,
            by_hand=state.path in by_hand,
            unconfirmed=state.path in unconfirmed,
        )


def _by_hand(policy: Policy) -> Iterator[_Candidate]:
    for note in policy.by_hand:
        text, path = safe(note.text), note.states[0] if note.states else None
        beside = fold(safe(" ".join(note.actions)))
        yield _Candidate("by-hand", text, fold(text), beside, path, None, note.states, by_hand=True)


def _what(state: State) -> str:
    if isinstance(state, Task):
        return f"{state.integration}{state.suffix}" if state.integration else state.kind
    return state.type


def _rows(policy: Policy, view: PolicyView) -> Iterator[_Candidate]:
    seen: set[int] = set()
    for index, row in enumerate(view.rows):
        if row.mark == "-" or row.statement is None:
            continue
        statement = policy.statements[row.statement]
        if row.statement not in seen:
            seen.add(row.statement)
            name = f"Statement {row.statement + 1}{f' {safe(statement.sid)}' if statement.sid else ''}"
            yield _line("statement", name, index, row, dynamic=statement.dynamic)
        if row.action is not None:
            yield _line("action", safe(row.action), index, row, dynamic=statement.dynamic)
        elif row.resource is not None:
            yield _line("resource", safe(row.resource), index, row, dynamic=statement.dynamic)


def _line(kind: HitKind, text: str, index: int, row: PolicyRow, *, dynamic: bool) -> _Candidate:
    path = row.owners[0] if len(row.owners) == 1 else None
    wild = row.is_wild if kind == "resource" else kind == "action" and "*" in text
    because = row.because[0] if kind == "resource" and row.because else ""
    return _Candidate(
        kind,
        text,
        fold(text),
        "",
        path,
        index,
        row.owners,
        wild=wild,
        dynamic=dynamic,
        unconfirmed=row.is_unconfirmed,
        because=because,
    )


def _passes(entry: _Candidate, query: Query) -> bool:
    if (
        (query.wild and not entry.wild)
        or (query.dynamic and not entry.dynamic)
        or (query.unexplained and not entry.unexplained)
        or (query.by_hand and not entry.by_hand)
        or (query.unconfirmed and not entry.unconfirmed)
    ):
        return False
    return all(
        any(name in fold(safe(part)) for owner in entry.owners for part in owner) for name in query.states
    )


def _matched(candidates: list[_Candidate], query: Query, *, fuzzy: bool) -> Iterator[_Found]:
    # There are few actions, in many statements: each text is looked at only once.
    known: dict[str, Match | None] = {}
    for entry in candidates:
        if entry.kind == "state":
            match = _match(entry, query, fuzzy=fuzzy)
        elif entry.text in known:
            match = known[entry.text]
        else:
            match = known[entry.text] = _match(entry, query, fuzzy=fuzzy)
        if match is not None:
            yield entry, match


def _match(entry: _Candidate, query: Query, *, fuzzy: bool) -> Match | None:
    matches: list[Match] = []
    for word in query.words:
        found = match_word(word, entry.text, entry.folded, fuzzy=False)
        if found is None and word in entry.beside:
            found = Match(_BESIDE, ())
        if found is None and fuzzy:
            found = match_word(word, entry.text, entry.folded)
        if found is None:
            return None
        matches.append(found)
    return joined(matches)


def _order(found: _Found) -> tuple[bool, int, float]:
    """Sort by kind, then by how good the match is; what is equal stays in the document's order."""
    entry, match = found
    return match.score == _BESIDE, KINDS.index(entry.kind), -match.score


def _limited(hits: list[_Found]) -> list[_Found]:
    """Cut to the limit, but keep some of each kind: a thousand states must not hide the only action."""
    if len(hits) <= LIMIT:
        return hits
    counts = dict.fromkeys(KINDS, 0)
    first: set[int] = set()
    for index, (entry, _) in enumerate(hits):
        counts[entry.kind] += 1
        if counts[entry.kind] <= LIMIT // len(KINDS):
            first.add(index)
    others = [index for index in range(len(hits)) if index not in first]
    return [hits[index] for index in sorted([*first, *others[: LIMIT - len(first)]])]
