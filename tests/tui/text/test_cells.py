"""One width of text: what the app draws as n cells takes n cells in what the commands print."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from sfn_engine.display import safe
from sfn_tui.text.cells import cells, column, cut, fitting, padded
from sfn_tui.text.wrap import flowing, wrapped
from tests.support.tui.cli_helpers import machine, orders, run, task, write

ODD = ("👍🏽", "👍", "e\u0301", "o\u0302\u0323", "注文", "ﾊﾟ", "한글", "ü", "…", "─", "क्षि", "🇩🇪", "\u0301")
TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from(" ,:/.-…─")) | st.lists(
    st.sampled_from([*ODD, "a", " ", "/"]), max_size=20
).map("".join)


@given(TEXT.map(safe))
def test_the_width_is_that_of_the_terminal(text: str) -> None:
    assert cells(text) == cell_len(text) == Content(text).cell_length


def test_every_character_has_the_width_of_the_terminal() -> None:
    wrong = [
        f"U+{code:04X}"
        for code in range(0x20, 0x20000)
        if not 0xD800 <= code < 0xE000
        and safe(chr(code)) == chr(code)
        and cells(chr(code)) != cell_len(chr(code))
    ]
    assert not wrong


@pytest.mark.parametrize(("text", "width"), [("👍🏽", 2), ("e\u0301", 1), ("注文", 4), ("ü", 1), ("\u0301", 0)])
def test_a_modifier_takes_no_cell_of_its_own(text: str, width: int) -> None:
    assert cells(text) == width


@given(TEXT.map(safe), st.integers(2, 30))
def test_text_is_cut_filled_and_wrapped_to_a_width(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width
    assert cell_len(column(text, width)) == width
    assert cell_len(padded(cut(text, width), width)) == width
    assert all(cell_len(line) <= width for line in wrapped(text, width))
    assert "".join("".join(wrapped(text, width)).split()) == "".join(text.split())


@given(TEXT.map(safe), st.integers(0, 30), st.integers(0, 5))
def test_what_fits_moves_on_by_at_least_one_character(text: str, width: int, start: int) -> None:
    end = fitting(text, width, start)
    assert start < end or end == len(text)
    assert end <= start + 1 or cell_len(text[start:end]) <= width


def test_a_combining_mark_stays_with_its_letter() -> None:
    assert wrapped("abce\u0301fg", 4) == ["abce\u0301", "fg"]
    assert list(flowing(["e\u0301e\u0301", "xy"], 6)) == ["e\u0301e\u0301, xy"]


def test_a_printed_table_lines_up_with_any_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    names = ("👍🏽👍🏽", "e\u0301e\u0301", "注文", "plain")
    states = {
        name: task("dynamodb:putItem", Parameters={"TableName": name, "Item": {}}, Next="End of it")
        for name in names
    }
    states["End of it"] = {"Type": "Succeed"}
    done = run(capsys, "policy", write(tmp_path, machine(states)), "--format", "table", COLUMNS="160")
    heading, _, *lines = done.out.splitlines()
    start = heading.index("States")
    found = [(line, name) for line in lines for name in names if line.endswith(f" {name}")]
    assert len(found) == len(names)
    assert {cell_len(line.removesuffix(name)) for line, name in found} == {start}


@pytest.mark.parametrize(("name", "is_needed"), [("Bestellung prüfen …", False), ("注文", True)])
def test_widths_are_looked_up_for_wide_text_alone(tmp_path: Path, name: str, is_needed: bool) -> None:
    path = orders(tmp_path, table=name)
    script = f"from sfn_tui.cli import main\nmain(['policy', {str(path)!r}, '--format', 'table'])"
    script += "\nimport sys\nprint('rich' in sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3]
    )
    assert done.stderr.splitlines()[-1] == str(is_needed)
