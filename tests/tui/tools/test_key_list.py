"""The registry of commands, and the list of keys that is made from it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from sfn_tui.commands.registry import BY_ID, COMMANDS, MOVES
from tools.key_list import key_list

DOCS = Path(__file__).parents[3] / "docs" / "keys.md"

CONTRACT = {
    "slash": "search",
    "d": "toggle-target",
    "p": "next-pattern",
    "u": "undo",
    "ctrl+z": "undo",
    "ctrl+r": "redo",
    "ctrl+y": "redo",
    "s": "toggle-scope",
    "1": "focus-graph",
    "2": "focus-policy",
    "3": "focus-detail",
    "tab": "next-pane",
    "z": "maximise",
    "less_than_sign": "narrow",
    "greater_than_sign": "widen",
    "y": "copy",
    "x": "export",
    "e": "edit-file",
    "r": "reload",
    "question_mark": "help",
    "ctrl+p": "palette",
    "q": "quit",
}


def test_docs_are_fresh() -> None:
    fresh = DOCS.read_text(encoding="utf-8") == key_list()
    assert fresh, "docs/keys.md is stale: python -m tools.key_list > docs/keys.md"


def test_every_command_and_every_move_is_listed() -> None:
    text = key_list()
    for command in COMMANDS:
        assert f"| {command.title} | {command.why} |" in text
    for _, what in MOVES:
        assert what in text


def test_tables_have_as_many_cells_as_columns() -> None:
    for block in key_list().split("\n\n"):
        rows = [line for line in block.splitlines() if line.startswith("|")]
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) <= 1


def test_no_key_has_two_meanings() -> None:
    counts = Counter(key for command in COMMANDS for key in command.keys)
    assert [key for key, count in counts.items() if count > 1] == []


def test_contract_keys_do_what_was_promised() -> None:
    keys = {key: command.id for command in COMMANDS for key in command.keys}
    assert {key: keys.get(key) for key in CONTRACT} == CONTRACT


def test_ids_are_kebab_case_and_unique() -> None:
    assert len(BY_ID) == len(COMMANDS)
    assert [command.id for command in COMMANDS if not re.fullmatch(r"[a-z]+(-[a-z]+)*", command.id)] == []


def test_titles_are_unique() -> None:
    assert len({command.title for command in COMMANDS}) == len(COMMANDS)


def test_every_command_says_why_in_a_sentence() -> None:
    assert [command.id for command in COMMANDS if not (command.keys and command.why.endswith("."))] == []
