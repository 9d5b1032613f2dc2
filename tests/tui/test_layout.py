"""Where the panes stand for every size of terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_tui.layout import PANES, Area, arrange


@pytest.mark.parametrize(
    ("width", "height", "arrangement", "shown"),
    [
        (200, 50, "three", {"graph", "policy", "detail"}),
        (120, 37, "three", {"graph", "policy", "detail"}),
        (119, 37, "two", {"graph", "policy"}),
        (80, 20, "two", {"graph", "policy"}),
        (79, 20, "tabs", {"graph"}),
        (40, 9, "tabs", {"graph"}),
        (39, 30, "too-small", set()),
        (80, 8, "too-small", set()),
    ],
)
def test_the_width_decides_how_many_panes_are_shown(width: int, height: int, arrangement: str, shown: set[str]) -> None:
    found = arrange(width, height, 0.45)
    assert found.arrangement == arrangement
    assert set(found.areas) == shown


def test_the_pane_beside_the_graph_is_the_one_last_used() -> None:
    assert set(arrange(100, 30, 0.45, beside="detail").areas) == {"graph", "detail"}
    assert set(arrange(60, 30, 0.45, pane="policy").areas) == {"policy"}


def test_a_maximised_pane_has_the_whole_space() -> None:
    assert arrange(200, 50, 0.45, pane="policy", maximised=True).areas == {"policy": Area(0, 0, 200, 50)}


@given(
    st.integers(1, 300),
    st.integers(1, 100),
    st.floats(-1, 2),
    st.sampled_from(PANES),
    st.sampled_from(PANES),
    st.booleans(),
)
def test_panes_never_overlap_and_never_leave_the_screen(
    width: int, height: int, share: float, pane: str, beside: str, maximised: bool
) -> None:
    found = arrange(width, height, share, pane=pane, beside=beside, maximised=maximised)  # type: ignore[arg-type]
    areas = [*found.areas.values(), *([found.divider] if found.divider else [])]
    covered: set[tuple[int, int]] = set()
    for area in areas:
        assert area.x >= 0 and area.y >= 0 and area.x + area.width <= width and area.y + area.height <= height
        cells = {(x, y) for x in range(area.x, area.x + area.width) for y in range(area.y, area.y + area.height)}
        assert not cells & covered
        covered |= cells
    if found.arrangement != "too-small":
        assert pane in found.areas or found.arrangement == "two"
        assert len(covered) == width * height
