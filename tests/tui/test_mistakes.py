"""A definition with mistakes is drawn, explained, edited and written back like any other."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

import sfn_engine as sfn
from sfn_engine.asl.model import State
from sfn_engine.display import safe
from sfn_engine.errors import DefinitionError
from sfn_engine.machine import bind, only_state, open_all
from sfn_engine.policy.explain import explain
from sfn_engine.policy.findings import findings
from sfn_engine.saving.saved import saved_text
from sfn_tui.graph import layout
from sfn_tui.printing.explain_json import explanation
from sfn_tui.session.session import open_session, select
from sfn_tui.views.boxes import box_texts
from sfn_tui.views.detail import detail_view
from sfn_tui.views.detail_rows import detail_rows
from sfn_tui.views.graph import graph_view
from sfn_tui.views.notes import note_rows
from sfn_tui.views.policy import policy_view
from sfn_tui.views.status import status_view
from tests.engine.bad_input.mutants import structural_mutants

SAMPLES = 40
"""Mutants of each seed; each is drawn in full."""


def test_what_opens_can_be_shown_and_edited(tmp_path: Path) -> None:
    path, count = tmp_path / "machine.json", 0
    for mutant in structural_mutants(SAMPLES):
        path.write_bytes(mutant.data)
        try:
            machines = [entry.machine for entry in open_all(path) if entry.machine is not None]
        except DefinitionError:
            continue
        for machine in machines:
            count += 1
            try:
                show(machine)
                edit(machine)
            except Exception as error:
                pytest.fail(f"{mutant.name}: {type(error).__name__}: {error}\n{mutant.data[:2000]!r}")
    assert count > 60


def show(machine: sfn.StateMachine) -> None:
    """Make every view of the machine, and what is printed of it."""
    session = open_session(machine, name="machine.json")
    layout(machine, box_texts(machine, session.policy), compact=False)
    graph_view(session, False, None)
    policy_view(session)
    note_rows(session)
    status_view(session, "graph", None)
    for state in machine.states:
        view = detail_view(select(session, state.path))
        assert view is not None
        detail_rows(view, 60)
    assert explain(machine, session.policy) is not None
    json.dumps(explanation("machine.json", machine, session.policy))
    for found in findings(machine):
        assert safe(found.message) == found.message
        assert found.state in machine.by_path or found.state == ()
        machine.location(found.pointer)
    bind(machine, {"x": "y"})


def edit(machine: sfn.StateMachine) -> None:
    """Try every edit of each state; what is accepted can be written back, or is refused in a sentence."""
    for state in machine.states:
        with contextlib.suppress(sfn.DefinitionError):
            only_state(state, machine)
        for change in edits_of(state):
            with contextlib.suppress(sfn.EditRefused):
                saved_text(change(machine))


def edits_of(state: State) -> Iterator[Callable[[sfn.StateMachine], sfn.StateMachine]]:
    for pattern in ("request-response", "sync", "callback"):
        yield partial(sfn.set_pattern, state=state.path, pattern=pattern)
    for target in state.targets:
        yield partial(sfn.set_dynamic, state=state.path, target=target.name)
        yield partial(sfn.set_static, state=state.path, target=target.name, value="orders")
