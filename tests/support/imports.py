"""Who imports whom in the engine and the app, and which contracts of pyproject.toml that breaks."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import grimp
from importlinter import configuration
from importlinter.application.use_cases import read_user_options
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract
from importlinter.domain.contract import Contract

ROOT = Path(__file__).parents[2]
ENGINE = "sfn_engine"
APP = "sfn_tui"
_TYPES: dict[str, type[Contract]] = {"forbidden": ForbiddenContract, "layers": LayersContract}


@cache
def contracts() -> dict[str, dict[str, Any]]:
    """Return the options of each contract, by its name."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {options["name"]: options for options in settings["tool"]["importlinter"]["contracts"]}


def layers(name: str) -> list[list[str]]:
    """Return the rooms of a contract's layers from the lowest to the highest, without those to come."""
    options = contracts()[name]
    (container,) = options["containers"]
    lines = [line.replace("|", " ").replace(":", " ").split() for line in reversed(options["layers"])]
    return [[f"{container}.{room}" for room in line if not room.startswith("(")] for line in lines]


@cache
def import_graph(*, with_types: bool = True) -> grimp.ImportGraph:
    """Return which module imports which; without types, what only a type checker imports is left out."""
    return grimp.build_graph(
        ENGINE,
        APP,
        include_external_packages=True,
        exclude_type_checking_imports=not with_types,
        cache_dir=None,
    )


def broken(graph: grimp.ImportGraph) -> list[str]:
    """Return the names of the contracts that a graph of imports breaks."""
    return [contract.name for contract in _contracts() if not contract.check(deepcopy(graph), verbose=False).kept]


@cache
def _contracts() -> tuple[Contract, ...]:
    configuration.configure()
    options = read_user_options(str(ROOT / "pyproject.toml"))
    return tuple(
        _TYPES[each["type"]](each["name"], options.session_options, each) for each in options.contracts_options
    )


def circles(graph: grimp.ImportGraph) -> list[list[str]]:
    """Return the groups of our modules that import each other, directly or by way of others."""
    ours = {name for name in graph.modules if not graph.is_module_squashed(name)}
    return sorted(
        sorted(group)
        for group in _components(ours, lambda name: graph.find_modules_directly_imported_by(name) & ours)
        if len(group) > 1
    )


def _components(nodes: Iterable[str], after: Callable[[str], Iterable[str]]) -> Iterator[list[str]]:
    """Yield the strongly connected components (Tarjan's algorithm, without recursion)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: list[str] = []
    for start in sorted(nodes):
        walk = [(start, iter(after(start)))] if start not in number else []
        while walk:
            node, rest = walk[-1]
            if node not in number:
                number[node] = lowest[node] = len(number)
                waiting.append(node)
            for other in rest:
                if other not in number:
                    walk.append((other, iter(after(other))))
                    break
                if other in waiting:
                    lowest[node] = min(lowest[node], lowest[other])
            else:
                walk.pop()
                if walk:
                    lowest[walk[-1][0]] = min(lowest[walk[-1][0]], lowest[node])
                if lowest[node] == number[node]:
                    first = waiting.index(node)
                    yield waiting[first:]
                    del waiting[first:]
