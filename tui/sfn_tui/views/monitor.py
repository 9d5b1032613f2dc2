"""The job monitor as rows of pieces: switches, time line, outcome, and what would happen otherwise. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sfn_engine.display import safe
from sfn_engine.monitoring.facts import PERMISSION_KINDS, PermissionKind
from sfn_engine.monitoring.model import INCIDENTS, Incident, OutcomeKind, duration
from sfn_engine.monitoring.otherwise import otherwise
from sfn_engine.monitoring.trying import PURPOSE, continued, trials
from sfn_engine.monitoring.words import WITHOUT_EVENTS
from sfn_tui.text.cells import cells
from sfn_tui.text.pieces import Piece
from sfn_tui.text.wrap import shortened, wrapped
from sfn_tui.views.monitor_lanes import lane_rows
from sfn_tui.views.monitor_state import MonitorState, Switch, switch_disabled_reason

INCIDENT_KEYS: dict[Incident, tuple[str, str]] = {
    "event-lost": ("e", "lose the event"),
    "event-empty": ("d", "event without data"),
    "stopped": ("s", "stop the task"),
    "sibling-fails": ("b", "sibling branch fails"),
    "job-fails": ("f", "job fails"),
    "across-accounts": ("x", "across accounts"),
}
"""The key and the title of each incident."""

PERMISSION_KEYS: dict[PermissionKind, str] = {
    permission: str(number) for number, permission in enumerate(PERMISSION_KINDS, start=1)
}
"""The key of each permission."""

KEYS: tuple[tuple[str, str], ...] = (
    ("↑ ↓  j k", "to the switch above or below"),
    ("Space Enter", "toggle the switch under the cursor; a click does the same"),
    ("1 2 3 4", "grant or remove the permission to call, poll, listen to events, cancel"),
    ("e d", "the event is lost, or lacks data"),
    ("s b", "the task is stopped: by hand, or because a sibling branch or iteration fails"),
    ("f", "the job fails"),
    ("x", "the job runs in another account: polling only"),
    ("← →  h l", "an earlier or later moment"),
    ("r", "back to what the policy grants, no incidents"),
    ("t", "how to test with a real job that polling works"),
    ("? q Esc", "show or hide this; go back"),
)
"""For the monitor's own help."""

_KEY_WIDTH = 13

LOG_HEIGHT = 30
"""From this height on, every moment is listed, not only the one under the cursor."""

_GOOD: frozenset[OutcomeKind] = frozenset(("noticed-at-once", "job-stopped"))
_FAIR: frozenset[OutcomeKind] = frozenset(("noticed-late", "not-known", "perhaps-stopped"))


class SwitchSpot(NamedTuple):
    """A part of a row that a click switches."""

    start: int
    end: int
    switch: Switch


class MonitorRow(NamedTuple):
    """One row. Every text is safe to draw."""

    pieces: tuple[Piece, ...] = ()
    spots: tuple[SwitchSpot, ...] = ()
    moment: int | None = None
    """The moment that a click goes to."""

    @property
    def text(self) -> str:
        """The row as plain text."""
        return "".join(piece.text for piece in self.pieces)


def heading(state: MonitorState) -> str:
    """Return the title: the task that is watched."""
    path = safe(" / ".join(state.task.task.path))
    return f"Job monitor · {path} · {state.setup.facts.integration}{state.task.task.suffix}"


def monitor_rows(state: MonitorState, width: int, height: int) -> tuple[MonitorRow, ...]:
    """Return the rows for a pane of this size."""
    if state.page == "trials":
        return tuple(_trial_rows(state, width))
    if state.page == "keys":
        return tuple(_key_rows(width))
    return tuple(_life_rows(state, width, height))


def _key_rows(width: int) -> Iterator[MonitorRow]:
    for keys, what in KEYS:
        first, *rest = wrapped(what, width - _KEY_WIDTH)
        yield MonitorRow((Piece(keys.ljust(_KEY_WIDTH), "key"), Piece(first, "text")))
        yield from (MonitorRow((Piece(" " * _KEY_WIDTH + line, "text"),)) for line in rest)


def _life_rows(state: MonitorState, width: int, height: int) -> Iterator[MonitorRow]:
    for permission in PERMISSION_KINDS:
        yield from _permission_rows(state, permission, width)
    yield from _incident_rows(state, width)
    yield from _texts(safe(state.disabled_reason), width, "warning")
    yield from (MonitorRow(row) for row in lane_rows(state.run.timeline, width, state.moment))
    if height >= LOG_HEIGHT:
        yield MonitorRow()
    yield from _moment_rows(state, width, every=height >= LOG_HEIGHT)
    yield MonitorRow()
    outcome = state.run.outcome
    kind = "good" if outcome.kind in _GOOD else "fair" if outcome.kind in _FAIR else "bad"
    sign = {"good": "✓", "fair": "~", "bad": "✗"}[kind]
    yield from _labelled(f"{sign} Outcome: ", kind, outcome.sentence, width)
    if state.setup.facts.event.footing == "right" and not state.setup.granted.event:
        # Beside the outcome: this comes first, and most people never get further.
        yield from _labelled("! At deployment: ", "bad", WITHOUT_EVENTS, width)
    for other in otherwise(state.setup):
        label, _, rest = other.sentence.partition(": ")
        yield from _labelled(f"  {label}: ", "label", rest, width)
    yield from _fact_rows(state, width)


# ── Switches ─────────────────────────────────────────────────────────────────────────────────────


def _permission_rows(state: MonitorState, permission: PermissionKind, width: int) -> Iterator[MonitorRow]:
    facts = state.setup.facts
    way, given = facts.way(permission), state.setup.granted.has(permission)
    if way.footing != "right":
        word = {"open": "free", "none": "none", "silent": "unknown"}.get(way.footing, "")
        box = f"{PERMISSION_KEYS[permission]}  –  {permission:<7}"
        first, *rest = wrapped(shortened(f"{word}: {safe(way.why)}"), width - cells(box))
        pieces = [Piece(box, _under(state, permission, "off")), Piece(first, "hint")]
        yield MonitorRow(tuple(pieces), (SwitchSpot(0, cells(box), permission),))
        yield from (MonitorRow((Piece(" " * cells(box) + line, "hint"),)) for line in rest)
        return
    box = f"{PERMISSION_KEYS[permission]} [{'●' if given else ' '}] {permission:<7}"
    names = facts.rule if permission == "event" else ", ".join(way.actions)
    as_written = given == state.task.setup.granted.has(permission)
    word = "" if given and as_written else "  granted here" if given else "  missing" if as_written else "  removed"
    pieces = [
        Piece(box, _under(state, permission, "on" if given else "off")),
        Piece(names, "value" if given else "gone"),
    ]
    end = cells(box) + cells(names)
    yield MonitorRow((*pieces, Piece(word, "warning")), (SwitchSpot(0, end, permission),))


def _incident_rows(state: MonitorState, width: int) -> Iterator[MonitorRow]:
    pieces: list[Piece] = []
    spots: list[SwitchSpot] = []
    column = 0
    for incident in INCIDENTS:
        key, title = INCIDENT_KEYS[incident]
        on = incident in state.setup.incidents
        text = f"{key} [{'✗' if on else ' '}] {title}"
        if column and column + cells(text) > width:
            yield MonitorRow(tuple(pieces), tuple(spots))
            pieces, spots, column = [], [], 0
        kind = "bad" if on else "hint" if switch_disabled_reason(state, incident) else "option"
        pieces += [Piece(text, _under(state, incident, kind)), Piece("  ", "text")]
        spots.append(SwitchSpot(column, column + cells(text), incident))
        column += cells(text) + 2
    yield MonitorRow(tuple(pieces), tuple(spots))


def _under(state: MonitorState, switch: Switch, kind: str) -> str:
    return "cursor" if state.chosen == switch else kind


# ── Time, outcome, facts ─────────────────────────────────────────────────────────────────────────


def _moment_rows(state: MonitorState, width: int, *, every: bool) -> Iterator[MonitorRow]:
    moments = state.run.timeline.moments
    for index, (lane, event) in enumerate(moments):
        here = index == state.moment
        if not (every or here):
            continue
        count = f"{index + 1}/{len(moments)}"
        head = f"{'▸' if here else ' '} {count:>5} {duration(event.at):>6}  {lane:<15} "
        kind = "now" if here else "later" if index > state.moment else "name"
        lines = wrapped(shortened(safe(event.why)), width - cells(head))
        yield MonitorRow((Piece(head, kind), Piece(lines[0], "text")), moment=index)
        yield from (MonitorRow((Piece(" " * cells(head) + line, "text"),), moment=index) for line in lines[1:])


def _labelled(label: str, kind: str, text: str, width: int) -> Iterator[MonitorRow]:
    """Yield a text after its label, its other lines indented."""
    words = wrapped(shortened(f"{'.' * cells(label)}{safe(text)}"), width)
    yield MonitorRow((Piece(label, kind), Piece(words[0][cells(label) :], "text")))
    rest = wrapped(" ".join(words[1:]), width - 4) if len(words) > 1 else []
    yield from (MonitorRow((Piece(f"    {line}", "text"),)) for line in rest)


def _fact_rows(state: MonitorState, width: int) -> Iterator[MonitorRow]:
    facts, task = state.setup.facts, state.task
    texts = []
    if task.unexplained:
        texts.append(f"The policy has nothing for this task: {safe(task.unexplained)}")
    if facts.poll.footing != "silent":
        texts.append(f"Polls come {facts.interval.text}.")
    if task.other_role:
        texts.append(f"The permissions belong to the role {safe(task.other_role)}.")
    if "sibling-fails" in state.setup.incidents and not task.has_siblings:
        texts.append("This task is not inside a Parallel or Map; shown as if it were.")
    if facts.remark:
        texts.append(facts.remark)
    texts.append(f"Times are an example. Guide: connect-to-resource, {', '.join(facts.pages)}.")
    yield MonitorRow()
    for text in texts:
        yield from _texts(text, width, "hint")


def _texts(text: str, width: int, kind: str = "text", indent: str = "") -> Iterator[MonitorRow]:
    yield from (MonitorRow((Piece(f"{indent}{line}", kind),)) for line in wrapped(shortened(text), width - len(indent)))


# ── Testing with a real job ─────────────────────────────────────────────────────────────────────────────


def _trial_rows(state: MonitorState, width: int) -> Iterator[MonitorRow]:
    yield from _texts(PURPOSE, width)
    for trial in trials(state.setup.facts):
        yield MonitorRow()
        yield MonitorRow((Piece(trial.title, "label"),))
        yield from _texts(f"Guide: {', '.join(trial.pages)}", width, "hint", "  ")
        yield from _texts(trial.warning, width, "warning", "  ")
        for step in trial.steps:
            yield from _texts(step, width, "text", "  ")
        yield from (MonitorRow((Piece(f"    {line}", "value"),)) for line in _commands(trial.commands, width - 4))


def _commands(commands: Iterable[str], width: int) -> Iterator[str]:
    for command in commands:
        yield from continued(command, width)
