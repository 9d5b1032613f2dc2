"""What a command loads: the printing commands never pay for the app, nor for what they do not use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = ["--sample", "nightly-etl"]
NEVER = {
    "textual",
    "rich",
    "pygments",
    "argcomplete",
    "yaml",
    "difflib",
    "jsonata",
    "jsonpath_ng",
    "watchfiles",
}
ROOT = Path(__file__).parents[3]
LESSON = ROOT / "tui" / "sfn_tui" / "lessons" / "files" / "sync.toml"


def loaded(code: str) -> set[str]:
    """Run code in a fresh interpreter and return the top names of the modules that it has loaded."""
    names = "{name.partition('.')[0] for name in sys.modules}"
    script = f"{code}\nimport sys\nprint(*sorted({names}), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return set(done.stderr.splitlines()[-1].split())


def after_command(*words: str) -> set[str]:
    return loaded(_command(*words))


def _command(*words: str) -> str:
    # Status 1 is an incomplete policy: the samples have tasks whose roles are added by hand.
    return f"from sfn_tui.cli import main\nassert main({list(words)!r}) in (0, 1)"


def test_importing_the_engine_loads_no_terminal_package() -> None:
    assert not loaded("import sfn_engine") & (NEVER | {"sfn_tui", "argparse"})


@pytest.mark.parametrize(
    "words",
    [
        ["policy", *SAMPLE],
        ["policy", *SAMPLE, "--format", "table"],
        ["policy", *SAMPLE, "--edited"],
        ["policy", *SAMPLE, "--scope", "least"],
        ["policy", *SAMPLE, "--dynamic", "Look for the export.TableName"],
        ["explain", *SAMPLE],
        ["explain", *SAMPLE, "--json"],
        ["explain", *SAMPLE, "--monitor"],
        ["check", *SAMPLE],
        ["patterns"],
        ["samples"],
        ["lessons"],
        ["lessons", "tour"],
        ["lessons", str(LESSON)],
        SAMPLE,
    ],
)
def test_a_printing_command_loads_nothing_that_draws(words: list[str]) -> None:
    assert not after_command(*words) & NEVER


@pytest.mark.parametrize("words", [["ecs:runTask"], ["ecs:runTask", "--json"]])
def test_a_comparison_of_patterns_loads_what_tells_lines_apart_and_no_more(words: list[str]) -> None:
    assert after_command("patterns", *words) & NEVER <= {"difflib"}


def test_yaml_is_loaded_for_yaml_alone() -> None:
    assert after_command("policy", *SAMPLE, "--format", "yaml") & NEVER == {"yaml"}


@pytest.mark.parametrize("words", [["--help"], ["policy", "--help"], ["--version"]])
def test_help_and_version_load_no_engine(words: list[str]) -> None:
    assert not after_command(*words) & (NEVER | {"sfn_engine"})


def every_module(*words: str) -> set[str]:
    code = f"{_command(*words)}\nimport sys\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("words", [["explain", *SAMPLE], ["explain", *SAMPLE, "--json"], ["policy", *SAMPLE]])
def test_the_job_monitor_is_loaded_when_it_is_asked_for(words: list[str]) -> None:
    loaded_now = every_module(*words)
    assert not {name for name in loaded_now if "monitor" in name and name.startswith("sfn_")}


@pytest.mark.parametrize("words", [["policy", *SAMPLE], ["explain", *SAMPLE], ["check", *SAMPLE]])
def test_a_machine_without_sdk_integrations_loads_nothing_of_their_data(words: list[str]) -> None:
    loaded_now = {name for name in every_module(*words) if name.startswith("sfn_engine.sdk.")}
    assert loaded_now == {"sfn_engine.sdk.certainty"}


def test_a_machine_with_sdk_integrations_loads_their_data() -> None:
    assert "sfn_engine.sdk.store" in every_module("policy", "--sample", "invoice-archive")


def test_a_reader_of_values_is_loaded_with_the_first_target_that_needs_it() -> None:
    assert not {"sfn_engine.policy.readers.email", "sfn_engine.policy.readers.glue"} & every_module("policy", *SAMPLE)
