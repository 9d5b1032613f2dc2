"""The thin horizontal scrollbar: where its thumb is, and what a press on it does."""

from __future__ import annotations

import pytest
from rich.segment import Segment

from sfn_tui.widgets.slim_scrollbar import SlimScrollBarRender


def bar(size: int, virtual: int, window: int, position: float) -> list[Segment]:
    """Return the pieces of a bar."""
    made = SlimScrollBarRender.render_bar(size, virtual, window, position, vertical=False)
    return [segment for segment in made.segments if segment.text != "\n"]


@pytest.mark.parametrize(
    ("position", "drawn"),
    [(0, "━━━━━─────"), (10, "──━━━━━───"), (20, "─────━━━━━"), (99, "─────━━━━━")],
)
def test_the_thumb_is_where_the_window_is(position: float, drawn: str) -> None:
    assert "".join(segment.text for segment in bar(10, 40, 20, position)) == drawn


@pytest.mark.parametrize("size", [0, 1, 2, 7])
def test_the_bar_is_as_long_as_it_must_be(size: int) -> None:
    for virtual, window in ((100_000, 3), (5, 5), (5, 0), (5, 9), (0, 0)):
        for position in (0, 1, 99_997):
            assert sum(len(segment.text) for segment in bar(size, virtual, window, position)) == size


def test_a_press_scrolls_or_grabs() -> None:
    actions = [segment.style.meta["@mouse.down"] for segment in bar(10, 40, 20, 10) if segment.style is not None]
    assert actions == ["scroll_up", "grab", "scroll_down"]
