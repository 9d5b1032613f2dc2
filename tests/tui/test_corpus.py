"""The main job on real input: every machine of the corpus opens, is drawn, explained, toggled and exported."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

import sfn_engine as sfn
from sfn_tui.app import ExplorerApp
from sfn_tui.graph import layout, picture_text
from sfn_tui.io.saved_state import SavedState
from sfn_tui.session.edits import SetDynamic
from sfn_tui.session.session import edit, next_pattern, open_session, select, undo
from sfn_tui.sharing.exporting import exports
from sfn_tui.views.boxes import box_texts
from sfn_tui.views.detail import detail_view
from sfn_tui.views.policy import policy_view
from tests.support.engine.machines import HERE, SHARED, needs_corpus

pytestmark = needs_corpus


@cache
def machines() -> dict[str, Path]:
    """The files of the corpus that hold one definition as JSON."""
    found = {}
    for path in sorted((SHARED / "corpus").rglob("*")):
        if path.suffix not in (".json", ".asl") or path.name == "index.json":
            continue
        try:
            sfn.load(path)
        except sfn.DefinitionError:
            continue
        found[str(path.relative_to(SHARED / "corpus"))] = path
    return found


@pytest.mark.parametrize("name", list(machines()) if SHARED.is_dir() else [])
def test_a_real_machine_is_drawn_explained_toggled_and_exported(name: str) -> None:
    machine = sfn.load(machines()[name])
    session = open_session(machine, name=name, context=HERE)
    first = layout(machine, box_texts(machine, session.policy))
    assert all(state.path in first.by_path for state in machine.states)
    for state in machine.states:
        view = detail_view(select(session, state.path))
        assert view is not None and view.definition
    for task in machine.tasks:
        for toggle in ("pattern", *(target.name for target in task.targets[:1])):
            try:
                wanted = next_pattern(session, task.path) if toggle == "pattern" else SetDynamic(task.path, toggle)
                edited = edit(session, wanted)
            except sfn.EditRefused as refused:
                assert len(str(refused)) > 10
                continue
            rows = [row.text for row in policy_view(edited).rows if row.mark != "-"]
            assert json.loads("\n".join(rows)) == edited.policy.document
            assert undo(edited).policy.document == session.policy.document
    texts = {export.id: export.make() for export in exports(session, first)}
    assert json.loads(texts["policy-json"]) == session.policy.document
    assert sfn.parse(texts["definition"]).definition == machine.definition
    assert texts["picture"] == picture_text(first)


SOME = ["15-", "18-", "33-", "36-", "44-"]


@pytest.mark.parametrize("number", SOME)
async def test_a_real_machine_can_be_walked_through_in_a_small_terminal(number: str) -> None:
    path = next(path for name, path in machines().items() if name.startswith(number))
    session = open_session(sfn.load(path), name=path.name, context=HERE)
    app = ExplorerApp(session, SavedState())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"jjpdl", "escape", *"jjs2jj", "enter", "3", "down", "1", *"ooczzuuu")
        assert app.is_running
