"""Every command of the app, once. Footer, help, palette and the key list in the docs come from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sfn_tui.commands import reasons
from sfn_tui.commands.reasons import CommandState, DisabledReason


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a person can do in the app."""

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


COMMANDS: tuple[Command, ...] = (
    Command(
        "toggle-target",
        "Static ⇄ dynamic",
        "Take the target from the state's input, or hard-code it; the policy gains or loses a wildcard.",
        ("d",),
        "What if",
        "static⇄dynamic",
        reasons.no_target,
    ),
    Command(
        "next-pattern",
        "Next pattern",
        "Switch to the next pattern that the integration supports: request-response, .sync or callback.",
        ("p",),
        "What if",
        "pattern",
        reasons.no_other_pattern,
    ),
    Command(
        "bind",
        "Placeholders",
        "Give a placeholder such as ${QueueUrl} a value, or remove it; the policy follows.",
        ("b",),
        "What if",
        "",
        reasons.no_placeholder,
    ),
    Command("undo", "Undo", "Undo the last edit.", ("u", "ctrl+z"), "What if", "undo", reasons.nothing_to_undo),
    Command(
        "redo",
        "Redo",
        "Redo the edit that was undone.",
        ("ctrl+r", "ctrl+y"),
        "What if",
        "",
        reasons.nothing_to_redo,
    ),
    Command("history", "History", "Go to any edit by its name.", ("H",), "What if"),
    Command(
        "toggle-scope",
        "Scope guide ⇄ least",
        "Show the policy of the guide's templates, or the smallest one that works.",
        ("s",),
        "What if",
        "scope",
    ),
    Command("search", "Search", "Find a state, an action or an ARN and go to it.", ("slash",), "Move", "search"),
    Command("search-next", "Next hit", "Go to the next hit of the search.", ("n",), "Move"),
    Command("search-previous", "Previous hit", "Go to the previous hit of the search.", ("N",), "Move"),
    Command("jump", "Jump to a state", "Show a letter on every visible state; type it to go there.", ("f",), "Move"),
    Command("focus-graph", "Graph pane", "Go to the state graph.", ("1",), "Move"),
    Command("focus-policy", "Policy pane", "Go to the policy.", ("2",), "Move"),
    Command("focus-detail", "Detail pane", "Go to the detail of the selected state.", ("3",), "Move"),
    Command("next-pane", "Next pane", "Go to the next pane.", ("tab",), "Move"),
    Command("previous-pane", "Previous pane", "Go to the previous pane.", ("shift+tab",), "Move"),
    Command("maximise", "Maximise", "Show this pane alone, or all panes again.", ("z",), "Look", "maximise"),
    Command("narrow", "Narrower graph", "Move the divider to the left.", ("less_than_sign",), "Look"),
    Command("widen", "Wider graph", "Move the divider to the right.", ("greater_than_sign",), "Look"),
    Command("compact", "Compact graph", "Draw each state in one row, or as a box.", ("C",), "Look"),
    Command("outline", "Outline", "Show the states as a list instead of a graph.", ("o",), "Look"),
    Command(
        "notes",
        "Notes",
        "Show what to add by hand, and what is unexplained, unconfirmed, wrong or assumed.",
        ("i",),
        "Look",
    ),
    Command("theme", "Theme", "Choose the colours; your choice is remembered.", ("t",), "Look"),
    Command(
        "tour",
        "Tour and lessons",
        "Take the guided tour or a lesson: start one, or continue.",
        ("T",),
        "Learn",
        "tour",
    ),
    Command(
        "compare-patterns",
        "Patterns side by side",
        "Compare request-response, .sync and callback: what each waits for, who can end it, and its permissions.",
        ("c",),
        "Learn",
        "",
        reasons.no_patterns,
    ),
    Command(
        "monitor",
        "Job monitor",
        "Watch the job of a .sync task: what happens if a permission is missing, an event is lost or it is stopped.",
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
        "Write your edits to the file and change nothing else in it; asks first.",
        ("w",),
        "File",
        "write",
        reasons.nothing_to_save,
    ),
    Command(
        "choose-machine",
        "Other machine",
        "Show another state machine of the same file; edits are kept.",
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
    Command("help", "Keys", "Show every key; type to filter, Enter runs a command.", ("question_mark",), "App", "keys"),
    Command("palette", "Palette", "Find any action, state, statement or IAM action by name.", ("ctrl+p",), "App"),
    Command("quit", "Quit", "Quit; asks only if edits would be lost.", ("q", "ctrl+q"), "App", "quit"),
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
    ("↓ j", "graph: to the next state · policy, detail: one row down"),
    ("↑ k", "graph: to the previous state · policy, detail: one row up"),
    ("← h  → l", "graph: to the branch on that side · policy: scroll sideways"),
    ("g  G", "to the first or last state or row"),
    ("PgUp PgDn", "a page up or down"),
    (
        "Enter",
        "graph: to the detail · policy: to the state that needs the line · detail: change what is under the cursor",
    ),
    ("Esc", "closes what is open; leaves the search"),
    ("]  [", "in a lesson: next step, previous step; Enter and Space continue too, Esc leaves"),
)
"""Keys that each pane reads in its own way; for help and docs."""


def key_title(key: str) -> str:
    """Return how a key is written for a reader."""
    return KEY_TITLES.get(key, key)


def disabled_reason(command_id: str, given: CommandState) -> DisabledReason:
    """Return why a command cannot be run now, or an empty text."""
    return BY_ID[command_id].disabled_reason(given)
