"""More than a thousand bad inputs: each is refused in one line with a place, or it opens and is of use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.engine.bad_input.encodings import other_encodings
from tests.engine.bad_input.json_traps import json_traps
from tests.engine.bad_input.mutants import broken_inner_strings, byte_mutants, structural_mutants, token_mutants
from tests.engine.bad_input.outcome import BadInput, refused
from tests.engine.bad_input.yaml_traps import yaml_traps

KINDS: dict[str, tuple[Callable[[], Iterator[BadInput]], int]] = {
    "what JSON parsers trip over": (json_traps, 340),
    "what YAML parsers trip over": (yaml_traps, 500),
    "other encodings": (other_encodings, 80),
    "changed bytes": (partial(byte_mutants, 60), 350),
    "changed tokens": (partial(token_mutants, 60), 250),
    "values of a wrong kind": (partial(structural_mutants, 300), 90),
    "broken strings with a definition": (partial(broken_inner_strings, 40), 100),
}
"""Where they come from, and how many distinct ones are refused at least: 1,710 together."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_input_is_one_line_with_its_place(kind: str, tmp_path: Path) -> None:
    make, least = KINDS[kind]
    path = tmp_path / "machine.json"
    bad: set[bytes] = set()
    for given in make():
        path.write_bytes(given.data)
        try:
            if refused(path):
                bad.add(given.data)
        except Exception as error:
            pytest.fail(f"{given.name}: {type(error).__name__}: {error}\n{given.data[:300]!r}")
    assert len(bad) >= least


def test_a_thousand_and_more_are_refused() -> None:
    assert sum(least for _, least in KINDS.values()) >= 1000
