"""``sfn-explore explain --monitor``."""

from __future__ import annotations

from pathlib import Path

import pytest

from sfn_tui import samples
from tests.support.tui.cli_helpers import machine, run, task, write

RUN = task("ecs:runTask.sync", Parameters={"TaskDefinition": "t:1"})


def test_each_job_is_told_with_and_without_its_permissions(capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "explain", "--monitor", "--sample", "nightly-etl", COLUMNS="200").out
    told = out[out.index("Count visits  line ") : out.index("Refresh the report  line ")]
    assert "As granted: noticed at once" in told
    assert "Without poll: noticed at once" in told
    assert "Without poll, and the event is lost: times out after 2 h" in told
    assert "Stopped, without cancel: the job keeps running (and billing)" in told
    assert "97 s  EventBridge     the rule StepFunctionsGetEventsForECSTaskRule reports" in told
    assert "The event is lost" not in out[: out.index("Count visits  line ")]
    assert "docker run -p 8083:8083 --env-file credentials.txt amazon/aws-stepfunctions-local" in out
    assert "unsupported" in out and "Only in a test account" in out


@pytest.mark.parametrize("sample", samples.names())
def test_it_fits_in_80_columns(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "explain", "--monitor", "--sample", sample, COLUMNS="80").out
    assert max(map(len, out.splitlines())) <= 80


def test_json_has_every_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    made = run(capsys, "explain", "--monitor", "--json", "--sample", "nightly-etl").json
    tasks = {entry["state"]: entry for entry in made["tasks"]}
    ecs, glue = tasks["Count visits"], tasks["Clean the raw data"]
    assert {entry["right"]: entry["granted"] for entry in glue["rights"]} == {
        "call": True, "poll": True, "event": None, "cancel": True,
    }
    outcomes = {entry["id"]: entry["outcome"] for entry in ecs["scenarios"]}
    assert outcomes["as-granted"] == "noticed-at-once"
    assert outcomes["without-poll-event-lost"] == "times-out"
    assert "event-lost" not in {entry["id"] for entry in glue["scenarios"]}
    first = ecs["scenarios"][0]["timeline"][0]
    assert first == {"at": 0, "lane": "Step Functions", "kind": "call", "why": "calls ecs:RunTask"}
    assert ecs["timeout"] == 7200
    assert ecs["trials"][0]["commands"]


def test_an_edited_machine_is_told_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, machine({"Run": task("ecs:runTask", Parameters={"TaskDefinition": "t:1"})}))
    out = run(capsys, "explain", "--monitor", path).out
    assert "No task of this machine runs a job" in out
    assert '- Run is request-response: --pattern "Run=sync"' in out
    out = run(capsys, "explain", "--monitor", path, "--pattern", "Run=sync").out
    assert "As granted: noticed at once" in out


def test_a_hostile_name_is_made_safe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, machine({"R\x1b[31m\u202e": RUN}))
    out = run(capsys, "explain", "--monitor", path).out
    assert "R\\x1b[31m\\u202e" in out and "\x1b" not in out


def test_several_inputs_and_a_bad_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = write(tmp_path, machine({"Run": RUN}))
    bad = tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    done = run(capsys, "explain", "--monitor", good, bad)
    assert done.status == 2 and "As granted" in done.out and len(done.errors) == 1
    made = run(capsys, "explain", "--monitor", "--json", good, good).json
    assert all(entry["tasks"] for entry in made.values())


def test_other_explanations_do_not_load_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert "monitor" in run(capsys, "explain", "--help").out
    assert "--monitor" not in run(capsys, "--help").out.partition("options:")[2]
