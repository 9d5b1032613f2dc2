"""Every drawing keeps the invariants: random machines, and definitions that people really wrote."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfn_engine.asl.shapes import WrongShape
from sfn_tui.graph import GraphLayout, layout
from tests.support.graph.invariants import check_all
from tests.support.graph.machines import machine_of, random_definition, texts_of
from tests.support.graph.wellknown import MACHINES

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
FILES = sorted(path for path in CORPUS.rglob("*.json") if path.name != "index.json")


def drawn(definition: dict[str, Any], *, compact: bool) -> GraphLayout:
    """Lay a definition out and check it."""
    machine = machine_of(definition)
    made = layout(machine, texts_of(machine), compact=compact)
    check_all(machine, made)
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.randoms(use_true_random=False),
    st.sampled_from((3, 7, 14)),
    st.sampled_from((1, 2, 4)),
    st.booleans(),
)
def test_invariants_hold_for_any_machine(rng: random.Random, states: int, depth: int, compact: bool) -> None:
    drawn(random_definition(rng, states, depth), compact=compact)


@pytest.mark.parametrize("seed", range(40))
def test_invariants_hold_for_large_tangles(seed: int) -> None:
    rng = random.Random(seed)
    drawn(random_definition(rng, 30, 1), compact=seed % 2 == 0)


@pytest.mark.skipif(not FILES, reason="the shared corpus is not here")
@pytest.mark.parametrize("compact", [False, True], ids=["boxes", "compact"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CORPUS).parts[0])
def test_invariants_hold_for_real_definitions(path: Path, compact: bool) -> None:
    try:
        definition = json.loads(path.read_text("utf-8"))
        machine_of(definition)
    except (ValueError, WrongShape) as error:
        pytest.skip(f"no definition by itself: {error}")
    drawn(definition, compact=compact)


@pytest.mark.parametrize("name", MACHINES)
def test_invariants_hold_for_well_known_machines(name: str) -> None:
    drawn(MACHINES[name], compact=False)
    drawn(MACHINES[name], compact=True)
