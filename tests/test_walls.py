"""The walls between the rooms stand: each contract of pyproject.toml sees the import that it forbids."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from copy import deepcopy
from itertools import combinations, pairwise, product
from pathlib import Path

import pytest

from tests.support.imports import APP, ENGINE, ROOT, broken, circles, contracts, import_graph, layers

ENGINE_LAYERS = "A definition goes one way through the engine"
APP_LAYERS = "The app's rooms import in one direction"
SCREEN_LAYERS = "A dialog knows no screen"
NO_TERMINAL = "The engine knows no terminal"
PRINTING = "The printing commands draw nothing"
PURE = "What can be pure in the app is pure"
WIDGETS = "Widgets draw values and call no engine"

DRAWING_ROOMS = {"sfn_tui.app", "sfn_tui.explorer", "sfn_tui.io", "sfn_tui.screens", "sfn_tui.widgets"}
"""The rooms of the app that may know the terminal; each other room is proved not to."""
VALUES = {"sfn_engine.asl", "sfn_engine.display", "sfn_engine.errors"}
"""Rooms of the engine without a function that a widget could call by mistake."""


def rooms(package: str) -> list[str]:
    """Return the rooms that a source root has, from its folder."""
    found = next(ROOT.glob(f"*/{package}")).iterdir()
    names = {path.stem for path in found if path.suffix == ".py" or (path / "__init__.py").exists()}
    return sorted(f"{package}.{name}" for name in names - {"__init__"})


def forbidden_imports() -> list[tuple[str, str, str]]:
    """Return contract, room and forbidden package for every pair that a contract forbids, but for widgets."""
    return [
        (name, room, package)
        for name, options in contracts().items()
        if options["type"] == "forbidden" and name != WIDGETS
        for source, package in product(options["source_modules"], options["forbidden_modules"])
        for room in (rooms(source) if source == ENGINE else [source])
    ]


def imports_that_run_back() -> list[tuple[str, str, str]]:
    """Return contract, room and the room above or beside it that it must not import, for every layer."""
    found = []
    for name, options in contracts().items():
        if options["type"] == "layers":
            for lower, upper in pairwise(layers(name)):
                found += [(name, room, upper[0]) for room in lower] + [(name, lower[0], room) for room in upper]
            for line in layers(name):
                found += [(name, first, second) for first, second in combinations(line, 2)]
    return list(dict.fromkeys(found))


def broken_by(importer: str, imported: str) -> list[str]:
    """Return the contracts that a new module of one room breaks when it imports a new module of another.

    New ones, because nothing else leads to them: what is broken is broken by this import alone. And a
    contract that lists modules, not rooms, would not see them.
    """
    graph = deepcopy(import_graph())
    importer = f"{importer}.a_new_module"
    if imported.startswith((f"{ENGINE}.", f"{APP}.")):
        imported = f"{imported}.another_new_module"
    graph.add_module(importer)
    if imported not in graph.modules:
        graph.add_module(imported)
    graph.add_import(importer=importer, imported=imported)
    return broken(graph)


def test_the_walls_stand() -> None:
    assert broken(import_graph()) == []


@pytest.mark.parametrize(("contract", "room", "package"), forbidden_imports())
def test_a_room_cannot_import_what_is_forbidden_to_it(contract: str, room: str, package: str) -> None:
    assert broken_by(room, package) == [contract]


@pytest.mark.parametrize(("contract", "lower", "upper"), imports_that_run_back())
def test_a_room_cannot_import_what_is_above_it(contract: str, lower: str, upper: str) -> None:
    assert broken_by(lower, upper) == [contract]


@pytest.mark.parametrize("room", sorted(set(rooms(ENGINE)) - VALUES))
def test_a_widget_cannot_call_the_engine(room: str) -> None:
    assert broken_by("sfn_tui.widgets", room) == [WIDGETS]


@pytest.mark.parametrize("room", ["sfn_tui.io", "sfn_tui.screens"])
def test_a_widget_touches_no_file_and_knows_no_screen(room: str) -> None:
    assert broken_by("sfn_tui.widgets", room) == [APP_LAYERS]


def test_every_room_of_the_app_has_a_proof() -> None:
    proved = {room for _, room, package in forbidden_imports() if package == "textual"}
    assert proved - set(rooms(ENGINE)) == set(rooms(APP)) - DRAWING_ROOMS


@pytest.mark.parametrize(("contract", "package"), [(ENGINE_LAYERS, ENGINE), (APP_LAYERS, APP)])
def test_every_room_has_a_layer_and_a_proof(contract: str, package: str) -> None:
    proved = {room for name, *pair in imports_that_run_back() if name == contract for room in pair}
    assert proved == set(rooms(package))


def test_every_contract_has_a_proof() -> None:
    assert {ENGINE_LAYERS, APP_LAYERS, SCREEN_LAYERS, NO_TERMINAL, PRINTING, PURE, WIDGETS} == set(contracts())
    assert {name for name, *_ in forbidden_imports() + imports_that_run_back()} | {WIDGETS} == set(contracts())


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a folder with a copy of both source roots and of the contracts."""
    for package in (ENGINE, APP):
        source = next(ROOT.glob(f"*/{package}"))
        shutil.copytree(source, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "*.toml", "*.json"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def linted(folder: Path) -> list[str]:
    """Run import-linter on a copy, as a person does, and return the contracts that it calls broken."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(
        [*command, "--no-cache", "--no-logo"],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
    )
    names = [line.partition(" BROKEN")[0] for line in done.stdout.splitlines() if " BROKEN" in line]
    assert done.returncode == bool(names), done.stdout + done.stderr
    return names


def test_import_linter_keeps_the_contracts_of_a_copy(copied: Path) -> None:
    assert linted(copied) == []


@pytest.mark.parametrize(
    ("contract", "room", "line"),
    [
        (NO_TERMINAL, "sfn_engine/patterns", "import textual"),
        (ENGINE_LAYERS, "sfn_engine/saving", "import sfn_engine.patterns"),
        (APP_LAYERS, "sfn_tui/widgets", "import sfn_tui.screens"),
        (SCREEN_LAYERS, "sfn_tui/screens/dialogs", "import sfn_tui.screens.main"),
        (PRINTING, "sfn_tui/samples", "import rich.text"),
        (PURE, "sfn_tui/views", "import textual.app"),
        (WIDGETS, "sfn_tui/widgets", "import sfn_engine.machine"),
    ],
)
def test_import_linter_sees_an_import_that_is_forbidden(copied: Path, contract: str, room: str, line: str) -> None:
    """The line is appended to a file that stands in the room now."""
    changed = max((copied / room).glob("*.py"), key=lambda path: path.name)
    changed.write_text(f"{changed.read_text('utf-8')}\n{line}\n", "utf-8")
    assert contract in linted(copied)


def test_no_room_imports_itself_by_way_of_another() -> None:
    """Not even for the sake of a type: at each depth, rooms of one house have an order."""
    graph = import_graph()
    houses = [name for name in graph.modules if name.startswith("sfn_") and graph.find_children(name)]
    back = {pair for house in houses for pair in graph.nominate_cycle_breakers(house)}
    assert not {pair for pair in back if _room(pair[0]) != _room(pair[1])}


def _room(module: str) -> str:
    return module.rpartition(".")[0]


def test_no_module_imports_itself_by_way_of_another() -> None:
    assert not circles(import_graph(with_types=False))
