"""How sure a permission is, in what the commands print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.engine.machines import chain
from tests.support.engine.sdk_certainty import ACTION, RECEIVE, make_certainty
from tests.support.tui.cli_helpers import run, write

PLACE = ("--region", "us-east-1", "--account", "123456789012")


def test_what_is_unconfirmed_is_named_and_counted_on_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_certainty(monkeypatch, "unconfirmed")
    path = write(tmp_path, chain(Take=RECEIVE))
    done = run(capsys, "policy", path, *PLACE)
    assert done.status == 0  # it is not known to lack anything
    assert json.loads(done.out)
    assert done.errors[0].startswith(f"{path}: Take: unconfirmed: {ACTION} has the name of the operation, but ")
    assert done.errors[-1] == f"{path}: 1 permission unconfirmed."


@pytest.mark.parametrize("form", ["yaml", "table"])
def test_a_document_with_room_for_it_says_it_above(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    make_certainty(monkeypatch, "unconfirmed")
    out = run(capsys, "policy", write(tmp_path, chain(Take=RECEIVE)), *PLACE, "--format", form).out
    assert f"Take: unconfirmed: {ACTION} has the name" in out.splitlines()[0]


def test_an_explanation_says_it_with_the_permission_and_counts_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_certainty(monkeypatch, "unconfirmed")
    path = write(tmp_path, chain(Take=RECEIVE))
    out = run(capsys, "explain", path, *PLACE).out
    assert "unconfirmed: AWS's authorization data has no such action" in " ".join(out.split())
    assert "\nUnconfirmed\n" in out and "\n1 permission unconfirmed\n" in out
    data = json.loads(run(capsys, "explain", "--json", path, *PLACE).out)
    assert data["unconfirmed"] == [ACTION]
    assert [grant["certainty"] for grant in data["grants"]] == ["unconfirmed"]


def test_an_explanation_says_what_is_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_certainty(monkeypatch, "by-name")
    out = run(capsys, "explain", write(tmp_path, chain(Take=RECEIVE)), *PLACE).out
    assert "(by name: the action has the name of the operation)" in " ".join(out.split())
    assert "unconfirmed" not in out
