"""Edits of real definitions are saved in their own files' text."""

from __future__ import annotations

import pytest

import sfn_engine as sfn
from sfn_engine.saving.changes import same
from sfn_engine.sources.reading import documents_in
from tests.support.engine.corpus import corpus_machines
from tests.support.engine.machines import needs_corpus
from tests.support.engine.saving import edits_of, stays_near

pytestmark = needs_corpus

MOST = 6
"""Edits tried of one machine, spread over it."""


def machines() -> dict[str, sfn.StateMachine]:
    """The machines that stand in the files they were read from, each by the file that holds it."""
    return {
        name: machine
        for name, machine in corpus_machines().items()
        if machine.document is not None and machine.document.template is None
    }


@pytest.mark.parametrize("name", list(machines()))
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
