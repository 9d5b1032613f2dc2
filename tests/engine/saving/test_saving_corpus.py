"""Edits of real definitions are saved in their own files' text."""

from __future__ import annotations

from functools import cache

import pytest

import sfn_engine as sfn
from sfn_engine.saving.changes import same
from sfn_engine.sources.reading import documents_in
from tests.support.engine.machines import SHARED, needs_corpus
from tests.support.engine.saving import edits_of, stays_near

pytestmark = needs_corpus

MOST = 6
"""Edits tried of one machine, spread over it."""


@cache
def machines() -> dict[str, sfn.StateMachine]:
    """The machines of the corpus, each by the file that holds it."""
    found = {}
    for path in sorted((SHARED / "corpus").rglob("*")):
        if not path.is_file() or path.name in ("README.md", "index.json"):
            continue
        try:
            opened = sfn.open_all(path)
        except sfn.DefinitionError:
            continue
        for name, machine, _ in opened:
            if machine is not None and machine.document is not None and machine.document.template is None:
                found[f"{path.relative_to(SHARED / 'corpus')} {name}"] = machine
    return found


@pytest.mark.parametrize("name", list(machines()) if (SHARED / "corpus").is_dir() else [])
def test_each_edit_of_a_real_machine_is_saved_and_nothing_else(name: str) -> None:
    machine = machines()[name]
    document = machine.document
    assert document is not None
    assert sfn.saved_text(machine) == document.file_text.text
    edits = list(edits_of(machine))
    for edited in edits[:: max(len(edits) // MOST, 1)]:
        new = sfn.saved_text(edited.machine)
        assert stays_near(edited, new)
        read = [
            entry.document
            for entry in documents_in(document.file_text._replace(text=new), document.file)
            if entry.name == document.name
        ]
        assert read[0] is not None and same(read[0].data, edited.machine.raw)
