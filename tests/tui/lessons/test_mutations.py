"""However a lesson is broken, it is refused in one line, or it is a lesson."""

from __future__ import annotations

import tempfile
from pathlib import Path
from shutil import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from sfn_engine.errors import DefinitionError
from sfn_tui.lessons import bundled
from sfn_tui.lessons.reading import course

_TEXTS = [bundled.text(name) for name in bundled.names()]
_MACHINE = Path(bundled.path(bundled.TOUR)).with_name("nightly-visits.asl.json")
_PIECES = st.sampled_from(
    ['"', "'", '"""', "[", "]", "[[", "{", "}", "{poll}", "=", "\n", "#", "\\", "\x1b", "\u202e", "7", "true",
     "[[steps]]", "[steps.expect]", "expect", 'select = "x"', 'do = ["p"]', "\N{PILE OF POO}", "1979-05-27", ".", ","]
)  # fmt: skip


@st.composite
def broken(draw: st.DrawFn) -> str:
    """Return a lesson with pieces put in, taken out and doubled."""
    text = draw(st.sampled_from(_TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(start + draw(st.integers(0, 40)), len(text))
        kept = draw(st.sampled_from(["", text[start:end] * 2]))
        text = text[:start] + kept + draw(_PIECES | st.just("")) + text[end:]
    return text


@settings(max_examples=150, deadline=None)
@given(broken())
def test_no_lesson_ends_in_a_traceback(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lesson.toml"
        path.write_text(text, encoding="utf-8", newline="")
        copy(_MACHINE, folder)
        try:
            course(str(path))
        except DefinitionError as error:
            said = str(error)
            assert "\n" not in said and said.isprintable()
            assert error.line is None or 1 <= error.line <= text.count("\n") + 1


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_KEYS = st.sampled_from(
    ["select", "static", "dynamic", "pattern", "do", "scope", "search", "pane", "ask", "expect", "done", "questions"]
)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(str(key))} = {_toml(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(char):08x}" for char in value if not 0xD800 <= ord(char) < 0xE000) + '"'
    return "1" if value is None else str(value)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_KEYS, _VALUES, min_size=1, max_size=3))
def test_values_of_any_shape_are_refused_with_their_line(values: dict[str, object]) -> None:
    lines = ["title = 'a'", "summary = 'b'", "machine = 'nightly-etl'", "[[steps]]", "heading = 'c'", "text = 'd'"]
    lines += [f"{key} = {_toml(value)}" for key, value in values.items()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lesson.toml"
        path.write_text("\n".join(lines), encoding="utf-8")
        try:
            course(str(path))
        except DefinitionError as error:
            assert error.line is not None and 4 <= error.line <= len(lines), str(error)
