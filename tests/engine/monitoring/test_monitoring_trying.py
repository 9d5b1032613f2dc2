"""How the commands for testing for real are broken into lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sfn_engine.monitoring.facts import all_facts
from sfn_engine.monitoring.trying import continued, trials

COMMANDS = sorted({command for facts in all_facts() for trial in trials(facts) for command in trial.commands})


@given(st.sampled_from(COMMANDS), st.integers(1, 200))
def test_a_command_broken_into_lines_is_the_same_command_in_any_width(command: str, width: int) -> None:
    lines = continued(command, width)
    assert " ".join(line.removesuffix("\\").strip() for line in lines) == command
    assert all(line.endswith(" \\") for line in lines[:-1])


def test_lines_are_as_long_as_the_width_lets_them() -> None:
    assert continued("run --first 1 --second 2", 100) == ["run --first 1 --second 2"]
    assert continued("run --first 1 --second 2", 16) == ["run --first 1 \\", "  --second 2"]
    assert continued("run --first 1 --second 2", 4) == ["run \\", "  --first 1 \\", "  --second 2"]
