"""Every command of the app, once. Footer, help, palette and the key list in the docs come from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sfn_tui.commands import reasons
from sfn_tui.commands.reasons import CommandState, DisabledReason


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
    disabled_reason: Callable[[CommandState], DisabledReason] = lambda given: ""

    @property
    def action(self) -> str:
        """The name of the screen's action: ``toggle_target``."""
        return self.id.replace("-", "_")


COMMANDS: tuple[Command, ...] = (
    Command(
        "toggle-target",
        "Static ⇄ dynamic",
        "Take the target from the state's input, or write it out; the policy gains or loses a wildcard.",
        ("d",),
        "What if",
        "static⇄dynamic",
        reasons.no_target,
    ),
    Command(
        "next-pattern",
        "Next pattern",
        "Go through request-response, .sync and callback, as far as the integration offers them.",
        ("p",),
        "What if",
        "pattern",
        reasons.no_other_pattern,
    ),
    Command(
        "bind",
        "Placeholders",
        "Give a placeholder such as ${QueueUrl} a value, or take it back; the policy follows.",
        ("b",),
        "What if",
        "",
        reasons.no_placeholder,
    ),
    Command("undo", "Undo", "Take back the last edit.", ("u", "ctrl+z"), "What if", "undo", reasons.nothing_to_undo),
    Command(
        "redo",
        "Redo",
        "Bring back the edit that was undone.",
        ("ctrl+r", "ctrl+y"),
        "What if",
        "",
        reasons.nothing_to_redo,
    ),
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
        reasons.no_patterns,
    ),
    Command(
        "monitor",
        "Job monitor",
        "Watch the job of a .sync task: what happens when a right is missing, an event is lost, the task is stopped.",
        ("M",),
        "Learn",
        "",
        reasons.no_job,
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
        reasons.nothing_to_save,
    ),
    Command(
        "choose-machine",
        "Other machine",
        "Show another state machine of a file that holds several; edits are kept.",
        ("m",),
        "File",
        "",
        reasons.no_other_machine,
    ),
    Command(
        "edit-file", "Edit", "Open the definition in $EDITOR at the state's line.", ("e",), "File", "", reasons.no_file
    ),
    Command(
        "reload", "Reload", "Read the file again; edits that still fit are kept.", ("r",), "File", "", reasons.no_file
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


def disabled_reason(command_id: str, given: CommandState) -> DisabledReason:
    """Return why a command cannot be run now, or an empty text."""
    return BY_ID[command_id].disabled_reason(given)
