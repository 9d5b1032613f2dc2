"""Help, version, and that README says the truth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sfn_tui.options.subcommands import SUBCOMMANDS
from tests.support.tui.cli_helpers import run

README = Path(__file__).parents[3] / "README.md"


@pytest.mark.parametrize("words", [[], *([command.name] for command in SUBCOMMANDS)])
def test_help_has_examples_first_and_status_and_variables_last(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(capsys, *words, "--help")
    parts = [
        "examples:\n",
        "usage: sfn-explore",
        "options:",
        "exit status:",
        "environment:",
        "AWS_REGION",
        "NO_COLOR",
    ]
    positions = [done.out.index(part) for part in parts]
    assert positions == sorted(positions)
    assert (done.status, done.err) == (0, "")
    assert done.out.isascii()


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "--help").out
    assert all(re.search(rf"^  {command.name} ", out, re.MULTILINE) for command in SUBCOMMANDS)


def test_options_may_stand_before_between_and_after_files(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(
        capsys, "policy", "no-1.json", "--scope", "least", "no-2.json", "--tracing", "--", "-no-3.json"
    )
    assert [line.partition(":")[0] for line in done.errors] == ["no-1.json", "no-2.json", "-no-3.json"]


def test_the_version_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "--version")
    assert done.status == 0
    assert re.fullmatch(r"sfn-explore \S.*\n", done.out)


def test_the_excerpts_in_the_readme_are_what_the_program_prints(capsys: pytest.CaptureFixture[str]) -> None:
    text = README.read_text(encoding="utf-8")
    found = re.findall(r"`sfn-explore explain\s+--sample ([\w-]+)`:\n\n```text\n(.*?)```", text, re.DOTALL)
    assert [sample for sample, _ in found] == ["nightly-etl", "invoice-archive"]
    assert text.count("```text") == len(found)
    for sample, excerpt in found:
        assert excerpt in run(capsys, "explain", "--sample", sample, COLUMNS="100").out


def test_every_flag_that_the_readme_names_exists(capsys: pytest.CaptureFixture[str]) -> None:
    text = README.read_text(encoding="utf-8")
    used = set(re.findall(r"(?:sfn-explore [^\n`]*?|`)(--[a-z-]+)", text))
    helps = "".join(run(capsys, *words, "--help").out for words in ([], ["policy"], ["explain"]))
    assert {flag for flag in used if flag not in helps} == set()
