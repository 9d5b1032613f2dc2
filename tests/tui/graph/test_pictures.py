"""Drawings of small machines, kept as text. ``REFRESH_PICTURES=1 pytest`` rewrites them: look at them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sfn_tui.graph import layout, picture_text
from tests.support.graph.machines import machine_of, texts_of
from tests.support.graph.wellknown import MACHINES

PICTURES = Path(__file__).parent / "pictures"


@pytest.mark.parametrize("compact", [False, True], ids=["boxes", "compact"])
@pytest.mark.parametrize("name", MACHINES)
def test_picture_is_as_kept(name: str, compact: bool) -> None:
    machine = machine_of(MACHINES[name])
    picture = picture_text(layout(machine, texts_of(machine), compact=compact))
    kept = PICTURES / f"{name}{'_compact' if compact else ''}.txt"
    if os.environ.get("REFRESH_PICTURES"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(picture, "utf-8")
    assert picture == kept.read_text("utf-8")
