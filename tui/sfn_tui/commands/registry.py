"""Every command of the app, once. Footer, help, palette and the key list in the docs come from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sfn_engine.asl.model import Task
from sfn_engine.asl.placeholders import has_placeholders
from sfn_engine.display import safe
from sfn_tui.session.session import Session
from sfn_tui.views.detail import DetailView

Refusal = str
"""Why a command cannot be run now; an empty text where it can."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides whether a command can be run."""

    session: Session
    detail: DetailView | None
    pane: str = "graph"
    """The pane that has the focus: ``graph``, ``policy``, ``detail``."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a person can do."""

    id: str
    """In kebab case."""
    title: str
    why: str
    """One sentence for help and tooltip."""
    keys: tuple[str, ...]
    """Textual's names of the keys, the one to show first."""
    group: str
    """Heading in the help: ``What if``, ``Move``, ``Look``, ``Learn``, ``File``, ``App``."""
    short: str = ""
    """Label in the footer; empty: not in the footer."""
    refusal: Callable[[Situation], Refusal] = lambda situation: ""

    @property
    def action(self) -> str:
        """The name of the screen's action: ``toggle_target``."""
        return self.id.replace("-", "_")


def _target_refusal(situation: Situation) -> Refusal:
    detail = situation.detail
    if detail is None:
        return "no state is selected"
    if not detail.targets:
        return f"{detail.heading} names no resource, so there is nothing to make static or dynamic"
    return ""


def _pattern_refusal(situation: Situation) -> Refusal:
    detail = situation.detail
    if detail is None:
        return "no state is selected"
    state = situation.session.machine.by_path[detail.path]
    if not isinstance(state, Task):
        return f"{detail.heading} is a {state.type} state; only a Task has a pattern"
    if sum(not option.refusal for option in detail.patterns) < 2:
        return next((option.refusal for option in detail.patterns if option.refusal), "it has no other pattern")
    return ""


def _compare_refusal(situation: Situation) -> Refusal:
    detail = situation.detail
    if detail is None:
        return "no state is selected"
    if not detail.patterns:
        return f"{detail.heading} is a {detail.type} state; only a Task has a pattern"
    return detail.patterns[0].refusal if all(option.refusal for option in detail.patterns) else ""


def _monitor_refusal(situation: Situation) -> Refusal:
    detail = situation.detail
    if detail is None:
        return "no state is selected"
    # Imported late: only this command needs it.
    from sfn_engine.monitoring.jobs import can_run_job, job_disabled_reason

    machine = situation.session.machine
    state = machine.by_path[detail.path]
    reason = safe(job_disabled_reason(state, express=machine.express))
    return f"{reason} (p)" if reason and can_run_job(state, express=machine.express) else reason


def _undo_refusal(situation: Situation) -> Refusal:
    return "" if situation.session.can_undo else "nothing has been edited"


def _redo_refusal(situation: Situation) -> Refusal:
    return "" if situation.session.can_redo else "no undone edit is left"


def _file_refusal(situation: Situation) -> Refusal:
    return "" if situation.session.path else "this definition did not come from a file"


def _machine_refusal(situation: Situation) -> Refusal:
    return "" if situation.session.machines else "this file holds only one state machine"


def _bind_refusal(situation: Situation) -> Refusal:
    return "" if has_placeholders(situation.session.machine.raw) else "this definition has no placeholders"


def _save_refusal(situation: Situation) -> Refusal:
    if not situation.session.path:
        return "this definition did not come from a file; x writes it to one"
    return "" if situation.session.has_unsaved_edits else "nothing has been edited since the file was read or written"


COMMANDS: tuple[Command, ...] = (
    Command(
        "toggle-target",
        "Static ⇄ dynamic",
        "Take the target from the state's input, or write it out; the policy gains or loses a wildcard.",
        ("d",),
        "What if",
        "static⇄dynamic",
        _target_refusal,
    ),
    Command(
        "next-pattern",
        "Next pattern",
        "Go through request-response, .sync and callback, as far as the integration offers them.",
        ("p",),
        "What if",
        "pattern",
        _pattern_refusal,
    ),
    Command(
        "bind",
        "Placeholders",
        "Give a placeholder such as ${QueueUrl} a value, or take it back; the policy follows.",
        ("b",),
        "What if",
        "",
        _bind_refusal,
    ),
    Command("undo", "Undo", "Take back the last edit.", ("u", "ctrl+z"), "What if", "undo", _undo_refusal),
    Command("redo", "Redo", "Bring back the edit that was undone.", ("ctrl+r", "ctrl+y"), "What if", "", _redo_refusal),
    Command("history", "History", "Go to any earlier or later edit by its name.", ("H",), "What if"),
    Command(
        "toggle-scope",
        "Scope guide ⇄ least",
        "Show what the guide's templates print, or the smallest policy that still runs.",
        ("s",),
        "What if",
        "scope",
    ),
    Command("search", "Search", "Find a state, an action or an ARN and go there.", ("slash",), "Move", "search"),
    Command("search-next", "Next hit", "Go to the next hit of the search.", ("n",), "Move"),
    Command("search-previous", "Previous hit", "Go to the hit before.", ("N",), "Move"),
    Command("jump", "Jump to a state", "Show a letter on every visible state; type it to go there.", ("f",), "Move"),
    Command("focus-graph", "Graph pane", "Go to the state graph.", ("1",), "Move"),
    Command("focus-policy", "Policy pane", "Go to the policy.", ("2",), "Move"),
    Command("focus-detail", "Detail pane", "Go to the detail of the selected state.", ("3",), "Move"),
    Command("next-pane", "Next pane", "Go to the next pane.", ("tab",), "Move"),
    Command("previous-pane", "Previous pane", "Go to the pane before.", ("shift+tab",), "Move"),
    Command("maximise", "Maximise", "Give the whole screen to this pane, and back.", ("z",), "Look", "maximise"),
    Command("narrow", "Narrower graph", "Move the divider to the left.", ("less_than_sign",), "Look"),
    Command("widen", "Wider graph", "Move the divider to the right.", ("greater_than_sign",), "Look"),
    Command("compact", "Compact graph", "Draw each state in one row, or as a box.", ("C",), "Look"),
    Command("outline", "Outline", "Show the states as a list instead of a graph.", ("o",), "Look"),
    Command(
        "notes",
        "Notes",
        "Show everything that is assumed, unexplained or wrong in the definition.",
        ("i",),
        "Look",
    ),
    Command("theme", "Theme", "Choose the colours; the choice is remembered.", ("t",), "Look"),
    Command(
        "tour",
        "Tour and lessons",
        "Take the guided tour, or a lesson; begin one or go on.",
        ("T",),
        "Learn",
        "tour",
    ),
    Command(
        "compare-patterns",
        "Patterns side by side",
        "Compare request-response, .sync and callback: what each waits for, who ends it, which rights it takes.",
        ("c",),
        "Learn",
        "",
        _compare_refusal,
    ),
    Command(
        "monitor",
        "Job monitor",
        "Watch the job of a .sync task: what happens when a right is missing, an event is lost, the task is stopped.",
        ("M",),
        "Learn",
        "",
        _monitor_refusal,
    ),
    Command(
        "copy", "Copy", "Copy the policy, a statement, an ARN, the state or its explanation.", ("y",), "File", "copy"
    ),
    Command(
        "export", "Export", "Write the policy, the edited definition or a picture to a file.", ("x",), "File", "export"
    ),
    Command(
        "save",
        "Write edits back",
        "Write the edits into the file, and change nothing else in it; asks first.",
        ("w",),
        "File",
        "write",
        _save_refusal,
    ),
    Command(
        "choose-machine",
        "Other machine",
        "Show another state machine of a file that holds several; edits are kept.",
        ("m",),
        "File",
        "",
        _machine_refusal,
    ),
    Command(
        "edit-file", "Edit", "Open the definition in $EDITOR at the state's line.", ("e",), "File", "", _file_refusal
    ),
    Command(
        "reload", "Reload", "Read the file again; edits that still fit are kept.", ("r",), "File", "", _file_refusal
    ),
    Command("help", "Keys", "Show every key; type to filter, Enter runs one.", ("question_mark",), "App", "keys"),
    Command("palette", "Palette", "Find any action, state, statement or IAM action by name.", ("ctrl+p",), "App"),
    Command("quit", "Quit", "Leave; asks only if edits would be lost.", ("q", "ctrl+q"), "App", "quit"),
)
"""In the order of help and docs."""

BY_ID = {command.id: command for command in COMMANDS}

KEY_TITLES = {
    "slash": "/",
    "question_mark": "?",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "ctrl+z": "^z",
    "ctrl+r": "^r",
    "ctrl+y": "^y",
    "ctrl+p": "^p",
    "ctrl+q": "^q",
    "shift+tab": "⇧tab",
}
"""How keys are written for a reader."""

MOVES: tuple[tuple[str, str], ...] = (
    ("↓ j", "graph: to the successor · policy, detail: one row down"),
    ("↑ k", "graph: to the predecessor · policy, detail: one row up"),
    ("← h  → l", "graph: to the branch beside · policy: sideways"),
    ("g  G", "to the first state or row, to the last"),
    ("PgUp PgDn", "a page up or down"),
    (
        "Enter",
        "graph: to the detail · policy: to the state that asks for the line · detail: change what is under the cursor",
    ),
    ("Esc", "closes what is open; leaves the search"),
    ("]  [", "in a lesson: a step on, a step back; Enter and Space go on too, Esc leaves"),
)
"""Keys that each pane reads in its own way; for help and docs."""


def key_title(key: str) -> str:
    """Return how a key is written for a reader."""
    return KEY_TITLES.get(key, key)


def refusal(command_id: str, situation: Situation) -> Refusal:
    """Return why a command cannot be run now, or an empty text."""
    return BY_ID[command_id].refusal(situation)
