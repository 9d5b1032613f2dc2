"""The pictures in ``screenshots/`` are those that its script makes; what they show is looked at by a person."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

import sfn_engine as sfn
from screenshots.shots import SHOTS, Shot
from sfn_tui import samples

FOLDER = Path(__file__).resolve().parents[2] / "screenshots"
CELL = (12, 24)
LARGEST = 300 * 1024


def test_every_picture_has_its_shot_and_every_shot_its_picture() -> None:
    names = [shot.name for shot in SHOTS]
    assert len(set(names)) == len(names)
    assert {path.stem for path in FOLDER.glob("*.png")} == set(names)


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_picture_has_the_size_of_its_screen_and_is_a_small_file(shot: Shot) -> None:
    data = (FOLDER / f"{shot.name}.png").read_bytes()
    assert len(data) <= LARGEST
    width, height = struct.unpack(">II", data[16:24])
    assert (width, height) == (shot.size[0] * CELL[0], shot.size[1] * CELL[1])


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_shot_names_a_state_of_a_sample(shot: Shot) -> None:
    assert shot.sample in samples.names()
    assert shot.state in sfn.load(samples.path(shot.sample), shot.machine).by_path
