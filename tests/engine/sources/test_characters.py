"""Each character of a string is found where it stands in the file: through escapes, quotes and folded lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_engine.machine import parse
from sfn_engine.sources.tree import Tree, read_json, read_yaml
from tests.support.engine.files import load

BLOCKS = {
    "plain": "  X: one § two\n",
    "plain in two lines": "  X: one\n    and § two\n",
    "single quotes": "  X: 'it''s § two'\n",
    "double quotes": '  X: "a \\"b\\" \\u00e9 \\n § two"\n',
    "double quotes in two lines": '  X: "a\n    b \\\n    c § two"\n',
    "literal": "  X: |\n    one\n\n      two § three\n",
    "literal without its last line break": "  X: |-\n    one\n    § two\n",
    "folded": "  X: >-\n    one\n    two § three\n",
    "anchored": "  Y: &that one § two\n  X: *that\n",
}


def strings(tree: Tree) -> str:
    text: str = tree.data["A"]["X"]
    return text


@pytest.mark.parametrize("block", BLOCKS.values(), ids=list(BLOCKS))
@pytest.mark.parametrize("line_break", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_character_of_a_yaml_string_is_found(block: str, line_break: str) -> None:
    text = f"A:\n{block}".replace("\n", line_break)
    tree = read_yaml(text)
    assert tree.character(("A", "X"), strings(tree).index("§")) == text.index("§")


@given(before=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="§")), ascii_only=st.booleans())
def test_a_character_of_a_json_string_is_found(before: str, ascii_only: bool) -> None:
    text = '{"A": {"X": ' + json.dumps(before, ensure_ascii=ascii_only)[:-1] + '§"}}'
    tree, _ = read_json(text)
    assert tree.character(("A", "X"), len(before)) == text.index("§")


def test_there_is_no_character_in_what_is_no_string() -> None:
    tree, _ = read_json('{"A": {"X": [1, "ab"]}}')
    assert tree.character(("A", "X"), 0) is None
    assert tree.character(("A", "X", 0), 0) is None
    assert tree.character(("A", "X", 1), 3) is None
    assert tree.character(("A", "Z"), 0) is None


def test_a_machine_gives_the_line_and_column_of_a_character(tmp_path: Path) -> None:
    machine = load(tmp_path, "StartAt: A\nStates:\n  A:\n    Type: Succeed\n    Comment: |\n      one\n      two\n")
    assert machine.location(("States", "A", "Comment"), offset=6) == (7, 9)
    assert machine.location(("States", "A", "Comment"), offset=99) == (5, 14)
    assert parse(machine.definition).location(("States", "A", "Comment"), offset=6) is None
