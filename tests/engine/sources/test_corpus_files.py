"""Real files of all kinds: each opens, says how many machines it holds, and every state has its place."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import sfn_engine as sfn
from tests.support.engine.files import bare
from tests.support.engine.machines import SHARED, needs_corpus

pytestmark = needs_corpus
CORPUS = SHARED / "corpus"
NOT_ONE = {"README.md", "index.json"}


def _entries() -> list[dict[str, Any]]:
    if not CORPUS.is_dir():
        return []
    entries: list[dict[str, Any]] = json.loads((CORPUS / "index.json").read_text())
    return entries


def _files() -> list[str]:
    found = (path for path in sorted(CORPUS.rglob("*")) if path.is_file() and path.name not in NOT_ONE)
    return [str(path.relative_to(CORPUS)) for path in found]


@cache
def opened(name: str) -> dict[str, sfn.StateMachine]:
    found = {}
    for entry in sfn.open_all(CORPUS / name):
        assert entry.error is None and entry.machine is not None, str(entry.error)
        found[entry.name] = entry.machine
    return found


READABLE = [name for name in _files() if not name.startswith("51-")]
ENTRIES = [entry for entry in _entries() if entry["id"] != 51]


def test_no_file_of_the_corpus_is_left_out() -> None:
    assert len(_files()) == 90 and len(READABLE) == 89


@pytest.mark.parametrize("name", READABLE)
def test_each_state_is_found_by_its_name_in_its_file(name: str) -> None:
    for machine in opened(name).values():
        assert machine.file is not None
        lines = re.split(r"\r\n?|\n", Path(machine.file).read_bytes().decode())
        for state in machine.states:
            line, column = machine.location(state.pointer, name=True) or (0, 0)
            assert bare(lines[line - 1][column - 1 :]).startswith(state.name), (state.path, line, column)


@pytest.mark.parametrize("name", READABLE)
def test_each_task_is_explained_or_has_a_reason_why_not(name: str) -> None:
    for machine in opened(name).values():
        policy = sfn.generate(machine)
        without = {entry.state for entry in policy.unexplained}
        assert all(len(entry.reason) > 10 for entry in policy.unexplained)
        granted = {state for grant in policy.grants for state in grant.states}
        for task in machine.tasks:
            assert task.path in granted | without or task.kind == "activity", task


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["dir"])
def test_a_file_holds_the_machines_that_the_index_says(entry: dict[str, Any]) -> None:
    found = {name: len(machine.states) for name, machine in opened(entry["file"]).items()}
    parts = entry["definitions"]
    if "/" in parts[0]["at"]:
        assert found == {part["at"].split("/")[1]: part["states"] for part in parts}
    else:
        assert list(found.values()) == [part["states"] for part in parts]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["dir"])
def test_a_template_leads_to_the_definitions_beside_it(entry: dict[str, Any]) -> None:
    template = entry.get("template")
    if template is None:
        assert "also" not in entry
        return
    files = {str(Path(machine.file or "").resolve()) for machine in opened(template).values()}
    named = {str((CORPUS / name).resolve()) for name in [entry["file"], *entry.get("also", [])]}
    assert named <= files
    for machine in opened(template).values():
        assert machine.document is not None and machine.document.template == str(CORPUS / template)


def test_what_is_no_json_is_refused_at_its_place() -> None:
    (name,) = (name for name in _files() if name.startswith("51-"))
    with pytest.raises(sfn.DefinitionError) as caught:
        sfn.open_all(CORPUS / name)
    assert (caught.value.line, caught.value.column) == (10, 33)
